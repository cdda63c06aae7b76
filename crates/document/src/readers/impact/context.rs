//! Decides by the words around a number whether it measures harm.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::Place;
use super::phrases::{Phrases, lowercase};
use super::units::Unit;
use super::words::WORDS;
use crate::model::MeasureKind;
use crate::text::stamps::first_chars;

static COST: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("cost")));
static HARM: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("harm")));
static LOSS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("loss")));
static UNHARMED: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("unharmed")));
static PER: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("per")));
static NOT_COUNTED: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("not-counted")));
static SENTENCE_START: LazyLock<FxHashSet<&str>> = LazyLock::new(|| WORDS.set("sentence-start"));
static OUTAGE_BEFORE: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("outage-before")));
static OUTAGE_BEHIND: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("outage-behind")));
static NO_OUTAGE_BEHIND: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("no-outage-behind")));
static TOTAL: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("total")));

/// How much of a sentence is read before and behind a number, in bytes.
const MAX_DISTANCE: usize = 300;

/// How many characters behind a number are searched for a statement that the counted things were not harmed.
const CLAUSE: usize = 60;

/// The text around a number.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub text: &'a str,
    pub place: Place,
    /// Whether the text is the value of a label for harm.
    pub is_value: bool,
}

impl Context<'_> {
    /// Whether the number at `span` with `unit` measures harm.
    pub fn is_harm(&self, unit: &Unit, span: Range<usize>) -> bool {
        let (before, behind) = (&self.text[..span.start], &self.text[span.end..]);
        if is_rate(behind) || is_limit_or_name(before) {
            return false;
        }
        let sentence = self.sentence(span.clone());
        if is_unharmed(&self.text[span.end..sentence.end]) {
            return false;
        }
        let has = |phrases: &Phrases| phrases.is_in(&lowercase(&self.text[sentence.clone()]));
        match unit.kind {
            MeasureKind::Money => self.is_value || has(&COST),
            MeasureKind::Data if unit.name == "GB" => self.is_value || has(&LOSS),
            _ => self.place == Place::Impact || has(&HARM),
        }
    }

    /// Whether the duration at `span` is that of an outage.
    pub fn is_outage(&self, span: Range<usize>) -> bool {
        !self.is_value
            && is_outage_duration(&self.text[..span.start], &self.text[span.end..])
            && HARM.is_in(&lowercase(&self.text[self.sentence(span)]))
    }

    /// The sentence around `span`.
    fn sentence(&self, span: Range<usize>) -> Range<usize> {
        // A line break inside a paragraph ends no sentence.
        let is_end = |text: &str, at: usize, c: char| match c {
            '。' | '！' | '？' => true,
            '.' | '!' | '?' => {
                let next = text[at + 1..].chars().next();
                next.is_none_or(|next| next.is_whitespace() || next == '*' || next == '-')
            }
            _ => false,
        };
        let from = ceil_boundary(self.text, span.start.saturating_sub(MAX_DISTANCE));
        let before = &self.text[from..span.start];
        let start = before.char_indices().rev().find(|&(at, c)| is_end(before, at, c));
        let start = from + start.map_or(0, |(at, c)| at + c.len_utf8());
        let to = floor_boundary(self.text, span.end + MAX_DISTANCE);
        let behind = &self.text[span.end..to];
        let end = behind.char_indices().find(|&(at, c)| is_end(behind, at, c));
        start..end.map_or(to, |(at, _)| span.end + at)
    }
}

/// The first character boundary of `text` at or behind byte `at`.
fn ceil_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// The last character boundary of `text` at or before byte `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether the text behind a measure makes it a rate: `/s`, ` per minute`.
fn is_rate(behind: &str) -> bool {
    behind.starts_with('/') || PER.at_start(behind.trim_start_matches([' ', '*', '_'])).is_some()
}

/// Whether the text before a number makes it a limit or part of a name rather than a count.
fn is_limit_or_name(before: &str) -> bool {
    let trimmed = before.trim_end_matches([' ', '*', '_', '(', '"', '\n']);
    let word = trimmed.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    // Behind punctuation, a number is not part of a name.
    if word.is_empty() {
        return false;
    }
    let is_capitalised = word.starts_with(|c: char| c.is_ascii_uppercase()) && word.is_ascii();
    NOT_COUNTED.at_end(trimmed).is_some()
        || is_capitalised && !SENTENCE_START.contains(lowercase(word).as_ref())
}

/// Whether the clause behind a number states that the counted things were not harmed.
fn is_unharmed(clause: &str) -> bool {
    UNHARMED.is_in(&lowercase(first_chars(clause, CLAUSE)))
}

/// Whether a duration between `before` and `behind` is that of an outage.
fn is_outage_duration(before: &str, behind: &str) -> bool {
    let rest = behind.trim_start_matches([' ', '-', '*', '_', '\u{a0}']);
    if is_rate(behind) || NO_OUTAGE_BEHIND.at_start(rest).is_some() {
        return false;
    }
    if is_outage_noun_behind(behind) {
        return true;
    }
    let trimmed = before.trim_end_matches([' ', '*', '_', '~', '\u{a0}']);
    let total = TOTAL.at_end(trimmed).map(|word| &trimmed[..trimmed.len() - word.len()]);
    let head = total.filter(|head| head.ends_with(' ')).unwrap_or(trimmed);
    OUTAGE_BEFORE.at_end(head.trim_end()).is_some()
}

/// Whether the text behind a duration names the outage: `3 hours of downtime`.
pub fn is_outage_noun_behind(behind: &str) -> bool {
    OUTAGE_BEHIND.begin(behind.trim_start_matches([' ', '-', '*', '_', '\u{a0}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_and_names_are_no_counts() {
        for before in ["a limit of ", "supports ", "Windows ", "tier ", "HTTP ", "since ", "Solaris "] {
            assert!(is_limit_or_name(before), "{before}");
        }
        for before in ["", "for ", "The ", "failed. ", "affected "] {
            assert!(!is_limit_or_name(before), "{before}");
        }
    }

    #[test]
    fn rates_are_no_counts() {
        for behind in ["/s", " per second", " a day", "毎", " / hour"] {
            assert!(is_rate(behind), "{behind}");
        }
        for behind in ["", " percent", " a daytime", ", each"] {
            assert!(!is_rate(behind), "{behind}");
        }
    }

    #[test]
    fn durations_of_outages_are_named() {
        for (before, behind) in [
            ("down for ", "."),
            ("for a total of ", ""),
            ("lasted ", ""),
            ("", " of downtime"),
            ("a ", "-outage"),
            ("", " lang"),
            ("持续了", ""),
        ] {
            assert!(is_outage_duration(before, behind), "{before}…{behind}");
        }
        for (before, behind) in
            [("", ""), ("for ", " ago"), ("every ", ""), ("for ", " per day"), ("wait a ", "")]
        {
            assert!(!is_outage_duration(before, behind), "{before}…{behind}");
        }
    }

    #[test]
    fn the_sentence_around_a_number_ends_at_its_points() {
        for (text, number, expected) in [
            ("It was v1.2. Then 300 users\nleft! Later", "300", " Then 300 users\nleft"),
            ("障害。300名に影響。以上", "300", "300名に影響"),
            ("300", "300", "300"),
        ] {
            let start = text.find(number).unwrap();
            let context = Context { text, place: Place::Summary, is_value: false };
            assert_eq!(&text[context.sentence(start..start + number.len())], expected, "{text}");
        }
        let long = "é".repeat(500);
        let text = format!("{long}300{long}");
        let context = Context { text: &text, place: Place::Summary, is_value: false };
        assert_eq!(context.sentence(1000..1003), 700..1303);
    }
}
