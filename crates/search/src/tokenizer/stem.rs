//! English stems, remembered.

use std::fmt;

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

/// Stems are forgotten when there are this many: texts repeat their words, dumps do not.
const MAX_REMEMBERED: usize = 1 << 15;

/// Words of fewer bytes are stems already.
const MIN_STEMMED_BYTES: usize = 3;

/// Snowball's English stemmer, with the stems it found so far: looking one up is several times
/// faster than finding it, and texts consist of few words.
pub(crate) struct Stems {
    stemmer: Stemmer,
    known: FxHashMap<Box<str>, Box<str>>,
}

impl Stems {
    pub(crate) fn new() -> Stems {
        Stems { stemmer: Stemmer::new(Algorithm::English), known: FxHashMap::default() }
    }

    /// Puts the stem of the last word of `buffer`, which begins at byte `start`, in its place.
    ///
    /// Only words of the letters a to z have one: numbers, names with digits in them and other
    /// scripts stay as they are.
    pub(crate) fn stem_tail(&mut self, buffer: &mut String, start: usize) {
        let word = &buffer[start..];
        if word.len() < MIN_STEMMED_BYTES || !word.bytes().all(|b| b.is_ascii_lowercase()) {
            return;
        }
        if let Some(stem) = self.known.get(word) {
            buffer.truncate(start);
            buffer.push_str(stem);
            return;
        }
        let stem: Box<str> = self.stemmer.stem(word).into();
        if self.known.len() >= MAX_REMEMBERED {
            self.known.clear();
        }
        self.known.insert(word.into(), stem.clone());
        buffer.truncate(start);
        buffer.push_str(&stem);
    }
}

impl Clone for Stems {
    /// The clone starts with an empty memory.
    fn clone(&self) -> Self {
        Stems::new()
    }
}

impl fmt::Debug for Stems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stems").field("known", &self.known.len()).finish_non_exhaustive()
    }
}
