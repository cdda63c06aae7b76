//! What the tests of several modules need.

use std::sync::Arc;

use retold_document::{Document, SourceFile, Vocabulary};
use retold_search::Language;

use crate::{Model, TermReader};

pub fn document(text: &str) -> Document {
    let file = SourceFile { path: "2026-01-31-a.md".into(), name: "content/a.md".into(), bytes: text.into() };
    Document::parse(file, &Vocabulary::default()).0
}

/// Of documents with these texts, each with a heading as its title.
pub fn model(texts: &[&str]) -> Model {
    let mut reader = TermReader::new(Language::default());
    let title = |text: &str| text.lines().find_map(|line| line.strip_prefix("# ")).unwrap().to_owned();
    let terms = texts.iter().map(|text| Arc::new(reader.read(&title(text), &document(text))));
    Model::of(terms.collect())
}
