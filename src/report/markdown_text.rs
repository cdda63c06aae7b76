//! Text in Markdown that others wrote.

use retold_diagnostic::printable_line;

/// A link with `text`.
pub fn linked(text: &str, address: &str) -> String {
    let address = printable_line(address).replace(' ', "%20").replace('(', "%28").replace(')', "%29");
    format!("[{}]({address})", escaped(text))
}

/// A text that has no markup in Markdown, and mentions nobody.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in printable_line(text).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' => escaped.extend(['\\', c]),
            '&' => escaped.push_str("&amp;"),
            // A name behind the sign would be notified.
            '@' => escaped.push_str("@\u{200b}"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_not_controlled() {
        assert_eq!(escaped("a\x1b[2J\u{202e}"), "a␛\\[2J�");
        assert_eq!(linked("a", "https://e.org/\x07 b"), "[a](https://e.org/␇%20b)");
    }
}
