//! Text of documents, made harmless for a terminal.

use std::borrow::Cow;

/// `text` with every character that a terminal obeys replaced by one that it shows: controls by their pictures
/// (`␛`), C1 controls and those that turn the direction of text by `�`. Line ends and tabs stay.
///
/// One character stands for one, so that columns stay right. Escape sequences of the program's own are added afterwards.
pub fn printable(text: &str) -> Cow<'_, str> {
    replaced(text, picture)
}

/// As [`printable`], for text that has to stay on one line: line ends and tabs become spaces.
pub fn printable_line(text: &str) -> Cow<'_, str> {
    replaced(text, |c| if matches!(c, '\n' | '\r' | '\t') { Some(' ') } else { picture(c) })
}

fn replaced(text: &str, replacement: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if !text.chars().any(|c| replacement(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| replacement(c).unwrap_or(c)).collect())
}

/// What stands for a character that must not reach a terminal.
fn picture(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => None,
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)),
        '\x7f' => Some('␡'),
        // Some terminals take U+009B for the beginning of an escape sequence.
        '\u{80}'..='\u{9f}' => Some('\u{fffd}'),
        // Embeddings, overrides and isolates let text look like other text.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some('\u{fffd}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_shown_instead() {
        for (text, expected) in [
            ("plain — ünïcode 🔥", "plain — ünïcode 🔥"),
            ("\x1b]52;c;cHduZWQ=\x07", "␛]52;c;cHduZWQ=␇"),
            ("\u{9b}2J \u{85}", "�2J �"),
            ("rm\x08\x7f\r", "rm␈␡␍"),
            ("a\u{202e}b\u{2066}c\u{2069}", "a�b�c�"),
            ("two\n\tlines", "two\n\tlines"),
        ] {
            assert_eq!(printable(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_line_stays_one_line() {
        assert_eq!(printable_line("a\r\n\tb\x1b"), "a   b␛");
    }
}
