//! Places in the page of a document.

use retold_document::Document;

/// The id of the heading that byte `at` of the file stands under, if the page has it: it leads to the place. The title has
/// none.
pub fn heading(document: &Document, at: usize) -> Option<&str> {
    let index = document.outline.heading_at(at)?;
    (document.title_heading != Some(index)).then(|| document.outline.headings[index].id.as_str())
}
