//! Times in sentences.

use std::ops::Range;

use crate::scan::{Scan, digit, is_word};
use crate::stamps::ABOUT_SIGNS;
use crate::words::{ABOUT_WORDS, may_begin};
use crate::{Stamp, dates};

/// Books whose chapters and verses look like clocks.
const BOOKS: [&str; 16] = [
    "Genesis",
    "Exodus",
    "Leviticus",
    "Deuteronomy",
    "Psalm",
    "Psalms",
    "Proverbs",
    "Isaiah",
    "Ezekiel",
    "Matthew",
    "Luke",
    "John",
    "Acts",
    "Romans",
    "Corinthians",
    "Surah",
];

/// Longest word that is looked back at.
const LOOK_BACK: usize = 20;

impl Stamp {
    /// All stamps in a text, with the bytes they take.
    pub fn find_all(text: &str) -> Vec<(Range<usize>, Self)> {
        let mut found = Vec::new();
        // Nothing is a time without a digit, in whatever script.
        if !text.bytes().any(|byte| byte.is_ascii_digit() || byte >= 0x80) {
            return found;
        }
        let (mut place, mut before, mut before_that) = (0, None, None);
        let bytes = text.as_bytes();
        while let Some(rest) = text.get(place..)
            && let Some(c) = rest.chars().next()
        {
            // Inside of words nothing begins: most of any text.
            if c.is_ascii_lowercase() && before.is_some_and(|before: char| before.is_ascii_alphanumeric()) {
                let end = bytes[place..]
                    .iter()
                    .position(|byte| !byte.is_ascii_alphanumeric())
                    .map_or(bytes.len(), |length| place + length);
                before_that = before;
                before = Some('a');
                place = end;
                continue;
            }
            if begins(rest, c, before, before_that)
                && let Some((mut stamp, length)) = Self::at(rest)
                && (stamp.date.is_some() || stamp.time.is_some())
                && (stamp.until.is_some() || !is_between(rest))
                && !(stamp.date.is_none() && BOOKS.contains(&word_before(text, place)))
            {
                let start = about_before(text, place);
                stamp.approximate |= start < place;
                found.push((start..place + length, stamp));
                before_that = None;
                before = rest.get(..length).and_then(|read| read.chars().next_back());
                place += length;
            } else {
                before_that = before;
                before = Some(c);
                place += c.len_utf8();
            }
        }
        found
    }
}

/// Whether a stamp may begin with `c`, the first character of `rest`.
fn begins(rest: &str, c: char, before: Option<char>, before_that: Option<char>) -> bool {
    let word_before = before.is_some_and(is_word);
    if digit(c).is_some() {
        return match before {
            None => true,
            // Part of a path, an address, a sum or a name.
            Some('/' | '\\' | '#' | '$' | '€' | '£' | '@' | '=' | '&' | '?' | '+' | '^' | '%' | '×') => {
                false
            }
            Some('.' | ',' | '-' | '−') => !before_that.is_some_and(is_word),
            Some(':' | '：') => before_that.and_then(digit).is_none(),
            Some(_) => !word_before,
        };
    }
    match c {
        '午' | '上' | '下' | '凌' | '오' => true,
        _ if word_before || matches!(before, Some('-' | '/' | '.' | '@' | '#')) || !is_word(c) => false,
        'b' | 'B' => is_between(rest),
        _ => may_begin(c) && dates::month(Scan::new(rest).word()).is_some(),
    }
}

/// `between` belongs to a stamp only with both of its ends.
fn is_between(rest: &str) -> bool {
    rest.get(.."between ".len()).is_some_and(|word| word.eq_ignore_ascii_case("between "))
}

/// The word before `place`, if only blanks stand between.
fn word_before(text: &str, place: usize) -> &str {
    let before = text.get(..place).unwrap_or("").trim_end_matches([' ', '\u{a0}']);
    let start = before
        .char_indices()
        .rev()
        .take(LOOK_BACK)
        .take_while(|(_, c)| is_word(*c))
        .last()
        .map_or(before.len(), |(index, _)| index);
    before.get(start..).unwrap_or("")
}

/// Where the stamp at `place` begins if `~`, `about` or the like before it belongs to it.
fn about_before(text: &str, place: usize) -> usize {
    let before = text.get(..place).unwrap_or("").trim_end_matches([' ', '\u{a0}']);
    if let Some(rest) = ABOUT_SIGNS.iter().find_map(|sign| before.strip_suffix(sign)) {
        return rest.len();
    }
    let full_stop = before.strip_suffix('.');
    let word = word_before(full_stop.unwrap_or(before), full_stop.unwrap_or(before).len());
    let known = ABOUT_WORDS.iter().any(|about| about.eq_ignore_ascii_case(word));
    if !known || (word.len() == 1 && full_stop.is_none()) {
        return place;
    }
    full_stop.unwrap_or(before).len() - word.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_times_in_sentences() {
        for (text, expected) in [
            (
                "The API was down from 2026-01-31 20:18 (UTC) until the 2026-02-01 03:45 (UTC), for 7 hours.",
                &["2026-01-31 20:18 (UTC) until the 2026-02-01 03:45 (UTC)"][..],
            ),
            ("On January 31, 2026 at 14:05 UTC we lost 3 hosts.", &["January 31, 2026 at 14:05 UTC"]),
            ("It began around 14:05 and ended ca. 2 PM.", &["around 14:05", "ca. 2 PM"]),
            ("All times (2026-01-31) are UTC.", &["2026-01-31"]),
            ("障害は2026年1月31日14時05分から15時まで続いた。", &["2026年1月31日14時05分から15時"]),
            ("故障在下午2:05发生。", &["下午2:05"]),
            ("See https://example.org/2026/01/31/outage and v2026.01.31 and x-2026-01-31.", &[]),
            ("John 14:15 on host:8080 at 10.0.0.1:22 with 1,200 of 3/4 and 16:9.", &[]),
            ("It may 3 times fail, in March of all months.", &[]),
            ("Between 14:05 and 15:00 UTC nothing.", &["Between 14:05 and 15:00 UTC"]),
            ("Between hosts and 14:05 nothing, between 15:00 or so.", &["14:05", "15:00"]),
        ] {
            let found: Vec<_> = Stamp::find_all(text).into_iter().map(|(range, _)| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert!(Stamp::find_all("at ~14:05")[0].1.approximate);
    }
}
