//! Words one slip of the finger away.

use std::io;

use rustc_hash::FxHashMap;
use tantivy::InvertedIndexReader;

use crate::tokenizer::{Kind, Lexer, runs};

/// Words of fewer characters are not corrected: almost all of them are one slip from another.
const MIN_CHARACTERS: usize = 4;

/// Words of more characters are names or dumps.
const MAX_CHARACTERS: usize = 24;

/// The most words that are tried instead of one.
const MAX_CANDIDATES: usize = 3;

/// All terms of an index, and how many documents have each.
///
/// Read once, when the first word is mistyped: the dictionary of 10,000 documents is 300 kB.
pub(crate) struct Dictionary(FxHashMap<Box<str>, u32>);

impl Dictionary {
    /// Reads all terms.
    ///
    /// # Errors
    /// Those of reading the index.
    pub(super) fn read(index: &InvertedIndexReader) -> io::Result<Dictionary> {
        let mut stream = index.terms().range().into_stream()?;
        let mut terms = FxHashMap::default();
        while let Some((term, info)) = stream.next() {
            if let Ok(term) = std::str::from_utf8(term) {
                terms.insert(term.into(), info.doc_freq);
            }
        }
        Ok(Dictionary(terms))
    }

    /// Terms that a word was probably meant to be, the most probable first: one character missing,
    /// too many, wrong, or swapped with the next one.
    ///
    /// The slip is looked for in the word as it was typed, before its ending is cut off: in
    /// `connectoins`, no stem is left to compare.
    ///
    /// Each is the word that was meant and its term.
    pub(super) fn corrections(&self, typed: &str) -> Vec<(String, String)> {
        let characters: Vec<char> = typed.chars().collect();
        let Some(letters) = letters(&characters) else { return Vec::new() };
        let mut lexer = Lexer::new();
        let mut found: Vec<(bool, u32, String, String)> = Vec::new();
        for_each_slip(&characters, letters, |word| {
            let Some(run) = runs(word).next().filter(|run| run.text == word) else { return };
            lexer.read(run);
            let Some(token) = lexer.tokens().find(|token| token.kind == Kind::Part) else { return };
            if let Some(&documents) = self.0.get(token.text)
                && found.iter().all(|(.., known)| known != token.text)
            {
                // People seldom miss the first key.
                let same_start = word.starts_with(characters[0]);
                found.push((same_start, documents, word.to_owned(), token.text.to_owned()));
            }
        });
        found.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| a.3.cmp(&b.3)));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary() -> Dictionary {
        let terms =
            [("connect", 50), ("postgr", 20), ("databas", 40), ("cach", 9), ("catch", 30), ("503", 5)];
        Dictionary(terms.into_iter().map(|(term, documents)| (term.into(), documents)).collect())
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
            let terms: Vec<String> =
                dictionary().corrections(typed).into_iter().map(|(_, term)| term).collect();
            assert_eq!(terms, expected, "{typed:?}");
        }
    }
}
