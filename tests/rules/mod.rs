//! The registry of rules is complete: each rule is emitted, documented and shown by an example that is run.
//!
//! `RETOLD_ACCEPT=1 cargo test --test main rules` updates `docs/rules/`.

mod situations;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use regex::Regex;
use retold::archive::{Archive as Documents, Selection};
use retold::check::{self, Example, Files, RULES, Rule, Stage};
use retold::config::{Config, Overrides};
use retold::site::Site;
use retold::source::{Attachment, SourceTree};
use retold_diagnostic::Level;
use retold_document::document_stem;

use self::situations::SITUATIONS;
use crate::architecture::modules;
use crate::support::Archive;

/// The folders of the program's sources, without those of search, which makes no findings.
const SOURCES: [&str; 4] = ["src", "crates/diagnostic/src", "crates/times/src", "crates/document/src"];

/// Files in which the rule of a finding is an argument.
const GENERIC: [&str; 2] = ["check/rule.rs", "site/templates.rs"];

/// Files with findings that are made for tests.
const TESTS: [&str; 2] = ["cli/report/hostile.rs", "cli/report/testing.rs"];

#[test]
fn every_rule_of_the_sources_is_registered_and_every_registered_one_is_emitted() {
    let emission = Regex::new(
        r#"(?:Diagnostic::(?:error|warning|note)\(|Diagnostic::new\([^,]*,|\.diagnostic\()\s*([^\s,)]+)"#,
    )
    .unwrap();
    let finding = Regex::new(r"RULE\s*\.finding\(").unwrap();
    let identifier = Regex::new(r#""([a-z-]+/[a-z-]+)""#).unwrap();
    let groups: BTreeSet<&str> = RULES.iter().map(|rule| group(rule.id)).collect();
    let mut emitted = BTreeSet::new();
    let mut faults = Vec::new();
    for module in SOURCES.into_iter().flat_map(modules) {
        if TESTS.contains(&module.file.as_str()) {
            continue;
        }
        if let Some(file) = module.file.strip_prefix("check/rules/").filter(|file| *file != "mod.rs") {
            let rule = RULES.iter().find(|rule| file == format!("{}.rs", rule.id.replace(['/', '-'], "_")));
            match rule {
                None => faults.push(format!("{}: no rule has this name", module.file)),
                Some(rule) if finding.is_match(&module.code) => drop(emitted.insert(rule.id.to_owned())),
                Some(_) => {}
            }
            continue;
        }
        for found in emission.captures_iter(&module.code) {
            match found[1].strip_prefix('"') {
                Some(id) => drop(emitted.insert(id.trim_end_matches('"').to_owned())),
                None if GENERIC.contains(&module.file.as_str()) => {}
                None => faults.push(format!("{}: `{}` is no literal", module.file, &found[1])),
            }
        }
        let used = identifier.captures_iter(&module.code).map(|found| found[1].to_owned());
        faults.extend(
            used.filter(|id| groups.contains(group(id)) && check::find(id).is_none())
                .filter(|id| !emitted.contains(id))
                .map(|id| format!("{}: `{id}` is no rule", module.file)),
        );
    }
    faults.extend(
        emitted.iter().filter(|id| check::find(id).is_none()).map(|id| format!("`{id}` is not registered")),
    );
    faults.extend(
        RULES
            .iter()
            .filter(|rule| !emitted.contains(rule.id))
            .map(|rule| format!("`{}` is never emitted", rule.id)),
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn group(id: &str) -> &str {
    id.split('/').next().unwrap_or_default()
}

#[test]
fn every_rule_is_documented() {
    for rule in RULES {
        let Rule { id, summary, problem, consequence, fix, .. } = rule;
        assert!(rule.levels.is_sorted_by(|one, other| one > other) && !rule.levels.is_empty(), "{id}");
        let is_fragment = !summary.ends_with('.') && !summary.starts_with(char::is_uppercase);
        assert!(!summary.is_empty() && is_fragment, "{id}: {summary}");
        let mut sentences = vec![*problem, *consequence, *fix];
        match rule.example {
            Example::Situation { fails, passes } => sentences.extend([fails, passes]),
            Example::None(reason) => sentences.push(reason),
            Example::Files { .. } => {}
        }
        for text in sentences {
            assert!(text.ends_with('.') && !text.contains("  "), "{id}: {text}");
        }
    }
}

#[test]
fn the_pages_on_the_rules_are_those_of_the_registry() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let pages: BTreeMap<_, _> = check::pages().into_iter().collect();
    assert_eq!(pages.len(), RULES.len() + 1, "two rules have the same page");
    if std::env::var_os("RETOLD_ACCEPT").is_some_and(|value| value == "1") {
        let stale = names(&folder).into_iter().filter(|name| !pages.contains_key(name));
        stale.for_each(|name| fs::remove_file(folder.join(name)).unwrap());
        pages.iter().for_each(|(name, page)| fs::write(folder.join(name), page).unwrap());
    }
    let is_current = |(name, page): (&String, &String)| {
        fs::read_to_string(folder.join(name)).is_ok_and(|written| written == *page)
    };
    assert!(
        names(&folder).iter().eq(pages.keys()) && pages.iter().all(is_current),
        "docs/rules/ is out of date; `RETOLD_ACCEPT=1 cargo test --test main rules` updates it"
    );
    for rule in RULES {
        let name = check::documentation(rule.id);
        assert!(pages.contains_key(name.strip_prefix("docs/rules/").unwrap()), "{name}");
    }
}

/// The names of the files in a folder, sorted.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

/// A rule and a level, such as `warning[link/missing]`.
type Found = BTreeSet<String>;

#[test]
fn every_rule_is_found_where_its_example_fails_and_nothing_where_it_passes() {
    let situations: BTreeMap<_, _> = SITUATIONS.into_iter().collect();
    let mut faults = Vec::new();
    for rule in RULES {
        let (failing, passing) = match rule.example {
            Example::Files { fails, passes } => (found_in_files(rule, fails), found_in_files(rule, passes)),
            Example::Situation { .. } => match situations.get(rule.id) {
                Some(situation) => (found_in_text(&situation(true)), found_in_text(&situation(false))),
                None => {
                    faults.push(format!("{}: there is no situation to try", rule.id));
                    continue;
                }
            },
            Example::None(_) => {
                assert!(UNTRIED.contains(&rule.id), "{}: its example can be tried", rule.id);
                continue;
            }
        };
        // An example of how postmortems are written is too short for the other rules on it.
        let only_its_own = |found: Found| match rule.stage {
            Stage::Review | Stage::External => {
                found.into_iter().filter(|found| found.contains(&format!("[{}]", rule.id))).collect()
            }
            _ => found,
        };
        let (failing, passing) = (only_its_own(failing), only_its_own(passing));
        let expected: Found = rule.levels.iter().map(|level| found(*level, rule.id)).collect();
        if failing != expected {
            faults.push(format!("{}: the failing example gives {failing:?}", rule.id));
        }
        if !passing.is_empty() {
            faults.push(format!("{}: the passing example gives {passing:?}", rule.id));
        }
    }
    for id in situations.keys() {
        let is_situation =
            check::find(id).is_some_and(|rule| matches!(rule.example, Example::Situation { .. }));
        assert!(is_situation, "{id} is no rule with a situation");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn found(level: Level, id: &str) -> String {
    let level = match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    format!("{level}[{id}]")
}

/// The findings that a run of the program shows.
fn found_in_text(text: &str) -> Found {
    let heads = Regex::new(r"(?m)^(?:\d+ × )?((?:error|warning|note)\[[a-z/-]+\]): ").unwrap();
    heads.captures_iter(text).map(|head| head[1].to_owned()).collect()
}

fn found_in_files(rule: &Rule, files: Files) -> Found {
    let are_documents = files.iter().all(|(path, _)| path.starts_with("content/"));
    if matches!(rule.stage, Stage::Document | Stage::Archive | Stage::Review) && are_documents {
        return found_in_memory(rule, files);
    }
    let archive = files.iter().fold(Archive::new(), |archive, (path, text)| archive.file(path, text));
    let command = if rule.stage == Stage::Render { "build" } else { "check" };
    found_in_text(&archive.run(&[command]).stderr)
}

fn found_in_memory(rule: &Rule, files: Files) -> Found {
    let files = files.iter().map(|(path, text)| (path.strip_prefix("content/").unwrap(), *text));
    let (documents, others): (Vec<_>, Vec<_>) = files.partition(|(path, _)| document_stem(path).is_some());
    let mut tree = SourceTree::from_pairs(documents);
    tree.attachments = others
        .into_iter()
        .map(|(path, _)| Attachment {
            path: path.to_owned(),
            location: path.into(),
            is_media: false,
            size: None,
        })
        .collect();
    let config = Config::load(Path::new("/nowhere"), None, Overrides::default()).unwrap();
    let selection = Selection { is_reserved: Site::reserves, ..Selection::default() };
    let (archive, findings) = Documents::from_tree(tree, &config, selection);
    let mut findings = check::run(&archive, &config, findings);
    if rule.stage == Stage::Review {
        let settings = check::Settings::new(&config, jiff::civil::date(2026, 2, 1));
        findings.add(check::review(&archive, settings));
    }
    findings.iter().map(|finding| found(finding.level, finding.rule)).collect()
}

/// Rules for faults of the program, which no input causes, and for how it was built.
const UNTRIED: [&str; 5] =
    ["document/failed", "program/fault", "arguments/external", "export/record", "search/index"];
