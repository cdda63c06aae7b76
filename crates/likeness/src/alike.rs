//! The incidents that are worth showing beside one, and why.

use rayon::prelude::*;

use crate::model::{COPY, Model};
use crate::nearest::Neighbour;
use crate::reasons::Reason;
use crate::terms::DocumentTerms;

/// An incident that is like another one, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// Its index in the documents that were compared.
    pub index: usize,
    /// As of [`Neighbour`].
    pub likeness: f32,
    /// Whether the two are nearly the same text, rather than two incidents.
    pub is_copy: bool,
    /// Whether it may be the same thing again: see [`Model::may_repeat`].
    pub may_repeat: bool,
    /// What both have in common; empty for a copy.
    pub reason: Reason,
}

/// Two documents with nearly the same text share at least this part of their terms.
const SAME_TERMS: f32 = 0.8;

impl Model {
    /// Those of `neighbours` of the document `index`, the most alike first, that are worth showing, in their order: all that
    /// are alike, and of which it can be named what both have in common.
    pub fn alike<'a>(
        &'a self,
        index: usize,
        neighbours: impl IntoIterator<Item = Neighbour> + 'a,
    ) -> impl Iterator<Item = Alike> + 'a {
        let own = &self.documents[index];
        let near = neighbours.into_iter();
        let near = near.filter(move |near| self.is_high(index, near.index, near.likeness));
        let found = near.filter_map(move |Neighbour { index: other, likeness }| {
            let shared = self.shared(index, other);
            let is_copy = likeness >= COPY && have_same_terms(own, &self.documents[other]);
            if !is_copy && !self.is_more_than_a_name(index, &shared) {
                return None;
            }
            let reason = if is_copy { Reason::default() } else { self.reason_by(index, other, &shared) };
            let may_repeat = self.may_repeat_by(index, other, likeness, &shared);
            Some(Alike { index: other, likeness, is_copy, may_repeat, reason })
        });
        found.filter(|alike| alike.is_copy || !alike.reason.is_empty())
    }

    /// For every document, those of its `most` nearest that are alike: see [`Model::alike`]; on all threads.
    pub fn all_alike(&self, most: usize) -> Vec<Vec<Alike>> {
        let alike = |(index, near)| self.alike(index, near).collect();
        self.all_nearest(most).into_par_iter().enumerate().map(alike).collect()
    }
}

/// Whether two documents have nearly the same terms, those included that no other document has and that count for no
/// likeness: in a small archive, two incidents may share all others.
fn have_same_terms(one: &DocumentTerms, other: &DocumentTerms) -> bool {
    let shared = one.terms.iter().filter(|term| other.find(term.hash).is_some()).count();
    let all = one.terms.len() + other.terms.len() - shared;
    shared as f32 >= all as f32 * SAME_TERMS
}
