//! Reading a pack, piece by piece.

use crate::facets::Facet;
use crate::language::Language;
use crate::pack::{ByteCache, ByteRange, Entry, HotFile, PackDirectory, PackError};
use crate::progress::Progress;
use crate::query::Query;
use crate::record::{SearchOptions, SearchResults};
use crate::search::Searcher;
use crate::segment::Segment;

/// Rounds after which a search that still asks for bytes is given up; three are needed.
const MAX_ROUNDS: usize = 8;

/// An opened search pack.
///
/// Holds on to everything supplied, so that no byte is asked for twice.
pub struct PackReader {
    entry: Entry,
    language: Language,
    cache: ByteCache,
    searcher: Searcher,
}

impl PackReader {
    /// Opens a pack from the content of its entry file and of the hot file that the entry names
    /// (see [`Entry::decode`]). `stem` gives the stems of words in lower case, for a language of which
    /// the stemmer is not built in.
    ///
    /// # Errors
    /// Any [`PackError`] but those of supplying; when the two files belong to different versions of
    /// a pack, [`PackError::Damaged`] with the name of the hot file.
    pub fn open_with(entry: &[u8], hot: &[u8], stem: fn(&str) -> String) -> Result<PackReader, PackError> {
        let entry = Entry::decode(entry)?;
        entry.verify_hot(hot)?;
        let language = entry.language_with(stem);
        let cache = ByteCache::new(HotFile::decode(&entry.hot, hot)?);
        let segment = Segment::open(PackDirectory::new(cache.clone()))?;
        let searcher = Searcher::new(segment, cache.clone(), language)?;
        Ok(PackReader { entry, language, cache, searcher })
    }

    /// As [`PackReader::open_with`], with all stemmers built in.
    ///
    /// # Errors
    /// As [`PackReader::open_with`].
    #[cfg(feature = "languages")]
    pub fn open(entry: &[u8], hot: &[u8]) -> Result<PackReader, PackError> {
        PackReader::open_with(entry, hot, str::to_owned)
    }

    /// The language of queries.
    pub fn language(&self) -> Language {
        self.language
    }

    /// How many documents the pack holds.
    pub fn documents(&self) -> u64 {
        self.entry.documents
    }

    /// Searches, as far as the bytes supplied so far go.
    ///
    /// A cold query needs at most three rounds: dictionary, postings, hits. Call again after
    /// supplying what was asked for; supplying it not is harmless, the same is asked for again.
    ///
    /// # Errors
    /// [`PackError::Corrupt`].
    pub fn search(
        &mut self,
        query: &Query,
        options: &SearchOptions,
    ) -> Result<Progress<SearchResults>, PackError> {
        self.searcher.search(query, options)
    }

    /// Counts the facets of what a query finds, as far as the bytes supplied so far go. `limit` and
    /// `offset` do not matter.
    ///
    /// Costs one file of the pack, once, and after a search for the same query no ranking.
    ///
    /// # Errors
    /// [`PackError::Corrupt`].
    pub fn facets(
        &mut self,
        query: &Query,
        options: &SearchOptions,
    ) -> Result<Progress<Vec<Facet>>, PackError> {
        self.searcher.facets(query, options)
    }

    /// Adds bytes that were asked for: those of `range`, or those of the whole file that it is a
    /// range of, as servers without range requests send it.
    ///
    /// # Errors
    /// [`PackError::UnknownFile`], [`PackError::Length`] and [`PackError::Damaged`]; the bytes are
    /// then dropped.
    pub fn supply(&mut self, range: &ByteRange, bytes: Vec<u8>) -> Result<(), PackError> {
        self.cache.supply(range, bytes)
    }

    /// Searches to the end, for hosts that can wait.
    ///
    /// `fetch` gets all ranges of a round and returns the bytes of each, in the same order.
    ///
    /// # Errors
    /// Those of `fetch`, of [`PackReader::search`] and of [`PackReader::supply`], and
    /// [`PackError::Stalled`].
    pub fn search_with<E: From<PackError>>(
        &mut self,
        query: &Query,
        options: &SearchOptions,
        fetch: impl FnMut(&[ByteRange]) -> Result<Vec<Vec<u8>>, E>,
    ) -> Result<SearchResults, E> {
        self.run_to_the_end(|reader| reader.search(query, options), fetch)
    }

    /// Counts facets to the end, as [`PackReader::search_with`] searches.
    ///
    /// # Errors
    /// As [`PackReader::search_with`].
    pub fn facets_with<E: From<PackError>>(
        &mut self,
        query: &Query,
        options: &SearchOptions,
        fetch: impl FnMut(&[ByteRange]) -> Result<Vec<Vec<u8>>, E>,
    ) -> Result<Vec<Facet>, E> {
        self.run_to_the_end(|reader| reader.facets(query, options), fetch)
    }

    fn run_to_the_end<T, E: From<PackError>>(
        &mut self,
        mut step: impl FnMut(&mut PackReader) -> Result<Progress<T>, PackError>,
        mut fetch: impl FnMut(&[ByteRange]) -> Result<Vec<Vec<u8>>, E>,
    ) -> Result<T, E> {
        for _ in 0..MAX_ROUNDS {
            match step(self)? {
                Progress::Ready(answer) => return Ok(answer),
                Progress::Needs(ranges) => {
                    for (range, bytes) in ranges.iter().zip(fetch(&ranges)?) {
                        self.supply(range, bytes)?;
                    }
                }
            }
        }
        Err(PackError::Stalled.into())
    }
}
