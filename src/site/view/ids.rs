//! Ids of places in a page that no heading has.

use std::collections::HashSet;

use retold_document::Document;

/// The ids that a page has so far.
pub struct Ids(HashSet<String>);

impl Ids {
    /// The ids of the headings of `document`.
    pub fn of(document: &Document) -> Self {
        Self(document.outline.headings.iter().map(|heading| heading.id.clone()).collect())
    }

    /// `wanted`, with a number behind it if the page has it already.
    pub fn new_id(&mut self, wanted: String) -> String {
        let mut id = wanted.clone();
        let mut number = 1;
        while !self.0.insert(id.clone()) {
            number += 1;
            id = format!("{wanted}-{number}");
        }
        id
    }
}
