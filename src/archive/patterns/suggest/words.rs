//! A sentence as words, with the clause that each belongs to.

use std::borrow::Cow;
use std::ops::Range;

/// A word of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// In lower case, with straight apostrophes.
    pub lower: Cow<'a, str>,
    /// Bytes of the text.
    pub range: Range<usize>,
    /// The number of its clause.
    pub clause: u32,
}

/// The words of the `sentence` of a text. A hyphen parts words, so that `single-point of failure` has four.
pub fn words(text: &str, sentence: Range<usize>) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut clause = 0;
    let mut start = None;
    let end = sentence.end;
    let characters = text[sentence.clone()].char_indices().map(|(at, c)| (sentence.start + at, c));
    for (at, c) in characters.chain([(end, ' ')]) {
        let is_inside = c.is_alphanumeric()
            || matches!(c, '\'' | '’')
                && start.is_some()
                && text[at + c.len_utf8()..end].starts_with(char::is_alphanumeric);
        match (start, is_inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push(Word { lower: lower(&text[from..at]), range: from..at, clause });
                start = None;
            }
            _ => {}
        }
        let is_dash = c == '-' && text[..at].ends_with(' ') && text[at + 1..end].starts_with(' ');
        if is_dash || matches!(c, ',' | ';' | ':' | '(' | ')' | '–' | '—' | '|' | '、' | '，' | '。' | '→')
        {
            clause += 1;
        }
    }
    words
}

/// A word in lower case, with straight apostrophes. Most words are so already.
fn lower(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.replace('’', "'").to_lowercase()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_cut_into_words_and_clauses() {
        let text = "x. Didn’t test it - a single-point (of failure), sadly";
        let found: Vec<(String, u32)> = words(text, 3..text.len())
            .into_iter()
            .map(|word| (word.lower.into_owned(), word.clause))
            .collect();
        let expected = [
            ("didn't", 0),
            ("test", 0),
            ("it", 0),
            ("a", 1),
            ("single", 1),
            ("point", 1),
            ("of", 2),
            ("failure", 2),
            ("sadly", 4),
        ];
        assert_eq!(found, expected.map(|(word, clause)| (word.to_owned(), clause)));
    }
}
