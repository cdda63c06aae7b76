//! Phase 2: the postings, and which documents they say match.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, InvertedIndexReader, TERMINATED};

use super::attempts::Attempts;
use super::bm25::{Bm25, LengthNorms, rarity};
use super::phrase;
use super::plan::{Alternative, Form, Plan, PlanClause, PlanFilter, PlanItem, Term};
use super::proximity;
use super::tally::{Order, Ranking, Scores, Tally};
use crate::pack::PackError;
use crate::segment::Segment;

/// What it is worth that two words stand side by side, as a part of what they can be worth at most.
const NEARNESS: f32 = 0.3;

/// Reads postings, and scores documents by them.
pub(super) struct Matcher<'a> {
    segment: &'a Segment,
    attempts: &'a Attempts<'a>,
    documents: u32,
    norms: LengthNorms,
    lengths: FieldNormReader,
}

impl<'a> Matcher<'a> {
    pub(super) fn new(segment: &'a Segment, attempts: &'a Attempts<'a>, plan: &Plan) -> Matcher<'a> {
        let documents = segment.reader.max_doc();
        Matcher {
            segment,
            attempts,
            documents,
            norms: LengthNorms::new(segment.average_length()),
            lengths: plan.lengths.clone().unwrap_or_else(|| FieldNormReader::constant(documents, 1)),
        }
    }

    /// Reads what the plan needs without matching anything, so that all that is missing is asked for
    /// at once.
    ///
    /// # Errors
    /// [`PackError::Corrupt`].
    pub(super) fn fetch(&self, plan: &Plan) -> Result<(), PackError> {
        self.fetch_clauses(&plan.clauses)?;
        for term in plan.pairs.iter().flat_map(|(first, second)| [first, second]) {
            self.postings(&self.segment.text, &term.info, IndexRecordOption::WithFreqsAndPositions)?;
        }
        self.fetch_filters(&plan.filters)
    }

    fn fetch_clauses(&self, clauses: &[PlanClause]) -> Result<(), PackError> {
        for clause in clauses {
            match &clause.item {
                PlanItem::AnyOf(alternatives) => {
                    for alternative in alternatives {
                        for term in alternative.terms() {
                            self.postings(&self.segment.text, &term.info, alternative.form.option())?;
                        }
                    }
                }
                PlanItem::Either(groups) => {
                    for group in groups {
                        self.fetch_clauses(&group.clauses)?;
                        self.fetch_filters(&group.filters)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn fetch_filters(&self, filters: &[PlanFilter]) -> Result<(), PackError> {
        for term in filters.iter().flat_map(|filter| &filter.terms) {
            self.postings(&self.segment.filter, term, IndexRecordOption::Basic)?;
        }
        Ok(())
    }

    /// The postings of a term; `None` when bytes are missing.
    fn postings(
        &self,
        index: &InvertedIndexReader,
        term: &TermInfo,
        option: IndexRecordOption,
    ) -> Result<Option<SegmentPostings>, PackError> {
        if option.has_positions() {
            let range = term.positions_range.clone();
            self.attempts.attempt(|| self.segment.positions.read_bytes_slice(range))?;
        }
        self.attempts.attempt(|| index.read_postings_from_terminfo(term, option))
    }

    /// Matches all documents.
    ///
    /// # Errors
    /// [`PackError::Corrupt`].
    pub(super) fn rank(&self, plan: &Plan, order: Order) -> Result<Ranking, PackError> {
        let mut tally = self.tally(&plan.clauses, &plan.filters)?;
        for (first, second) in &plan.pairs {
            let option = IndexRecordOption::WithFreqsAndPositions;
            let first = self.postings(&self.segment.text, &first.info, option)?;
            let second = self.postings(&self.segment.text, &second.info, option)?;
            let (Some(first), Some(second)) = (first, second) else { continue };
            let worth = NEARNESS * (self.bm25(&first).most() + self.bm25(&second).most());
            proximity::for_each_near(first, second, |doc, nearness| tally.add(doc, worth * nearness));
        }
        Ok(tally.finish(order))
    }

    fn tally(&self, clauses: &[PlanClause], filters: &[PlanFilter]) -> Result<Tally, PackError> {
        let mut tally = Tally::new(self.documents);
        let mut scores = Scores::new(self.documents);
        let mut other = Scores::new(self.documents);
        for clause in clauses {
            match &clause.item {
                PlanItem::AnyOf(alternatives) => {
                    for alternative in alternatives {
                        self.score(alternative, &mut other)?;
                        scores.take_better(&mut other);
                    }
                }
                PlanItem::Either(groups) => {
                    for group in groups {
                        self.tally(&group.clauses, &group.filters)?.into_scores(&mut other);
                        scores.take_better(&mut other);
                    }
                }
            }
            tally.count(clause.occur, clause.boost, &mut scores);
        }
        for filter in filters {
            self.apply(filter, &mut tally)?;
        }
        Ok(tally)
    }

    fn bm25(&self, postings: &SegmentPostings) -> Bm25 {
        Bm25::new(postings.doc_freq(), self.documents)
    }

    /// The length byte of a document; 0 for one that a damaged pack invents.
    fn length(&self, doc: u32) -> u8 {
        if doc < self.lengths.num_docs() { self.lengths.fieldnorm_id(doc) } else { 0 }
    }

    /// Scores the documents that have what an alternative asks for, or some of it.
    fn score(&self, alternative: &Alternative, scores: &mut Scores) -> Result<(), PackError> {
        match &alternative.form {
            Form::Terms(terms) => self.score_terms(terms, alternative, scores),
            Form::Phrase(Some(terms)) => self.score_phrase(terms, alternative, scores),
            Form::Phrase(None) => Ok(()),
        }
    }

    /// Scores the documents that have any of the terms, by how much of them they have.
    fn score_terms(
        &self,
        terms: &[Option<Term>],
        alternative: &Alternative,
        scores: &mut Scores,
    ) -> Result<(), PackError> {
        // A part counts for as much as it is rare: of `10.0.0.0/8`, many documents have the 0.
        let rarity = |term: &Option<Term>| {
            let having = term.as_ref().map_or(0, |term| term.info.doc_freq);
            rarity(having, self.documents).max(1)
        };
        let whole: u32 = terms.iter().map(rarity).sum();
        let mut before = 0;
        for term in terms {
            let begin = alternative.coverage * before / whole;
            before += rarity(term);
            // All terms add up to the whole, whatever is lost by dividing.
            let coverage = alternative.coverage * before / whole - begin;
            let Some(term) = term else { continue };
            let postings = self.postings(&self.segment.text, &term.info, IndexRecordOption::WithFreqs)?;
            let Some(mut postings) = postings else { continue };
            let bm25 = self.bm25(&postings);
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                let relevance = bm25.score(postings.term_freq(), self.length(doc), &self.norms);
                scores.add(doc, coverage, relevance * alternative.factor);
                postings.advance();
            }
        }
        Ok(())
    }

    /// Scores the documents that have the terms side by side.
    fn score_phrase(
        &self,
        terms: &[(Term, u32)],
        alternative: &Alternative,
        scores: &mut Scores,
    ) -> Result<(), PackError> {
        let mut words = Vec::with_capacity(terms.len());
        for (term, offset) in terms {
            let option = IndexRecordOption::WithFreqsAndPositions;
            words
                .extend(self.postings(&self.segment.text, &term.info, option)?.map(|found| (found, *offset)));
        }
        let weights: Vec<Bm25> = words.iter().map(|(postings, _)| self.bm25(postings)).collect();
        phrase::for_each_match(words, |doc, times| {
            let length = self.length(doc);
            let relevance: f32 = weights.iter().map(|bm25| bm25.score(times, length, &self.norms)).sum();
            scores.add(doc, alternative.coverage, relevance * alternative.factor);
        });
        Ok(())
    }

    /// Leaves out what a filter leaves out.
    fn apply(&self, filter: &PlanFilter, tally: &mut Tally) -> Result<(), PackError> {
        let mut found = vec![false; self.documents as usize];
        for term in &filter.terms {
            let postings = self.postings(&self.segment.filter, term, IndexRecordOption::Basic)?;
            let Some(mut postings) = postings else { continue };
            while postings.doc() != TERMINATED {
                if let Some(found) = found.get_mut(postings.doc() as usize) {
                    *found = true;
                }
                postings.advance();
            }
        }
        if filter.exclude {
            tally.exclude_all(&found);
        } else {
            tally.keep_only(filter.group, &found);
        }
        Ok(())
    }
}

impl Form {
    /// What has to be read of the terms.
    fn option(&self) -> IndexRecordOption {
        match self {
            Form::Terms(_) => IndexRecordOption::WithFreqs,
            Form::Phrase(_) => IndexRecordOption::WithFreqsAndPositions,
        }
    }
}
