//! Stems, remembered.

use std::fmt;

use rustc_hash::FxHashMap;

use super::fold::{is_invisible, push_folded};
use crate::language::Language;

/// Stems are forgotten when there are this many: texts repeat their words, dumps do not.
const MAX_REMEMBERED: usize = 1 << 15;

/// Words of fewer bytes are stems already.
const MIN_STEMMED_BYTES: usize = 3;

/// Snowball's stemmer of a language, with the stems it found so far: looking one up is several times
/// faster than finding it, and texts consist of few words.
pub(crate) struct Stems {
    language: Language,
    known: FxHashMap<Box<str>, Box<str>>,
    /// The word at hand, in lower case.
    lower: String,
}

impl Stems {
    pub(crate) fn new(language: Language) -> Stems {
        Stems { language, known: FxHashMap::default(), lower: String::new() }
    }

    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// Appends the stem of a word of at most `max` bytes to `buffer`, in lower case and without accents.
    ///
    /// Numbers and names with digits in them have no stem. English loses its accents first, as its
    /// readers do without them; other languages have endings that are told by them.
    pub(crate) fn push(&mut self, word: &str, max: usize, buffer: &mut String) {
        self.lower.clear();
        if self.language.is_english() || word.is_ascii() {
            push_folded(word, &mut self.lower);
        } else {
            let visible = word.chars().filter(|&c| !is_invisible(c));
            self.lower.extend(visible.flat_map(char::to_lowercase));
        }
        self.lower.truncate(crate::boundary::floor(&self.lower, max));
        let has_stem = self.lower.len() >= MIN_STEMMED_BYTES
            && if self.language.is_english() {
                self.lower.bytes().all(|b| b.is_ascii_lowercase())
            } else {
                !self.lower.contains(|c: char| c.is_numeric())
            };
        if !has_stem {
            return push_folded(&self.lower, buffer);
        }
        if let Some(stem) = self.known.get(self.lower.as_str()) {
            return buffer.push_str(stem);
        }
        let start = buffer.len();
        push_folded(&self.language.stem(&self.lower), buffer);
        if self.known.len() >= MAX_REMEMBERED {
            self.known.clear();
        }
        self.known.insert(self.lower.as_str().into(), buffer[start..].into());
    }
}

impl Clone for Stems {
    /// The clone starts with an empty memory.
    fn clone(&self) -> Self {
        Stems::new(self.language)
    }
}

impl fmt::Debug for Stems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Stems { language, known, .. } = self;
        f.debug_struct("Stems")
            .field("language", language)
            .field("known", &known.len())
            .finish_non_exhaustive()
    }
}
