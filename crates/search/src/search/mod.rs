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

/// Runs the phases as far as the bytes in the cache go.
///
/// # Errors
/// [`PackError::Corrupt`].
pub(crate) fn search(
    segment: &Segment,
    cache: &ByteCache,
    query: &Query,
    options: &SearchOptions,
) -> Result<Progress<SearchResults>, PackError> {
    let attempts = Attempts::new(cache);

    let terms = lookup::look_up(segment, &attempts, query, options.prefix_last)?;
    let Some(terms) = attempts.unless_missing(terms) else { return Ok(attempts.needs()) };

    let postings = matching::read(segment, &attempts, terms)?;
    let Some(postings) = attempts.unless_missing(postings) else { return Ok(attempts.needs()) };
    let ranked = matching::rank(segment, postings);

    let hits = hits::read(segment, &attempts, ranked.page(options.offset, options.limit))?;
    let Some(hits) = attempts.unless_missing(hits) else { return Ok(attempts.needs()) };
    Ok(Progress::Ready(SearchResults { total: ranked.total(), hits }))
}
