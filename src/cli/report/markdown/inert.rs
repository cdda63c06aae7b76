//! Text of documents in Markdown in which it must have no effect: no markup, no HTML, no mentions, no references.

use retold_diagnostic::printable_line;

/// Characters that may begin or end markup.
const MARKUP: &[char] = &[
    '\\', '`', '*', '_', '{', '}', '[', ']', '<', '>', '(', ')', '#', '!', '|', '~', ':', '&', '^', '=', '$',
    '@', '%',
];

/// Characters that code hosts read as the start of a mention or a reference where a word follows.
const SIGILS: &[char] = &['@', '#', '!', '~', '&', '$', '%', '^'];

/// `text` on one line as Markdown for itself. Literals between backticks become code, in which nothing has an effect.
pub fn inert(text: &str) -> String {
    let text = printable_line(text);
    let mut markdown = String::with_capacity(text.len() + 16);
    let mut rest = &*text;
    while let Some((before, after)) = rest.split_once('`') {
        push_escaped(&mut markdown, before);
        match after.split_once('`') {
            Some((literal, after)) if !literal.trim().is_empty() => {
                markdown.push('`');
                markdown.push_str(literal);
                markdown.push('`');
                rest = after;
            }
            _ => {
                markdown.push_str("\\`");
                rest = after;
            }
        }
    }
    push_escaped(&mut markdown, rest);
    markdown
}

/// `text` on one line as code, or as [`inert`] text if it has backticks itself.
pub fn code(text: &str) -> String {
    let text = printable_line(text);
    if text.contains('`') || text.trim().is_empty() { inert(&text) } else { format!("`{text}`") }
}

fn push_escaped(markdown: &mut String, text: &str) {
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let starts_address = c == '.' && markdown.to_ascii_lowercase().ends_with("www");
        if MARKUP.contains(&c) || starts_address {
            markdown.push('\\');
        }
        markdown.push(c);
        // A mention is found after the markup was read, so it takes a character in between that has no width.
        if SIGILS.contains(&c) && characters.peek().is_some_and(|next| next.is_alphanumeric()) {
            markdown.push('\u{200b}');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_has_no_effect() {
        for (text, markdown) in [
            ("plain text, 2 of 3.", "plain text, 2 of 3."),
            ("`soon` is not a date", "`soon` is not a date"),
            ("`<b>` and <b>", "`<b>` and \\<b\\>"),
            ("ask @ann about #12", "ask \\@\u{200b}ann about \\#\u{200b}12"),
            ("[a](b) ![c](d)", "\\[a\\]\\(b\\) \\!\\[c\\]\\(d\\)"),
            ("a | b\nc", "a \\| b c"),
            ("odd ` one", "odd \\` one"),
            ("`` empty", "\\`\\` empty"),
            ("https://a.example www.a.example", "https\\://a.example www\\.a.example"),
            ("\x1b[2J\u{202e}", "␛\\[2J�"),
        ] {
            assert_eq!(inert(text), markdown, "{text:?}");
        }
    }

    #[test]
    fn a_path_is_code_unless_it_has_backticks() {
        assert_eq!(code("content/[a].md"), "`content/[a].md`");
        assert_eq!(code("a`b`.md"), "a`b`.md");
        assert_eq!(code("a`.md"), "a\\`.md");
    }
}
