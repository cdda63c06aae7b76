//! Helpers for the tests of several modules.

use crate::{Document, SourceFile, Vocabulary};
use retold_diagnostic::{Style, render};

/// Parses the file `content/path`: the document, and the diagnostics as text.
pub fn parse(path: &str, text: impl Into<Vec<u8>>) -> (Document, Vec<String>) {
    let file = SourceFile { path: path.to_owned(), name: format!("content/{path}"), bytes: text.into() };
    let (document, findings) = Document::parse(file, &Vocabulary::default());
    (document, findings.iter().map(|finding| render(finding, Style::Plain)).collect())
}
