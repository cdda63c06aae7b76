//! The terms of all documents together, and the documents as lists of them.

use std::ops::Range;

use rayon::prelude::*;

use super::terms::{DocumentTerms, TermKind};

/// Parts into which terms are divided by their hash, so that several threads can count them. A fixed number, as the
/// order of the terms depends on it.
const PARTS: usize = 64;

/// A term that several documents have, by its index in [`Vocabulary::terms`].
pub type TermIndex = u32;

/// A term that at least two documents have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    pub hash: u64,
    /// How many documents have it.
    pub documents: u32,
    pub kind: TermKind,
    /// A document that has it as a word of its own, if there is any; else the first that has it.
    pub example: u32,
}

/// All terms that at least two documents have, by hash.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    pub terms: Vec<Term>,
    /// Of each part, its range of `terms`.
    parts: Vec<Range<usize>>,
}

impl Vocabulary {
    /// Counts the terms of `documents` on all threads.
    pub fn of(documents: &[&DocumentTerms]) -> Self {
        let parts: Vec<Vec<Term>> = (0..PARTS).into_par_iter().map(|part| count(documents, part)).collect();
        let mut vocabulary = Self::default();
        for terms in parts {
            let start = vocabulary.terms.len();
            vocabulary.terms.extend(terms);
            vocabulary.parts.push(start..vocabulary.terms.len());
        }
        vocabulary
    }

    /// The terms of `document` that others have, too: their indexes, and their indexes in `document.terms`; in order.
    pub fn shared(&self, document: &DocumentTerms) -> Vec<(TermIndex, usize)> {
        let mut shared = Vec::with_capacity(document.terms.len());
        for (index, term) in document.terms.iter().enumerate() {
            let Some(range) = self.parts.get(part_of(term.hash)) else { continue };
            let known = &self.terms[range.clone()];
            if let Ok(at) = known.binary_search_by_key(&term.hash, |term| term.hash) {
                shared.extend(TermIndex::try_from(range.start + at).ok().map(|id| (id, index)));
            }
        }
        shared
    }
}

/// The upper bits of a hash, so that the order by part is that by hash.
fn part_of(hash: u64) -> usize {
    usize::try_from(hash >> (u64::BITS - PARTS.ilog2())).unwrap_or_default()
}

fn count(documents: &[&DocumentTerms], part: usize) -> Vec<Term> {
    let mut found: Vec<(u64, bool, u32, TermKind)> = Vec::new();
    for (document, index) in documents.iter().zip(0_u32..) {
        let start = document.terms.partition_point(|term| part_of(term.hash) < part);
        let terms = document.terms[start..].iter().take_while(|term| part_of(term.hash) == part);
        // Documents that have the term as a word come first.
        found.extend(terms.map(|term| (term.hash, !term.is_written(), index, term.kind)));
    }
    found.sort_unstable();
    let groups = found.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
    groups
        .map(|group| Term {
            hash: group[0].0,
            kind: group[0].3,
            documents: u32::try_from(group.len()).unwrap_or(u32::MAX),
            example: group[0].2,
        })
        .collect()
}
