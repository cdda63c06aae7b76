//! A search, in three phases.
//!
//! 1. [`lookup`]: the words' entries in the dictionary, and the lengths of the documents;
//! 2. [`matching`]: the words' postings; from here on it is known which documents match, and how well;
//! 3. [`hits`]: what is shown of the best of them.
//!
//! Each phase attempts *all* its reads before it gives up on those that failed, so a cold search
//! costs one round trip per phase however many words it has. Ranking is done here, term by term
//! over tantivy's postings, rather than with tantivy's queries and collectors: "all of the words
//! before most of them" is a comparison of pairs that no sum of scores can express, and the
//! browser does not have to load what is not used.

mod attempts;
mod bm25;
mod hits;
mod lookup;
mod matching;
mod phrase;
mod tally;

use crate::pack::{ByteCache, PackError};
use crate::query::Query;
use crate::reader::Progress;
use crate::record::{SearchOptions, SearchResults};
use crate::segment::Segment;

use self::attempts::Attempts;
use self::tally::Ranking;

/// The ranking of the last query, so that a search that waits for its hits, or the next page of
/// one, need not rank again.
#[derive(Debug, Default)]
pub(crate) struct LastRanking(Option<(Query, bool, Ranking)>);

/// Runs the phases as far as the bytes in the cache go.
///
/// # Errors
/// [`PackError::Corrupt`].
pub(crate) fn search(
    segment: &Segment,
    cache: &ByteCache,
    last: &mut LastRanking,
    query: &Query,
    options: &SearchOptions,
) -> Result<Progress<SearchResults>, PackError> {
    let attempts = Attempts::new(cache);
    let known = last.0.take_if(|(known, prefix, _)| known == query && *prefix == options.prefix_last);
    let mut ranking = match known {
        Some((_, _, ranking)) => ranking,
        None => match rank(segment, &attempts, query, options.prefix_last)? {
            Some(ranking) => ranking,
            None => return Ok(attempts.needs()),
        },
    };

    let hits = hits::read(segment, &attempts, ranking.page(options.offset, options.limit))?;
    let total = ranking.total();
    last.0 = Some((query.clone(), options.prefix_last, ranking));
    match attempts.unless_missing(hits) {
        Some(hits) => Ok(Progress::Ready(SearchResults { total, hits })),
        None => Ok(attempts.needs()),
    }
}

/// The first two phases; `None` when bytes are missing.
fn rank(
    segment: &Segment,
    attempts: &Attempts<'_>,
    query: &Query,
    prefix_last: bool,
) -> Result<Option<Ranking>, PackError> {
    let terms = lookup::look_up(segment, attempts, query, prefix_last)?;
    let Some(terms) = attempts.unless_missing(terms) else { return Ok(None) };
    let postings = matching::read(segment, attempts, terms)?;
    let Some(postings) = attempts.unless_missing(postings) else { return Ok(None) };
    Ok(Some(matching::rank(segment, postings)))
}
