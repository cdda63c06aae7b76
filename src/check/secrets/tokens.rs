//! Keys and tokens, known by the form that their service gives them (`data/tokens.txt`).

use std::ops::{Range, RangeInclusive};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::placeholders::{Placeholders, entropy};

const TABLE: &str = include_str!("data/tokens.txt");

/// A set of ASCII characters.
type Alphabet = u128;

/// The form of a service's tokens.
#[derive(Debug, Clone)]
struct Form {
    prefix: &'static str,
    alphabet: Alphabet,
    /// How many characters follow the prefix.
    length: RangeInclusive<usize>,
    /// The lowest entropy of the whole token, in bits per character.
    entropy: f64,
    /// A part that the token has.
    part: &'static str,
}

/// Finds tokens. It is made once for many texts.
#[derive(Debug)]
pub struct Tokens {
    forms: Vec<Form>,
    /// Finds the prefixes of the forms, by their index.
    prefixes: AhoCorasick,
    placeholders: Placeholders,
}

impl Tokens {
    pub fn new() -> Self {
        let forms: Vec<_> = TABLE.lines().filter_map(Form::parse).collect();
        let prefixes = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .build(forms.iter().map(|form| form.prefix))
            .expect("the table has some hundred prefixes");
        Self { forms, prefixes, placeholders: Placeholders::new() }
    }

    /// The tokens in `text`, in its order.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for hit in self.prefixes.find_iter(text) {
            let form = &self.forms[hit.pattern().as_usize()];
            let is_in_last = found.last().is_some_and(|last| hit.start() < last.end);
            if is_in_last || !begins_word(text, hit.start(), form.prefix) {
                continue;
            }
            let run = run(&text[hit.end()..], form.alphabet);
            let token = &text[hit.start()..hit.end() + run];
            if form.length.contains(&run)
                && token.contains(form.part)
                && entropy(token) >= form.entropy
                && !self.placeholders.is_one(token)
            {
                found.push(hit.start()..hit.end() + run);
            }
        }
        found
    }
}

impl Form {
    /// Reads a line of the table. `None` for comments and faulty lines.
    fn parse(line: &'static str) -> Option<Self> {
        if line.starts_with('#') {
            return None;
        }
        let mut cells = line.split('|').map(str::trim);
        let (_, prefix, alphabet) = (cells.next()?, cells.next()?, cells.next()?);
        let length = cells.next()?;
        let (least, most) = length.split_once('-').unwrap_or((length, length));
        Some(Self {
            prefix,
            alphabet: self::alphabet(alphabet),
            length: least.parse().ok()?..=if most.is_empty() { usize::MAX } else { most.parse().ok()? },
            entropy: cells.next()?.parse().ok()?,
            part: cells.next().unwrap_or_default(),
        })
    }
}

/// The characters of `A-Za-z0-9_-`: ranges, single ones, and a final `-`.
fn alphabet(written: &str) -> Alphabet {
    let bytes = written.as_bytes();
    let mut set = 0;
    let mut at = 0;
    while at < bytes.len() {
        let is_range = bytes.get(at + 1) == Some(&b'-') && at + 2 < bytes.len();
        let last = if is_range { bytes[at + 2] } else { bytes[at] };
        for byte in bytes[at]..=last {
            set |= 1 << (byte & 0x7f);
        }
        at += if is_range { 3 } else { 1 };
    }
    set
}

/// How many bytes at the start of `text` are of `alphabet`, without the full stop of a sentence.
fn run(text: &str, alphabet: Alphabet) -> usize {
    let length =
        text.bytes().position(|byte| !byte.is_ascii() || alphabet & (1 << byte) == 0).unwrap_or(text.len());
    text[..length].trim_end_matches('.').len()
}

/// Whether a prefix at byte `at` begins a word. One that does not begin with a letter may stand inside of one.
fn begins_word(text: &str, at: usize, prefix: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    !prefix.starts_with(char::is_alphabetic) || !text[..at].ends_with(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        for line in lines {
            let form = Form::parse(line).unwrap_or_else(|| panic!("{line}"));
            assert!(form.alphabet != 0 && form.length.start() <= form.length.end(), "{line}");
            assert!(form.prefix.len() > 1, "{line}");
        }
    }

    #[test]
    fn tokens_are_found_by_their_form() {
        let tokens = Tokens::new();
        // They are put together here, so that no scanner takes this file for a leak.
        let random = "b7Kq2Xz9Lm4Rt8Vw1Yc6Nd3Fg5Hj0PsTuAeB";
        for (prefix, rest, is_found) in [
            ("AKIA", "Q7RT2KXW5MNZ3PLH", true),
            ("AKIA", "IOSFODNN7EXAMPLE", false),
            ("AKIA", "XXXXXXXXXXXXXXXX", false),
            ("AKIA", "Q7RT2KXW5MNZ3PL", false),
            ("ghp_", random, true),
            ("ghp_", &random[1..], false),
            ("ghp_", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
            ("xghp_", random, false),
            ("TOKEN=ghp_", random, true),
            ("sk_live_", "4eC39HqLyjWDarjtT1zdp7dc", true),
            ("eyJ", "hbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiIsIm5iZiI6MX0.dozjgNryP4J3jVmNHl0w5N", true),
            ("eyJ", "hbGciOiJIUzI1NiJ9abcdefghijklmnopqrstuvwxyzABCDEFGH", false),
            ("https://hooks.slack.com/services/", "T0F7Q2K9X/B1Z8W3M5N/b7Kq2Xz9Lm4Rt8Vw1Yc6Nd3F", true),
        ] {
            let text = format!("It was {prefix}{rest}. Then");
            let found = tokens.find(&text);
            assert_eq!(!found.is_empty(), is_found, "{text}");
            if let Some(span) = found.first() {
                assert!(text[span.clone()].ends_with(rest), "{text}");
            }
        }
    }
}
