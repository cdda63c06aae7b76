//! Documents that are not in the archive, such as drafts, compared with those that are.

use rayon::prelude::*;

use super::reasons::{Reason, SharedTerm};
use super::sparse::{Sparse, heaviest};
use super::terms::{DocumentTerm, DocumentTerms};
use super::weights::{self, at};
use super::{COMPARED, Model, Neighbour};

/// A document that is not among those of a [`Model`], weighed by them: see [`Model::foreign`].
#[derive(Debug, Clone)]
pub struct Foreign {
    terms: DocumentTerms,
    /// The weighted terms that several documents of the archive have.
    vector: Sparse,
    /// The terms that a single document of the archive has. The two documents would share them in one archive.
    lone: Vec<LoneTerm>,
}

/// A term that one document of the archive and the foreign one have.
#[derive(Debug, Clone, Copy)]
struct LoneTerm {
    hash: u64,
    /// Its weight in the foreign document.
    weight: f32,
    document: usize,
    /// Its weight in the document of the archive, which is no part of the vector there.
    other: f32,
}

impl Model {
    /// Weighs the terms of a document that is not in the archive as the archive weighs those of its own. It takes a look at
    /// each document of the archive, and changes none of them.
    pub fn foreign(&self, terms: DocumentTerms) -> Foreign {
        let known = self.vocabulary.shared(&terms);
        let weight = |term: &DocumentTerm| weights::dampened(term.count, terms.length);
        let mut raw: Vec<(Key, f32)> = known
            .iter()
            .map(|(term, index)| (Key::Known(*term), weight(&terms.terms[*index]) * self.strength(*term)))
            .collect();
        let is_known: Vec<usize> = known.iter().map(|(_, index)| *index).collect();
        let unknown = terms.terms.iter().enumerate();
        let unknown: Vec<&DocumentTerm> = unknown
            .filter(|(index, _)| is_known.binary_search(index).is_err())
            .map(|(_, term)| term)
            .collect();
        // The pair of documents with a term is too few to show its cohesion, so that of any two counts: a factor of 1.
        let rarity = weights::rarity(self.documents.len() + 1, 2);
        let found: Vec<(u64, usize, f32)> = self
            .documents
            .par_iter()
            .enumerate()
            .flat_map_iter(|(document, other)| {
                let shared = unknown.iter().filter_map(|term| other.find(term.hash));
                shared.map(move |term| {
                    (term.hash, document, weights::dampened(term.count, other.length) * rarity)
                })
            })
            .collect();
        for (index, (hash, ..)) in found.iter().enumerate() {
            if let Some(term) = terms.find(*hash) {
                raw.push((Key::Lone(index), weight(term) * rarity));
            }
        }
        let length = raw.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        let (mut vector, mut lone) = (Sparse::new(), Vec::new());
        for (key, weight) in raw {
            match key {
                Key::Known(term) => vector.push((term, weight / length)),
                Key::Lone(index) => {
                    let (hash, document, other) = found[index];
                    lone.push(LoneTerm { hash, weight: weight / length, document, other });
                }
            }
        }
        Foreign { terms, vector, lone }
    }

    /// The `most` documents most like a foreign one, the most alike first.
    pub fn nearest_to(&self, foreign: &Foreign, most: usize) -> Vec<Neighbour> {
        let (documents, terms) = &mut self.scratch();
        self.look_up(&foreign.vector, documents);
        for LoneTerm { weight, document, other, .. } in &foreign.lone {
            documents.add(*document as u32, weight * other / self.length(*document));
        }
        let candidates = heaviest(&documents.drain().collect(), COMPARED.max(most));
        foreign.vector.iter().for_each(|(term, weight)| terms.add(*term, *weight));
        let compared = candidates.into_iter().map(|(candidate, _)| {
            let index = candidate as usize;
            let known: f32 = self.vectors[index].iter().map(|(term, weight)| terms.get(*term) * weight).sum();
            Neighbour { index, likeness: foreign.with_lone(index, known, self.length(index)) }
        });
        super::nearest_first(compared.collect(), most)
    }

    /// Why a foreign document is like that of `other`, in the words of the foreign one.
    pub fn reason_of(&self, foreign: &Foreign, other: usize) -> Reason {
        let mut shared = self.shared(&foreign.vector, other);
        let length = self.length(other);
        for term in foreign.lone.iter().filter(|term| term.document == other) {
            if let Some(found) = foreign.terms.find(term.hash) {
                let part = term.weight * term.other / length;
                shared.push(SharedTerm { hash: term.hash, kind: found.kind, part, term: None });
            }
        }
        self.reason_for(&foreign.terms, other, shared)
    }

    /// What a term that several documents have counts in each, apart from how often it is written there.
    fn strength(&self, term: u32) -> f32 {
        let documents = self.vocabulary.terms[at(term)].documents;
        weights::rarity(self.documents.len(), documents) * self.factors[at(term)]
    }

    /// The length that the vector of a document has before it is made 1. A document whose terms are all its own has none.
    fn length(&self, document: usize) -> f32 {
        let of_term = |(term, weight): &(u32, f32)| {
            let found = self.documents[document].find(self.vocabulary.terms[at(*term)].hash)?;
            let raw = weights::dampened(found.count, self.documents[document].length) * self.strength(*term);
            (*weight > 0.0).then(|| raw / weight)
        };
        self.vectors[document].iter().find_map(of_term).unwrap_or(f32::MIN_POSITIVE)
    }
}

impl Foreign {
    pub(super) fn terms(&self) -> &DocumentTerms {
        &self.terms
    }

    /// The likeness to a document with a vector of this length: `known` is that by the terms that several documents have.
    fn with_lone(&self, document: usize, known: f32, length: f32) -> f32 {
        let lone = || self.lone.iter().filter(|term| term.document == document);
        let longer = lone().map(|term| term.other * term.other).sum::<f32>();
        let shared = lone().map(|term| term.weight * term.other).sum::<f32>();
        (known * length + shared) / (length * length + longer).sqrt().max(f32::MIN_POSITIVE)
    }
}

enum Key {
    Known(u32),
    Lone(usize),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Archive, Selection};
    use crate::config::{Config, Overrides};
    use crate::similar::TermReader;
    use crate::source::SourceTree;
    use retold_search::Language;

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
    fn a_foreign_document_has_the_neighbours_that_it_has_in_the_archive() {
        let language = Language::default();
        let whole = archive(&FILES);
        let in_archive = Model::new(&whole, language);
        for (left_out, _) in FILES {
            let others: Vec<_> = FILES.into_iter().filter(|(path, _)| *path != left_out).collect();
            let rest = archive(&others);
            let model = Model::new(&rest, language);
            let index = whole.postmortems.iter().position(|it| it.document.path == left_out).unwrap();
            let terms = TermReader::new(language).read(&whole.postmortems[index]);
            let foreign = model.foreign(terms);
            let found = model.nearest_to(&foreign, 1);
            let expected = in_archive.nearest(index, 1);
            let name = |archive: &Archive, near: &[Neighbour]| {
                near.first().map(|near| archive.postmortems[near.index].url.clone())
            };
            assert_eq!(name(&rest, &found), name(&whole, &expected), "{left_out}");
            let (found, expected) = (&found[0], &expected[0]);
            assert!((found.likeness - expected.likeness).abs() < 0.15, "{left_out}: {found:?} {expected:?}");
            assert_eq!(
                model.reason_of(&foreign, found.index).text(),
                in_archive.reason(index, expected.index).text()
            );
        }
    }

    #[test]
    fn a_document_of_other_words_is_like_nothing() {
        let model = Model::new(&archive(&FILES), Language::default());
        let other = archive(&[("x.md", "# Zeppelin\n\nHelium leaked.\n")]);
        let terms = TermReader::new(Language::default()).read(&other.postmortems[0]);
        assert_eq!(model.nearest_to(&model.foreign(terms), 3), []);
        let empty = Model::new(&archive(&[]), Language::default());
        assert_eq!(empty.nearest_to(&empty.foreign(DocumentTerms::default()), 3), []);
    }
}
