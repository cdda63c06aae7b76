//! Incidents like one of which little more than the title is known.
//!
//! A title has a few words, and a report hundreds: the angle between the two says little. So what counts is how much of the
//! title a report has, and the angle only puts those that have enough of it in order.

use super::{Alike, Model, weights};
use crate::terms::{DocumentTerm, Places, TermKind};

/// The part of a title, its words weighed by their rarity, that a report has to have.
const LEAST_SHARE: f32 = 0.5;

/// The words of a title that it has to have: one alone is in reports on anything.
const LEAST_WORDS: usize = 2;

/// Incidents among which those are looked for that have enough of a title.
const LOOKED_AT: usize = 32;

impl Model {
    /// The incidents that have most of the title of the document `index`, the most alike first; at most `most`.
    pub fn like_title(&self, index: usize, most: usize) -> Vec<Alike> {
        let near = self.nearest(index, LOOKED_AT).into_iter();
        let near = near.filter(|near| self.has_title(near.index, index));
        let alike = near.map(|near| Alike {
            index: near.index,
            likeness: near.likeness,
            is_copy: false,
            may_repeat: false,
            reason: self.reason(index, near.index),
        });
        alike.filter(|alike| !alike.reason.is_empty()).take(most).collect()
    }

    /// Whether the document `other` has most of the title of `index`.
    fn has_title(&self, other: usize, index: usize) -> bool {
        let is_of_title = |term: &&DocumentTerm| {
            term.kind == TermKind::Word && term.is_written() && term.places.has(Places::TITLE)
        };
        let (mut all, mut had, mut words) = (0.0, 0.0, 0);
        for term in self.documents[index].terms.iter().filter(is_of_title) {
            let rarity = weights::rarity(self.documents.len(), self.vocabulary.documents_with(term.hash));
            all += rarity;
            if self.documents[other].find(term.hash).is_some() {
                had += rarity;
                words += 1;
            }
        }
        words >= LEAST_WORDS && had >= LEAST_SHARE * all
    }
}
