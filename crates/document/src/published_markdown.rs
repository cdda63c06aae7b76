//! The body of a document as Markdown that can be published: without its title and without comments.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::document::Document;
use crate::markdown::{comments, options};

/// The Markdown of `document` without front matter, without the heading that became its title, and without comments, which no
/// page shows. `resolve` gives the address for the destination of a link or an image, or `None` to keep it.
pub fn published_markdown(document: &Document, resolve: &dyn Fn(&str) -> Option<String>) -> String {
    let markdown = document.markdown();
    let body = markdown.as_ref();
    let changes = changes(document, body, resolve);
    let mut published = String::with_capacity(body.len());
    let mut written = 0;
    for (bytes, text) in changes {
        if bytes.start < written {
            continue;
        }
        published.push_str(&body[written..bytes.start]);
        published.push_str(&text);
        written = bytes.end;
    }
    published.push_str(&body[written..]);
    let published = published.trim();
    if published.is_empty() { String::new() } else { format!("{published}\n") }
}

/// The bytes of `body` that are replaced, in order, and what replaces them.
fn changes(
    document: &Document,
    body: &str,
    resolve: &dyn Fn(&str) -> Option<String>,
) -> Vec<(Range<usize>, String)> {
    let mut changes = Vec::new();
    let mut headings = 0;
    for (event, bytes) in Parser::new_ext(body, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                if document.title_heading == Some(headings) {
                    changes.push((bytes, String::new()));
                }
                headings += 1;
            }
            Event::End(TagEnd::HtmlBlock) | Event::InlineHtml(_) => {
                changes.extend(comments::in_html(body, bytes).map(|comment| (comment, String::new())));
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let written = body[bytes.clone()].rfind(&*dest_url).filter(|_| !dest_url.is_empty());
                // A destination of a reference stands elsewhere.
                if let (Some(at), Some(address)) = (written, resolve(&dest_url))
                    && body[bytes.start + at..].starts_with(&*dest_url)
                    && body[..bytes.start + at].ends_with(['(', '<', ' '])
                {
                    let start = bytes.start + at;
                    changes.push((start..start + dest_url.len(), address));
                }
            }
            _ => {}
        }
    }
    changes.sort_by_key(|(bytes, _)| bytes.start);
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::parse;

    #[test]
    fn what_no_page_shows_is_left_out() {
        let resolve = |destination: &str| destination.strip_suffix(".md").map(|name| format!("../{name}/"));
        for (text, expected) in [
            ("---\nsecret: x\n---\n# Disk full\n\nThe disk.\n", "The disk.\n"),
            ("Text <!-- a secret --> here.\n", "Text  here.\n"),
            ("<!--\nretold-allow x\n\nmore\n-->\n\nText.\n", "Text.\n"),
            ("x\n\n<!-- never closed\n\nText.\n", "x\n"),
            ("`<!-- code -->`\n", "`<!-- code -->`\n"),
            (
                "See [b](b.md) and ![c](c.md \"t\"), [d][d].\n\n[d]: d.md\n",
                "See [b](../b/) and ![c](../c/ \"t\"), [d][d].\n\n[d]: d.md\n",
            ),
            ("# A\n", ""),
        ] {
            assert_eq!(published_markdown(&parse("a.md", text).0, &resolve), expected, "{text}");
        }
    }
}
