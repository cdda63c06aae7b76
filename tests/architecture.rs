//! Checks the layers of modules, and restrictions on what they may use.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A folder of modules, and their layers from the lowest.
struct House {
    folder: &'static str,
    /// How paths to its modules begin.
    prefix: &'static str,
    /// Each module may use those on lines above its own.
    order: &'static [&'static [&'static str]],
}

const HOUSES: [House; 3] = [
    House {
        folder: "src",
        prefix: "crate::",
        order: &[
            &["files", "guarded"],
            &["config"],
            &["source"],
            &["parse"],
            &["archive", "schema", "adopt", "fix"],
            &["similar", "tracker"],
            &["check", "external", "search", "theme", "new", "init"],
            &["report", "read"],
            // The site publishes what `report` writes, the files of search, and the theme; `published` reads some of it back.
            &["site", "published"],
            &["publish", "serve"],
            &["cli"],
        ],
    },
    House {
        folder: "crates/document/src",
        prefix: "crate::",
        order: &[
            &["keys", "limits", "source_file"],
            &["model", "text"],
            &["lexicon", "markdown", "front_matter"],
            &["structure"],
            &["readers"],
            &["class"],
            &["document"],
            &["html", "parts", "prose", "published_markdown", "understand"],
            &["parse"],
            &["testing"],
        ],
    },
    House {
        folder: "crates/document/src/readers",
        prefix: "crate::readers::",
        order: &[
            // Readers do not use each other, except that milestones are read from the entries of the timeline.
            &["actions", "facts", "impact", "lessons", "timeline", "whys"],
            &["milestones"],
        ],
    },
];

/// Names that only some modules may use, and these modules.
const RESERVED: [(&str, &[&str]); 17] = [
    ("println!", &["cli", "main"]),
    ("eprintln!", &["cli", "main"]),
    ("print!(", &["cli", "main"]),
    ("dbg!(", &[]),
    ("process::exit", &["cli", "main"]),
    ("std::env::", &["cli", "main"]),
    ("SystemTime::now", &["cli", "main"]),
    ("Instant::now", &["cli", "main"]),
    ("Timestamp::now", &["cli", "main"]),
    ("Zoned::now", &["cli", "main"]),
    ("tera::", &["site"]),
    ("std::fs", &["files", "config", "source", "theme", "publish", "serve", "cli"]),
    // A thread of rayon's pool that waits for a lock may wait for its own suspended work. So shared values are created
    // before the threads start. Tables of words in the crates below are created without the pool, which is safe.
    ("OnceLock", &["serve"]),
    ("LazyLock", &[]),
    ("Mutex", &["serve"]),
    ("RwLock", &["serve"]),
    ("Condvar", &[]),
];

pub struct Module {
    name: String,
    pub file: String,
    /// The code without comments and without its tests.
    pub code: String,
}

/// The modules of a folder of the repository, without files of tests.
pub fn modules(folder: &str) -> Vec<Module> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(Result::unwrap);
    files
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"))
        .filter(|entry| entry.file_name() != "tests.rs")
        .map(|entry| {
            let file = entry.path().strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            let name = file.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(entry.path()).unwrap();
            Module { name, file, code: code(&text) }
        })
        .collect()
}

fn code(text: &str) -> String {
    let product = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines = product.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The modules named in paths that start with `prefix`, also in groups such as `crate::{a, b::c}`.
fn used(code: &str, prefix: &str) -> BTreeSet<String> {
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut used = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        let follows_a_word = code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
        let path = &code[at + prefix.len()..];
        if follows_a_word {
            continue;
        }
        let Some(group) = path.strip_prefix('{') else {
            used.insert(name(path));
            continue;
        };
        let (mut depth, mut start) = (0, true);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => start = true,
                c if start && !c.is_whitespace() => {
                    used.insert(name(&group[at..]));
                    start = false;
                }
                _ => {}
            }
        }
    }
    used.remove("");
    used
}

#[test]
fn modules_use_only_those_before_them() {
    let mut faults = Vec::new();
    for house in &HOUSES {
        let place = |name: &str| house.order.iter().position(|names| names.contains(&name));
        for module in modules(house.folder) {
            if matches!(module.name.as_str(), "lib" | "main" | "mod") {
                continue;
            }
            let file = format!("{}/{}", house.folder, module.file);
            let Some(own) = place(&module.name) else {
                faults.push(format!("{file}: `{}` has no place in the order", module.name));
                continue;
            };
            let mut names = used(&module.code, house.prefix);
            if !module.file.contains('/') {
                // The parent of a top-level module is the crate.
                names.extend(used(&module.code, "super::"));
            }
            for name in names.iter().filter(|name| **name != module.name) {
                // Types and functions at the top of the crate are re-exported from a module.
                let is_module = name.starts_with(char::is_lowercase);
                if is_module && place(name).is_none_or(|other| other >= own) {
                    faults.push(format!("{file} uses `{}{name}`", house.prefix));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn main_uses_only_the_command_line() {
    let modules = modules("src");
    let main = modules.iter().find(|module| module.file == "main.rs").unwrap();
    assert_eq!(used(&main.code, "retold::").into_iter().collect::<Vec<_>>(), ["cli"]);
}

#[test]
fn clock_environment_streams_disk_and_locks_are_kept_to_their_places() {
    let mut faults = Vec::new();
    for folder in ["src", "crates/diagnostic/src", "crates/times/src", "crates/document/src"] {
        for module in modules(folder) {
            for (text, allowed) in RESERVED {
                let is_table = text == "LazyLock" && folder != "src";
                let is_allowed = is_table || folder == "src" && allowed.contains(&module.name.as_str());
                if module.code.contains(text) && !is_allowed {
                    faults.push(format!("{folder}/{} uses `{text}`", module.file));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn findings_are_rendered_in_one_place() {
    // It takes findings without secrets only.
    let is_renderer = |line: &str| line.contains("retold_diagnostic::") && line.contains("render");
    let modules = modules("src").into_iter().filter(|module| module.code.lines().any(is_renderer));
    assert_eq!(modules.map(|module| module.file).collect::<Vec<_>>(), ["cli/report/text.rs"]);
}

#[test]
fn paths_are_found_in_groups() {
    let code = "use crate::{a, b::{c, d}, e as f};\nlet x = crate::g::h();\nuse mycrate::i;";
    assert_eq!(used(code, "crate::").into_iter().collect::<Vec<_>>(), ["a", "b", "e", "g"]);
}
