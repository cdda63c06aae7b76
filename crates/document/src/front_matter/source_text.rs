//! Splits a file into front matter and body, and reads the front matter.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::front_matter;
use crate::front_matter::fence::Fence;
use crate::front_matter::{fence, paths};

use crate::keys::Key;
use crate::model::{FrontMatter, KeyPlaces};
use crate::source_file::SourceFile;
use retold_diagnostic::{Diagnostic, Place};

/// A document whose front matter has been read, and whose body has not.
pub struct SourceText {
    pub path: String,
    pub name: String,
    pub text: Arc<str>,
    pub body: Range<usize>,
    /// For an incident of a split file: see [`crate::document::Document::definitions`].
    pub definitions: String,
    /// See [`crate::document::Document::first_line`].
    pub first_line: usize,
    pub front_matter: FrontMatter,
    pub key_places: KeyPlaces,
    /// For an incident of a split file.
    pub part: Option<Part>,
}

/// An incident of a split file.
pub struct Part {
    /// Its name in the address.
    pub name: String,
    /// The date in its heading.
    pub date: Option<Date>,
}

impl SourceText {
    /// Reads the text and the front matter of a file. Returns them, and the findings.
    pub fn read(file: SourceFile) -> (Self, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let SourceFile { path, name, bytes } = file;
        let mut text = String::from_utf8(bytes).unwrap_or_else(|error| {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            findings.push(
                Diagnostic::warning("source/encoding", "the file is not valid UTF-8")
                    .at(Place::span(&name, &text, valid..valid + 1))
                    .hint("save it as UTF-8; invalid bytes are shown as `\u{fffd}`"),
            );
            text
        });
        if text.trim().is_empty() {
            findings.push(
                Diagnostic::warning("source/empty", "the file is empty")
                    .at(Place::file(&name))
                    .hint("its page has only a title; write it, or move the file out of the content folder"),
            );
        }
        let mut start = fence::find(&text);
        if let Fence::None { body } = start
            && let Some(inner) = fence::wrapped(&text, body)
        {
            text.truncate(inner.end);
            start = fence::find(&text[inner.start..]).moved(inner.start);
        }
        let (front_matter, key_places, body_start) = match start {
            Fence::None { body } => {
                if let Some(line) = fence::late(&text, |key| Key::of(key).is_some()) {
                    let place = Place::span(&name, &text, line);
                    let message = "front matter has to be the first thing in the file";
                    let finding = Diagnostic::warning("front-matter/late", message).at(place);
                    findings.push(finding.hint("it is shown as text; move it above everything else"));
                }
                (FrontMatter::default(), KeyPlaces::new(), body)
            }
            Fence::Closed { format, matter, body } => {
                let (front_matter, places, more) = front_matter::parse(
                    &name,
                    &text,
                    format,
                    matter,
                    paths::date(&path).map(|(date, _)| date),
                );
                findings.extend(more);
                (front_matter, places, body)
            }
            Fence::Open { format, line, matter, body } => {
                let close = fence::closing(&text[line.clone()]);
                let draft = front_matter::may_be_draft(&text[line.start..]);
                findings.push(
                    Diagnostic::warning("front-matter/unclosed", "the front matter is never closed")
                        .at(Place::span(&name, &text, line))
                        .hint(format!("put `{close}` on a line of its own after the last key")),
                );
                let day = paths::date(&path).map(|(date, _)| date);
                let (read, places, more) = if matter.is_empty() {
                    Default::default()
                } else {
                    front_matter::parse(&name, &text, format, matter, day)
                };
                findings.extend(more);
                (FrontMatter { draft: draft || read.draft, ..read }, places, body)
            }
        };
        let source = Self {
            body: body_start..text.len(),
            definitions: String::new(),
            first_line: 1 + text[..body_start].matches('\n').count(),
            text: text.into(),
            path,
            name,
            front_matter,
            key_places,
            part: None,
        };
        (source, findings)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::parse;

    #[test]
    fn an_unclosed_front_matter_is_shown_at_its_fence() {
        let (_, findings) = parse("a.md", "---\ntitle: A\n\n# Body\n");
        assert_eq!(
            findings,
            ["warning[front-matter/unclosed]: the front matter is never closed\n \
              --> content/a.md:1:1\n  \
              |\n\
              1 | ---\n  \
              | ^^^\n  \
              |\n\
              hint: put `---` on a line of its own after the last key"]
        );
    }

    #[test]
    fn bytes_that_are_no_text_are_reported_and_replaced() {
        let (document, findings) = parse("a.md", b"# Caf\xe9\n".to_vec());
        assert_eq!(document.title(), "Caf\u{fffd}");
        assert_eq!(
            findings,
            ["warning[source/encoding]: the file is not valid UTF-8\n \
              --> content/a.md:1:6\n  \
              |\n\
              1 | # Caf\u{fffd}\n  \
              |      ^\n  \
              |\n\
              hint: save it as UTF-8; invalid bytes are shown as `\u{fffd}`"]
        );
    }

    #[test]
    fn an_empty_file_is_reported() {
        let (document, findings) = parse("a.md", "");
        assert_eq!(document.title(), "A");
        assert!(findings[0].starts_with("warning[source/empty]: the file is empty"));
    }
}
