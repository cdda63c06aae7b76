//! Addresses that open a file in an editor.

use std::path::Path;

use crate::archive::links::encode_strictly;
use retold_diagnostic::Place;

/// An editor that opens files by their addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    /// The address, with `{path}`, `{line}` and `{column}`.
    address: String,
}

impl Editor {
    /// The editor that opens `address`, in which `{path}` stands for the absolute path of the file, which begins with a
    /// slash and is percent-encoded; `{line}` and `{column}` for the place in it, counted from 1. `None` if it has no
    /// `{path}`, or no scheme, or one by which a browser runs what the address holds.
    pub fn new(address: &str) -> Option<Self> {
        let (scheme, _) = address.split_once(':')?;
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
        let is_run = ["data", "javascript"].iter().any(|run| scheme.eq_ignore_ascii_case(run));
        let is_usable = is_scheme && !is_run && address.contains("{path}");
        is_usable.then(|| Self { address: address.to_owned() })
    }

    /// The address that opens `place`, whose path is relative to the folder that the program runs in. `None` if it is not
    /// in a file of this machine, as with templates inside the program.
    pub fn address(&self, place: &Place) -> Option<String> {
        let path = std::path::absolute(Path::new(&place.path)).ok().filter(|path| path.is_file())?;
        Some(self.address_of(path.to_str()?, place.line, place.column))
    }

    /// The address for the absolute `path`. Line 0 stands for the whole file.
    fn address_of(&self, path: &str, line: usize, column: usize) -> String {
        self.address
            .replace("{line}", &line.max(1).to_string())
            .replace("{column}", &column.max(1).to_string())
            // The last, because a path may hold what stands for the others.
            .replace("{path}", &encoded(path))
    }
}

/// `path` with slashes, the first before the letter of a drive: `/C:/archive/a%20b.md`.
fn encoded(path: &str) -> String {
    match path.as_bytes() {
        [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic() => {
            format!("/{}{}", &path[..2], encode_strictly(&path[2..].replace('\\', "/")))
        }
        [b'\\', b'\\', ..] => encode_strictly(&path.replace('\\', "/")),
        _ => encode_strictly(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_the_file_and_the_place() {
        let path = Editor::new("vscode://file{path}:{line}:{column}").unwrap();
        let query = Editor::new("idea://open?file={path}&line={line}&column={column}").unwrap();
        for (editor, file, line, column, address) in [
            (&path, "/home/us/content/a.md", 3, 7, "vscode://file/home/us/content/a.md:3:7"),
            (&path, "/a/ünï b#c?d%e.md", 3, 7, "vscode://file/a/%C3%BCn%C3%AF%20b%23c%3Fd%25e.md:3:7"),
            (&path, "/a/b:2.md", 0, 0, "vscode://file/a/b%3A2.md:1:1"),
            (&path, "/a/{line}.md", 3, 7, "vscode://file/a/%7Bline%7D.md:3:7"),
            (&path, "/a/b\\c.md", 3, 7, "vscode://file/a/b%5Cc.md:3:7"),
            (&path, "C:\\our archive\\a.md", 3, 7, "vscode://file/C:/our%20archive/a.md:3:7"),
            (&path, "\\\\server\\share\\a.md", 3, 7, "vscode://file//server/share/a.md:3:7"),
            (&query, "/a/b&line=9+c.md", 3, 7, "idea://open?file=/a/b%26line%3D9%2Bc.md&line=3&column=7"),
            (&query, "D:/a.md", 3, 7, "idea://open?file=/D:/a.md&line=3&column=7"),
        ] {
            assert_eq!(editor.address_of(file, line, column), address);
        }
    }

    #[test]
    fn an_address_needs_a_scheme_and_a_path() {
        for (address, is_usable) in [
            ("x-editor+2://open?{path}", true),
            ("editor://open", false),
            ("editor", false),
            ("{path}:{line}", false),
            ("/editor:{path}", false),
            (":{path}", false),
            ("javascript:alert('{path}')", false),
            ("Data:text/html,{path}", false),
        ] {
            assert_eq!(Editor::new(address).is_some(), is_usable, "{address}");
        }
    }

    #[test]
    fn only_files_that_exist_have_an_address() {
        let editor = Editor::new("editor:{path}").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        let place = Place::file(file.to_str().unwrap());
        assert_eq!(editor.address(&place), None);
        std::fs::write(&file, "").unwrap();
        assert_eq!(editor.address(&place), Some(format!("editor:{}", encoded(file.to_str().unwrap()))));
    }
}
