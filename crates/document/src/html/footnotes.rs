//! The ids and numbers of footnotes on a page.

use std::collections::{HashMap, HashSet};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::document::Document;
use crate::html::escaped;

/// What is escaped in the fragment of an address.
const FRAGMENT: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'%').add(b'&').add(b'\'');

/// The footnotes of a page, by their label.
#[derive(Debug, Default)]
pub struct Footnotes {
    notes: HashMap<String, Note>,
    /// The ids of headings that a note could have, once there is a note.
    taken: Option<HashSet<String>>,
}

/// What the id of a note begins with.
const PREFIX: &str = "fn-";

#[derive(Debug, Clone)]
struct Note {
    /// In the order of the first mention.
    number: usize,
    id: String,
    is_mentioned: bool,
    is_defined: bool,
}

impl Footnotes {
    /// The note with a label. Its id has a prefix, and is that of no heading.
    fn note(&mut self, label: &str, document: &Document) -> &mut Note {
        let label = label.to_lowercase();
        let number = self.notes.len() + 1;
        let taken = self.taken.get_or_insert_with(|| {
            let ids = document.outline.headings.iter().map(|heading| &heading.id);
            ids.filter(|id| id.starts_with(PREFIX)).cloned().collect()
        });
        self.notes.entry(label).or_insert_with_key(|label| {
            let mut id = format!("{PREFIX}{label}");
            while taken.contains(&id) {
                id.push_str("-note");
            }
            Note { number, id, is_mentioned: false, is_defined: false }
        })
    }

    /// The mark in the text, which leads to the note. The first one has an id to come back to.
    pub fn reference(&mut self, label: &str, document: &Document) -> String {
        let note = self.note(label, document);
        let id =
            if note.is_mentioned { String::new() } else { format!(" id=\"{}\"", escaped(&back(&note.id))) };
        note.is_mentioned = true;
        let (address, number) = (fragment(&note.id), note.number);
        format!("<sup class=\"footnote-reference\"{id}><a href=\"#{address}\">{number}</a></sup>")
    }

    /// The start of a note; `None` if the page has one with this label already, which counts.
    pub fn definition(&mut self, label: &str, document: &Document) -> Option<String> {
        let note = self.note(label, document);
        let is_new = !std::mem::replace(&mut note.is_defined, true);
        let (id, number) = (escaped(&note.id), note.number);
        is_new.then(|| {
            format!(
                "<div class=\"footnote-definition\" id=\"{id}\"><sup class=\"footnote-definition-label\">{number}</sup>\n"
            )
        })
    }

    /// The way back from a note to the text; empty if nothing mentions it above.
    pub fn way_back(&mut self, label: &str, document: &Document) -> String {
        let note = self.note(label, document);
        if !note.is_mentioned {
            return String::new();
        }
        let address = fragment(&back(&note.id));
        format!(" <a href=\"#{address}\" role=\"doc-backlink\" aria-label=\"Back to the text\">↩</a>")
    }
}

fn back(id: &str) -> String {
    format!("fnref-{}", &id["fn-".len()..])
}

pub fn fragment(id: &str) -> String {
    utf8_percent_encode(id, FRAGMENT).to_string()
}
