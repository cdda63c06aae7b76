//! The one-way street of the modules, and what only the command line may do.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The modules from left to right: each may use what stands on a line above its own.
const ORDER: [&[&str]; 7] = [
    &["config"],
    &["source"],
    &["archive", "schema", "adopt", "inspect"],
    &["search", "theme"],
    // The site shows what was searched, in the theme's clothes.
    &["site", "export"],
    &["publish", "serve"],
    &["cli"],
];

/// What only some may mention, and who.
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
    ("std::fs", &["config", "source", "theme", "publish", "serve", "cli"]),
    // A thread of rayon's pool that waits for a lock may wait for work that it has itself put aside. What threads share
    // is made before they start; tables of words, which are made without the pool, are no danger.
    ("OnceLock", &["document", "serve"]),
    ("LazyLock", &["document"]),
    ("Mutex", &["serve"]),
    ("RwLock", &["serve"]),
    ("Condvar", &[]),
];

struct Module {
    name: String,
    file: String,
    /// The code without comments and without its tests.
    code: String,
}

fn modules() -> Vec<Module> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(Result::unwrap);
    files
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"))
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
fn modules_use_only_what_stands_left_of_them() {
    let place = |name: &str| ORDER.iter().position(|names| names.contains(&name));
    let mut faults = Vec::new();
    for module in modules() {
        if matches!(module.name.as_str(), "lib" | "main") {
            continue;
        }
        let Some(own) = place(&module.name) else {
            faults.push(format!("src/{}: `{}` has no place in the order", module.file, module.name));
            continue;
        };
        let mut names = used(&module.code, "crate::");
        if !module.file.contains('/') {
            // The parent of a top-level module is the crate.
            names.extend(used(&module.code, "super::"));
        }
        for name in names.iter().filter(|name| **name != module.name) {
            if place(name).is_none_or(|other| other >= own) {
                faults.push(format!("src/{} uses `crate::{name}`", module.file));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn main_uses_only_the_command_line() {
    let modules = modules();
    let main = modules.iter().find(|module| module.file == "main.rs").unwrap();
    assert_eq!(used(&main.code, "retold::").into_iter().collect::<Vec<_>>(), ["cli"]);
}

#[test]
fn clock_environment_streams_disk_and_locks_are_kept_to_their_places() {
    let mut faults = Vec::new();
    for module in modules() {
        for (text, allowed) in RESERVED {
            if module.code.contains(text) && !allowed.contains(&module.name.as_str()) {
                faults.push(format!("src/{} uses `{text}`", module.file));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn paths_are_found_in_groups() {
    let code = "use crate::{a, b::{c, d}, e as f};\nlet x = crate::g::h();\nuse mycrate::i;";
    assert_eq!(used(code, "crate::").into_iter().collect::<Vec<_>>(), ["a", "b", "e", "g"]);
}
