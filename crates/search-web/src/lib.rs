//! Retold's search engine for the browser: a shim that hands strings and bytes to and fro between
//! `retold-search` and the worker (`worker.js`). All logic is in `retold-search`.
//!
//! The worker calls [`Engine::search`] or [`Engine::facets`], fetches what the step asks for, calls
//! [`Engine::supply`] for each range and calls again, until the step has the answer. Steps are JSON:
//!
//! ```json
//! {"needs":[["idx-….bin",1024,4096]]}
//! {"answer":{"total":2,"unfiltered":2,"hits":[{"id":"…","url":"…","title":"…"}]}}
//! ```

use retold_search::{ByteRange, PackError, PackReader, Progress, Query, SearchOptions, Sort};
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The worker's: the stem of a word in a language other than English, of which it has loaded the
    /// stemmer (`crates/stemmer`).
    #[wasm_bindgen(js_name = retoldStem)]
    fn retold_stem(word: &str) -> String;
}

fn stem(word: &str) -> String {
    retold_stem(word)
}

/// An opened search pack.
#[wasm_bindgen]
pub struct Engine {
    reader: PackReader,
}

#[wasm_bindgen]
impl Engine {
    /// Opens a pack from the content of its entry file and of the hot file that it names.
    ///
    /// # Errors
    /// A `PackError`.
    pub fn open(entry: &[u8], hot: &[u8]) -> Result<Engine, JsError> {
        Ok(Engine { reader: PackReader::open_with(entry, hot, stem)? })
    }

    /// How many documents the pack holds.
    #[wasm_bindgen(getter)]
    pub fn documents(&self) -> f64 {
        self.reader.documents() as f64
    }

    /// Takes a search as far as the bytes supplied so far go; returns a step, as JSON.
    ///
    /// `sort` is `relevance`, `newest` or `severity`; anything else is `relevance`.
    ///
    /// # Errors
    /// A `PackError`.
    pub fn search(
        &mut self,
        query: &str,
        limit: usize,
        offset: usize,
        prefix_last: bool,
        sort: &str,
    ) -> Result<String, JsError> {
        let options = SearchOptions { limit, offset, ..options(prefix_last, sort) };
        let query = Query::parse(query, self.reader.language());
        Ok(step(self.reader.search(&query, &options)?)?)
    }

    /// Counts the facets of what a query finds, as far as the bytes supplied so far go; returns a
    /// step, as JSON.
    ///
    /// # Errors
    /// A `PackError`.
    pub fn facets(&mut self, query: &str, prefix_last: bool, sort: &str) -> Result<String, JsError> {
        let query = Query::parse(query, self.reader.language());
        Ok(step(self.reader.facets(&query, &options(prefix_last, sort))?)?)
    }

    /// Adds the bytes of a range of a file, or of the whole file.
    ///
    /// # Errors
    /// A `PackError` when they are not what was asked for.
    pub fn supply(&mut self, file: String, start: f64, end: f64, bytes: Vec<u8>) -> Result<(), JsError> {
        // Offsets come from `search`, so they are whole and small enough for a JavaScript number.
        let range = ByteRange { file, start: start as u64, end: end as u64 };
        self.reader.supply(&range, bytes).map_err(|error: PackError| error.into())
    }
}

/// A query with a filter added, or taken away if it asks for that already.
#[wasm_bindgen]
pub fn toggle_filter(query: &str, filter: &str) -> String {
    Query::toggle_filter(query, filter)
}

/// A query without its filters.
#[wasm_bindgen]
pub fn without_filters(query: &str) -> String {
    Query::without_filters(query)
}

fn options(prefix_last: bool, sort: &str) -> SearchOptions {
    SearchOptions { prefix_last, sort: Sort::from_name(sort).unwrap_or_default(), ..SearchOptions::default() }
}

/// A step as JSON.
fn step(progress: Progress<impl Serialize>) -> serde_json::Result<String> {
    match progress {
        Progress::Needs(ranges) => {
            let ranges = ranges.iter().map(|ByteRange { file, start, end }| (file, start, end));
            Ok(format!("{{\"needs\":{}}}", serde_json::to_string(&ranges.collect::<Vec<_>>())?))
        }
        Progress::Ready(answer) => Ok(format!("{{\"answer\":{}}}", serde_json::to_string(&answer)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_json() {
        let range = |start| ByteRange { file: "idx-1.bin".to_owned(), start, end: start + 5 };
        let needs: Progress<()> = Progress::Needs(vec![range(1), range(7)]);
        assert_eq!(
            step(needs).expect("a step is JSON"),
            "{\"needs\":[[\"idx-1.bin\",1,6],[\"idx-1.bin\",7,12]]}"
        );
        assert_eq!(step(Progress::Ready([7])).expect("a step is JSON"), "{\"answer\":[7]}");
    }
}
