//! Phase 2: the postings, and which documents they say match.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, InvertedIndexReader, TERMINATED};

use super::attempts::Attempts;
use super::bm25::{Bm25, LengthNorms};
use super::lookup::{Alternative, FilterTerms, Terms, TextKind};
use super::phrase;
use super::tally::{FULL, Ranking, Scores, Tally};
use crate::pack::PackError;
use crate::query::Occur;
use crate::segment::Segment;

/// A query, with its postings.
pub(super) struct QueryPostings {
    texts: Vec<(Occur, TextPostings)>,
    filters: Vec<FilterPostings>,
    lengths: Option<FieldNormReader>,
}

enum TextPostings {
    AnyOf(Vec<AlternativePostings>),
    /// Empty when one of the words is in no document.
    Phrase(Vec<SegmentPostings>),
}

struct AlternativePostings {
    terms: Vec<SegmentPostings>,
    /// How many terms there are, with those that are in no document.
    of: u32,
    coverage: u32,
}

struct FilterPostings {
    exclude: bool,
    terms: Vec<SegmentPostings>,
}

/// Reads the postings of all terms.
///
/// # Errors
/// [`PackError::Corrupt`].
pub(super) fn read(
    segment: &Segment,
    attempts: &Attempts<'_>,
    terms: Terms,
) -> Result<QueryPostings, PackError> {
    let mut texts = Vec::with_capacity(terms.texts.len());
    for text in terms.texts {
        let postings = match text.kind {
            TextKind::AnyOf(alternatives) => {
                TextPostings::AnyOf(read_alternatives(segment, attempts, alternatives)?)
            }
            TextKind::Phrase(None) => TextPostings::Phrase(Vec::new()),
            TextKind::Phrase(Some(terms)) => {
                for term in &terms {
                    let range = term.positions_range.clone();
                    attempts.attempt(|| segment.positions.read_bytes_slice(range))?;
                }
                let option = IndexRecordOption::WithFreqsAndPositions;
                TextPostings::Phrase(read_all(&segment.text, attempts, terms.iter(), option)?)
            }
        };
        texts.push((text.occur, postings));
    }
    let mut filters = Vec::with_capacity(terms.filters.len());
    for FilterTerms { exclude, terms, .. } in terms.filters {
        let option = IndexRecordOption::Basic;
        let terms = read_all(&segment.filter, attempts, terms.iter(), option)?;
        filters.push(FilterPostings { exclude, terms });
    }
    Ok(QueryPostings { texts, filters, lengths: terms.lengths })
}

fn read_alternatives(
    segment: &Segment,
    attempts: &Attempts<'_>,
    alternatives: Vec<Alternative>,
) -> Result<Vec<AlternativePostings>, PackError> {
    let mut postings = Vec::with_capacity(alternatives.len());
    for Alternative { terms, coverage } in alternatives {
        let known = terms.iter().flatten();
        let option = IndexRecordOption::WithFreqs;
        postings.push(AlternativePostings {
            terms: read_all(&segment.text, attempts, known, option)?,
            of: u32::try_from(terms.len()).unwrap_or(u32::MAX),
            coverage,
        });
    }
    Ok(postings)
}

/// The postings of terms; those whose bytes are missing are left out, for this round.
fn read_all<'t>(
    index: &InvertedIndexReader,
    attempts: &Attempts<'_>,
    terms: impl Iterator<Item = &'t TermInfo>,
    option: IndexRecordOption,
) -> Result<Vec<SegmentPostings>, PackError> {
    let mut postings = Vec::new();
    for term in terms {
        postings.extend(attempts.attempt(|| index.read_postings_from_terminfo(term, option))?);
    }
    Ok(postings)
}

/// Matches all documents.
pub(super) fn rank(segment: &Segment, postings: QueryPostings) -> Ranking {
    let documents = segment.reader.max_doc();
    let scorer = Scorer {
        documents,
        norms: LengthNorms::new(segment.average_length()),
        lengths: postings.lengths.unwrap_or_else(|| FieldNormReader::constant(documents, 1)),
    };
    let mut tally = Tally::new(documents);
    let mut word = Scores::new(documents);
    let mut alternative = Scores::new(documents);
    for (occur, text) in postings.texts {
        match text {
            TextPostings::AnyOf(alternatives) => {
                let mut alternatives = alternatives.into_iter();
                if let Some(postings) = alternatives.next() {
                    scorer.score_alternative(postings, &mut word);
                }
                for postings in alternatives {
                    scorer.score_alternative(postings, &mut alternative);
                    word.take_better(&mut alternative);
                }
            }
            TextPostings::Phrase(terms) => scorer.score_phrase(terms, &mut word),
        }
        tally.count(occur, &mut word);
    }
    for filter in postings.filters {
        apply_filter(filter, documents, &mut tally);
    }
    tally.finish()
}

/// What scoring needs to know of the archive.
struct Scorer {
    documents: u32,
    norms: LengthNorms,
    lengths: FieldNormReader,
}

impl Scorer {
    fn bm25(&self, postings: &SegmentPostings) -> Bm25 {
        Bm25::new(postings.doc_freq(), self.documents)
    }

    /// The length byte of a document; 0 for one that a damaged pack invents.
    fn length(&self, doc: u32) -> u8 {
        if doc < self.lengths.num_docs() { self.lengths.fieldnorm_id(doc) } else { 0 }
    }

    /// Scores the documents that have any of the terms, by how many of them they have.
    fn score_alternative(&self, alternative: AlternativePostings, scores: &mut Scores) {
        let coverage = alternative.coverage / alternative.of.max(1);
        // What is lost by dividing goes to the first term, so that all terms add up to the whole.
        let mut rest = alternative.coverage - coverage * alternative.of.max(1);
        for mut postings in alternative.terms {
            let bm25 = self.bm25(&postings);
            let coverage = coverage + std::mem::take(&mut rest);
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                let relevance = bm25.score(postings.term_freq(), self.length(doc), &self.norms);
                scores.add(doc, coverage, relevance);
                postings.advance();
            }
        }
    }

    /// Scores the documents that have the terms side by side.
    fn score_phrase(&self, terms: Vec<SegmentPostings>, scores: &mut Scores) {
        let weights: Vec<Bm25> = terms.iter().map(|postings| self.bm25(postings)).collect();
        phrase::for_each_match(terms, |doc, times| {
            let length = self.length(doc);
            let relevance = weights.iter().map(|bm25| bm25.score(times, length, &self.norms)).sum();
            scores.add(doc, FULL, relevance);
        });
    }
}

/// Leaves out what a filter leaves out.
fn apply_filter(filter: FilterPostings, documents: u32, tally: &mut Tally) {
    let mut found = vec![false; documents as usize];
    for mut postings in filter.terms {
        while postings.doc() != TERMINATED {
            if let Some(found) = found.get_mut(postings.doc() as usize) {
                *found = true;
            }
            postings.advance();
        }
    }
    if filter.exclude {
        found.iter_mut().for_each(|found| *found = !*found);
    }
    tally.keep_only(&found);
}
