//! The words of the built-in theme: templates use those that there are, and each language has all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use regex::Regex;
use toml::{Table, Value};

const THEME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default");

/// The plural forms that the built-in languages have.
const FORMS: [(&str, &[&str]); 3] =
    [("de", &["one", "other"]), ("en", &["one", "other"]), ("ja", &["other"])];

/// What the program itself asks for.
const USED_BY_PROGRAM: [&str; 5] = ["number", "date.day", "date.month", "date.months", "duration"];

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(Path::new(THEME).join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The texts of a language: their plural forms, by path; a text without any has one that is nameless.
fn texts(file: &Path) -> BTreeMap<String, BTreeMap<String, String>> {
    fn collect(table: &Table, prefix: &str, found: &mut BTreeMap<String, BTreeMap<String, String>>) {
        for (key, value) in table {
            let path = format!("{prefix}{key}");
            match value {
                Value::Table(forms) if forms.contains_key("other") => {
                    let forms =
                        forms.iter().map(|(form, text)| (form.clone(), text.as_str().unwrap().to_owned()));
                    found.insert(path, forms.collect());
                }
                Value::Table(group) => collect(group, &format!("{path}."), found),
                _ => {
                    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    found.insert(path, BTreeMap::from([(String::new(), text)]));
                }
            }
        }
    }
    let table: Table = toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let mut found = BTreeMap::new();
    collect(&table, "", &mut found);
    found
}

/// The paths that templates use. A path that ends in a variable is that of the group.
fn used() -> BTreeSet<String> {
    let pattern = Regex::new(r#"\bt((?:\.[a-z_]+|\["[a-z-]+"\])+)"#).unwrap();
    let code = Regex::new(r"(?s)\{[\{%].*?[\}%]\}").unwrap();
    let mut used = BTreeSet::new();
    for file in files("templates") {
        let source = std::fs::read_to_string(&file).unwrap();
        for part in code.find_iter(&source) {
            for found in pattern.captures_iter(part.as_str()) {
                used.insert(
                    found[1].replace("[\"", ".").replace("\"]", "").trim_start_matches('.').to_owned(),
                );
            }
        }
    }
    used
}

#[test]
fn templates_use_the_words_that_there_are_and_all_of_them() {
    let english = texts(&Path::new(THEME).join("strings/en.toml"));
    let used = used();
    let is_part =
        |path: &str, of: &str| path == of || path.strip_prefix(of).is_some_and(|rest| rest.starts_with('.'));
    let missing: Vec<_> =
        used.iter().filter(|used| !english.keys().any(|path| is_part(path, used))).collect();
    assert!(missing.is_empty(), "not in en.toml: {missing:?}");
    let unused: Vec<_> = english
        .keys()
        .filter(|path| !used.iter().any(|used| is_part(path, used)))
        .filter(|path| !USED_BY_PROGRAM.iter().any(|used| is_part(path, used)))
        .collect();
    assert!(unused.is_empty(), "no template uses these of en.toml: {unused:?}");
}

#[test]
fn each_built_in_language_has_all_words_with_their_names_and_plural_forms() {
    let names = Regex::new(r"\{[a-z_]+\}").unwrap();
    let names = |text: &str| -> BTreeSet<String> {
        names.find_iter(text).map(|name| name.as_str().to_owned()).collect()
    };
    let english = texts(&Path::new(THEME).join("strings/en.toml"));
    for file in files("strings") {
        let tag = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let (_, forms) = FORMS.into_iter().find(|(known, _)| *known == tag).expect(&tag);
        let texts = texts(&file);
        let difference: Vec<_> = english
            .keys()
            .filter(|path| !texts.contains_key(*path))
            .chain(texts.keys().filter(|path| !english.contains_key(*path)))
            .collect();
        assert!(difference.is_empty(), "{tag}: {difference:?}");
        for (path, text) in &texts {
            if !text.contains_key("") {
                let found: Vec<_> = text.keys().map(String::as_str).collect();
                assert_eq!(found, forms, "{tag}: {path}");
            }
            let expected: BTreeSet<_> = english[path].values().flat_map(|text| names(text)).collect();
            for text in text.values() {
                // A form may do without the count.
                let found = names(text);
                let missing: Vec<_> = expected.difference(&found).filter(|name| *name != "{count}").collect();
                assert!(missing.is_empty() && found.is_subset(&expected), "{tag}: {path}: {text}");
            }
        }
    }
}
