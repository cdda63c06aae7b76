//! Phase 1: which postings lists a query needs.

use std::io;
use std::ops::Bound;

use tantivy::InvertedIndexReader;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::TermInfo;

use super::attempts::Attempts;
use super::tally::{FULL, NEARLY};
use crate::pack::PackError;
use crate::query::{Clause, Filter, FilterGroup, Item, Occur, Query, TokenRange, Word};
use crate::segment::Segment;

/// The most dictionary entries looked at for a prefix.
const MAX_PREFIX_TERMS: u64 = 400;

/// Bytes of postings that the words found by a prefix may have together.
const MAX_PREFIX_BYTES: usize = 24 << 10;

/// How much of a typed word its stem may lack: `connecti` has the stem `connect` ahead of it.
const MAX_UNSTEMMED: usize = 6;

/// Stems shorter than this are not guessed from a longer typed word.
const MIN_GUESSED_STEM: usize = 5;

/// The most tokens that a filter's range may have: all days of a month, or all years.
const MAX_RANGE_TERMS: u64 = 400;

/// A query, with the place of each of its postings lists.
pub(super) struct Terms {
    /// What documents are scored by, in order of the query.
    pub(super) texts: Vec<TextTerms>,
    pub(super) filters: Vec<FilterTerms>,
    /// Lengths of the documents, when texts have to be scored.
    pub(super) lengths: Option<FieldNormReader>,
}

/// A word or phrase of the query.
pub(super) struct TextTerms {
    pub(super) occur: Occur,
    pub(super) kind: TextKind,
}

pub(super) enum TextKind {
    /// The best of the alternatives counts.
    AnyOf(Vec<Alternative>),
    /// `None` when one of the words is in no document.
    Phrase(Option<Vec<TermInfo>>),
}

/// One way to have a word.
pub(super) struct Alternative {
    /// Terms that a document should have all of; `None` for one that is in no document.
    pub(super) terms: Vec<Option<TermInfo>>,
    /// Coverage of a document that has them all, up to [`FULL`].
    pub(super) coverage: u32,
}

/// Filters that are alternatives to each other.
pub(super) struct FilterTerms {
    pub(super) group: FilterGroup,
    pub(super) exclude: bool,
    pub(super) terms: Vec<TermInfo>,
}

/// Looks all words, phrases and filters up.
///
/// # Errors
/// [`PackError::Corrupt`].
pub(super) fn look_up(
    segment: &Segment,
    attempts: &Attempts<'_>,
    query: &Query,
    prefix_last: bool,
) -> Result<Terms, PackError> {
    let mut terms = Terms { texts: Vec::new(), filters: Vec::new(), lengths: None };
    let skip_common = has_telling_text(query);
    for clause in &query.clauses {
        let kind = match &clause.item {
            Item::Word(word) if word.common && skip_common && clause.occur == Occur::Should => {
                continue;
            }
            Item::Word(word) => TextKind::AnyOf(alternatives(segment, attempts, word, prefix_last)?),
            Item::Phrase(parts) => TextKind::Phrase(phrase(segment, attempts, parts)?),
            Item::Filter(filter) => {
                add_filter(segment, attempts, clause.occur, filter, &mut terms.filters)?;
                continue;
            }
        };
        terms.texts.push(TextTerms { occur: clause.occur, kind });
    }
    if terms.texts.iter().any(|text| text.occur != Occur::MustNot) {
        terms.lengths = attempts.attempt(|| segment.reader.get_fieldnorms_reader(segment.fields.text))?;
    }
    Ok(terms)
}

/// Whether the query has a word or phrase to score by that is not just a common word.
fn has_telling_text(query: &Query) -> bool {
    query.clauses.iter().any(|Clause { occur, item }| {
        *occur != Occur::MustNot
            && match item {
                Item::Word(word) => !word.common,
                Item::Phrase(_) => true,
                Item::Filter(_) => false,
            }
    })
}

/// All ways to have a word: the whole name, its parts, and what a prefix may become.
fn alternatives(
    segment: &Segment,
    attempts: &Attempts<'_>,
    word: &Word,
    prefix_last: bool,
) -> Result<Vec<Alternative>, PackError> {
    let mut alternatives = Vec::new();
    if let Some(whole) = &word.whole {
        let term = look_up_one(&segment.text, attempts, whole)?;
        alternatives.push(Alternative { terms: vec![term], coverage: FULL });
    }
    let mut parts = Vec::with_capacity(word.parts.len());
    for part in &word.parts {
        parts.push(look_up_one(&segment.text, attempts, part)?);
    }
    let coverage = if word.whole.is_some() { NEARLY } else { FULL };
    alternatives.push(Alternative { terms: parts, coverage });

    if let (Some(typed), true) = (&word.unfinished, prefix_last) {
        let found = attempts.attempt(|| completions(&segment.text, typed))?;
        alternatives.extend(
            found
                .unwrap_or_default()
                .into_iter()
                .map(|term| Alternative { terms: vec![Some(term)], coverage: FULL }),
        );
    }
    Ok(alternatives)
}

/// The terms of a phrase; `None` when one of them is in no document.
fn phrase(
    segment: &Segment,
    attempts: &Attempts<'_>,
    parts: &[String],
) -> Result<Option<Vec<TermInfo>>, PackError> {
    let mut terms = Vec::with_capacity(parts.len());
    for part in parts {
        terms.push(look_up_one(&segment.text, attempts, part)?);
    }
    Ok(terms.into_iter().collect())
}

fn look_up_one(
    index: &InvertedIndexReader,
    attempts: &Attempts<'_>,
    token: &str,
) -> Result<Option<TermInfo>, PackError> {
    Ok(attempts.attempt(|| index.terms().get(token))?.flatten())
}

/// Terms that an unfinished word may be on the way to, the most frequent first, as long as their
/// postings are not too many bytes.
///
/// Terms are stems, so `connecti` is no prefix of the term of `connection`; then the longest term
/// that is a prefix of what was typed stands in.
fn completions(index: &InvertedIndexReader, typed: &str) -> io::Result<Vec<TermInfo>> {
    let mut found: Vec<TermInfo> =
        terms_between(index, typed, Bound::Excluded(&format!("{typed}\u{10ffff}")), MAX_PREFIX_TERMS)?;
    if found.is_empty() {
        return Ok(guessed_stem(index, typed)?.into_iter().collect());
    }
    // Stable: terms of equal frequency stay in byte order.
    found.sort_by_key(|term| std::cmp::Reverse(term.doc_freq));
    let mut bytes = 0;
    found.retain(|term| {
        let fits = bytes + term.postings_range.len() <= MAX_PREFIX_BYTES;
        if fits {
            bytes += term.postings_range.len();
        }
        fits
    });
    Ok(found)
}

/// The longest term that the typed word begins with, if it lacks only an ending.
fn guessed_stem(index: &InvertedIndexReader, typed: &str) -> io::Result<Option<TermInfo>> {
    let shortest = typed.len().saturating_sub(MAX_UNSTEMMED).max(MIN_GUESSED_STEM);
    for length in (shortest..typed.len()).rev() {
        if let Some(stem) = typed.get(..length)
            && let Some(term) = index.terms().get(stem)?
        {
            return Ok(Some(term));
        }
    }
    Ok(None)
}

/// The terms from `first` on, in byte order.
fn terms_between(
    index: &InvertedIndexReader,
    first: &str,
    last: Bound<&str>,
    limit: u64,
) -> io::Result<Vec<TermInfo>> {
    let range = index.terms().range().ge(first).limit(limit);
    let range = match last {
        Bound::Included(last) => range.le(last),
        Bound::Excluded(last) => range.lt(last),
        Bound::Unbounded => range,
    };
    let mut stream = range.into_stream()?;
    let mut terms = Vec::new();
    while let Some((_, term)) = stream.next() {
        terms.push(term.clone());
        // The limit of the stream is on blocks, not on terms.
        if terms.len() as u64 == limit {
            break;
        }
    }
    Ok(terms)
}

/// Adds the terms of a filter to those that it is an alternative to.
fn add_filter(
    segment: &Segment,
    attempts: &Attempts<'_>,
    occur: Occur,
    filter: &Filter,
    filters: &mut Vec<FilterTerms>,
) -> Result<(), PackError> {
    let exclude = occur == Occur::MustNot;
    let mut terms = Vec::new();
    for TokenRange { first, last } in &filter.any_of {
        if first == last {
            terms.extend(look_up_one(&segment.filter, attempts, first)?);
        } else {
            let last = Bound::Included(last.as_str());
            let found = attempts.attempt(|| terms_between(&segment.filter, first, last, MAX_RANGE_TERMS))?;
            terms.extend(found.unwrap_or_default());
        }
    }
    let known = filters.iter_mut().find(|known| {
        known.group == filter.group && known.exclude == exclude
            // `after:` twice means after both.
            && matches!(known.group, FilterGroup::Field(_))
    });
    match known {
        Some(known) => known.terms.extend(terms),
        None => filters.push(FilterTerms { group: filter.group, exclude, terms }),
    }
    Ok(())
}
