//! Analyses raw HTML before it is sanitised: its addresses, its depth, and the cost of escaping it.

pub mod media;
pub mod text;
pub mod tokens;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// The values of `src` and `href` attributes in a piece of HTML, as ranges of bytes in the order of the text, which do
/// not overlap. The piece may begin inside a tag, because a tag over several lines is parsed line by line.
pub fn destinations(html: &str) -> Vec<Range<usize>> {
    let bytes = html.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    // The search goes on behind each value, because text in the value of another attribute is not an attribute.
    while let Some(length) = html[at..].find('=') {
        let name_end = at + length;
        at = name_end + 1;
        let Some(&quote @ (b'"' | b'\'')) = bytes.get(at) else { continue };
        let start = at + 1;
        let Some(length) = html[start..].find(char::from(quote)) else { continue };
        at = start + length + 1;
        if is_address(&bytes[..name_end]) {
            found.push(start..start + length);
        }
    }
    found
}

/// Whether the text `before` an equals sign ends with the name of an attribute that holds an address.
fn is_address(before: &[u8]) -> bool {
    ["src", "href"].iter().any(|name| {
        before.len().checked_sub(name.len()).is_some_and(|at| {
            before[at..].eq_ignore_ascii_case(name.as_bytes())
                && at.checked_sub(1).is_some_and(|previous| before[previous].is_ascii_whitespace())
        })
    })
}

/// `html` with each address replaced by the result of `resolve`; addresses for which that is `None` are kept.
pub fn rewrite<'a>(html: &'a str, resolve: &dyn Fn(&str) -> Option<String>) -> Cow<'a, str> {
    let mut rewritten = String::new();
    let mut copied = 0;
    for range in destinations(html) {
        if let Some(resolved) = resolve(&html[range.clone()]) {
            rewritten.push_str(&html[copied..range.start]);
            // A quote would end the value.
            rewritten.push_str(&resolved.replace('"', "&quot;").replace('\'', "&#39;"));
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
        let html = "<IMG alt=\"src='no'\" SRC='a b.png' width=3><a data-href=\"no\" href=\"x.md\">";
        let found: Vec<_> = destinations(html).into_iter().map(|range| &html[range]).collect();
        assert_eq!(found, ["a b.png", "x.md"]);
        let resolve = |destination: &str| destination.strip_suffix(".md").map(|stem| format!("../{stem}/"));
        assert_eq!(rewrite(html, &resolve), html.replace("x.md", "../x/"));
    }

    #[test]
    fn an_address_within_another_value_is_not_one() {
        for (html, expected) in [
            ("<a href=\"good.md?x href='good.md'\">", vec!["good.md?x href='good.md'"]),
            ("<a href='a.md src=\"b.md\"' src=c.md href=\"d.md\">", vec!["a.md src=\"b.md\"", "d.md"]),
            ("<img alt=\"see src='a.png' and\" src='b.png'>", vec!["b.png"]),
            ("<a title='it is \" href=\"a.md\"'>", vec![]),
            ("<a href=\"a.md href='b.md'>", vec!["b.md"]),
            ("  src=\"a.png\">", vec!["a.png"]),
            ("<a href=\"\" src=''>", vec!["", ""]),
            ("src=\"a\"", vec![]),
            ("<a href=", vec![]),
        ] {
            let found: Vec<_> = destinations(html).into_iter().map(|range| &html[range]).collect();
            assert_eq!(found, expected, "{html}");
        }
    }

    #[test]
    fn attributes_in_any_order_are_rewritten_without_overlap() {
        const PIECES: [&str; 10] = ["<a", " ", "href=", "src=", "alt=", "\"", "'", "é.md", ">", "="];
        const LENGTH: u32 = 5;
        let resolve = |_: &str| Some("new".to_owned());
        for number in 0..PIECES.len().pow(LENGTH) {
            // Twice, so that what is opened is closed.
            let pieces = (0..LENGTH).map(|digit| PIECES[number / PIECES.len().pow(digit) % PIECES.len()]);
            let html = format!(" href=\"{0} {0}", pieces.collect::<String>());
            let found = destinations(&html);
            let ends = std::iter::once(0).chain(found.iter().map(|range| range.end));
            assert!(ends.zip(&found).all(|(end, range)| end <= range.start), "{html}: {found:?}");
            let mut expected = html.clone();
            for range in found.into_iter().rev() {
                expected.replace_range(range, "new");
            }
            assert_eq!(rewrite(&html, &resolve), expected);
        }
    }

    #[test]
    fn a_replaced_address_stays_in_its_quotes() {
        let page = rewrite("<a href='it.md'>", &|_| Some("it's/\"a\"/".to_owned()));
        assert_eq!(page, "<a href='it&#39;s/&quot;a&quot;/'>");
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
