//! The terms of all documents together, and the documents as lists of them.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::terms::{DocumentTerms, TermKind};

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
    /// How many documents have it as a name.
    pub as_name: u32,
    pub kind: TermKind,
    /// A document that has it as a word of its own, if there is any; else the first that has it.
    pub example: u32,
}

/// Of so many documents with a name, at least four have it as a name: it may begin a sentence, or be misspelt.
const AS_NAME: (u32, u32) = (5, 4);

impl Term {
    /// Whether it is a name in nearly all documents that have it.
    pub fn is_name(&self) -> bool {
        self.as_name * AS_NAME.0 >= self.documents * AS_NAME.1
    }
}

/// All terms that at least two documents have, by hash.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    pub terms: Vec<Term>,
    /// Of each part, the indexes of its terms by hash.
    parts: Vec<FxHashMap<u64, TermIndex>>,
}

impl Vocabulary {
    /// Counts the terms of `documents` on all threads.
    pub fn of(documents: &[&DocumentTerms]) -> Self {
        let bounds: Vec<Bounds> = documents.par_iter().map(|document| bounds(document)).collect();
        let parts: Vec<Vec<Term>> =
            (0..PARTS).into_par_iter().map(|part| count(documents, &bounds, part)).collect();
        let mut vocabulary = Self::default();
        for terms in parts {
            let indexes = (vocabulary.terms.len() as TermIndex..).zip(&terms);
            vocabulary.parts.push(indexes.map(|(index, term)| (term.hash, index)).collect());
            vocabulary.terms.extend(terms);
        }
        vocabulary
    }

    /// How many documents have the term with this `hash`: 1 for one that no two have.
    pub fn documents_with(&self, hash: u64) -> u32 {
        let known = self.parts.get(part_of(hash)).and_then(|part| part.get(&hash));
        known.map_or(1, |index| self.terms[*index as usize].documents)
    }

    /// The terms of `document` that others have, too: their indexes, and their indexes in `document.terms`; in order.
    pub fn shared(&self, document: &DocumentTerms) -> impl Iterator<Item = (TermIndex, usize)> {
        let terms = document.terms.iter().enumerate();
        terms.filter_map(|(index, term)| {
            let found = self.parts.get(part_of(term.hash))?.get(&term.hash)?;
            Some((*found, index))
        })
    }
}

/// The upper bits of a hash, so that the order by part is that by hash.
fn part_of(hash: u64) -> usize {
    usize::try_from(hash >> (u64::BITS - PARTS.ilog2())).unwrap_or_default()
}

/// Where the parts of a document's terms end, which are in the order of their hashes.
type Bounds = [u32; PARTS];

fn bounds(document: &DocumentTerms) -> Bounds {
    let mut ends = [0; PARTS];
    for term in &document.terms {
        ends[part_of(term.hash)] += 1;
    }
    let mut end = 0;
    ends.map(|count| {
        end += count;
        end
    })
}

/// The terms of a part that at least two documents have, by hash.
fn count(documents: &[&DocumentTerms], bounds: &[Bounds], part: usize) -> Vec<Term> {
    let mut found: FxHashMap<u64, (Term, bool)> = FxHashMap::default();
    for ((document, ends), index) in documents.iter().zip(bounds).zip(0_u32..) {
        let start = part.checked_sub(1).map_or(0, |before| ends[before]);
        for term in &document.terms[start as usize..ends[part] as usize] {
            let new = Term { hash: term.hash, documents: 0, as_name: 0, kind: term.kind, example: index };
            let (known, is_written) = found.entry(term.hash).or_insert((new, term.is_written()));
            known.documents += 1;
            known.as_name += u32::from(term.is_name);
            if !*is_written && term.is_written() {
                (known.example, *is_written) = (index, true);
            }
        }
    }
    let mut terms: Vec<Term> =
        found.into_values().map(|(term, _)| term).filter(|term| term.documents > 1).collect();
    terms.sort_unstable_by_key(|term| term.hash);
    terms
}
