//! Marks of one word: the kind of an action, and its priority.

use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::FxHashSet;

use crate::readers::actions::brackets;
use crate::text::marks::COLONS;
use crate::text::words::{is_capitals, is_separator, strip_word};

type Words = LazyLock<FxHashSet<&'static str>>;

static MARKS: LazyLock<WordTable> =
    LazyLock::new(|| WordTable::parse(include_str!("../../../data/action-marks.txt")));
static KINDS: Words = LazyLock::new(|| MARKS.set("kind"));
static KIND_LABELS: Words = LazyLock::new(|| MARKS.set("kind-label"));
static PRIORITIES: Words = LazyLock::new(|| MARKS.set("priority"));

/// Characters of a mark.
const LONGEST: usize = 24;

/// The kind of action that `text` consists of, as written.
pub fn kind(text: &str) -> Option<&str> {
    let text = text.trim();
    KINDS.contains(text.to_lowercase().as_str()).then_some(text)
}

/// The priority that `text` consists of, as written: `P1`, `high`, `High priority`.
pub fn priority(text: &str) -> Option<&str> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let level = lower.strip_suffix(" priority").or_else(|| lower.strip_prefix("priority ")).unwrap_or(&lower);
    let level = level.trim_start_matches([':', ' ']);
    // `Priority 1`; a number alone may be anything.
    let is_number = level.len() < lower.len() && level.len() == 1 && level.as_bytes()[0].is_ascii_digit();
    (is_number || PRIORITIES.contains(level)).then_some(text)
}

/// The level of the priority that `text` consists of: `High` of `High priority`.
pub fn level(text: &str) -> Option<&str> {
    let text = priority(text)?;
    let rest = strip_word(text, "priority").map_or(text, |rest| rest.trim_start_matches([':', ' ']));
    let at = rest.len().saturating_sub(" priority".len());
    let is_level = rest.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(" priority"));
    Some(if is_level { &rest[..at] } else { rest })
}

/// The kind at the start of `text` (`[Prevent] …`, `Prevent: …`), and its length in bytes.
pub fn kind_at_start(text: &str) -> Option<(&str, usize)> {
    if text.starts_with(['[', '(', '（', '【']) {
        return in_brackets(text, kind);
    }
    let (at, colon) = text.char_indices().take(LONGEST).find(|(_, c)| COLONS.contains(c))?;
    let kind = text[..at].trim();
    let rest = text[at + colon.len_utf8()..].trim_start();
    KIND_LABELS.contains(kind.to_lowercase().as_str()).then_some((kind, text.len() - rest.len()))
}

/// The kind in square brackets at the end of `text` (`… [detect]`), and the byte at which they begin.
pub fn kind_at_end(text: &str) -> Option<(&str, usize)> {
    let (remark, at) = text.strip_suffix(']').and_then(|_| brackets::at_end(text))?;
    Some((kind(remark)?, at)).filter(|_| at > 0)
}

/// The priority at the start of `text` (`[P1] …`, `High: …`, `HIGH …`, `High priority - …`), and its length in bytes.
pub fn priority_at_start(text: &str) -> Option<(&str, usize)> {
    if text.starts_with(['[', '(', '（', '【']) {
        return in_brackets(text, priority);
    }
    let (word, rest) = text.split_at(text.find(|c: char| !c.is_alphanumeric())?);
    let level = priority(word)?;
    if let Some(rest) = strip_word(rest, " priority").filter(|rest| rest.starts_with([':', ' ', '-'])) {
        return Some((level, behind(text, rest)));
    }
    let is_marked =
        rest.starts_with(COLONS) || [" - ", " – ", " — "].iter().any(|mark| rest.starts_with(mark));
    let is_plain = is_capitals(word) || word.starts_with('P') && word.len() == 2;
    (is_marked || is_plain && rest.starts_with(' ')).then(|| (level, behind(text, rest)))
}

/// The mark in brackets at the start of `text`, and its length in bytes.
fn in_brackets(text: &str, mark: impl Fn(&str) -> Option<&str>) -> Option<(&str, usize)> {
    let (remark, rest) = brackets::at_start(text, LONGEST)?;
    Some((mark(remark)?, behind(text, rest)))
}

/// The byte of `text` at which `rest`, which it ends with, begins, separators aside.
fn behind(text: &str, rest: &str) -> usize {
    text.len() - rest.trim_start_matches(is_separator).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let text = include_str!("../../../data/action-marks.txt");
        let names = ["kind", "kind-label", "priority"];
        assert_eq!(WordTable::faults(text, &names, str::to_lowercase), Vec::<String>::new());
        assert!(KIND_LABELS.is_subset(&KINDS));
    }

    #[test]
    fn marks_stand_at_the_start() {
        for (text, kind, priority) in [
            ("[Prevent] Add", Some("Prevent"), None),
            ("Prevent: Add", Some("Prevent"), None),
            ("予防：追加", Some("予防"), None),
            ("Training: Add", None, None),
            ("Prevent outages", None, None),
            ("(P1) Add", None, Some("P1")),
            ("P1 Add", None, Some("P1")),
            ("HIGH Add", None, Some("HIGH")),
            ("High: Add", None, Some("High")),
            ("High priority - Add", None, Some("High")),
            ("High latency", None, None),
        ] {
            assert_eq!(kind_at_start(text).map(|(kind, _)| kind), kind, "{text}");
            assert_eq!(priority_at_start(text).map(|(priority, _)| priority), priority, "{text}");
            if let Some((_, length)) = kind_at_start(text).or(priority_at_start(text)) {
                assert!(["Add", "追加"].contains(&&text[length..]), "{text}");
            }
        }
    }
}
