//! The documents of an archive, compared: which are nearest to each.

use std::sync::Arc;

use rayon::prelude::*;

use crate::cohesion::cohesion;
use crate::sparse::{Scratch, Sparse, heaviest, normalised};
use crate::terms::DocumentTerms;
use crate::vocabulary::Vocabulary;
use crate::weights;

/// Terms of a document that are looked up in others.
const LOOKED_UP: usize = 100;

/// Documents with one of these terms that are considered. It bounds the time that a document takes however large the
/// archive is: the most distinctive terms come first, and they have few documents. A document of 1,000 already reads so many, so that the time
/// grows with the archive and no faster. Twice as many cost half as much again in an archive of 10,000, and 2 % of what is shown there changes.
const MOST_POSTINGS: usize = 2048;

/// Documents that are compared in full, and terms of each.
const COMPARED: usize = 16;

/// The likeness of incidents that are worth showing: this high, and this many standard deviations above what is usual in
/// the archive. Of what the pages of the sample archive show, 19 of 20 were judged to share a cause, a trigger or a fix; in a
/// mixed archive of several organisations, four of five do, and the others a product (`tests/likeness/judged.tsv`).
const LEAST_LIKENESS: f32 = 0.3;
const LEAST_DISTINCTION: f32 = 1.3;

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
    usual: weights::Usual,
    /// The documents that have a term among those that are looked up, and its weight in each.
    postings: Vec<Vec<(u32, f32)>>,
}

/// An incident that is like another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// Its index in the documents that were compared.
    pub index: usize,
    /// From 0 to 1: the cosine of the angle between the weighted terms of the two.
    pub likeness: f32,
}

impl Neighbour {
    /// Whether the two may be nearly the same text: by the terms that other documents have, too.
    pub fn is_copy(&self) -> bool {
        self.likeness >= COPY
    }
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
                let shared = vocabulary.shared(document).into_iter();
                let weight = |index: usize| weights::dampened(document.terms[index].count, document.length);
                normalised(
                    shared.map(|(term, index)| (term, weight(index) * rarity[weights::at(term)])).collect(),
                )
            })
            .collect();
        let folders: Vec<Option<u64>> = documents.iter().map(|document| document.folder).collect();
        let factors = cohesion(&by_rarity, &folders, vocabulary.terms.len());
        let vectors: Vec<Sparse> =
            by_rarity.par_iter().map(|document| weights::weighted(document, &factors)).collect();
        let mut postings = vec![Vec::new(); vocabulary.terms.len()];
        let looked_up: Vec<Sparse> = vectors.par_iter().map(|vector| heaviest(vector, LOOKED_UP)).collect();
        for (terms, index) in looked_up.iter().zip(0_u32..) {
            for (term, weight) in terms {
                postings[weights::at(*term)].push((index, *weight));
            }
        }
        let usual = weights::Usual::of(&vectors, &folders);
        Self { documents, vocabulary, vectors, usual, postings }
    }

    /// The `most` documents most like that of `index`, the most alike first.
    pub fn nearest(&self, index: usize, most: usize) -> Vec<Neighbour> {
        self.nearest_with(index, most, &mut self.scratch())
    }

    /// As [`Model::nearest`] for every document, on all threads.
    pub fn all_nearest(&self, most: usize) -> Vec<Vec<Neighbour>> {
        (0..self.documents.len())
            .into_par_iter()
            .map_init(|| self.scratch(), |scratch, index| self.nearest_with(index, most, scratch))
            .collect()
    }

    /// Whether the likeness of two documents is worth showing in this archive. From two of one folder, more is asked.
    pub fn is_alike(&self, one: usize, other: usize, likeness: f32) -> bool {
        let folder = |index: usize| self.documents.get(index).and_then(|document| document.folder);
        let in_one_folder = folder(one).is_some() && folder(one) == folder(other);
        let likeness = likeness - if in_one_folder { self.usual.in_one_folder } else { 0.0 };
        likeness >= LEAST_LIKENESS && self.distinction(likeness) >= LEAST_DISTINCTION
    }

    /// How many standard deviations a likeness lies above what is usual in the archive.
    pub fn distinction(&self, likeness: f32) -> f32 {
        (likeness - self.usual.mean) / self.usual.deviation.max(f32::MIN_POSITIVE)
    }

    fn scratch(&self) -> (Scratch, Scratch) {
        (Scratch::new(self.documents.len()), Scratch::new(self.vocabulary.terms.len()))
    }

    fn nearest_with(
        &self,
        index: usize,
        most: usize,
        (documents, terms): &mut (Scratch, Scratch),
    ) -> Vec<Neighbour> {
        let Some(vector) = self.vectors.get(index) else { return Vec::new() };
        let mut left = MOST_POSTINGS;
        for (term, weight) in heaviest(vector, LOOKED_UP) {
            let postings = &self.postings[weights::at(term)];
            if postings.len() > left {
                continue;
            }
            left -= postings.len();
            for (other, other_weight) in postings {
                documents.add(*other, weight * other_weight);
            }
        }
        let found: Sparse = documents.drain().filter(|(other, _)| *other as usize != index).collect();
        vector.iter().for_each(|(term, weight)| terms.add(*term, *weight));
        let mut found: Vec<Neighbour> = heaviest(&found, COMPARED.max(most))
            .into_iter()
            .map(|(other, _)| {
                let index = other as usize;
                let likeness =
                    self.vectors[index].iter().map(|(term, weight)| terms.get(*term) * weight).sum();
                Neighbour { index, likeness }
            })
            .collect();
        terms.drain().for_each(drop);
        found.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.index.cmp(&b.index)));
        found.truncate(most);
        found
    }
}
