//! Counts words, times, placeholders and addresses of a text in one pass.

use std::ops::Range;

use crate::class::words;
use crate::markdown::raw_html;
use crate::text::markup::{address_end, code_end, destination_end};
use crate::text::placeholder::{gap, is_hint, unset_date};

/// Counts of the contents of a text.
#[derive(Debug, Default)]
pub struct TextStats {
    /// Words that spaces separate.
    spaced: usize,
    /// Characters of scripts without spaces.
    dense: usize,
    pub times: usize,
    pub placeholders_certain: usize,
    pub placeholders_possible: usize,
    /// The first placeholder; bytes of the text.
    pub first_placeholder: Option<Range<usize>>,
    /// Web addresses that no link has, and links between pages of a wiki.
    pub addresses: usize,
    /// Whether a loop of a template language or a directive lists documents.
    pub has_listing: bool,
}

impl TextStats {
    /// The number of words; two characters of scripts without spaces count as one.
    pub fn words(&self) -> usize {
        self.spaced + self.dense / 2
    }

    fn add_certain(&mut self, at: Range<usize>) {
        self.placeholders_certain += 1;
        self.first_placeholder.get_or_insert(at);
    }

    fn add_possible(&mut self, at: Range<usize>) {
        self.placeholders_possible += 1;
        self.first_placeholder.get_or_insert(at);
    }
}

/// Longest placeholder in brackets, in bytes.
const LONGEST: usize = 400;

/// Reads `text` once, in linear time. An address counts as no word, a code span as words only.
pub fn scan(text: &str) -> TextStats {
    let bytes = text.as_bytes();
    let mut found = TextStats::default();
    let mut at = 0;
    // Whether the byte before is part of a word, and whether that word has been counted.
    let (mut inside, mut counted) = (false, false);
    while at < bytes.len() {
        let byte = bytes[at];
        // Fast path: the inside of words, and words with first letters that no placeholder and no month has.
        let is_plain = byte.is_ascii_lowercase() && !matches!(byte, b'h' | b'y');
        if is_plain || inside && byte.is_ascii_alphanumeric() {
            found.spaced += usize::from(!counted);
            (inside, counted) = (true, true);
            at += 1;
            while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
                at += 1;
            }
            continue;
        }
        if byte.is_ascii_whitespace() {
            (inside, counted) = (false, false);
            at += 1;
            continue;
        }
        if (0xE3..=0xED).contains(&byte) {
            found.dense += 1;
            (inside, counted) = (false, false);
            at += 3;
            continue;
        }
        let is_letter = byte.is_ascii_alphanumeric() || byte >= 0x80;
        let begins = is_letter && !inside;
        if is_letter && !counted {
            found.spaced += 1;
            counted = true;
        }
        inside = is_letter;
        match byte {
            b'`' => {
                at = code_end(bytes, at);
                inside = false;
                continue;
            }
            b']' => {
                if let Some(end) = destination_end(bytes, at) {
                    at = end;
                    continue;
                }
            }
            b':' => {
                if let Some(end) = address_end(bytes, at) {
                    found.addresses += 1;
                    // The scheme was counted as a word.
                    found.spaced = found.spaced.saturating_sub(1);
                    at = end;
                    continue;
                }
            }
            b'<' => {
                if let Some(end) = angle(text, at) {
                    found.add_certain(at..end);
                    (at, inside, counted) = (end, false, true);
                    continue;
                }
            }
            b'{' if bytes.get(at + 1) == Some(&b'{') => {
                if let Some(length) = braces(&text[at..]) {
                    found.add_certain(at..at + length);
                    (at, inside, counted) = (at + length, false, true);
                    continue;
                }
            }
            b'{' if text[at..].starts_with("{% for") => found.has_listing = true,
            b'{' if text[at..].starts_with("{toctree}") => found.has_listing = true,
            b'[' if bytes.get(at + 1) == Some(&b'[') => found.addresses += 1,
            b'[' => {
                if let Some(length) = brackets(&text[at..]) {
                    found.add_possible(at..at + length);
                    (at, inside, counted) = (at + length, false, true);
                    continue;
                }
            }
            b'0'..=b'9' if begins => {
                let (length, is_time) = digits(&text[at..]);
                found.times += usize::from(is_time);
                if bytes.get(at..at + 4).is_some_and(|year| year.eq_ignore_ascii_case(b"20xx")) {
                    found.add_certain(at..at + 4);
                }
                at += length;
                inside = true;
                continue;
            }
            // `ДД.ММ.ГГГГ`, `ЧЧ:ММ`: only these letters begin such a date in Cyrillic.
            0xD0 if begins && matches!(bytes.get(at + 1), Some(0x93 | 0x94 | 0xA7)) => {
                if let Some(length) = unset_date(&text[at..]) {
                    found.add_certain(at..at + length);
                    at += length;
                    continue;
                }
            }
            b'A'..=b'Z' | b'a'..=b'z' if begins => {
                // Only these letters begin a date to be filled in, a gap, a month.
                let may_begin_date = match byte {
                    b'D' | b'H' | b'h' | b'M' | b'X' | b'Y' | b'y' => true,
                    // `AAAA`, `JJ/MM`, `TT.MM`: many words begin with one of these letters, few with two.
                    b'A' | b'G' | b'J' | b'T' => bytes.get(at + 1) == Some(&byte),
                    _ => false,
                };
                if may_begin_date && let Some(length) = unset_date(&text[at..]) {
                    found.add_certain(at..at + length);
                    at += length;
                    continue;
                }
                if let b'N' | b'T' | b'X' | b'Y' | b'Z' = byte
                    && let Some(length) = gap(&text[at..])
                {
                    found.add_possible(at..at + length);
                    at += length;
                    continue;
                }
                if let b'A' | b'D' | b'F' | b'J' | b'M' | b'N' | b'O' | b'S' = byte {
                    found.times += usize::from(is_month_and_day(text, at));
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// The end of a placeholder such as `<your name>` that begins at `at`.
fn angle(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at + 1..];
    if !rest.first()?.is_ascii_alphabetic() {
        return None;
    }
    let end = rest.iter().take(LONGEST).position(|&byte| byte == b'>')?;
    let inner = text.get(at + 1..at + 1 + end)?;
    if inner.contains("://")
        || inner.contains(['@', '=', '/']) && !inner.contains(' ')
        || inner.contains("=\"")
    {
        return None;
    }
    let is_known = raw_html::is_known_element(&text[at..]);
    // A single word is more often an argument of a command than a placeholder.
    let is_hint = inner.contains(char::is_whitespace) || inner.split(['-', '_']).any(is_hint);
    (is_hint && !is_known).then_some(at + end + 2)
}

/// The length of a placeholder such as `{{ incident name }}`; `None` for code of template languages.
fn braces(text: &str) -> Option<usize> {
    let end = text.as_bytes().iter().take(LONGEST).position(|&byte| byte == b'}')?;
    let inner = text.get(2..end)?;
    let is_code = inner.contains(['.', '|', '(', '<', '%', '"', '\'', '{', '=']);
    (!is_code && text[end..].starts_with("}}") && inner.contains(char::is_alphabetic)).then_some(end + 2)
}

/// The length of a placeholder such as `[Brief description]`; `None` for a link.
fn brackets(text: &str) -> Option<usize> {
    let end = text.as_bytes().iter().take(80).position(|&byte| matches!(byte, b']' | b'\n'))?;
    let inner = text.get(1..end)?;
    let after = text.as_bytes().get(end + 1);
    if text.as_bytes()[end] != b']' || matches!(after, Some(b'(' | b'[' | b':')) {
        return None;
    }
    let first = inner.split(|c: char| !c.is_alphanumeric()).next()?;
    // `[x]` is a checkbox.
    let is_hint = first.len() > 1 && is_hint(first) || inner == "X";
    is_hint.then_some(end + 1)
}

/// The length in bytes of the number that `text` starts with, and whether it begins a date or a time of day.
fn digits(text: &str) -> (usize, bool) {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let first = run(0);
    let Some(mark) = bytes.get(first) else { return (first, false) };
    let second = run(first + 1);
    let end = first + 1 + second;
    let is_clock = *mark == b':' && first <= 2 && second == 2;
    let is_date = matches!(mark, b'-' | b'/' | b'.')
        && bytes.get(end) == Some(mark)
        && matches!((first, second, run(end + 1)), (4, 1 | 2, 1 | 2) | (1 | 2, 1 | 2, 4));
    let is_ideographic = text[first..].starts_with(['月', '时', '時', '点', '년', '월']);
    match (is_clock, is_date) {
        (true, _) => (end, true),
        // The number behind a second mark is part of the date.
        (_, true) => (end + 1 + run(end + 1), true),
        _ => (first.max(1), is_ideographic),
    }
}

/// Returns true if the word at `at` is the month of a date such as `12 May`, `20th December` or `May 12`.
fn is_month_and_day(text: &str, at: usize) -> bool {
    if !words::begins_with_month(&text[at..]) {
        return false;
    }
    let behind =
        text[at..].trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_start_matches(['.', ' ']);
    let before = text[..at].trim_end();
    let before =
        before.trim_end_matches("of").trim_end().trim_end_matches(['s', 't', 'n', 'd', 'r', 'h', '.']);
    behind.starts_with(|c: char| c.is_ascii_digit()) || before.ends_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_counted_by_their_certainty() {
        for (text, certain, possible) in [
            ("Date: YYYY-MM-DD HH:mm", 2, 0),
            ("<your name here> and <b>bold</b> and <https://e.org/a b>", 1, 0),
            ("{{ incident name }} {{ site.url }} {{< figure >}}", 1, 0),
            ("TBD, TODO and XXX, TODOS", 0, 3),
            ("[Brief description] [link](x.md) [x] [14:43] [Final message]", 0, 1),
            ("kubectl delete <pod> `<your pod>`", 0, 0),
            ("20xx-01-02 took Xh", 2, 0),
            ("a < b > c", 0, 0),
        ] {
            let found = scan(text);
            assert_eq!(
                (found.placeholders_certain, found.placeholders_possible),
                (certain, possible),
                "{text}"
            );
        }
    }

    #[test]
    fn times_and_words_are_counted() {
        for (text, times, words) in [
            ("at 14:05 on 2024-05-06", 2, 4),
            ("20th December, 2023", 1, 3),
            ("May 12 and may be 3/4/2024", 2, 6),
            ("version 1.2.3 on port 8080", 0, 5),
            ("see https://e.org/2024-05-06/x now", 0, 2),
            ("[a b](../2024-05-06-x.md)", 0, 2),
            ("5月12日", 1, 3),
        ] {
            let found = scan(text);
            assert_eq!((found.times, found.words()), (times, words), "{text}");
        }
    }

    #[test]
    fn any_text_is_read_in_linear_time() {
        for text in [
            "<a ".repeat(100_000),
            "`".repeat(100_000),
            "[".repeat(100_000),
            "{{ a ".repeat(60_000),
            "é¢".repeat(9),
        ] {
            scan(&text);
        }
    }
}
