//! What is known of each document while a query is matched.

use std::cmp::Ordering;

use tantivy::DocId;

use super::bm25::rarity;
use crate::query::{FilterGroup, Occur};

/// Coverage of a document that has a word or phrase of the query.
///
/// Coverage is counted in whole numbers, so that it is the same in whatever order it is added up.
pub(super) const FULL: u32 = 600;

/// Coverage of a document that has all parts of a name, but not side by side as the name.
pub(super) const NEARLY: u32 = 540;

/// Queries of at most this many words get the documents that have all of them first. In longer ones, as questions and
/// texts of errors are, some of the words are incidental, and a rare word tells more than all the others.
const FEW_WORDS: u32 = 3;

/// A document that matches, and how well.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ranked {
    pub(super) doc: DocId,
    /// How much of the query the document has.
    coverage: u32,
    /// BM25 of what it has.
    relevance: f32,
    /// What comes before relevance; less is better.
    key: u32,
}

impl Ranked {
    /// Best first; ties in archive order.
    fn order(&self, other: &Ranked) -> Ordering {
        self.key
            .cmp(&other.key)
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

    /// How many documents have this coverage at least.
    fn having(&self, least: u32) -> u32 {
        let having = self.touched.iter().filter(|&&doc| self.coverage[doc as usize] >= least);
        u32::try_from(having.count()).unwrap_or(u32::MAX)
    }

    /// The most coverage that a document has.
    fn most(&self) -> u32 {
        self.touched.iter().map(|&doc| self.coverage[doc as usize]).max().unwrap_or(0)
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

/// In what order documents come.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Order {
    /// Of a short query what has all of it, then what is more relevant, then archive order.
    Typed,
    /// What is more relevant, then archive order: of a pasted text, no document has all words.
    Relevance,
    Archive,
    /// The place of each document's severity, then archive order.
    Severity(Vec<u8>),
}

/// Of pasted text, documents with less than this part of the best one's relevance are not like it.
const ALIKE: f32 = 0.3;

/// Filters beyond these, each in a group of its own, are told apart no more in facets.
const MAX_GROUPS: usize = 15;

/// Marks documents that are left out for good, not by a filter of which facets show what else
/// there is.
const FOR_GOOD: u16 = 1 << MAX_GROUPS;

/// A set of documents.
#[derive(Clone, Debug)]
struct DocumentSet(Vec<u64>);

impl DocumentSet {
    fn new(documents: u32) -> DocumentSet {
        DocumentSet(vec![0; documents.div_ceil(u64::BITS) as usize])
    }

    fn insert(&mut self, doc: DocId) {
        if let Some(bits) = self.0.get_mut((doc / u64::BITS) as usize) {
            *bits |= 1 << (doc % u64::BITS);
        }
    }

    fn contains(&self, doc: DocId) -> bool {
        self.0.get((doc / u64::BITS) as usize).is_some_and(|bits| bits & (1 << (doc % u64::BITS)) != 0)
    }
}

/// Collects what the clauses of a query say about each document.
pub(super) struct Tally {
    scores: Scores,
    /// For each clause that documents are scored by, those that have as much of it as any.
    having: Vec<DocumentSet>,
    /// What leaves each document out: a bit for each group of filters, and [`FOR_GOOD`].
    excluded: Vec<u16>,
    groups: Vec<FilterGroup>,
    /// How many required clauses each document satisfies, and how many there are.
    satisfied: Vec<u16>,
    required: u16,
    /// How many clauses documents are scored by.
    scored: u32,
    /// How many of these some document has, and the most coverage of each, added up.
    known: u32,
    most: u32,
    /// Coverage of each document, each clause weighed by its rarity, and what there is to have.
    shares: Vec<u32>,
    whole: u32,
}

impl Tally {
    pub(super) fn new(documents: u32) -> Tally {
        Tally {
            scores: Scores::new(documents),
            having: Vec::new(),
            excluded: vec![0; documents as usize],
            groups: Vec::new(),
            satisfied: vec![0; documents as usize],
            required: 0,
            scored: 0,
            known: 0,
            most: 0,
            shares: vec![0; documents as usize],
            whole: 0,
        }
    }

    /// Counts a word, a phrase or a group; clears `scores`.
    pub(super) fn count(&mut self, occur: Occur, boost: f32, scores: &mut Scores) {
        if occur == Occur::MustNot {
            scores.drain(|doc, coverage, _| {
                if coverage >= NEARLY {
                    self.excluded[doc as usize] |= FOR_GOOD;
                }
            });
            return;
        }
        self.scored += 1;
        let most = scores.most();
        self.known += u32::from(most > 0);
        self.most += most;
        let documents = u32::try_from(self.excluded.len()).unwrap_or(u32::MAX);
        // What no document has is not asked of any.
        let weight = if most > 0 { rarity(scores.having(most.min(NEARLY)), documents) } else { 0 };
        self.whole += FULL * weight;
        let must = occur == Occur::Must;
        self.required += u16::from(must);
        let mut having = DocumentSet::new(documents);
        scores.drain(|doc, coverage, relevance| {
            if coverage == most {
                having.insert(doc);
            }
            self.scores.add(doc, coverage, relevance * boost);
            if let Some(share) = self.shares.get_mut(doc as usize) {
                *share += coverage * weight;
            }
            self.satisfied[doc as usize] += u16::from(must && coverage >= NEARLY);
        });
        self.having.push(having);
    }

    /// Adds to the relevance of a document that has something of the query.
    pub(super) fn add(&mut self, doc: DocId, relevance: f32) {
        if let Some(known) = self.scores.relevance.get_mut(doc as usize) {
            *known += relevance;
        }
    }

    /// Leaves these documents out.
    pub(super) fn exclude_all(&mut self, documents: &[bool]) {
        for (excluded, leave_out) in self.excluded.iter_mut().zip(documents) {
            *excluded |= if *leave_out { FOR_GOOD } else { 0 };
        }
    }

    /// Leaves out all documents but these, because of a filter of this group.
    pub(super) fn keep_only(&mut self, group: FilterGroup, keep: &[bool]) {
        let known = self.groups.iter().position(|known| *known == group);
        let index = known.unwrap_or_else(|| {
            self.groups.push(group);
            self.groups.len() - 1
        });
        let bit = if index < MAX_GROUPS { 1 << index } else { FOR_GOOD };
        for (excluded, keep) in self.excluded.iter_mut().zip(keep) {
            *excluded |= if *keep { 0 } else { bit };
        }
    }

    /// Whether a document has what it must have.
    fn is_candidate(&self, index: usize) -> bool {
        self.excluded[index] & FOR_GOOD == 0 && self.satisfied[index] == self.required
    }

    /// As what a group of clauses says about each document: the mean of its clauses' coverage, the
    /// sum of their relevance. A group of filters only is a full match.
    pub(super) fn into_scores(self, scores: &mut Scores) {
        for (index, doc) in (0..self.excluded.len()).zip(0..) {
            if !self.is_candidate(index) || self.excluded[index] != 0 {
                continue;
            }
            let coverage = self.scores.coverage[index].checked_div(self.scored).unwrap_or(FULL);
            if coverage > 0 {
                scores.add(doc, coverage, self.scores.relevance[index]);
            }
        }
    }

    /// The documents that match.
    ///
    /// Without words these are all that are not left out. With words it is those that have enough of them, or
    /// as much as the best document has when that is less; in archive order, those that have as many as the best.
    pub(super) fn finish(self, order: Order) -> Ranking {
        let candidates = (0..self.excluded.len()).zip(0..).filter(|&(index, _)| self.is_candidate(index));
        let ranked = candidates.map(|(index, doc)| Ranked {
            doc,
            coverage: self.scores.coverage[index],
            relevance: self.scores.relevance[index],
            key: 0,
        });
        let mut ranked: Vec<Ranked> = ranked.collect();
        let is_in = |ranked: &&Ranked| self.excluded[ranked.doc as usize] == 0;
        let best = ranked.iter().filter(is_in).map(|ranked| ranked.coverage).max().unwrap_or(0);
        let most = ranked.iter().filter(is_in).map(|ranked| ranked.relevance).fold(0.0, f32::max);
        // Without filters the best may be another.
        let best =
            if best == 0 { ranked.iter().map(|ranked| ranked.coverage).max().unwrap_or(0) } else { best };
        let enough = match order {
            _ if self.scored == 0 => 0,
            Order::Typed | Order::Relevance => 1,
            Order::Archive | Order::Severity(_) => best.max(1),
        };
        let share = match order {
            Order::Typed => {
                let most = ranked.iter().map(|ranked| self.shares[ranked.doc as usize]).max();
                most.unwrap_or(0).min(enough_of(self.scored, self.whole))
            }
            _ => 0,
        };
        let alike = if order == Order::Relevance { most * ALIKE } else { 0.0 };
        ranked.retain(|ranked| {
            ranked.coverage >= enough
                && ranked.relevance >= alike
                && self.shares[ranked.doc as usize] >= share
        });
        let few = order == Order::Typed && self.known <= FEW_WORDS;
        for ranked in &mut ranked {
            ranked.key = match &order {
                Order::Typed if few => u32::from(ranked.coverage < self.most),
                Order::Severity(places) => places.get(ranked.doc as usize).copied().unwrap_or(u8::MAX).into(),
                _ => 0,
            };
            if matches!(order, Order::Archive | Order::Severity(_)) || self.scored == 0 {
                ranked.relevance = 0.0;
            }
        }
        let (matching, hidden): (Vec<Ranked>, Vec<Ranked>) =
            ranked.into_iter().partition(|ranked| self.excluded[ranked.doc as usize] == 0);
        let hidden = hidden.iter().map(|hidden| (hidden.doc, self.excluded[hidden.doc as usize])).collect();
        let complete =
            (few && self.known > 1).then(|| matching.iter().filter(|ranked| ranked.key == 0).count() as u64);
        Ranking { ranked: matching, sorted: 0, hidden, groups: self.groups, having: self.having, complete }
    }
}

/// How much is enough of a query of so many words: half of a name, else a fifth, its words weighed by their rarity.
fn enough_of(words: u32, whole: u32) -> u32 {
    if words <= 1 { whole / 2 } else { whole / 5 }
}

/// All documents that match, sorted as far as was asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranking {
    ranked: Vec<Ranked>,
    /// How many of `ranked`, from the first on, are the best and in order.
    sorted: usize,
    /// Documents that would match but for filters, and which groups of filters leave them out.
    hidden: Vec<(DocId, u16)>,
    groups: Vec<FilterGroup>,
    /// As in [`Tally`].
    having: Vec<DocumentSet>,
    /// How many of the best have all words that any document has, where the order parts them from the others.
    complete: Option<u64>,
}

impl Ranking {
    /// See the field.
    pub(super) fn complete(&self) -> Option<u64> {
        self.complete
    }

    /// The indexes of the clauses of which a document has as much as any, among those that documents are scored by.
    pub(super) fn clauses_of(&self, doc: DocId) -> impl Iterator<Item = usize> + '_ {
        let having = self.having.iter().enumerate();
        having.filter(move |(_, having)| having.contains(doc)).map(|(index, _)| index)
    }

    /// How many there are.
    pub(super) fn total(&self) -> u64 {
        self.ranked.len() as u64
    }

    /// How many there were without filters.
    pub(super) fn unfiltered(&self) -> u64 {
        (self.ranked.len() + self.hidden.len()) as u64
    }

    /// The documents that match, and those that would but for filters of these groups.
    pub(super) fn without(&self, is_lifted: impl Fn(FilterGroup) -> bool) -> impl Iterator<Item = DocId> {
        let lifted = (0..MAX_GROUPS).zip(&self.groups).filter(|(_, group)| is_lifted(**group));
        let lifted = lifted.fold(0, |bits, (index, _)| bits | 1 << index);
        let hidden = self.hidden.iter().filter(move |(_, bits)| bits & !lifted == 0).map(|(doc, _)| *doc);
        self.ranked.iter().map(|ranked| ranked.doc).chain(hidden)
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
        tally.count(Occur::Should, 1.0, &mut word);
        let mut ranking = tally.finish(Order::Typed);
        let mut all = ranking.clone();
        let all: Vec<DocId> = all.page(0, usize::MAX).collect();
        assert_eq!(all[..4], [7, 17, 27, 37], "ties in archive order");
        for offset in [0, 7, 3, 95, 99, 100, 200] {
            let page: Vec<DocId> = ranking.page(offset, 10).collect();
            let expected: Vec<DocId> = all.iter().copied().skip(offset).take(10).collect();
            assert_eq!(page, expected, "from {offset} on");
        }
    }

    /// The order of documents that have words with these relevances.
    fn ranked(documents: u32, words: &[&[(DocId, f32)]]) -> Vec<DocId> {
        let mut tally = Tally::new(documents);
        let mut word = Scores::new(documents);
        for having in words {
            for &(doc, relevance) in *having {
                word.add(doc, FULL, relevance);
            }
            tally.count(Occur::Should, 1.0, &mut word);
        }
        tally.finish(Order::Typed).page(0, 10).collect()
    }

    #[test]
    fn all_of_a_short_query_comes_before_better_of_it() {
        let [first, second]: [&[_]; 2] = [&[(0, 0.5), (1, 100.0), (2, 0.5)], &[(0, 0.25), (2, 0.25)]];
        assert_eq!(ranked(3, &[first, second]), [0, 2, 1]);
        // What no document has is asked of none.
        assert_eq!(ranked(3, &[first, &[], second]), [0, 2, 1]);
    }

    #[test]
    fn what_each_document_has_is_known() {
        let mut tally = Tally::new(70);
        let mut word = Scores::new(70);
        for having in [&[(3, FULL), (69, FULL)][..], &[], &[(69, NEARLY), (4, NEARLY / 2)]] {
            for &(doc, coverage) in having {
                word.add(doc, coverage, 1.0);
            }
            tally.count(Occur::Should, 1.0, &mut word);
        }
        let ranking = tally.finish(Order::Typed);
        let clauses = |doc| ranking.clauses_of(doc).collect::<Vec<_>>();
        assert_eq!([clauses(3), clauses(4), clauses(69)], [vec![0], vec![], vec![0, 2]]);
        assert_eq!(ranking.complete(), Some(1));
    }

    #[test]
    fn the_rare_word_of_a_long_query_is_worth_more_than_its_usual_ones() {
        let usual: Vec<(DocId, f32)> = (1..9).map(|doc| (doc, 0.2)).collect();
        let order = ranked(10, &[&usual, &usual, &usual, &[(9, 2.0)]]);
        assert_eq!(order[..2], [9, 1]);
    }

    #[test]
    fn what_has_little_of_a_query_is_not_found() {
        let usual: Vec<(DocId, f32)> = (0..90).map(|doc| (doc, 0.1)).collect();
        assert_eq!(ranked(100, &[&usual, &[(95, 1.0)]]), [95]);
        // Unless nothing has more.
        assert_eq!(ranked(100, &[&[(3, 1.0)], &[(4, 1.0)], &[(5, 1.0)]]), [3, 4, 5]);
    }
}
