//! Makes the text of documents safe for a terminal.

use std::borrow::Cow;

/// Replaces every character of `text` that controls a terminal by a visible one: control characters by their pictures
/// (`␛`), C1 controls and those that change the direction of text by `�`. Line ends and tabs stay.
///
/// Each character is replaced by one character, so that columns stay right. The program adds its own escape sequences
/// afterwards.
pub fn printable(text: &str) -> Cow<'_, str> {
    replaced(text, picture)
}

/// Like [`printable`], for text on one line: line ends and tabs become spaces.
pub fn printable_line(text: &str) -> Cow<'_, str> {
    replaced(text, |c| if matches!(c, '\n' | '\r' | '\t') { Some(' ') } else { picture(c) })
}

/// JSON `text` with every character that controls a terminal escaped, so that it means the same and can be shown. Such characters
/// stand in strings only; JSON writers escape but the first of them.
pub fn printable_json(text: &str) -> Cow<'_, str> {
    let is_sent = |c: char| matches!(c, '\n' | '\r' | '\t') || picture(c).is_none();
    if text.chars().all(is_sent) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_sent(c) {
            escaped.push(c);
        } else {
            escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
        }
    }
    Cow::Owned(escaped)
}

fn replaced(text: &str, replacement: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if !text.chars().any(|c| replacement(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| replacement(c).unwrap_or(c)).collect())
}

/// The replacement for a character that must not reach a terminal.
fn picture(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => None,
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)),
        '\x7f' => Some('␡'),
        // Some terminals read U+009B as the start of an escape sequence.
        '\u{80}'..='\u{9f}' => Some('\u{fffd}'),
        // Embeddings, overrides and isolates can disguise text.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some('\u{fffd}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_replaced() {
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
    fn json_is_escaped_without_loss() {
        for (text, expected) in [
            ("{\"a\":\n\t\"ünï — 🔥\"}", "{\"a\":\n\t\"ünï — 🔥\"}"),
            ("[\"\u{9b}2J \u{7f}\"]", "[\"\\u009b2J \\u007f\"]"),
            ("[\"a\u{202e}b\u{2069}\"]", "[\"a\\u202eb\\u2069\"]"),
        ] {
            assert_eq!(printable_json(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_line_stays_one_line() {
        assert_eq!(printable_line("a\r\n\tb\x1b"), "a   b␛");
    }
}
