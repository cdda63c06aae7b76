//! Analyses raw HTML before it is sanitised: its addresses, its depth, and the cost of escaping it.

pub mod media;
pub mod text;
pub mod tokens;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use tokens::{Token, tokens};

/// The address in each `src` and `href` attribute of the tags of `html`, with the place of its tag.
pub fn destinations(html: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    // Without a value there is none, as in most tags.
    if !html.contains('=') {
        return found;
    }
    for token in tokens(html) {
        let Token::Tag(range, tag) = token else { continue };
        let addresses = tag.attributes.into_iter().filter(|(name, _)| is_address(name));
        found.extend(addresses.map(|(_, value)| (value, range.clone())));
    }
    found
}

/// Whether an attribute holds an address.
fn is_address(name: &str) -> bool {
    matches!(name, "src" | "href")
}

/// `html` with each address replaced by the result of `resolve`; tags of which that is `None` for all addresses are kept as they are
/// written.
pub fn rewrite<'a>(html: &'a str, resolve: &dyn Fn(&str) -> Option<String>) -> Cow<'a, str> {
    if !html.contains('=') {
        return html.into();
    }
    let mut rewritten = String::new();
    let mut copied = 0;
    for token in tokens(html) {
        let Token::Tag(range, mut tag) = token else { continue };
        let mut is_changed = false;
        for (_, value) in tag.attributes.iter_mut().filter(|(name, _)| is_address(name)) {
            if let Some(resolved) = resolve(value) {
                *value = resolved;
                is_changed = true;
            }
        }
        if is_changed {
            rewritten.push_str(&html[copied..range.start]);
            rewritten.push_str(&tag.to_string());
            copied = range.end;
        }
    }
    if copied == 0 {
        return html.into();
    }
    rewritten.push_str(&html[copied..]);
    rewritten.into()
}

/// The deepest nesting of elements, estimated from tags.
pub fn depth(html: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    // The end of the next tag, which is searched only once, even if many tags begin before it.
    let mut end = 0;
    for (at, _) in html.match_indices('<') {
        match html.as_bytes().get(at + 1) {
            Some(b'/') => open = open.saturating_sub(1),
            Some(byte) if byte.is_ascii_alphabetic() => {
                if end <= at {
                    end = html[at..].find('>').map_or(html.len(), |length| at + length);
                }
                let tag = &html[at..end];
                let name = tag[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
                let is_void = ["br", "hr", "img", "input", "wbr", "source", "col"]
                    .iter()
                    .any(|void| void.eq_ignore_ascii_case(name));
                if !is_void && !tag.ends_with('/') {
                    open += 1;
                    deepest = deepest.max(open);
                }
            }
            _ => {}
        }
    }
    deepest
}

/// How many bytes the serialiser scans to write the text of `html`: from each escaped character, it scans to the next
/// bracket, or to the end of the text.
pub fn bytes_to_escape(html: &str) -> usize {
    let bytes = html.as_bytes();
    let (mut all, mut escaped, mut start) = (0_usize, 0_usize, 0);
    for (at, &byte) in bytes.iter().enumerate() {
        let after = &bytes[at + 1..];
        let is_bracket = byte == b'<' && after.first().is_some_and(u8::is_ascii_alphabetic)
            || byte == b'&' && (after.starts_with(b"lt;") || after.starts_with(b"gt;"));
        if is_bracket {
            all = all.saturating_add(escaped.saturating_mul(at - start));
            (escaped, start) = (0, at);
        } else if matches!(byte, b'&' | 0xC2) {
            escaped += 1;
        }
    }
    all.saturating_add(escaped.saturating_mul(html.len() - start))
}

/// For the tag of a link or of code, in which text stays as it is: whether the tag opens the element. `None` for others.
pub fn literal_tag(tag: &str) -> Option<bool> {
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    let is_literal =
        ["a", "code", "kbd", "samp", "pre"].iter().any(|literal| literal.eq_ignore_ascii_case(name));
    is_literal.then(|| !tag.starts_with("</"))
}

/// Whether a tag is an element of HTML: `<add name here>` is a placeholder.
pub fn is_known_element(tag: &str) -> bool {
    if tag.starts_with("<!") || tag.starts_with("<?") {
        return true;
    }
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len())];
    static NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let mut names = ammonia::Builder::default().clone_tags();
        // Elements that are removed with their contents count as known.
        names.extend([
            "script", "style", "iframe", "object", "embed", "form", "input", "button", "video", "audio",
            "source", "track", "picture", "font", "big", "nobr", "svg", "noscript", "section",
        ]);
        names
    });
    NAMES.contains(name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_and_replaced() {
        let html = "<IMG alt=\"src='no'\" SRC='a b.png' width=3> &amp; <a data-href=\"no\" href=\"x.md\" title='&lt;'>";
        let found: Vec<_> = destinations(html).into_iter().map(|(address, _)| address).collect();
        assert_eq!(found, ["a b.png", "x.md"]);
        let resolve = |destination: &str| destination.strip_suffix(".md").map(|stem| format!("../{stem}/"));
        assert_eq!(
            rewrite(html, &resolve),
            "<IMG alt=\"src='no'\" SRC='a b.png' width=3> &amp; <a data-href=\"no\" href=\"../x/\" title=\"<\">"
        );
    }

    #[test]
    fn an_address_within_another_value_is_not_one() {
        for (html, expected) in [
            ("<a href=\"good.md?x href='good.md'\">", vec!["good.md?x href='good.md'"]),
            ("<a href='a.md src=\"b.md\"' src=c.md href=\"d.md\">", vec!["a.md src=\"b.md\"", "c.md"]),
            ("<img alt=\"see src='a.png' and\" src='b.png'>", vec!["b.png"]),
            ("<a title='it is \" href=\"a.md\"'>", vec![]),
            ("<a href=\"a.md href='b.md'>", vec![]),
            ("<!-- <a href=\"a.md\"> --><script>x = '<a href=\"b.md\">'</script>", vec![]),
            ("<a href=\"a.md?b&amp;c\" src=''>", vec!["a.md?b&c", ""]),
            ("<a/href=a.md>", vec!["a.md"]),
            ("src=\"a\"", vec![]),
            ("<a href=", vec![]),
        ] {
            let found: Vec<_> = destinations(html).into_iter().map(|(address, _)| address).collect();
            assert_eq!(found, expected, "{html}");
        }
    }

    #[test]
    fn a_replaced_address_stays_in_its_quotes() {
        let page = rewrite("<a href='it.md'>", &|_| Some("it's/\"a\"/&amp;/".to_owned()));
        assert_eq!(page, "<a href=\"it's/&quot;a&quot;/&amp;amp;/\">");
    }

    #[test]
    fn depth_counts_open_elements() {
        assert_eq!(depth("<p>a<br>b</p><div><b>x</b></div> 1 < 2"), 2);
        assert_eq!(depth(&"<div>".repeat(1000)), 1000);
    }

    #[test]
    fn escaped_characters_cost_the_bytes_up_to_the_next_bracket() {
        for (html, bytes) in [
            ("", 0),
            ("<p>a</p>", 0),
            ("<p>&amp;</p>", 12),
            ("&amp;&amp;<b>", 20),
            ("&amp;&lt;&amp;", 5 + 9),
            ("§ é", 5),
        ] {
            assert_eq!(bytes_to_escape(html), bytes, "{html}");
        }
    }
}
