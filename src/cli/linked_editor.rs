//! The editors that `--editor` names, and the one that the environment names.

use crate::serve::Editor;

/// An editor whose addresses are known.
struct Known {
    name: &'static str,
    /// What it is called on command lines and in the environment, besides its name.
    commands: &'static [&'static str],
    /// See [`Editor::new`].
    address: &'static str,
}

const KNOWN: [Known; 8] = [
    Known { name: "vscode", commands: &["code"], address: "vscode://file{path}:{line}:{column}" },
    Known {
        name: "vscode-insiders",
        commands: &["code-insiders"],
        address: "vscode-insiders://file{path}:{line}:{column}",
    },
    Known { name: "vscodium", commands: &["codium"], address: "vscodium://file{path}:{line}:{column}" },
    Known { name: "cursor", commands: &[], address: "cursor://file{path}:{line}:{column}" },
    Known { name: "windsurf", commands: &[], address: "windsurf://file{path}:{line}:{column}" },
    Known { name: "zed", commands: &["zeditor", "zed-editor"], address: "zed://file{path}:{line}:{column}" },
    Known {
        name: "idea",
        commands: &["idea64"],
        address: "idea://open?file={path}&line={line}&column={column}",
    },
    Known {
        name: "sublime",
        commands: &["subl", "sublime_text"],
        address: "subl://open?url=file://{path}&line={line}&column={column}",
    },
];

/// What `--editor` names: an editor, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice(pub Option<Editor>);

/// Reads the value of `--editor`.
pub fn parse(text: &str) -> Result<Choice, String> {
    if text == "none" {
        return Ok(Choice(None));
    }
    let known = KNOWN.iter().find(|known| known.name == text);
    let editor = Editor::new(known.map_or(text, |known| known.address));
    editor.map(|editor| Choice(Some(editor))).ok_or_else(|| {
        let names: Vec<_> = KNOWN.iter().map(|known| known.name).collect();
        let names = names.join(", ");
        format!("write {names}, none, or an address with `{{path}}`, as in `editor://open?file={{path}}&line={{line}}`")
    })
}

/// The first editor among `commands`, the values of variables such as `EDITOR`, whose addresses are known.
pub fn of_environment(commands: &[String]) -> Option<Editor> {
    let known = commands.iter().find_map(|command| {
        let program = program(command);
        KNOWN.iter().find(|known| known.name == program || known.commands.contains(&program.as_str()))
    });
    Editor::new(known?.address)
}

/// The name of the program that `command` runs, in lower case, without its folder and the ending of its file.
fn program(command: &str) -> String {
    let command = command.trim();
    let path = match command.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next(),
        None => command.split_whitespace().next(),
    };
    let file = path.unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase();
    let endings = [".exe", ".cmd", ".sh"];
    endings.iter().find_map(|ending| file.strip_suffix(ending)).unwrap_or(&file).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_known_editors_have_an_address() {
        for known in KNOWN {
            assert!(parse(known.name).is_ok_and(|choice| choice.0.is_some()), "{}", known.name);
            assert!(["{path}", "{line}", "{column}"].iter().all(|part| known.address.contains(part)));
        }
        assert_eq!(parse("none"), Ok(Choice(None)));
        assert_eq!(parse("ours://{path}"), Ok(Choice(Editor::new("ours://{path}"))));
        for text in ["vim", "", "ours://open", "VSCode"] {
            assert!(parse(text).is_err_and(|message| message.starts_with("write vscode, ")), "{text}");
        }
    }

    #[test]
    fn the_environment_names_the_editor_in_many_ways() {
        for (commands, name) in [
            (&["code --wait"][..], Some("vscode")),
            (&["/usr/bin/codium -w"], Some("vscodium")),
            (&["\"C:\\Program Files\\Microsoft VS Code\\bin\\code.cmd\" --wait"], Some("vscode")),
            (&["vim", "zeditor"], Some("zed")),
            (&["vim", "vscode"], Some("vscode")),
            (&["subl", "code"], Some("sublime")),
            (&["idea.sh"], Some("idea")),
            (&["vim", "nano", "Apple_Terminal"], None),
            (&["", "\""], None),
            (&[], None),
        ] {
            let commands: Vec<_> = commands.iter().map(|command| (*command).to_owned()).collect();
            let expected = name.and_then(|name| parse(name).unwrap().0);
            assert_eq!(of_environment(&commands), expected, "{commands:?}");
        }
    }
}
