//! Ids of places in a page that no heading has.

use std::collections::{HashMap, HashSet};

use retold_document::Document;

/// The ids that a page has so far.
pub struct Ids {
    taken: HashSet<String>,
    /// The last number that an id got, so that the thousandth of its kind does not try all before it.
    numbers: HashMap<String, usize>,
}

impl Ids {
    /// The ids of the headings of `document`.
    pub fn of(document: &Document) -> Self {
        let taken = document.outline.headings.iter().map(|heading| heading.id.clone()).collect();
        Self { taken, numbers: HashMap::new() }
    }

    /// `wanted`, with a number behind it if the page has it already.
    pub fn new_id(&mut self, wanted: String) -> String {
        if self.taken.insert(wanted.clone()) {
            return wanted;
        }
        let number = self.numbers.entry(wanted.clone()).or_insert(1);
        loop {
            *number += 1;
            let id = format!("{wanted}-{number}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}
