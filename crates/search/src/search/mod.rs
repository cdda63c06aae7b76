//! A search, in three phases.
//!
//! 1. [`lookup`]: the words' entries in the dictionary, and the lengths of the documents;
//! 2. [`matching`]: the words' postings; from here on it is known which documents match, and how well;
//! 3. [`hits`]: what is shown of the best of them.
//!
//! A word that no document has costs one more round: a list of words, to see what was meant ([`typos`]).
//!
//! Each phase attempts *all* its reads before it gives up on those that failed, so a cold search
//! costs one round trip per phase however many words it has. Ranking is done here, term by term
//! over tantivy's postings, rather than with tantivy's queries and collectors: "all of the words
//! before most of them" is a comparison of pairs that no sum of scores can express, and the
//! browser does not have to load what is not used.

mod attempts;
mod bm25;
mod facets;
mod hits;
mod lookup;
mod matching;
mod phrase;
mod plan;
mod proximity;
mod tally;
pub(crate) mod typos;

use std::cell::OnceCell;

use crate::ahead::Ahead;
use crate::documents::Documents;
use crate::excerpt::Matched;
use crate::facets::{FACETS, Facet, Facets};
use crate::language::Language;
use crate::pack::{ByteCache, PackError};
use crate::progress::Progress;
use crate::query::{Occur, Query};
use crate::record::{SearchOptions, SearchResults, Sort};
use crate::segment::Segment;
use crate::synonyms::{SYNONYMS, Synonyms};
use crate::words::Dictionary;

use self::attempts::Attempts;
use self::lookup::Lookup;
use self::matching::Matcher;
use self::plan::{Form, Plan, Term};
use self::tally::{Order, Ranking};

/// Runs searches over the bytes that are here.
pub(crate) struct Searcher {
    segment: Segment,
    cache: ByteCache,
    documents: Documents,
    ahead: Ahead,
    language: Language,
    synonyms: Synonyms,
    /// What is read once, when it is needed first.
    dictionary: OnceCell<Dictionary>,
    facets: OnceCell<Facets>,
    /// The last query, so that a search that waits for its hits, the next page of one or its facets
    /// need not rank again.
    last: Option<Answered>,
}

/// A query that was ranked.
struct Answered {
    query: Query,
    prefix_last: bool,
    sort: Sort,
    ranking: Ranking,
    matched: Matched,
    results: SearchResults,
}

impl Searcher {
    /// # Errors
    /// [`PackError::Corrupt`] when the synonyms are missing.
    pub(crate) fn new(segment: Segment, cache: ByteCache, language: Language) -> Result<Searcher, PackError> {
        let synonyms = cache.read_all(SYNONYMS).map_err(|error| PackError::corrupt(error.to_string()))?;
        Ok(Searcher {
            segment,
            documents: Documents::new(cache.clone()),
            ahead: Ahead::read(&cache),
            cache,
            language,
            synonyms: Synonyms::read(&String::from_utf8_lossy(&synonyms), language),
            dictionary: OnceCell::new(),
            facets: OnceCell::new(),
            last: None,
        })
    }

    /// Runs the phases as far as the bytes in the cache go.
    ///
    /// # Errors
    /// [`PackError::Corrupt`].
    pub(crate) fn search(
        &mut self,
        query: &Query,
        options: &SearchOptions,
    ) -> Result<Progress<SearchResults>, PackError> {
        let cache = self.cache.clone();
        let attempts = Attempts::new(&cache);
        let Some(mut answered) = self.answered(&attempts, query, options)? else {
            return Ok(attempts.needs());
        };
        let page: Vec<_> = answered.ranking.page(options.offset, options.limit).collect();
        let mut hits =
            hits::read(&self.documents, &attempts, page.iter().copied(), &answered.matched, self.language)?;
        for (hit, doc) in hits.iter_mut().zip(page) {
            let asked = &answered.results.asked;
            hit.matched =
                answered.ranking.clauses_of(doc).filter_map(|index| asked.get(index).cloned()).collect();
        }
        let results = answered.results.clone();
        self.last = Some(answered);
        Ok(match attempts.unless_missing(hits) {
            Some(hits) => Progress::Ready(SearchResults { hits, ..results }),
            None => attempts.needs(),
        })
    }

    /// Counts the facets of what a query finds.
    ///
    /// # Errors
    /// [`PackError::Corrupt`].
    pub(crate) fn facets(
        &mut self,
        query: &Query,
        options: &SearchOptions,
    ) -> Result<Progress<Vec<Facet>>, PackError> {
        let cache = self.cache.clone();
        let attempts = Attempts::new(&cache);
        let facets = self.all_facets(&attempts)?.is_some();
        let Some(answered) = self.answered(&attempts, query, options)? else {
            return Ok(attempts.needs());
        };
        let counted =
            self.facets.get().filter(|_| facets).map(|all| facets::count(all, query, &answered.ranking));
        self.last = Some(answered);
        Ok(match counted {
            Some(counted) => Progress::Ready(counted),
            None => attempts.needs(),
        })
    }

    /// The facets of the pack; `None` when bytes are missing.
    fn all_facets(&self, attempts: &Attempts<'_>) -> Result<Option<&Facets>, PackError> {
        if self.facets.get().is_none() {
            let bytes = attempts.attempt(|| self.cache.read_all(FACETS))?;
            let Some(bytes) = bytes else { return Ok(None) };
            let facets = Facets::decode(&bytes)?;
            self.facets.get_or_init(|| facets);
        }
        Ok(self.facets.get())
    }

    /// The first two phases; `None` when bytes are missing. Takes the last answer if it is to the
    /// same query.
    fn answered(
        &mut self,
        attempts: &Attempts<'_>,
        query: &Query,
        options: &SearchOptions,
    ) -> Result<Option<Answered>, PackError> {
        let SearchOptions { prefix_last, sort, .. } = *options;
        let is_it = |known: &mut Answered| {
            known.query == *query && known.prefix_last == prefix_last && known.sort == sort
        };
        if let Some(known) = self.last.take_if(is_it) {
            return Ok(Some(known));
        }
        let lookup = Lookup {
            segment: &self.segment,
            cache: &self.cache,
            language: self.language,
            attempts,
            synonyms: &self.synonyms,
            dictionary: &self.dictionary,
            prefix_last,
        };
        let plan = lookup.plan(query)?;
        let facets = if sort == Sort::Severity { self.all_facets(attempts)? } else { None };
        if !plan.may_need_positions() {
            self.ahead.ask(&self.cache);
        }
        let Some(plan) = attempts.unless_missing(plan) else { return Ok(None) };

        let matcher = Matcher::new(&self.segment, attempts, &plan);
        matcher.fetch(&plan)?;
        // Where the hits are is asked for together with the postings.
        attempts.attempt(|| self.documents.ends().map(|_| ()))?;
        if attempts.unless_missing(()).is_none() {
            return Ok(None);
        }
        let order = match sort {
            Sort::Relevance if query.pasted.is_some() => Order::Relevance,
            Sort::Relevance => Order::Typed,
            Sort::Newest => Order::Archive,
            Sort::Severity => Order::Severity(facets.map(facets::severity_places).unwrap_or_default()),
        };
        let ranking = if query.wordless { Ranking::default() } else { matcher.rank(&plan, order)? };
        let matched = self.matched(&plan);
        let scored = plan.clauses.iter().filter(|clause| clause.occur != Occur::MustNot);
        let asked = scored.map(|clause| clause.label.clone()).collect();
        let results = SearchResults {
            total: ranking.total(),
            unfiltered: ranking.unfiltered(),
            hits: Vec::new(),
            asked,
            complete: ranking.complete(),
            filters: query.filters.clone(),
            corrections: plan.corrections,
            did_you_mean: plan.did_you_mean,
            wordless: query.wordless,
            unknown: plan.unknown,
            near: plan.near,
            pasted: query.pasted.clone(),
        };
        Ok(Some(Answered { query: query.clone(), prefix_last, sort, ranking, matched, results }))
    }

    /// The tokens that are marked in hits.
    fn matched(&self, plan: &Plan) -> Matched {
        let mut matched = Matched::default();
        let documents = self.segment.reader.max_doc();
        plan.for_each_wanted(|clause, alternatives| {
            for alternative in alternatives {
                let rarity = |term: &Term| bm25::inverse_document_frequency(term.info.doc_freq, documents);
                match &alternative.form {
                    Form::Terms(terms) => {
                        for term in terms.iter().flatten() {
                            matched.add(&term.token, clause, rarity(term) * alternative.factor);
                        }
                    }
                    Form::Phrase(Some(terms)) => {
                        let weight: f32 = terms.iter().map(|(term, _)| rarity(term)).sum();
                        let tokens = terms.iter().map(|(term, offset)| (term.token.clone(), *offset));
                        matched.add_phrase(tokens.collect(), clause, weight * alternative.factor);
                    }
                    Form::Phrase(None) => {}
                }
            }
        });
        matched
    }
}
