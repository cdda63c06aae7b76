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
        Scores { coverage: vec![0; documents], relevance: vec![0.0; documents], touched: Vec::new() }
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
            .map(|(doc, &coverage)| Ranked { doc, coverage, relevance: self.scores.relevance[doc as usize] })
            .collect();
        if self.scored == 0 {
            let sorted = candidates.len();
            return Ranking { ranked: candidates, sorted };
        }
        let best = candidates.iter().map(|ranked| ranked.coverage).max().unwrap_or(0);
        let enough = best.min(self.scored * FULL / 2).max(1);
        let ranked = candidates.into_iter().filter(|ranked| ranked.coverage >= enough).collect();
        Ranking { ranked, sorted: 0 }
    }
}

/// All documents that match, sorted as far as was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Ranking {
    ranked: Vec<Ranked>,
    /// How many of `ranked`, from the first on, are the best and in order.
    sorted: usize,
}

impl Ranking {
    /// How many there are.
    pub(super) fn total(&self) -> u64 {
        self.ranked.len() as u64
    }

    /// `limit` of them, best first, after the best `offset`.
    pub(super) fn page(&mut self, offset: usize, limit: usize) -> impl Iterator<Item = DocId> + '_ {
        let end = offset.saturating_add(limit).min(self.ranked.len());
        if end > self.sorted {
            let rest = &mut self.ranked[self.sorted..];
            let wanted = end - self.sorted;
            if wanted < rest.len() {
                rest.select_nth_unstable_by(wanted, Ranked::order);
            }
            rest[..wanted].sort_unstable_by(Ranked::order);
            self.sorted = end;
        }
        self.ranked[offset.min(end)..end].iter().map(|ranked| ranked.doc)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_those_of_the_sorted_whole() {
        let mut tally = Tally::new(100);
        let mut word = Scores::new(100);
        for doc in 0..100 {
            word.add(doc, FULL, ((doc * 37) % 10) as f32);
        }
        tally.count(Occur::Should, &mut word);
        let mut ranking = tally.finish();
        let mut all = ranking.clone();
        let all: Vec<DocId> = all.page(0, usize::MAX).collect();
        assert_eq!(all[..4], [7, 17, 27, 37], "ties in archive order");
        for offset in [0, 7, 3, 95, 99, 100, 200] {
            let page: Vec<DocId> = ranking.page(offset, 10).collect();
            let expected: Vec<DocId> = all.iter().copied().skip(offset).take(10).collect();
            assert_eq!(page, expected, "from {offset} on");
        }
    }

    #[test]
    fn more_of_the_query_comes_before_better_of_it() {
        let mut tally = Tally::new(3);
        let mut word = Scores::new(3);
        for having in [vec![(0, 0.5), (1, 100.0), (2, 0.5)], vec![(0, 0.25), (2, 0.25)]] {
            for (doc, relevance) in having {
                word.add(doc, FULL, relevance);
            }
            tally.count(Occur::Should, &mut word);
        }
        assert_eq!(tally.finish().page(0, 10).collect::<Vec<_>>(), [0, 2, 1]);
    }
}
