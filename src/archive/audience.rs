//! For whom documents are written: what is marked as internal has a page as every other, which its author may not
//! know.

use retold_diagnostic::{Diagnostic, plural};
use retold_document::Document;
use retold_document::keys::Key;
use std::sync::Arc;

/// Paths that the finding names.
const MOST_NAMED: usize = 3;

/// One finding on all of `documents`, which are published, that are marked as internal; at the first of them.
pub fn internal(documents: &[Arc<Document>]) -> Option<Diagnostic> {
    let marked: Vec<(&Document, &str)> = documents
        .iter()
        .map(Arc::as_ref)
        // The incidents of a file have its front matter.
        .filter(|document| document.part.is_none())
        .filter_map(|document| Some((document, document.front_matter.audience.as_deref()?)))
        .filter(|(_, audience)| is_internal(audience))
        .collect();
    let &(first, audience) = marked.first()?;
    let names: Vec<_> =
        marked.iter().take(MOST_NAMED).map(|(document, _)| format!("`{}`", document.name)).collect();
    let more = match marked.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = match marked.len() {
        1 => "the document is marked as internal, and is published all the same".to_owned(),
        count => format!(
            "{} are marked as internal, and are published all the same: {}{more}",
            plural(count, "document"),
            names.join(", ")
        ),
    };
    Some(
        Diagnostic::warning("audience/internal", message)
            .at(first.place_of(Key::Audience, audience))
            .hint("hold back what is not for all readers of the site with `draft: true`"),
    )
}

/// Whether an audience, such as `internal` or `Private (legal)`, is not everybody.
fn is_internal(audience: &str) -> bool {
    let first = audience.trim().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    ["internal", "private"].iter().any(|word| word.eq_ignore_ascii_case(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_document::{SourceFile, Vocabulary};

    fn documents(matters: &[&str]) -> Vec<Arc<Document>> {
        let parse = |(index, matter): (usize, &&str)| {
            let (path, name) = (format!("{index}.md"), format!("content/{index}.md"));
            let bytes = format!("---\n{matter}\n---\n# A\n").into_bytes();
            Arc::new(Document::parse(SourceFile { path, name, bytes }, &Vocabulary::default()).0)
        };
        matters.iter().enumerate().map(parse).collect()
    }

    #[test]
    fn internal_documents_are_named_once() {
        let [one, internal] = ["audience: public", "audience: internal"];
        for (matters, expected) in [
            (vec![one, "title: A"], None),
            (
                vec![one, internal],
                Some((2, "the document is marked as internal, and is published all the same")),
            ),
            (
                vec![internal, one, "visibility: Private", "Audience: INTERNAL only"],
                Some((
                    2,
                    "3 documents are marked as internal, and are published all the same: `content/0.md`, \
                     `content/2.md`, `content/3.md`",
                )),
            ),
            (
                vec!["title: A\nvisibility: private"; 5],
                Some((
                    3,
                    "5 documents are marked as internal, and are published all the same: `content/0.md`, \
                     `content/1.md`, `content/2.md` and 2 more",
                )),
            ),
        ] {
            let finding = super::internal(&documents(&matters));
            let found = finding
                .as_ref()
                .map(|finding| (finding.place.as_ref().unwrap().line, finding.message.as_str()));
            assert_eq!(found, expected, "{matters:?}");
        }
    }
}
