//! Text in Markdown that others wrote.

/// A link with `text`.
pub fn linked(text: &str, address: &str) -> String {
    let address = address.replace(' ', "%20").replace('(', "%28").replace(')', "%29");
    format!("[{}]({address})", escaped(text))
}

/// A text that has no markup in Markdown, and mentions nobody.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
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
