//! What is known of each document while a query is matched.

use std::cmp::Ordering;

use tantivy::DocId;

use crate::query::Occur;

/// Coverage of a document that has a word or phrase of the query.
///
/// Coverage is counted in whole numbers, so that it is the same in whatever order it is added up.
pub(super) const FULL: u32 = 60;

/// Coverage of a document that has all parts of a name, but not side by side as the name.
pub(super) const NEARLY: u32 = 54;

/// A document that matches, and how well.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ranked {
    pub(super) doc: DocId,
    /// How much of the query the document has.
    coverage: u32,
    /// BM25 of what it has.
    relevance: f32,
}

impl Ranked {
    /// Best first: coverage, then relevance, then archive order.
    fn order(&self, other: &Ranked) -> Ordering {
        other
            .coverage
            .cmp(&self.coverage)
            .then_with(|| other.relevance.total_cmp(&self.relevance))
            .then_with(|| self.doc.cmp(&other.doc))
    }
}

/// Coverage and relevance of all documents, for one word or for the whole query.
#[derive(Clone, Debug)]
pub(super) struct Scores {
    coverage: Vec<u32>,
    relevance: Vec<f32>,
    /// Documents with a coverage, in the order in which they got it.
    touched: Vec<DocId>,
}

impl Scores {
    pub(super) fn new(documents: u32) -> Scores {
        let documents = documents as usize;
        Scores {
            coverage: vec![0; documents],
            relevance: vec![0.0; documents],
            touched: Vec::new(),
        }
    }

    /// Adds to what a document has. Unknown documents, as of a damaged pack, are ignored.
    pub(super) fn add(&mut self, doc: DocId, coverage: u32, relevance: f32) {
        if let Some(known) = self.coverage.get_mut(doc as usize) {
            if *known == 0 {
                self.touched.push(doc);
            }
            *known += coverage;
            self.relevance[doc as usize] += relevance;
        }
    }

    /// Takes the better of what each document has here and in `other`, and clears `other`.
    pub(super) fn take_better(&mut self, other: &mut Scores) {
        other.drain(|doc, coverage, relevance| {
            let index = doc as usize;
            let better = relevance.max(self.relevance[index]);
            let more = coverage.max(self.coverage[index]);
            let (coverage, relevance) = (self.coverage[index], self.relevance[index]);
            self.add(doc, more - coverage, better - relevance);
        });
    }

    /// Calls `each` for every document with a coverage, and clears all.
    pub(super) fn drain(&mut self, mut each: impl FnMut(DocId, u32, f32)) {
        for doc in self.touched.drain(..) {
            let index = doc as usize;
            each(doc, self.coverage[index], self.relevance[index]);
            self.coverage[index] = 0;
            self.relevance[index] = 0.0;
        }
    }
}

/// Collects what the clauses of a query say about each document.
pub(super) struct Tally {
    scores: Scores,
    /// Documents that a filter leaves out or that have a word they must not have.
    excluded: Vec<bool>,
    /// How many required clauses each document satisfies, and how many there are.
    satisfied: Vec<u16>,
    required: u16,
    /// How many clauses documents are scored by.
    scored: u32,
}

impl Tally {
    pub(super) fn new(documents: u32) -> Tally {
        Tally {
            scores: Scores::new(documents),
            excluded: vec![false; documents as usize],
            satisfied: vec![0; documents as usize],
            required: 0,
            scored: 0,
        }
    }

    /// Counts a word or phrase; clears `scores`.
    pub(super) fn count(&mut self, occur: Occur, scores: &mut Scores) {
        match occur {
            Occur::MustNot => scores.drain(|doc, coverage, _| {
                if coverage >= NEARLY {
                    self.exclude(doc);
                }
            }),
            Occur::Should => {
                self.scored += 1;
                scores.drain(|doc, coverage, relevance| self.scores.add(doc, coverage, relevance));
            }
            Occur::Must => {
                self.scored += 1;
                self.required += 1;
                scores.drain(|doc, coverage, relevance| {
                    self.scores.add(doc, coverage, relevance);
                    if coverage >= NEARLY {
                        self.satisfied[doc as usize] += 1;
                    }
                });
            }
        }
    }

    /// Leaves a document out.
    pub(super) fn exclude(&mut self, doc: DocId) {
        if let Some(excluded) = self.excluded.get_mut(doc as usize) {
            *excluded = true;
        }
    }

    /// Leaves out all documents but these.
    pub(super) fn keep_only(&mut self, keep: &[bool]) {
        for (excluded, keep) in self.excluded.iter_mut().zip(keep) {
            *excluded |= !keep;
        }
    }

    /// The documents that match.
    ///
    /// Without words these are all that are not left out. With words it is those that have at least
    /// half of them, or as many as the best document has when that is less.
    pub(super) fn finish(self) -> Ranking {
        let coverages = (0..).zip(&self.scores.coverage);
        let candidates = coverages.filter(|&(doc, _): &(DocId, _)| {
            let index = doc as usize;
            !self.excluded[index] && self.satisfied[index] == self.required
        });
        let candidates: Vec<Ranked> = candidates
            .map(|(doc, &coverage)| Ranked {
                doc,
                coverage,
                relevance: self.scores.relevance[doc as usize],
            })
            .collect();
        if self.scored == 0 {
            return Ranking(candidates);
        }
        let best = candidates.iter().map(|ranked| ranked.coverage).max().unwrap_or(0);
        let enough = best.min(self.scored * FULL / 2).max(1);
        let mut ranked: Vec<Ranked> =
            candidates.into_iter().filter(|ranked| ranked.coverage >= enough).collect();
        ranked.sort_unstable_by(Ranked::order);
        Ranking(ranked)
    }
}

/// All documents that match, best first.
pub(super) struct Ranking(Vec<Ranked>);

impl Ranking {
    /// How many there are.
    pub(super) fn total(&self) -> u64 {
        self.0.len() as u64
    }

    /// Some of them.
    pub(super) fn page(&self, offset: usize, limit: usize) -> impl Iterator<Item = DocId> + '_ {
        self.0.iter().skip(offset).take(limit).map(|ranked| ranked.doc)
    }
}
