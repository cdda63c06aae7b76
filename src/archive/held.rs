//! Documents that are held back until another day.

use jiff::civil::Date;

use retold_diagnostic::Diagnostic;
use retold_document::Document;
use retold_document::keys::Key;

/// The note on a document that has no page on the day `today` because of a day in its front matter; `None` for drafts.
/// The incidents of a split file share that of the file.
pub fn finding(document: &Document, today: Date) -> Option<Diagnostic> {
    let (read, holding) = (&document.front_matter, &document.front_matter.holding);
    if read.draft || document.part.is_some() {
        return None;
    }
    let message = match holding.until.filter(|until| today < *until) {
        Some(until) => format!("the document is held back until {until}"),
        None => format!("the document is held back since {}", holding.end.filter(|end| *end <= today)?),
    };
    Some(Diagnostic::note("document/held-back", message).at(document.place_of(Key::Published, "")).hint(
        "it has no page, and is not searched, until the site is built on another day; `--drafts` shows it",
    ))
}
