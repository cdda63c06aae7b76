//! Recognises placeholders: text that is still to be replaced.

use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::FxHashSet;

const WORDS: &str = include_str!("../../data/placeholders.txt");

static TABLE: LazyLock<WordTable> = LazyLock::new(|| WordTable::parse(WORDS));
static EMPTY: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("empty"));
static NOTHING: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("nothing"));
static VALUES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("value"));
static VAGUE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("vague"));
static DATES: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.longest_first("date"));
/// Whether one of [`DATES`] begins with a byte.
static DATE_INITIALS: LazyLock<[bool; 256]> = LazyLock::new(|| {
    let mut initials = [false; 256];
    for initial in DATES.iter().filter_map(|date| date.bytes().next()) {
        initials[usize::from(initial)] = true;
    }
    initials
});
static GAPS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.longest_first("gap"));
static HINTS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("hint").collect());
static HEADINGS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("heading").collect());

/// Returns true if an item, an answer or a cell has no content: a dash, `TBD`, `None`, `<action>`, `{{ summary }}`, `…`.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim_matches(is_decoration);
    if !text.chars().any(char::is_alphanumeric) {
        return true;
    }
    for (open, close) in [('<', '>'), ('[', ']'), ('{', '}'), ('(', ')')] {
        if text.starts_with(open) && text.ends_with(close) && text.matches(close).count() == 1 {
            // `<https://…>` is an address.
            return !text.contains("://");
        }
    }
    if text.starts_with("{{") && text.contains("}}") {
        return true;
    }
    if text.chars().count() > 40 {
        return false;
    }
    let lower = text.to_lowercase();
    let words = lower.trim_end_matches([':', '：', '?', '？']).trim();
    EMPTY.contains(words)
        || NOTHING.contains(words)
        || words.chars().all(|c| matches!(c, 'x' | ' ' | '.' | '-'))
}

/// Returns true if an item, an answer or a cell is still to be written. `None` and `n/a` are answers.
pub fn is_unwritten(text: &str) -> bool {
    let words = text.trim_matches(|c: char| is_decoration(c) || matches!(c, '(' | ')')).to_lowercase();
    is_placeholder(text) && !NOTHING.contains(words.as_str())
}

fn is_decoration(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '_' | '`' | '.' | '…' | '!' | '。')
}

/// Returns true if the value behind a label is still to be filled in.
pub fn is_unset(value: &str) -> bool {
    let value = value.trim();
    let lower = value.to_lowercase();
    let is_marked = value.starts_with(['<', '{', '['])
        || value.ends_with('>')
        || value.contains("{{")
        || value.contains("...");
    value.is_empty()
        || is_marked
        || VALUES.contains(lower.as_str())
        || lower.contains("yyyy-mm")
        || lower.starts_with("todo")
}

/// Returns true if a value names no service, team or tag: `multiple`, `all`.
pub fn is_vague(value: &str) -> bool {
    VAGUE.contains(value.to_lowercase().as_str())
}

/// The length in bytes of the date or time to be filled in, such as `YYYY-MM-DD`, that `text` starts with.
pub fn unset_date(text: &str) -> Option<usize> {
    // Nearly all texts begin with another letter.
    let first = text.bytes().next()?;
    if !DATE_INITIALS[usize::from(first)] {
        return None;
    }
    let date = DATES.iter().find(|date| date.as_bytes()[0] == first && text.starts_with(**date))?;
    let behind = text[date.len()..].chars().next();
    behind.is_none_or(|c| !c.is_ascii_alphabetic()).then_some(date.len())
}

/// Whether a date or time is to be filled in anywhere in `text`.
pub fn has_unset_date(text: &str) -> bool {
    text.char_indices().any(|(at, _)| unset_date(&text[at..]).is_some())
}

/// The length in bytes of the mark for something missing, such as `TBD`, that `text` starts with.
pub fn gap(text: &str) -> Option<usize> {
    let gap = GAPS.iter().find(|gap| text.starts_with(**gap))?;
    let behind = text[gap.len()..].chars().next();
    behind.is_none_or(|c| !c.is_alphanumeric() && c != '_').then_some(gap.len())
}

/// Returns true if a word in brackets asks for something: `[Brief description]`, `<your name>`.
pub fn is_hint(word: &str) -> bool {
    HINTS.iter().any(|hint| word.eq_ignore_ascii_case(hint))
}

/// Returns true if a heading is one of a form: `Incident on YYYY-MM-DD`.
pub fn is_unset_heading(heading: &str) -> bool {
    HEADINGS.iter().any(|mark| heading.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_words_is_sound() {
        let lower = ["empty", "nothing", "value", "vague", "hint"];
        let names = [&lower[..], &["date", "gap", "heading"]].concat();
        assert_eq!(WordTable::faults(WORDS, &names, str::to_owned), Vec::<String>::new());
        for name in lower {
            assert!(TABLE.words(name).all(|word| word == word.to_lowercase()), "{name}");
        }
    }

    #[test]
    fn an_answer_is_written() {
        for (text, is_expected) in [
            ("TBD", true),
            ("", true),
            ("<action>", true),
            ("None.", false),
            ("(n/a)", false),
            ("None, because x", false),
        ] {
            assert_eq!(is_unwritten(text), is_expected, "{text}");
        }
    }

    #[test]
    fn values_may_be_unset_or_vague() {
        for value in ["", "TBD", "todo: ask", "<name>", "{{ name }}", "…", "YYYY-MM-DD 10:00"] {
            assert!(is_unset(value), "{value}");
        }
        for value in ["Ann", "none", "High"] {
            assert!(!is_unset(value), "{value}");
        }
        assert!(is_vague("Multiple"));
        assert!(!is_vague("checkout"));
    }

    #[test]
    fn dates_and_gaps_are_found_at_the_start() {
        for (text, date, mark) in [
            ("YYYY-MM-DD HH:MM", Some(10), None),
            ("YYYY-MM", Some(7), None),
            ("HH:MM:SS", Some(5), None),
            ("XXX", None, Some(3)),
            ("Xhosa", None, None),
            ("TBD.", None, Some(3)),
            ("TODOS", None, None),
            ("todo", None, None),
        ] {
            assert_eq!((unset_date(text), gap(text)), (date, mark), "{text}");
        }
        assert!(has_unset_date("at xx:xx, it broke") && !has_unset_date("at 10:00 it broke"));
        assert!(is_unset_heading("Incident on YYYY-MM-DD"));
        assert!(!is_unset_heading("Incident on 2026-01-31"));
    }

    #[test]
    fn items_without_content_are_placeholders() {
        for text in [
            "",
            "…",
            "...",
            "-",
            "TBD",
            "**TBD**",
            "<action>",
            "[describe the action]",
            "{{ summary }} [x]",
            "None.",
            "n/a",
            "なし",
            "XX",
            "Nothing!",
            "todo:",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in [
            "Add an alert",
            "<https://e.org/1>",
            "Add (a) and (b)",
            "無停止で更新する",
            "None of the alerts fired",
            "(Process) Check inputs (all)",
            "Do not use `{{ x }}` in scripts",
        ] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
