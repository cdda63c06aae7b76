//! Retold's search engine for the browser: a shim that hands strings and bytes to and fro between
//! `retold-search` and the worker (`worker.js`). All logic is in `retold-search`.
//!
//! The worker calls [`Engine::search`], fetches what the step asks for, calls [`Engine::supply`]
//! for each range and searches again, until the step has the results. Steps are JSON, so that the
//! stored hits pass through as they are:
//!
//! ```json
//! {"needs":[["idx-….bin",1024,4096]]}
//! {"total":2,"hits":[{"id":"…","url":"…","title":"…"}]}
//! ```

use retold_search::{ByteRange, PackError, PackReader, Progress, Query, SearchOptions, SearchResults};
use wasm_bindgen::prelude::*;

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
        Ok(Engine { reader: PackReader::open(entry, hot)? })
    }

    /// How many documents the pack holds.
    #[wasm_bindgen(getter)]
    pub fn documents(&self) -> f64 {
        self.reader.documents() as f64
    }

    /// Takes a search as far as the bytes supplied so far go; returns a step, as JSON.
    ///
    /// # Errors
    /// A `PackError`.
    pub fn search(
        &mut self,
        query: &str,
        limit: usize,
        offset: usize,
        prefix_last: bool,
    ) -> Result<String, JsError> {
        let options = SearchOptions { limit, offset, prefix_last };
        Ok(step(self.reader.search(&Query::parse(query), &options)?))
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

/// A step as JSON.
fn step(progress: Progress<SearchResults>) -> String {
    let mut json = String::new();
    match progress {
        Progress::Needs(ranges) => {
            json.push_str("{\"needs\":[");
            for (index, ByteRange { file, start, end }) in ranges.iter().enumerate() {
                let comma = if index > 0 { "," } else { "" };
                // File names are letters, digits, `-` and `.`: nothing to escape.
                json.push_str(&format!("{comma}[\"{file}\",{start},{end}]"));
            }
        }
        Progress::Ready(results) => {
            json.push_str(&format!("{{\"total\":{},\"hits\":[", results.total));
            for (index, hit) in results.hits.iter().enumerate() {
                if index > 0 {
                    json.push(',');
                }
                json.push_str(hit.json());
            }
        }
    }
    json.push_str("]}");
    json
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_json() {
        let range = |start| ByteRange { file: "idx-1.bin".to_owned(), start, end: start + 5 };
        assert_eq!(
            step(Progress::Needs(vec![range(1), range(7)])),
            "{\"needs\":[[\"idx-1.bin\",1,6],[\"idx-1.bin\",7,12]]}"
        );
        assert_eq!(
            step(Progress::Ready(SearchResults { total: 0, hits: vec![] })),
            "{\"total\":0,\"hits\":[]}"
        );
    }
}
