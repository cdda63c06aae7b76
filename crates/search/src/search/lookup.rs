//! Phase 1: which postings lists a query needs.

use std::cell::OnceCell;
use std::io;
use std::ops::Bound;

use tantivy::InvertedIndexReader;
use tantivy::postings::TermInfo;

use super::attempts::Attempts;
use super::plan::{Alternative, Form, Plan, PlanClause, PlanFilter, PlanGroup, PlanItem, Term};
use super::proximity;
use super::tally::{FULL, NEARLY};
use super::typos::{self, Meant};
use crate::language::Language;
use crate::pack::{ByteCache, PackError};
use crate::query::{Clause, Filter, FilterGroup, Item, Occur, PhraseWord, Query, TokenRange, Word};
use crate::record::Correction;
use crate::segment::Segment;
use crate::synonyms::{MAX_WORDS, Member, Synonyms};
use crate::tokenizer::{Lexer, runs};
use crate::words::{Dictionary, WORDS};

/// The most dictionary entries looked at for a prefix.
const MAX_PREFIX_TERMS: u64 = 400;

/// Bytes of postings that the words found by a prefix may have together.
const MAX_PREFIX_BYTES: usize = 24 << 10;

/// The most tokens that a filter's range may have: all days of a month, or all years.
const MAX_RANGE_TERMS: u64 = 400;

/// Words of a query that belong together: a synonym of all of them is one of each.
type Together<'q> = Vec<(std::ops::Range<usize>, &'q Member)>;

/// Relevance of what was not typed but means the same.
const SYNONYM: f32 = 0.6;

/// Relevance of what was probably meant.
const CORRECTION: f32 = 0.8;

/// What words are looked up in.
pub(super) struct Lookup<'a> {
    pub(super) segment: &'a Segment,
    pub(super) cache: &'a ByteCache,
    pub(super) language: Language,
    pub(super) attempts: &'a Attempts<'a>,
    pub(super) synonyms: &'a Synonyms,
    /// The words that may have been meant, once one was mistyped.
    pub(super) dictionary: &'a OnceCell<Dictionary>,
    /// The last word may go on.
    pub(super) prefix_last: bool,
}

impl Lookup<'_> {
    /// Looks all words, phrases and filters up.
    ///
    /// # Errors
    /// [`PackError::Corrupt`].
    pub(super) fn plan(&self, query: &Query) -> Result<Plan, PackError> {
        let mut plan = Plan {
            clauses: Vec::new(),
            filters: Vec::new(),
            pairs: Vec::new(),
            lengths: None,
            corrections: Vec::new(),
            did_you_mean: Vec::new(),
            unknown: Vec::new(),
            near: Vec::new(),
        };
        for (typed, meant) in &query.mistyped_filters {
            // A word of the archive was probably meant as that word.
            if self.term(&self.stem(typed))?.is_none() {
                plan.did_you_mean
                    .push(Correction { typed: format!("{typed}:"), used: vec![format!("{meant}:")] });
            }
        }
        let group = self.group(&query.clauses, query.pasted.is_some(), &mut plan)?;
        (plan.clauses, plan.filters) = (group.clauses, group.filters);
        plan.pairs = proximity::pairs(&plan.clauses);
        if plan.clauses.iter().any(|clause| clause.occur != Occur::MustNot) {
            let lengths = || self.segment.reader.get_fieldnorms_reader(self.segment.fields.text);
            plan.lengths = self.attempts.attempt(lengths)?;
        }
        Ok(plan)
    }

    fn group(&self, clauses: &[Clause], pasted: bool, plan: &mut Plan) -> Result<PlanGroup, PackError> {
        let mut group = PlanGroup::default();
        let skip_common = has_telling_text(clauses);
        let together = self.together(clauses);
        for (index, Clause { occur, item, boost }) in clauses.iter().enumerate() {
            let label = item.label();
            let item = match item {
                Item::Word(word) if word.common && skip_common && *occur == Occur::Should => continue,
                Item::Word(word) => {
                    let mut alternatives = self.word(word)?;
                    for (_, member) in together.iter().filter(|(range, _)| range.contains(&index)) {
                        alternatives.push(self.member(member)?);
                    }
                    // Nothing can be said of words whose entries are not here yet.
                    if *occur != Occur::MustNot
                        && self.attempts.unless_missing(()).is_some()
                        && !alternatives.iter().any(is_known)
                    {
                        alternatives.extend(self.instead(word, pasted, plan)?);
                    }
                    PlanItem::AnyOf(alternatives)
                }
                Item::Phrase(words) => PlanItem::AnyOf(vec![Alternative {
                    form: self.phrase(words)?,
                    coverage: FULL,
                    factor: 1.0,
                }]),
                Item::Filter(filter) => {
                    self.add_filter(*occur, filter, &mut group.filters)?;
                    continue;
                }
                Item::Either(groups) => {
                    let groups: Result<Vec<_>, _> =
                        groups.iter().map(|group| self.group(group, pasted, plan)).collect();
                    PlanItem::Either(groups?)
                }
            };
            group.clauses.push(PlanClause { occur: *occur, boost: *boost, label, item });
        }
        Ok(group)
    }

    /// Synonyms of words in a row.
    fn together(&self, clauses: &[Clause]) -> Together<'_> {
        let mut together = Together::new();
        for first in 0..clauses.len() {
            let mut key = String::new();
            let words = clauses[first..].iter().map_while(|clause| match &clause.item {
                Item::Word(word) if clause.occur != Occur::MustNot => Some(word),
                _ => None,
            });
            for (offset, word) in words.take(MAX_WORDS).enumerate() {
                for part in &word.parts {
                    if !key.is_empty() {
                        key.push(' ');
                    }
                    key.push_str(part);
                }
                let range = first..first + offset + 1;
                together.extend(self.synonyms.of(&key).map(|member| (range.clone(), member)));
            }
        }
        together
    }

    /// All ways to have a word: the whole name, its parts, and what a prefix may become.
    fn word(&self, word: &Word) -> Result<Vec<Alternative>, PackError> {
        let mut alternatives = Vec::new();
        if let Some(whole) = &word.whole {
            alternatives.push(Alternative::term(self.term(whole)?, FULL, 1.0));
        }
        let mut parts = Vec::with_capacity(word.parts.len());
        for part in &word.parts {
            parts.push(self.term(part)?);
        }
        let coverage = if word.whole.is_some() { NEARLY } else { FULL };
        alternatives.push(Alternative { form: Form::Terms(parts), coverage, factor: 1.0 });

        if let Some(begin) = self.unfinished(word) {
            let found = self.attempts.attempt(|| completions(&self.segment.text, begin))?;
            let found = found.unwrap_or_default().into_iter();
            alternatives.extend(found.map(|term| Alternative::term(Some(term), FULL, 1.0)));
        }
        Ok(alternatives)
    }

    /// A synonym, as an alternative.
    fn member(&self, member: &Member) -> Result<Alternative, PackError> {
        let form = match member.words.as_slice() {
            [(word, _)] => Form::Terms(vec![self.term(word)?]),
            words => {
                let words = (0..).zip(words).map(|(offset, (token, common))| PhraseWord {
                    typed: String::new(),
                    token: token.clone(),
                    offset,
                    common: *common,
                });
                self.phrase(&words.collect::<Vec<_>>())?
            }
        };
        Ok(Alternative { form, coverage: FULL, factor: SYNONYM })
    }

    /// The terms of a phrase. Words such as `the` are passed over, but keep their place: their
    /// positions are most of the index.
    fn phrase(&self, words: &[PhraseWord]) -> Result<Form, PackError> {
        let skip_common = words.iter().any(|word| !word.common);
        let mut terms = Vec::with_capacity(words.len());
        let mut missing = false;
        for word in words.iter().filter(|word| !(word.common && skip_common)) {
            match self.term(&word.token)? {
                Some(term) => terms.push((term, word.offset)),
                None => missing = true,
            }
        }
        Ok(Form::Phrase((!missing).then_some(terms)))
    }

    /// What the terms that stand for a word begin with: the reader is still typing it, or it is one sign of a text
    /// without spaces, where terms are pairs of signs.
    fn unfinished<'w>(&self, word: &'w Word) -> Option<&'w str> {
        let is_sign = word.pieces.is_empty() && word.typed.chars().count() == 1;
        (is_sign || (word.unfinished && self.prefix_last)).then_some(word.typed.as_str())
    }

    /// What is looked for instead of an unknown word; the plan names it.
    fn instead(&self, word: &Word, pasted: bool, plan: &mut Plan) -> Result<Vec<Alternative>, PackError> {
        if is_asked_for(plan, &word.typed) {
            return Ok(Vec::new());
        }
        // What a machine wrote has no slips.
        if !pasted {
            let Some(dictionary) = self.dictionary()? else { return Ok(Vec::new()) };
            let found = match word.parts.as_slice() {
                [_] => self.meant(word, dictionary, plan)?,
                _ => self.meant_parts(word, dictionary, plan)?,
            };
            if !found.is_empty() {
                return Ok(found);
            }
            let near = typos::near(dictionary, &word.typed, self.language);
            if !near.is_empty() {
                let used = near.into_iter().map(|meant| meant.written).collect();
                plan.near.push(Correction { typed: word.typed.clone(), used });
            }
        }
        plan.unknown.push(word.typed.clone());
        Ok(Vec::new())
    }

    /// The words of the archive; `None` when bytes are missing.
    fn dictionary(&self) -> Result<Option<&Dictionary>, PackError> {
        if self.dictionary.get().is_none() {
            let bytes = self.attempts.attempt(|| self.cache.read_all(WORDS))?;
            let Some(bytes) = bytes else { return Ok(None) };
            let dictionary = Dictionary::decode(&bytes)?;
            self.dictionary.get_or_init(|| dictionary);
        }
        Ok(self.dictionary.get())
    }

    /// The words that one was probably meant to be: those that it is the beginning of if it is the last, else those that
    /// are one slip away.
    fn meant(
        &self,
        word: &Word,
        dictionary: &Dictionary,
        plan: &mut Plan,
    ) -> Result<Vec<Alternative>, PackError> {
        let mut meant = Vec::new();
        if word.unfinished {
            meant = typos::beginning_with(dictionary, &word.typed, self.language);
        }
        let goes_on = !meant.is_empty();
        if !goes_on {
            meant = typos::corrections(dictionary, &word.typed, self.language);
        }
        let mut alternatives = Vec::new();
        let mut used = Vec::new();
        for Meant { written, token } in meant {
            alternatives.push(Alternative::term(self.term(&token)?, FULL, CORRECTION));
            used.push(written);
        }
        // Nobody has to be told how a word goes on that is being typed.
        if !(used.is_empty() || goes_on && self.prefix_last) {
            plan.corrections.push(Correction { typed: word.typed.clone(), used });
        }
        Ok(alternatives)
    }

    /// A name with its mistyped parts corrected, if all of them can be.
    fn meant_parts(
        &self,
        word: &Word,
        dictionary: &Dictionary,
        plan: &mut Plan,
    ) -> Result<Vec<Alternative>, PackError> {
        let mut terms = Vec::new();
        let mut corrections = Vec::new();
        for (part, piece) in word.parts.iter().zip(&word.pieces) {
            let mut term = self.term(part)?;
            let filter = is_asked_for(plan, piece);
            if term.is_none() && !filter {
                let meant = typos::corrections(dictionary, piece, self.language).into_iter().next();
                if let Some(Meant { written, token }) = meant {
                    term = self.term(&token)?;
                    corrections.push(Correction { typed: piece.clone(), used: vec![written] });
                }
            }
            if !filter {
                terms.push(term);
            }
        }
        if terms.is_empty() || terms.iter().any(Option::is_none) {
            return Ok(Vec::new());
        }
        plan.corrections.extend(corrections);
        Ok(vec![Alternative { form: Form::Terms(terms), coverage: NEARLY, factor: CORRECTION }])
    }

    /// The term of a word of letters in lower case.
    fn stem(&self, word: &str) -> String {
        let mut lexer = Lexer::new(self.language);
        if let Some(run) = runs(word).next() {
            lexer.read(run);
        }
        lexer.token(0).map(|token| token.text.to_owned()).unwrap_or_default()
    }

    fn term(&self, token: &str) -> Result<Option<Term>, PackError> {
        let info = look_up_one(&self.segment.text, self.attempts, token)?;
        Ok(info.map(|info| Term { token: token.to_owned(), info }))
    }

    /// Adds the terms of a filter to those that it is an alternative to.
    fn add_filter(
        &self,
        occur: Occur,
        filter: &Filter,
        filters: &mut Vec<PlanFilter>,
    ) -> Result<(), PackError> {
        let exclude = occur == Occur::MustNot;
        let index = &self.segment.filter;
        let mut terms = Vec::new();
        for TokenRange { first, last } in &filter.any_of {
            if first == last {
                terms.extend(look_up_one(index, self.attempts, first)?);
            } else {
                let last = Bound::Included(last.as_str());
                let found = self.attempts.attempt(|| terms_between(index, first, last, MAX_RANGE_TERMS))?;
                terms.extend(found.unwrap_or_default().into_iter().map(|term| term.info));
            }
        }
        let known = filters.iter_mut().find(|known| {
            known.group == filter.group && known.exclude == exclude
                // `after:` twice means after both.
                && matches!(known.group, FilterGroup::Field(_))
        });
        match known {
            Some(known) => known.terms.extend(terms),
            None => filters.push(PlanFilter { group: filter.group, exclude, terms }),
        }
        Ok(())
    }
}

/// Whether a word is the mistyped name of a filter, which is asked for, not corrected.
fn is_asked_for(plan: &Plan, typed: &str) -> bool {
    plan.did_you_mean.iter().any(|filter| filter.typed.strip_suffix(':') == Some(typed))
}

/// Whether some document has what an alternative asks for, or at least some of it.
fn is_known(alternative: &Alternative) -> bool {
    match &alternative.form {
        // Of a name, all parts have to be known: one of them may be mistyped.
        Form::Terms(terms) => terms.iter().all(Option::is_some),
        Form::Phrase(phrase) => phrase.is_some(),
    }
}

/// Whether there is a word or phrase to score by that is not just a common word.
fn has_telling_text(clauses: &[Clause]) -> bool {
    clauses.iter().any(|Clause { occur, item, .. }| {
        *occur != Occur::MustNot
            && match item {
                Item::Word(word) => !word.common,
                Item::Phrase(_) => true,
                Item::Filter(_) => false,
                Item::Either(groups) => groups.iter().any(|group| has_telling_text(group)),
            }
    })
}

fn look_up_one(
    index: &InvertedIndexReader,
    attempts: &Attempts<'_>,
    token: &str,
) -> Result<Option<TermInfo>, PackError> {
    Ok(attempts.attempt(|| index.terms().get(token))?.flatten())
}

/// Terms that an unfinished word may be on the way to, the most frequent first, as long as their postings are not too
/// many bytes.
///
/// Terms are stems, so `connecti` is no prefix of the term of `connection`: the words of the archive help there.
fn completions(index: &InvertedIndexReader, typed: &str) -> io::Result<Vec<Term>> {
    let mut found =
        terms_between(index, typed, Bound::Excluded(&format!("{typed}\u{10ffff}")), MAX_PREFIX_TERMS)?;
    // Stable: terms of equal frequency stay in byte order.
    found.sort_by_key(|term| std::cmp::Reverse(term.info.doc_freq));
    let mut bytes = 0;
    found.retain(|term| {
        let fits = bytes + term.info.postings_range.len() <= MAX_PREFIX_BYTES;
        if fits {
            bytes += term.info.postings_range.len();
        }
        fits
    });
    Ok(found)
}

/// The terms from `first` on, in byte order.
fn terms_between(
    index: &InvertedIndexReader,
    first: &str,
    last: Bound<&str>,
    limit: u64,
) -> io::Result<Vec<Term>> {
    let range = index.terms().range().ge(first).limit(limit);
    let range = match last {
        Bound::Included(last) => range.le(last),
        Bound::Excluded(last) => range.lt(last),
        Bound::Unbounded => range,
    };
    let mut stream = range.into_stream()?;
    let mut terms = Vec::new();
    while let Some((token, info)) = stream.next() {
        let token = String::from_utf8_lossy(token).into_owned();
        terms.push(Term { token, info: info.clone() });
        // The limit of the stream is on blocks, not on terms.
        if terms.len() as u64 == limit {
            break;
        }
    }
    Ok(terms)
}
