//! The reason why there are no actions.

use std::sync::LazyLock;

use crate::readers::actions::phrases::PHRASES;
use crate::text::words::{is_separator, strip_word};

type Phrases = LazyLock<Vec<&'static str>>;

static NONE: Phrases = LazyLock::new(|| PHRASES.longest_first("none"));
static FILLERS: Phrases = LazyLock::new(|| PHRASES.longest_first("filler"));
static REASONS: Phrases = LazyLock::new(|| PHRASES.longest_first("reason"));

/// The reason that `text` gives for having no actions: empty if it declares so without a reason, `None` if it does not
/// declare that there are no actions.
pub fn reason(text: &str) -> Option<String> {
    let rest = strip_any(text.trim().trim_start_matches(['*', '_']), &NONE)?;
    let mut rest = rest.trim_start_matches(' ');
    while let Some(after) = strip_any(rest, &FILLERS) {
        rest = after.trim_start_matches(' ');
    }
    if rest.is_empty() {
        return Some(String::new());
    }
    let separated = rest.starts_with([',', '.', ':', ';', '-', '–', '—', '(', '：', '、', '。', '，']);
    let bare = rest.trim_start_matches(|c: char| is_separator(c) || matches!(c, '.' | '(' | '。'));
    let given = strip_any(bare, &REASONS);
    if !separated && given.is_none() {
        return None;
    }
    let reason = given.unwrap_or(bare).trim().trim_end_matches(['.', ')', '。']).trim();
    // One word is not a reason: `No actions: docs`.
    if reason.split_whitespace().count() < 2 && reason.is_ascii() {
        return Some(String::new());
    }
    Some(reason.replace('\n', " "))
}

/// What follows one of `phrases` at the start of `text`.
fn strip_any<'a>(text: &'a str, phrases: &[&str]) -> Option<&'a str> {
    phrases.iter().find_map(|phrase| strip_word(text, phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_stand_behind_a_declaration() {
        for (text, expected) in [
            ("None, because the vendor repaired it.", Some("the vendor repaired it")),
            ("**No further action items are needed at this time**, we retire it", None),
            ("No action items needed at this time as we retire it", Some("we retire it")),
            ("N/A (service\nretired)", Some("service retired")),
            ("特になし。新しい構成に移行したため", Some("新しい構成に移行したため")),
            ("None", Some("")),
            ("None: docs", Some("")),
            ("None of the alerts fired", None),
            ("Add an alert", None),
        ] {
            assert_eq!(reason(text).as_deref(), expected, "{text}");
        }
    }
}
