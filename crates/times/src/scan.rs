//! [`Scan`]: a cursor over a text. It moves forward only, and never past the end.

use crate::words::{Role, Roles, may_have, meaning};

/// The text that is still to be read.
#[derive(Debug, Clone, Copy)]
pub struct Scan<'a> {
    pub rest: &'a str,
}

/// Longest word that is looked at; no name of a month or weekday is longer.
const WORD_LIMIT: usize = 24;

impl<'a> Scan<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// The bytes that were read since `start`, an earlier state of this scan.
    pub fn since(&self, start: Self) -> usize {
        start.rest.len() - self.rest.len()
    }

    pub fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// The character after the next.
    pub fn peek_second(&self) -> Option<char> {
        self.rest.chars().nth(1)
    }

    pub fn eat(&mut self, expected: &str) -> bool {
        match self.rest.strip_prefix(expected) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    pub fn eat_any(&mut self, expected: &[&str]) -> bool {
        // The first byte rules most of them out.
        let first = self.rest.as_bytes().first();
        expected.iter().any(|text| text.as_bytes().first() == first && self.eat(text))
    }

    pub fn eat_char(&mut self, expected: &[char]) -> Option<char> {
        let found = self.peek().filter(|c| expected.contains(c))?;
        self.skip(found.len_utf8());
        Some(found)
    }

    /// Moves forward by `bytes`, or to the end if that is inside a character or past the end.
    pub fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or("");
    }

    /// Skips blanks in the line; returns whether there were any.
    pub fn spaces(&mut self) -> bool {
        let rest = self.rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{2009}', '\u{202f}', '\u{3000}']);
        let any = rest.len() < self.rest.len();
        self.rest = rest;
        any
    }

    /// A whole run of digits, of a length in `lengths` and of no more than nine: its value and length.
    pub fn number(&mut self, shortest: usize, longest: usize) -> Option<(u32, usize)> {
        let (mut value, mut count) = (0_u32, 0);
        let mut here = *self;
        while let Some((c, digit)) = here.peek().and_then(|c| Some((c, digit(c)?))) {
            count += 1;
            if count > longest.min(9) {
                return None;
            }
            value = value * 10 + digit;
            here.skip(c.len_utf8());
        }
        (count >= shortest.max(1)).then(|| {
            *self = here;
            (value, count)
        })
    }

    /// The word that begins here: letters of an alphabet, none of Chinese, Japanese or Korean.
    pub fn word(&self) -> &'a str {
        // Most words are ASCII.
        let bytes = self.rest.as_bytes();
        let ascii = bytes.iter().take(WORD_LIMIT).take_while(|byte| byte.is_ascii_alphabetic()).count();
        if ascii == WORD_LIMIT || bytes.get(ascii).is_none_or(u8::is_ascii) {
            return self.rest.get(..ascii).unwrap_or("");
        }
        let end = self
            .rest
            .char_indices()
            .find(|&(index, c)| index >= WORD_LIMIT || !(c.is_alphabetic() && is_word(c)))
            .map_or(self.rest.len(), |(index, _)| index);
        self.rest.get(..end).unwrap_or("")
    }

    /// Reads one of `words` as a whole word, in any case.
    pub fn eat_word(&mut self, words: &[&str]) -> bool {
        let word = self.word();
        let found = !word.is_empty() && words.iter().any(|candidate| candidate.eq_ignore_ascii_case(word));
        if found {
            self.skip(word.len());
        }
        found
    }

    /// Reads a whole word that has `role`, in any case.
    pub fn eat_role(&mut self, role: Role) -> bool {
        let roles = Roles::of(&[role]);
        if !self.rest.bytes().next().is_some_and(|initial| may_have(initial, roles)) {
            return false;
        }
        let word = self.word();
        let found = meaning(word, roles).is_some();
        if found {
            self.skip(word.len());
        }
        found
    }

    /// Reads a hyphen or dash.
    pub fn dash(&mut self) -> bool {
        self.eat_char(&['-', '–', '—', '‐', '‑', '−']).is_some()
    }

    /// Returns true if no word continues here.
    pub fn at_boundary(&self) -> bool {
        !self.peek().is_some_and(is_word)
    }
}

/// The value of an ASCII or full-width digit.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => None,
    }
}

/// Letters and digits that make a longer word with their neighbours. Chinese, Japanese and Korean are
/// written without blanks, so theirs do not.
pub fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    let east_asian = matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}');
    c.is_alphanumeric() && !east_asian
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole_runs_of_digits() {
        for (text, shortest, longest, expected) in [
            ("14:05", 1, 2, Some((14, 2))),
            ("２０２６年", 4, 4, Some((2026, 4))),
            ("007", 1, 4, Some((7, 3))),
            ("2026", 1, 2, None),
            ("5", 2, 2, None),
            ("9999999999", 1, 20, None),
            ("x", 0, 2, None),
        ] {
            assert_eq!(Scan::new(text).number(shortest, longest), expected, "{text}");
        }
    }

    #[test]
    fn words_end_with_their_alphabet() {
        for (text, word) in [
            ("March 3", "March"),
            ("märz.", "märz"),
            ("января 2026", "января"),
            ("UTC日本", "UTC"),
            ("日本時間", ""),
            ("14", ""),
            ("", ""),
        ] {
            assert_eq!(Scan::new(text).word(), word, "{text}");
        }
    }

    #[test]
    fn words_are_read_by_their_role() {
        let mut scan = Scan::new("Until 14:05");
        assert!(!scan.eat_role(Role::From));
        assert!(scan.eat_role(Role::To));
        assert!(scan.spaces());
        assert_eq!(scan.rest, "14:05");
        assert!(!Scan::new("untilted").eat_role(Role::To));
    }
}
