//! Which incidents are alike, and why: [`Model`].
//!
//! ```text
//! document ─▶ DocumentTerms ─┐
//! document ─▶ DocumentTerms ─┼─▶ Vocabulary ─▶ weights: rarity × cohesion ─▶ Model ─▶ neighbours of one, with reasons
//! document ─▶ DocumentTerms ─┘
//! ```
//!
//! Documents are compared by the cosine of their weighted terms (Salton, Wong and Yang, 1975). What is left out follows
//! from the archive: see `weights.rs` and `cohesion.rs`.

mod characteristic;
mod cohesion;
mod precedent;
mod reasons;
mod repeats;
mod resolution;
mod sparse;
mod terms;
mod title;
mod vocabulary;
mod weights;

pub use characteristic::{CharacteristicWord, characteristic_words};
pub use precedent::{Alike, Precedent, Precedents};
pub use reasons::{Reason, SharedWord, Where};
pub use resolution::resolution;
pub use terms::{DocumentTerm, DocumentTerms, Places, TermKind, TermReader};

use std::sync::Arc;

use rayon::prelude::*;
use retold_search::Language;

use retold_document::Document;
use rustc_hash::FxHashMap;

use crate::archive::{Archive, ArchivedDocument};
use sparse::{Scratch, Sparse, heaviest};
use vocabulary::Vocabulary;

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
const COPY: f32 = 0.97;

/// What makes documents of one archive alike.
#[derive(Debug, Clone, Default)]
pub struct Model {
    documents: Vec<Arc<DocumentTerms>>,
    vocabulary: Vocabulary,
    /// The weighted terms of each document.
    vectors: Vec<Sparse>,
    /// How alike two documents of the archive usually are.
    usual: weights::Usual,
    /// The documents that have a term among those that are looked up, and its weight in each.
    postings: Vec<Vec<(u32, f32)>>,
}

/// An incident that is like another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// Its index in [`Archive::postmortems`].
    pub index: usize,
    /// From 0 to 1: the cosine of the angle between the weighted terms of the two.
    pub likeness: f32,
}

fn address(document: &Arc<Document>) -> usize {
    Arc::as_ptr(document).addr()
}

impl Neighbour {
    /// Whether the two may be nearly the same text: by the terms that other documents have, too.
    pub fn is_copy(&self) -> bool {
        self.likeness >= COPY
    }
}

/// The terms of the documents that were compared last.
#[derive(Debug, Default)]
pub struct Cache {
    language: Option<&'static str>,
    /// By the address of the document.
    terms: FxHashMap<usize, (Arc<Document>, Arc<DocumentTerms>)>,
}

impl Model {
    /// Reads and compares the postmortems of `archive`, whose texts are in a `language`, on all threads.
    pub fn new(archive: &Archive, language: Language) -> Self {
        Self::again(archive, language, &mut Cache::default())
    }

    /// As [`Model::new`]; the terms of documents that are the same as last time are taken from `cache`.
    pub fn again(archive: &Archive, language: Language, cache: &mut Cache) -> Self {
        Self::of(terms_of(archive, language, cache))
    }

    /// As [`Model::again`], with a `draft` that is not in the archive: it is the last document, whose index is the number of
    /// postmortems. So it is like the others as it would be in the archive: only the weights, which depend on all
    /// documents, are found anew.
    pub fn with_draft(
        archive: &Archive,
        draft: &ArchivedDocument,
        language: Language,
        cache: &mut Cache,
    ) -> Self {
        let mut documents = terms_of(archive, language, cache);
        documents.push(Arc::new(TermReader::new(language).read(draft)));
        Self::of(documents)
    }

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
                sparse::normalised(
                    shared.map(|(term, index)| (term, weight(index) * rarity[weights::at(term)])).collect(),
                )
            })
            .collect();
        let folders: Vec<Option<u64>> = documents.iter().map(|document| document.folder).collect();
        let factors = cohesion::cohesion(&by_rarity, &folders, vocabulary.terms.len());
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

/// The terms of the postmortems of `archive`, those in `cache` without reading them. It then holds all of them.
fn terms_of(archive: &Archive, language: Language, cache: &mut Cache) -> Vec<Arc<DocumentTerms>> {
    if cache.language != Some(language.code()) {
        *cache = Cache { language: Some(language.code()), ..Cache::default() };
    }
    let known = &cache.terms;
    let documents: Vec<Arc<DocumentTerms>> = archive
        .postmortems
        .par_iter()
        .map_init(
            || TermReader::new(language),
            |reader, postmortem| match known.get(&address(&postmortem.document)) {
                Some((_, terms)) => Arc::clone(terms),
                None => Arc::new(reader.read(postmortem)),
            },
        )
        .collect();
    // The documents are kept with their terms, so that no other document gets the address of one.
    let kept = archive.postmortems.iter().zip(&documents).map(|(postmortem, terms)| {
        let document = Arc::clone(&postmortem.document);
        (address(&document), (document, Arc::clone(terms)))
    });
    cache.terms = kept.collect();
    documents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Selection;
    use crate::config::{Config, Overrides};
    use crate::source::SourceTree;

    fn archive(files: &[(&str, &str)]) -> Archive {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        Archive::from_tree(SourceTree::from_pairs(files.iter().copied()), &config, Selection::default()).0
    }

    const FILES: [(&str, &str); 5] = [
        ("a.md", "# Disk of postgres full\n\nThe write-ahead log filled the disk, as a replica was gone.\n"),
        (
            "b.md",
            "# Certificate of the login expired\n\nNobody renewed the certificate, and the login failed.\n",
        ),
        ("c.md", "# Deployment stopped\n\nThe pipeline lost its runner, and no deployment was possible.\n"),
        ("d.md", "# Postgres replica lags\n\nThe replica of postgres lost its slot, and the log grew.\n"),
        (
            "e.md",
            "# Certificates of the mail relay\n\nA certificate was not renewed, so the relay refused mail.\n",
        ),
    ];

    #[test]
    fn a_draft_has_the_neighbours_that_it_has_in_the_archive() {
        let (whole, language) = (archive(&FILES), Language::default());
        let in_archive = Model::new(&whole, language);
        for (index, postmortem) in whole.postmortems.iter().enumerate() {
            let path = postmortem.document.path.as_str();
            let others: Vec<_> = FILES.into_iter().filter(|(other, _)| *other != path).collect();
            let rest = archive(&others);
            let model = Model::with_draft(&rest, postmortem, language, &mut Cache::default());
            let draft = rest.postmortems.len();
            let (found, expected) =
                (model.nearest(draft, 1).remove(0), in_archive.nearest(index, 1).remove(0));
            assert_eq!(rest.postmortems[found.index].url, whole.postmortems[expected.index].url, "{path}");
            assert!((found.likeness - expected.likeness).abs() < 0.01, "{path}: {found:?} {expected:?}");
            assert_eq!(model.reason(draft, found.index), in_archive.reason(index, expected.index), "{path}");
        }
    }
}
