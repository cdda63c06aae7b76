//! Comments in raw HTML, which no page shows.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, TagEnd};

use super::options;

/// The comments in the raw HTML at `bytes` of `body`; one that is never closed reaches to its end.
pub fn in_html(body: &str, bytes: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let html = &body[bytes.clone()];
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + html[at..].find("<!--")?;
        let end = html[start..].find("-->").map_or(html.len(), |end| start + end + 3);
        at = end;
        Some(bytes.start + start..bytes.start + end)
    })
}

/// `body`, which is Markdown, without the comments in its raw HTML.
pub fn without(body: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut written = 0;
    for (event, bytes) in Parser::new_ext(body, options()).into_offset_iter() {
        if !matches!(event, Event::End(TagEnd::HtmlBlock) | Event::InlineHtml(_)) {
            continue;
        }
        for comment in in_html(body, bytes) {
            kept.push_str(&body[written..comment.start]);
            written = comment.end;
        }
    }
    if written == 0 {
        return body.into();
    }
    kept.push_str(&body[written..]);
    kept.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_left_out_and_code_stays() {
        for (body, expected) in [
            ("a <!-- b --> c", "a  c"),
            ("<!--\na\n\nb\n-->\n\nc", "\n\nc"),
            ("<div>\n<!-- a -->b<!-- c -->\n</div>", "<div>\nb\n</div>"),
            ("`<!-- a -->`", "`<!-- a -->`"),
            ("a", "a"),
        ] {
            assert_eq!(without(body), expected, "{body}");
        }
    }
}
