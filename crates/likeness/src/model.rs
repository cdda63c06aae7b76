//! The documents of an archive as lists of weighted terms.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::cohesion::cohesion;
use crate::nearest::LOOKED_UP;
use crate::sparse::{Sparse, heaviest, normalised, top};
use crate::terms::DocumentTerms;
use crate::vocabulary::Vocabulary;
use crate::weights;

/// The heaviest terms that a document is compared by. In longer reports, the others are what all reports have, and many of them
/// outweigh the few that say what it was.
const MOST_TERMS: usize = 256;

/// From this likeness on, two documents are copies of each other rather than two incidents that are alike.
pub(crate) const COPY: f32 = 0.97;

/// What makes documents of one archive alike.
#[derive(Debug, Clone, Default)]
pub struct Model {
    pub(crate) documents: Vec<Arc<DocumentTerms>>,
    pub(crate) vocabulary: Vocabulary,
    /// The weighted terms of each document.
    pub(crate) vectors: Vec<Sparse>,
    /// How alike two documents of the archive usually are.
    pub(crate) usual: weights::Usual,
    /// The documents that have a term among those that are looked up, and its weight in each.
    pub(crate) postings: Vec<Vec<(u32, f32)>>,
    /// The documents most like each, as far as they were asked for: see `nearest.rs`.
    pub(crate) most_alike: Vec<OnceLock<Vec<(u32, f32)>>>,
}

impl Model {
    /// Compares documents, given by their terms.
    pub fn of(documents: Vec<Arc<DocumentTerms>>) -> Self {
        let all: Vec<&DocumentTerms> = documents.iter().map(|document| &**document).collect();
        let vocabulary = Vocabulary::of(&all);
        let rarity: Vec<f32> =
            vocabulary.terms.iter().map(|term| weights::rarity(documents.len(), term.documents)).collect();
        let by_rarity: Vec<Sparse> = documents
            .par_iter()
            .map(|document| {
                let weight = |index: usize| weights::dampened(document.terms[index].count, document.length);
                let mut vector = Sparse::with_capacity(document.terms.len());
                vector.extend(
                    vocabulary
                        .shared(document)
                        .map(|(term, index)| (term, weight(index) * rarity[weights::at(term)])),
                );
                normalised(vector)
            })
            .collect();
        let folders: Vec<Option<u64>> = documents.iter().map(|document| document.folder).collect();
        let mut factors = cohesion(&by_rarity, &folders, vocabulary.terms.len());
        let of_name = weights::of_name(&by_rarity);
        for (factor, term) in factors.iter_mut().zip(&vocabulary.terms) {
            *factor *= if term.is_name() { of_name } else { 1.0 };
        }
        let vectors: Vec<Sparse> = by_rarity
            .par_iter()
            .map(|document| top(weights::weighted(document, &factors), MOST_TERMS))
            .collect();
        let mut postings = vec![Vec::new(); vocabulary.terms.len()];
        let looked_up: Vec<Sparse> = vectors.par_iter().map(|vector| heaviest(vector, LOOKED_UP)).collect();
        for (terms, index) in looked_up.iter().zip(0_u32..) {
            for (term, weight) in terms {
                postings[weights::at(*term)].push((index, *weight));
            }
        }
        let usual = weights::Usual::of(&vectors, &folders);
        let most_alike = vec![OnceLock::new(); documents.len()];
        Self { documents, vocabulary, vectors, usual, postings, most_alike }
    }
}
