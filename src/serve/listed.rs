//! A finding as an item of a list, in HTML.

use retold_diagnostic::{Diagnostic, Place, printable_line, printable_place};

use super::editor::Editor;

/// The item: the message, the place, which is a link if an `editor` opens it, the line with its mark, and the hint.
pub fn item(finding: &Diagnostic, editor: Option<&Editor>) -> String {
    let level = finding.level.name();
    let message = prose(&finding.message);
    let mut html = format!(
        "<li>\n<p><strong class=\"{level}\">{level}</strong> {message} <span>{}</span></p>\n",
        escaped(finding.rule)
    );
    if let Some(place) = &finding.place {
        html.push_str(&place_of(place, editor));
    }
    if let Some(hint) = &finding.hint {
        html.push_str(&format!("<p><strong>hint</strong> {}</p>\n", prose(hint)));
    }
    html.push_str("</li>\n");
    html
}

fn place_of(place: &Place, editor: Option<&Editor>) -> String {
    let address = editor.and_then(|editor| editor.address(place));
    let place = printable_place(place);
    let mut name = escaped(&place.path);
    if place.line > 0 {
        name.push_str(&format!(":{}:{}", place.line, place.column));
    }
    let mut html = match address {
        Some(address) => format!("<p><a href=\"{}\">{name}</a></p>\n", escaped(&address)),
        None => format!("<p><samp>{name}</samp></p>\n"),
    };
    if !place.excerpt.trim().is_empty() {
        let (before, rest) = place.excerpt.split_at(place.mark.start);
        let (marked, after) = rest.split_at(place.mark.len());
        let [before, marked, after] = [before, marked, after].map(escaped);
        html.push_str(&format!("<pre>{before}<mark>{marked}</mark>{after}</pre>\n"));
    }
    html
}

/// A message or a hint, with code for what stands between backticks.
fn prose(message: &str) -> String {
    let message = printable_line(message);
    let parts: Vec<_> = message.split('`').collect();
    // Backticks come in pairs; where they do not, the last one is a character of the text.
    let last = parts.len() - 1;
    let mut html = String::new();
    for (index, part) in parts.into_iter().enumerate() {
        html.push_str(&match (index % 2, index == last) {
            (1, false) => format!("<code>{}</code>", escaped(part)),
            (1, true) => format!("`{}", escaped(part)),
            _ => escaped(part),
        });
    }
    html
}

/// `text` for HTML, also for values of attributes.
fn escaped(text: &str) -> String {
    let mut html = String::new();
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html(&mut html, text);
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_shown_with_its_place_and_its_line() {
        let finding = Diagnostic::error("front-matter/value", "`<soon>` for `date` is not a date")
            .at(Place::span("a\"<b>.md", "---\ndate: <soon>\n---\n", 10..16))
            .hint("write it as `2026-01-31`");
        assert_eq!(
            item(&finding, None),
            "<li>\n\
             <p><strong class=\"error\">error</strong> <code>&lt;soon&gt;</code> for <code>date</code> is not a date \
             <span>front-matter/value</span></p>\n\
             <p><samp>a&quot;&lt;b&gt;.md:2:7</samp></p>\n\
             <pre>date: <mark>&lt;soon&gt;</mark></pre>\n\
             <p><strong>hint</strong> write it as <code>2026-01-31</code></p>\n\
             </li>\n"
        );
    }

    #[test]
    fn a_place_opens_the_editor() {
        let editor = Editor::new("editor:a\"{path}:{line}").unwrap();
        let file = tempfile::NamedTempFile::new().unwrap();
        let path = file.path().to_str().unwrap();
        let html = item(&Diagnostic::note("x", "y").at(Place::span(path, "text", 0..0)), Some(&editor));
        assert!(html.contains("<a href=\"editor:a&quot;/"), "{html}");
        assert!(html.contains(&format!(":1\">{path}:1:1</a>")), "{html}");
        let missing = item(&Diagnostic::note("x", "y").at(Place::file("no/file.md")), Some(&editor));
        assert!(missing.contains("<samp>no/file.md</samp>"), "{missing}");
    }

    #[test]
    fn an_odd_backtick_is_a_character() {
        for (message, html) in [
            ("`a` is `b`", "<code>a</code> is <code>b</code>"),
            ("a ` b", "a ` b"),
            ("`a` ` b", "<code>a</code> ` b"),
            ("\u{1b}\n", "␛ "),
        ] {
            assert_eq!(prose(message), html);
        }
    }
}
