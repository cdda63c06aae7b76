//! Documents that are held back until another day.

use jiff::civil::Date;

use retold_diagnostic::Diagnostic;
use retold_document::Document;
use retold_document::keys::Key;

/// Why `document` has no page on the day `today`, in words that follow its name; `None` if no day in its front matter holds
/// it back.
pub fn reason(document: &Document, today: Date) -> Option<String> {
    let holding = &document.front_matter.holding;
    match holding.until.filter(|until| today < *until) {
        Some(until) => Some(format!("is held back until {until}")),
        None => Some(format!("is held back since {}", holding.end.filter(|end| *end <= today)?)),
    }
}

/// The note on a document that has no page on the day `today` because of a day in its front matter; `None` for drafts.
/// The incidents of a split file share that of the file.
pub fn finding(document: &Document, today: Date) -> Option<Diagnostic> {
    if document.front_matter.draft || document.part.is_some() {
        return None;
    }
    let message = format!("the document {}", reason(document, today)?);
    Some(Diagnostic::note("document/held-back", message).at(document.place_of(Key::Published, "")).hint(
        "it has no page, and is not searched, until the site is built on another day; `--drafts` shows it",
    ))
}
