//! Words one slip of the finger away.

use miniz_oxide::inflate::decompress_to_vec_with_limit;
use rustc_hash::FxHashMap;

use crate::language::Language;
use crate::pack::PackError;
use crate::tokenizer::{Kind, Lexer, runs};

/// Words of fewer characters are not corrected: almost all of them are one slip from another.
const MIN_CHARACTERS: usize = 4;

/// Words of more characters are names or dumps.
const MAX_CHARACTERS: usize = 24;

/// The most words that are tried instead of one.
const MAX_CANDIDATES: usize = 3;

/// The words of a pack that a mistyped one may have been meant to be.
///
/// A component of its own holds them, the most frequent first, because the dictionary of the index is
/// many times larger: half of its terms are in one document only, as names and numbers are.
pub(crate) struct Dictionary {
    /// Place of each stem, from the most frequent on.
    places: FxHashMap<Box<str>, usize>,
}

/// The component with the words.
pub(crate) const WORDS: &str = "words";

/// Bytes that the words may have; more than the writer ever stores.
const MAX_BYTES: usize = 4 << 20;

impl Dictionary {
    /// Reads the component.
    ///
    /// # Errors
    /// [`PackError::Corrupt`].
    pub(super) fn decode(bytes: &[u8]) -> Result<Dictionary, PackError> {
        let text = decompress_to_vec_with_limit(bytes, MAX_BYTES).ok();
        let text = text.and_then(|text| String::from_utf8(text).ok());
        let text = text.ok_or_else(|| PackError::corrupt("the list of words cannot be read"))?;
        Ok(Dictionary {
            places: text.lines().enumerate().map(|(place, word)| (word.into(), place)).collect(),
        })
    }

    /// Terms that a word was probably meant to be, the most probable first: one character missing,
    /// too many, wrong, or swapped with the next one.
    ///
    /// The slip is looked for in the word as it was typed, before its ending is cut off: in
    /// `connectoins`, no stem is left to compare.
    ///
    /// Each is the word that was meant and its term.
    pub(super) fn corrections(&self, typed: &str, language: Language) -> Vec<(String, String)> {
        let characters: Vec<char> = typed.chars().collect();
        let Some(letters) = letters(&characters) else { return Vec::new() };
        let mut lexer = Lexer::new(language);
        let mut found: Vec<(bool, usize, String, String)> = Vec::new();
        for_each_slip(&characters, letters, |word| {
            let Some(run) = runs(word).next().filter(|run| run.text == word) else { return };
            lexer.read(run);
            let Some(token) = lexer.tokens().find(|token| token.kind == Kind::Part) else { return };
            if let Some(&place) = self.places.get(token.text)
                && found.iter().all(|(.., known)| known != token.text)
            {
                // People seldom miss the first key.
                let same_start = word.starts_with(characters[0]);
                found.push((!same_start, place, word.to_owned(), token.text.to_owned()));
            }
        });
        found.sort();
        found.truncate(MAX_CANDIDATES);
        found.into_iter().map(|(_, _, word, term)| (word, term)).collect()
    }
}

/// The letters that may have been meant; `None` for words that are not corrected.
fn letters(characters: &[char]) -> Option<&'static str> {
    if !(MIN_CHARACTERS..=MAX_CHARACTERS).contains(&characters.len()) {
        return None;
    }
    if characters.iter().all(|c| c.is_ascii_alphanumeric()) {
        // A number is not a slip of another.
        let number = characters.iter().all(char::is_ascii_digit);
        return (!number).then_some("abcdefghijklmnopqrstuvwxyz");
    }
    characters.iter().all(|c| matches!(c, 'а'..='я' | 'ё')).then_some("абвгдежзийклмнопрстуфхцчшщъыьэюяё")
}

/// Calls `each` with every word one slip away.
fn for_each_slip(characters: &[char], letters: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    let mut put = |pieces: [&[char]; 3]| {
        word.clear();
        word.extend(pieces.into_iter().flatten());
        each(&word);
    };
    for at in 0..=characters.len() {
        let (before, after) = characters.split_at(at);
        if let [first, second, rest @ ..] = after
            && first != second
        {
            put([before, &[*second, *first], rest]);
        }
        if let [_, rest @ ..] = after {
            put([before, rest, &[]]);
            for letter in letters.chars() {
                put([before, &[letter], rest]);
            }
        }
        for letter in letters.chars() {
            put([before, &[letter], after]);
        }
    }
}

#[cfg(feature = "writer")]
pub(crate) mod write {
    //! The other direction.

    use miniz_oxide::deflate::compress_to_vec;

    use super::{MAX_CHARACTERS, MIN_CHARACTERS};

    /// The most words; rarer ones cannot be what was meant. In 10,000 documents, all that are in more
    /// than a handful.
    const MAX_WORDS: usize = 30_000;

    /// A character of the ending may be cut off a stem, and so may two.
    const MIN_STEM: usize = MIN_CHARACTERS - 2;

    /// The component for terms, each with how many documents have it.
    pub(crate) fn component(terms: impl Iterator<Item = (String, u32)>) -> Vec<u8> {
        let mut words: Vec<(String, u32)> = terms
            .filter(|(term, _)| {
                (MIN_STEM..=MAX_CHARACTERS).contains(&term.chars().count())
                    && term.chars().all(char::is_alphanumeric)
                    && !term.bytes().all(|b| b.is_ascii_digit())
            })
            .collect();
        // Stable: terms of equal frequency stay in byte order.
        words.sort_by_key(|(_, documents)| std::cmp::Reverse(*documents));
        words.truncate(MAX_WORDS);
        let words: Vec<String> = words.into_iter().map(|(word, _)| word).collect();
        compress_to_vec(words.join("\n").as_bytes(), 9)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary() -> Dictionary {
        let words = ["connect", "databas", "catch", "postgr", "cach", "503"];
        Dictionary { places: words.into_iter().zip(0..).map(|(word, place)| (word.into(), place)).collect() }
    }

    #[test]
    fn one_slip_is_forgiven() {
        for (typed, expected) in [
            ("conection", vec!["connect"]),
            ("connectoins", vec!["connect"]),
            ("connectionss", vec!["connect"]),
            ("databse", vec!["databas"]),
            ("dataabse", vec!["databas"]),
            ("postgras", vec!["postgr"]),
            ("cahce", vec!["cach"]),
            // The more frequent first, but the same first letter before that.
            ("cacth", vec!["catch", "cach"]),
            ("xatabase", vec!["databas"]),
            // Two slips, numbers and short words are not.
            ("dtabse", vec![]),
            ("5030", vec![]),
            ("cac", vec![]),
            ("データベース", vec![]),
        ] {
            let terms: Vec<String> = dictionary()
                .corrections(typed, Language::default())
                .into_iter()
                .map(|(_, term)| term)
                .collect();
            assert_eq!(terms, expected, "{typed:?}");
        }
    }
}
