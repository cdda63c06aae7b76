//! The number of an action at the start of its text: `AI-2: …`, `[A3] …`, `Action 4 – …`.

use crate::readers::actions::brackets;
use crate::text::words::is_separator;

/// What stands before the numbers of actions, in lower case.
const WORDS: [&str; 12] =
    ["a", "action", "action item", "ai", "ap", "ca", "capa", "fu", "item", "pa", "task", "maßnahme"];

/// The number at the start of `text`, as written, and its length in bytes with what sets it off.
pub fn at_start(text: &str) -> Option<(&str, usize)> {
    if let Some((words, rest)) = brackets::at_start(text, 20).filter(|(_, rest)| !rest.starts_with('(')) {
        return is_number(words.trim()).then(|| (words.trim(), behind(text, rest)));
    }
    let end = text.char_indices().take(20).find(|&(at, c)| {
        matches!(c, ':' | '：' | '.' | ')') || matches!(c, '-' | '–' | '—') && text[..at].ends_with(' ')
    })?;
    let words = text[..end.0].trim();
    is_number(words).then(|| (words, behind(text, &text[end.0 + end.1.len_utf8()..])))
}

/// Whether `text` is the number of an action: `AI-2`, `A3`, `Action #4`.
pub fn is_number(text: &str) -> bool {
    let word = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - word.len();
    let word = word.trim_end_matches(['-', '#', ' ', '_', '.']).to_lowercase();
    (1..=3).contains(&digits) && WORDS.contains(&word.as_str())
}

/// The byte of `text` at which `rest`, which it ends with, begins, separators aside.
fn behind(text: &str, rest: &str) -> usize {
    text.len() - rest.trim_start_matches(is_separator).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_at_the_start() {
        for (text, expected) in [
            ("AI-2: Add", Some(("AI-2", "Add"))),
            ("[A3] Add", Some(("A3", "Add"))),
            ("Action 4 – Add", Some(("Action 4", "Add"))),
            ("Action item #5: Add", Some(("Action item #5", "Add"))),
            ("A1. Add", Some(("A1", "Add"))),
            ("A 4: Add", Some(("A 4", "Add"))),
            ("OPS-2: Add", None),
            ("Action: Add", None),
            ("Action 4 adds", None),
            ("[A3](x) Add", None),
        ] {
            let found = at_start(text).map(|(number, length)| (number, &text[length..]));
            assert_eq!(found, expected, "{text}");
        }
    }
}
