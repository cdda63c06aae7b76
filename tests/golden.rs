//! Compares facts and pages of three archives with committed digests.
//!
//! For each document, one line has the digest of the output of `retold inspect --format json` and a short digest for each
//! of its keys; for the built site, one line for each kind of file. A change in the code that is meant to change neither
//! leaves the lines as they are. `scripts/golden accept` takes an intended change over and prints what changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::Value;
use tempfile::TempDir;

use crate::support;

/// Seed and number of the generated documents.
const GENERATED: (u64, usize) = (42, 1_000);

/// The day of the builds: what is overdue and what happened on this day depend on it.
const TODAY: &str = "2026-07-01";

/// Differences that a failing test prints; `scripts/golden accept` prints all.
const SHOWN: usize = 40;

/// Where the documents of an archive lie, and the file that holds their lines.
struct Archive {
    name: &'static str,
    content: PathBuf,
}

/// The lines of one file: the subject of each line, and its digests by name.
type Lines = BTreeMap<String, BTreeMap<String, String>>;

#[test]
fn the_sample_archive_is_understood_and_published_as_before() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    compare(&Archive { name: "sample", content });
}

#[test]
fn generated_documents_are_understood_and_published_as_before() {
    let folder = TempDir::new().unwrap();
    for document in retold_corpus::Corpus::new(GENERATED.0, GENERATED.1).iter() {
        let path = folder.path().join(&document.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, document.text).unwrap();
    }
    compare(&Archive { name: "generated", content: folder.path().join("content") });
}

#[test]
fn real_documents_are_understood_and_published_as_before() {
    if let Some(content) = support::corpus() {
        compare(&Archive { name: "corpus", content });
    }
}

fn compare(archive: &Archive) {
    let mut lines = understood(archive);
    lines.extend(published(archive));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{}.txt", archive.name));
    let before = read(&fs::read_to_string(&file).unwrap_or_default());
    let changes = changes(&before, &lines);
    if env::var_os("RETOLD_GOLDEN").is_some_and(|value| value == "accept") {
        fs::write(&file, write(&lines)).unwrap();
        println!("{}: {}", archive.name, if changes.is_empty() { "nothing changed" } else { "accepted" });
        changes.iter().for_each(|change| println!("  {change}"));
        return;
    }
    let more = changes.len().saturating_sub(SHOWN);
    assert!(
        changes.is_empty(),
        "{}: {} differ from tests/golden/{}.txt:\n{}{}\n\
         where this is intended, `scripts/golden accept` takes it over",
        archive.name,
        changes.len(),
        archive.name,
        changes[..changes.len() - more].join("\n"),
        if more > 0 { format!("\n… and {more} more") } else { String::new() },
    );
}

/// The digests of the output of `retold inspect` for each document, by path and part.
fn understood(archive: &Archive) -> Lines {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(&archive.content)
        .into_iter()
        .map(|entry| entry.unwrap().path().strip_prefix(&archive.content).unwrap().to_owned())
        .filter(|path| retold_document::document_stem(&path.to_string_lossy()).is_some())
        .collect();
    files.sort();
    let output = Command::new(env!("CARGO_BIN_EXE_retold"))
        .current_dir(&archive.content)
        .args(["inspect", "--content", ".", "--format", "json"])
        .args(&files)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut lines = Lines::new();
    for line in text.lines() {
        let Value::Object(object) = serde_json::from_str::<Value>(line).unwrap() else { panic!("{line}") };
        let mut name = object["file"].as_str().unwrap().to_owned();
        if let Some(part) = object["part"].as_str() {
            let _ = write!(name, "#{part}");
        }
        let mut digests: BTreeMap<String, String> = object
            .iter()
            .map(|(key, value)| (key.clone(), digest(value.to_string().as_bytes(), 4)))
            .collect();
        digests.insert("whole".to_owned(), digest(line.as_bytes(), 12));
        assert!(lines.insert(name.clone(), digests).is_none(), "{name} is given twice");
    }
    lines
}

/// The digests of the built site's files, by their kind.
fn published(archive: &Archive) -> Lines {
    let folder = TempDir::new().unwrap();
    let site = folder.path().join("site");
    let output = Command::new(env!("CARGO_BIN_EXE_retold"))
        .current_dir(folder.path())
        .args(["build", "--today", TODAY, "--base-url", "https://example.org/", "--content"])
        .arg(&archive.content)
        .arg("--output-dir")
        .arg(&site)
        .output()
        .unwrap();
    let mut kinds: BTreeMap<String, (usize, blake3::Hasher)> = BTreeMap::new();
    let tree = support::tree(&site);
    assert!(!tree.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    for (name, bytes) in tree.iter().filter(|(name, _)| *name != ".retold-manifest.json") {
        let (count, hasher) = kinds.entry(kind_of(name)).or_default();
        *count += 1;
        hasher.update(name.as_bytes()).update(&[0]).update(blake3::hash(bytes).as_bytes());
    }
    kinds
        .into_iter()
        .map(|(kind, (count, hasher))| {
            let digest = hasher.finalize().to_hex()[..12].to_owned();
            (format!("site {kind}"), [("count".into(), count.to_string()), ("whole".into(), digest)].into())
        })
        .collect()
}

/// `pages`, `search`, or the ending of the file's name.
fn kind_of(name: &str) -> String {
    if name.starts_with(retold::search::PACK_FOLDER) {
        return "search".to_owned();
    }
    match name.rsplit('/').next().unwrap_or(name).rsplit_once('.') {
        Some((_, "html")) => "pages".to_owned(),
        Some((_, ending)) => ending.to_owned(),
        None => name.to_owned(),
    }
}

fn digest(bytes: &[u8], digits: usize) -> String {
    blake3::hash(bytes).to_hex()[..digits].to_owned()
}

/// A line is its subject, a tab, and `name=digest` pairs in order of their names.
fn write(lines: &Lines) -> String {
    let mut text = String::new();
    for (name, digests) in lines {
        let pairs: Vec<_> = digests.iter().map(|(key, digest)| format!("{key}={digest}")).collect();
        writeln!(text, "{name}\t{}", pairs.join(" ")).unwrap();
    }
    text
}

fn read(text: &str) -> Lines {
    text.lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, pairs)| {
            let pairs = pairs.split(' ').filter_map(|pair| pair.split_once('='));
            (name.to_owned(), pairs.map(|(key, digest)| (key.to_owned(), digest.to_owned())).collect())
        })
        .collect()
}

/// The differences, in words: `a.md: timeline, phases`.
fn changes(before: &Lines, after: &Lines) -> Vec<String> {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names
        .into_iter()
        .filter_map(|name| match (before.get(name), after.get(name)) {
            (Some(before), Some(after)) if before == after => None,
            (Some(before), Some(after)) => {
                let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
                let changed = |key: &&String| *key != "whole" && before.get(*key) != after.get(*key);
                let keys: Vec<&str> = keys.into_iter().filter(changed).map(String::as_str).collect();
                let keys = if keys.is_empty() { "contents".to_owned() } else { keys.join(", ") };
                Some(format!("{name}: {keys}"))
            }
            (None, _) => Some(format!("{name}: new")),
            (_, None) => Some(format!("{name}: gone")),
        })
        .collect()
}

#[test]
fn changes_are_named() {
    let before = read("a\tfacts=1 lessons=1 whole=1\nb\twhole=1\nc\twhole=1\n");
    let after = read("a\tfacts=2 lessons=1 whole=2\nb\twhole=2\nd\twhole=1\n");
    assert_eq!(changes(&before, &after), ["a: facts", "b: contents", "c: gone", "d: new"]);
    assert_eq!(changes(&before, &before), Vec::<String>::new());
    assert_eq!(read(&write(&before)), before);
}
