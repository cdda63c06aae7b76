//! The wording around times in sentences.

use std::ops::Range;
use std::sync::LazyLock;

use retold_times::{Stamp, WordTable};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Milestone;

/// Longest remark in brackets between the two times of a range, in bytes.
const MAX_REMARK: usize = 60;

static TABLE: LazyLock<WordTable> =
    LazyLock::new(|| WordTable::parse(include_str!("../../../data/milestone-sentences.txt")));

static FAULTS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("fault").collect());
static BREAKS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("breaks").collect());
static SUFFERS: LazyLock<Vec<String>> =
    LazyLock::new(|| TABLE.words("suffers").map(|verb| format!("{verb} ")).collect());
static TROUBLE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("trouble"));
static ARTICLES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("article"));
static UNTIL: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("until"));
static BEFORE_RANGE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("before-range"));
static RANGE_STARTS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("range-start"));
static SENTENCE_STARTS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("sentence-start"));
static PREPOSITIONS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("preposition"));
static VERBS: LazyLock<FxHashMap<&str, Milestone>> = LazyLock::new(|| TABLE.map(Milestone::named));
static OBJECTS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("object"));
static STARTS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("started").collect());
static VERB_DENIALS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("verb-denied"));

/// Whether a sentence in lower case is about something that does not work.
pub fn is_about_fault(lower: &str) -> bool {
    FAULTS.iter().any(|word| lower.contains(word))
        // Not in `shutdown`.
        || lower.contains(" down")
}

/// Whether a clause in lower case states that something stops working.
pub fn breaks(lower: &str) -> bool {
    BREAKS.iter().any(|phrase| lower.contains(phrase)) || suffers(lower)
}

/// Whether a clause in lower case states that something has problems: `experienced a spike in errors`.
fn suffers(lower: &str) -> bool {
    SUFFERS.iter().any(|verb| {
        lower.split_once(verb).is_some_and(|(_, rest)| {
            let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            words.next().is_some_and(|word| ARTICLES.contains(word))
                && words.take(4).any(|word| TROUBLE.contains(word))
        })
    })
}

/// Whether a time as it is written, in lower case, begins a range itself: `from 10:00`, `31 January, from 10:00`.
pub fn is_range(written: &str) -> bool {
    let mut words = written.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.any(|word| RANGE_STARTS.contains(word))
}

/// Whether a text has a verb that may state when something started.
pub fn may_start(text: &str) -> bool {
    STARTS.iter().any(|verb| text.contains(verb))
}

/// Whether two times with `between` between them are the ends of a range.
pub fn is_until(between: &str) -> bool {
    // `between 10:00 (the first alert) and 11:30`
    let between = between.trim();
    let between = match between.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((remark, rest)) if remark.len() < MAX_REMARK && rest.trim().starts_with(char::is_alphabetic) => {
            rest
        }
        _ => between,
    };
    let between = between.trim_start_matches([',', ')']).trim().to_lowercase();
    UNTIL.contains(between.as_str())
}

/// Whether a range of times may begin behind `before`, which is in lower case.
pub fn opens_range(before: &str) -> bool {
    let before = before.trim_end();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let last = last.trim_matches(|c: char| !c.is_alphanumeric());
    match last {
        "" => true,
        "the" => before.ends_with("from the") || before.ends_with("between the"),
        // `between the hours of 10:00 and 11:30`
        "of" => before.ends_with("s of") && before.contains("between "),
        // The name of a weekday.
        _ => last.ends_with("day") || last.ends_with("tag") || BEFORE_RANGE.contains(last),
    }
}

/// Whether a time belongs to the date that a sentence begins with: `Friday 2026-01-30, around 16:40`.
pub fn follows_date(stamps: &[(Range<usize>, Stamp)], before: &str) -> bool {
    let between = before.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(between, "" | "at" | "around" | "about")
        && stamps.first().is_some_and(|(place, stamp)| place.start < 16 && stamp.time.is_none())
}

/// Whether a sentence begins with the time that follows `before`, which is in lower case.
pub fn opens_sentence(before: &str) -> bool {
    let mut words = before.split_whitespace();
    words.next().is_none_or(|first| SENTENCE_STARTS.contains(first)) && words.count() <= 3
}

/// The words of `before` that a time right behind belongs to: without the prepositions between. `None` if there are none, unless
/// `is_bare`. `before` is in lower case.
pub fn clause_before(before: &str, is_bare: bool) -> Option<&str> {
    let mut clause = before.trim_end_matches(|c: char| !(c.is_alphanumeric() || c == '\''));
    let mut prepositions = 0;
    while prepositions < 4 {
        let last = clause.rsplit(|c: char| !(c.is_alphanumeric() || c == '\'')).next().unwrap_or_default();
        if last.is_empty() || !PREPOSITIONS.contains(last) {
            break;
        }
        clause = clause[..clause.len() - last.len()]
            .trim_end_matches(|c: char| !(c.is_alphanumeric() || c == '\''));
        prepositions += 1;
    }
    (prepositions <= 3 && (prepositions > 0 || is_bare)).then_some(clause)
}

/// The milestone that the verb at the end of `clause` names: `was detected`.
pub fn verb_at_end(clause: &str) -> Option<Milestone> {
    let mut words = clause
        .rsplit(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|word| !word.is_empty())
        .peekable();
    // `resolved the issue at`
    if words.next_if(|word| OBJECTS.contains(*word)).is_some() {
        words.next_if(|word| matches!(*word, "the" | "this"))?;
    }
    let found = VERBS.get(words.next()?).copied()?;
    // `first noticed at`
    if found == Milestone::Detected {
        words.next_if_eq(&"first");
    }
    (!words.take(3).any(|word| VERB_DENIALS.contains(word))).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_those_of_known_meanings() {
        let text = include_str!("../../../data/milestone-sentences.txt");
        let names: Vec<_> = [
            "fault",
            "breaks",
            "suffers",
            "trouble",
            "article",
            "until",
            "before-range",
            "range-start",
            "sentence-start",
            "object",
            "preposition",
            "verb-denied",
        ]
        .into_iter()
        .chain(Milestone::ALL.map(Milestone::name))
        .collect();
        assert_eq!(WordTable::faults(text, &names, str::to_lowercase), [""; 0]);
    }

    #[test]
    fn verbs_name_the_milestone_of_the_time_behind_them() {
        for (before, milestone) in [
            ("the leak was detected at ", Some(Milestone::Detected)),
            ("it began on or about the ", None),
            ("it began around the ", Some(Milestone::Started)),
            ("it was resolved ", None),
            ("it was not resolved at ", None),
            ("it will be mitigated by ", None),
            ("at ", None),
            ("la fuite a commencé à ", Some(Milestone::Started)),
        ] {
            let found = clause_before(before, false).and_then(verb_at_end);
            assert_eq!(found, milestone, "{before}");
        }
    }

    #[test]
    fn ranges_and_sentences_open_with_known_words() {
        for (before, is_range, is_sentence) in [
            ("", true, true),
            ("from ", true, false),
            ("the pumps failed from the ", true, false),
            ("between the hours of ", true, false),
            ("hours of ", false, false),
            ("on friday ", true, true),
            ("by the end of ", false, true),
            ("by the end of day ", true, false),
        ] {
            assert_eq!((opens_range(before), opens_sentence(before)), (is_range, is_sentence), "{before}");
        }
        for (between, expected) in
            [(" and ", true), (" (the first alert) until ", true), (" UTC, until ", false), (" – ", true)]
        {
            assert_eq!(is_until(between), expected, "{between}");
        }
    }

    #[test]
    fn trouble_needs_an_article() {
        for (clause, expected) in [
            ("the pumps went down", true),
            ("experienced a drop in pressure", false),
            ("experienced a short spike in errors", true),
            ("experienced engineers fixed errors", false),
        ] {
            assert_eq!(breaks(clause), expected, "{clause}");
        }
    }
}
