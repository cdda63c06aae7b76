//! Reads any bytes as a document, renders it, and reviews an archive that consists of it. The first line is its path, as paths
//! say things, too.

#![no_main]

use std::path::Path;
use std::sync::OnceLock;

use jiff::civil::Date;
use libfuzzer_sys::fuzz_target;
use retold::archive::{Archive, Selection};
use retold::check::{self, Settings};
use retold::config::{Config, Overrides};
use retold::source::SourceTree;
use retold_document::{Document, SourceFile, Vocabulary};

fn config() -> &'static Config {
    static CONFIG: OnceLock<Config> = OnceLock::new();
    CONFIG.get_or_init(|| Config::load(Path::new("/nowhere"), None, Overrides::default()).unwrap())
}

fuzz_target!(|bytes: &[u8]| {
    let end = bytes.iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len());
    let (path, bytes) = (&bytes[..end], bytes.get(end + 1..).unwrap_or_default());
    let path = String::from_utf8_lossy(path).into_owned();
    let file = SourceFile { name: path.clone(), path, bytes: bytes.to_owned() };
    let (document, findings) = Document::parse(file, &Vocabulary::default());
    for section in &document.sections {
        let _ = &document.text[section.span.clone()];
        let _ = &document.text[section.label_text.clone()];
    }
    for entry in &document.timeline.entries {
        let _ = &document.text[entry.span.clone()];
    }
    let _ = (document.title(), document.day(), document.summary());
    for span in [&document.class_span, &document.facts.kind.as_ref().map(|kind| kind.span.clone())] {
        let _ = span.clone().map(|span| &document.text[span]);
    }
    let tickets = ["INFRA-", "#"].map(|start| (start.to_owned(), "https://example.org/{}".to_owned()));
    let _ = retold_document::html::render(&document, &|_| None, &tickets);
    let _ = retold::report::document(&document, 14);
    drop(findings);
    let tree = SourceTree::from_pairs([(document.path, bytes)]);
    let (archive, findings) = Archive::from_tree(tree, config(), Selection::default());
    let _ = check::run(&archive, config(), findings);
    let _ = check::review(&archive, Settings::new(config(), Date::constant(2026, 2, 28)));
    for postmortem in &archive.postmortems {
        let _ = retold::search::record(postmortem);
    }
});
