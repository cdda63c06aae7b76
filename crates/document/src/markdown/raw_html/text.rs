//! What a reader sees of raw HTML.

use crate::markdown::raw_html::is_known_element;
use crate::markdown::raw_html::media::{is_media, label};
use crate::markdown::raw_html::tokens::{Opener, Tag, Token, tokens};

/// The text that readers see of a piece of raw HTML. Tags that end a line or a block become spaces; the names of images
/// and films that the page has as links are part of it, and so are placeholders in angle brackets.
pub fn text(html: &str) -> String {
    // A body may have a million of them, and a tokenizer is made for each piece.
    if is_bare_inline_tag(html) {
        return String::new();
    }
    let mut text = String::with_capacity(html.len() / 2);
    for token in tokens(html) {
        match token {
            Token::Text(range) => push_decoded(&html[range], &mut text),
            Token::Tag(range, tag) => {
                if !is_inline(&tag) {
                    text.push(' ');
                }
                if is_media(&tag) || tag.is_any(&["img"]) {
                    text.push_str(label(&tag));
                    text.push(' ');
                } else if !is_known_element(&html[range.clone()]) {
                    text.push_str(&html[range]);
                }
            }
            Token::Open(Opener::Tag | Opener::Script, range) => text.push_str(&html[range]),
            Token::Hidden(_) | Token::Open(Opener::Comment, _) => {}
        }
    }
    text
}

/// Elements around which the text goes on without a gap.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "s", "samp",
    "small", "span", "strong", "u", "var",
];

fn is_inline(tag: &Tag) -> bool {
    tag.is_any(&INLINE)
}

/// Whether `html` is one tag without attributes, of which a reader sees nothing.
fn is_bare_inline_tag(html: &str) -> bool {
    let name = html.strip_prefix('<').and_then(|tag| tag.strip_suffix('>'));
    let name = name.map(|name| name.strip_prefix('/').unwrap_or(name));
    name.is_some_and(|name| INLINE.iter().any(|inline| inline.eq_ignore_ascii_case(name)))
}

/// Appends `html`, which has no tags, with its character references decoded, as far as people write them.
fn push_decoded(html: &str, text: &mut String) {
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((reference(&rest[1..end])?, end))) {
            Some((c, end)) => {
                text.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
}

fn reference(name: &str) -> Option<char> {
    let number = name.strip_prefix('#');
    if let Some(number) = number {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_tags_mean_the_same_without_a_tokenizer() {
        for name in INLINE.iter().chain(&["B", "Code"]) {
            for tag in [format!("<{name}>"), format!("</{name}>")] {
                assert!(is_bare_inline_tag(&tag) && text(&format!("{tag} ")) == " ", "{tag}");
            }
        }
        for html in ["<p>", "<b", "b>", "<b >", "<b/>", "</ b>", "<script>", "<>", "<b><b>", "<owner>"] {
            assert!(!is_bare_inline_tag(html), "{html}");
        }
    }

    #[test]
    fn readers_see_text_and_names_of_media() {
        for (html, expected) in [
            ("<p>a<b>b</b> &amp; c&#39;d</p><p>e</p>", "ab & c'd e"),
            ("<!-- x -->a<br>b<style>c</style>", "a b"),
            ("<img alt='Error &lt;rate' src='https://e.org/x.png'>", "Error <rate"),
            ("<video src=\"a/clip%20one.mp4\">none</video>", "clip%20one.mp4 none"),
            ("a <owner> b", "a <owner> b"),
            ("a & b; &unknown; &", "a & b; &unknown; &"),
            ("<div class=\"x", "<div class=\"x"),
        ] {
            assert_eq!(text(html).split_whitespace().collect::<Vec<_>>().join(" "), expected, "{html}");
        }
    }
}
