//! Stamps in running text.

use std::ops::Range;
use std::sync::LazyLock;

use crate::Stamp;
use crate::scan::{Scan, digit, is_word};
use crate::words::{Role, Roles, SIGNS, is_about, may_have, meaning};

/// Longest word before a stamp that is examined.
const LOOK_BACK: usize = 20;

const MONTH: Roles = Roles::of(&[Role::Month]);
const BETWEEN: Roles = Roles::of(&[Role::Between]);

/// The first characters of words for the halves of the day.
static HALVES: LazyLock<Vec<char>> = LazyLock::new(|| {
    SIGNS.morning.iter().chain(&SIGNS.afternoon).filter_map(|word| word.chars().next()).collect()
});

impl Stamp {
    /// The stamps in a sentence or paragraph, in their order, each with the bytes it takes: those with a date or a time of
    /// day, together with a word or sign before them such as `about`. They are read while the iterator goes forward.
    ///
    /// Numbers inside of paths, versions, addresses and sums are left out.
    ///
    /// ```
    /// use retold_times::Stamp;
    ///
    /// let text = "On January 31, 2026 at 14:05 UTC we lost 3 hosts; v2026.01.30 was back at about 15:00.";
    /// let found: Vec<_> = Stamp::find_iter(text).map(|(place, _)| &text[place]).collect();
    /// assert_eq!(found, ["January 31, 2026 at 14:05 UTC", "about 15:00"]);
    /// ```
    pub fn find_iter(text: &str) -> impl Iterator<Item = (Range<usize>, Self)> + '_ {
        // Every time has a digit of some script: none begins behind the last one.
        let last = text.bytes().rposition(|byte| byte.is_ascii_digit() || byte >= 0x80);
        let end = last.map_or(0, |last| last + 1);
        let mut place = 0;
        let (mut before, mut before_that) = (None, None);
        let bytes = text.as_bytes();
        std::iter::from_fn(move || {
            while place < end
                && let Some(rest) = text.get(place..)
                && let Some(c) = rest.chars().next()
            {
                // No stamp begins inside a word. That skips most of any text.
                if c.is_ascii_lowercase() && before.is_some_and(|before: char| before.is_ascii_alphanumeric())
                {
                    let length = bytes[place..].iter().position(|byte| !byte.is_ascii_alphanumeric());
                    place = length.map_or(bytes.len(), |length| place + length);
                    before_that = before;
                    before = Some('a');
                    continue;
                }
                if begins(rest, c, before, before_that)
                    && let Some((mut stamp, length)) = Self::at(rest)
                    && (stamp.date.is_some() || stamp.time.is_some())
                    && (stamp.until.is_some() || !is_between(rest))
                {
                    let start = about_before(text, place);
                    stamp.approximate |= start < place;
                    before_that = None;
                    before = rest.get(..length).and_then(|read| read.chars().next_back());
                    place += length;
                    return Some((start..place, stamp));
                }
                before_that = before;
                before = Some(c);
                place += c.len_utf8();
            }
            None
        })
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
        _ if !c.is_ascii() && HALVES.contains(&c) => true,
        _ if word_before || matches!(before, Some('-' | '/' | '.' | '@' | '#')) || !is_word(c) => false,
        _ => {
            let initial = rest.as_bytes().first();
            initial.is_some_and(|&initial| may_have(initial, MONTH) || may_have(initial, BETWEEN))
                && (meaning(Scan::new(rest).word(), MONTH).is_some() || is_between(rest))
        }
    }
}

/// Whether `rest` starts with `between`, which belongs to a stamp only with both of its ends.
fn is_between(rest: &str) -> bool {
    meaning(Scan::new(rest).word(), BETWEEN).is_some()
}

/// The word before `place`, if only blanks separate them.
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
    if let Some(rest) = SIGNS.about.iter().find_map(|sign| before.strip_suffix(sign)) {
        return rest.len();
    }
    let full_stop = before.strip_suffix('.');
    let word = word_before(full_stop.unwrap_or(before), full_stop.unwrap_or(before).len());
    if !is_about(word) || (word.len() == 1 && full_stop.is_none()) {
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
            ("hub 14:15.1 on host:8080 at 10.0.0.1:22 with 1,200 of 3/4 and 16:9.", &[]),
            ("It may 3 times fail, in March of all months.", &[]),
            ("Between 14:05 and 15:00 UTC nothing.", &["Between 14:05 and 15:00 UTC"]),
            ("Between hosts and 14:05 nothing, between 15:00 or so.", &["14:05", "15:00"]),
        ] {
            let found: Vec<_> = Stamp::find_iter(text).map(|(range, _)| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert!(Stamp::find_iter("at ~14:05").all(|(_, stamp)| stamp.approximate));
    }
}
