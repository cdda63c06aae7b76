//! Finds text of a body that is in no page: by the rules of Markdown, or because nothing can lead to it.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::markdown::options;

/// The comments of `body` that are never closed, as bytes of it: each hides what follows, up to the end of the body, or of
/// the quote or list that it stands in.
pub fn unclosed_comments(body: &str) -> Vec<usize> {
    // Mostly, every comment is followed by its end.
    if body.matches("<!--").count() <= body.matches("-->").count() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut block = String::new();
    for (event, span) in Parser::new_ext(body, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::HtmlBlock) => block.clear(),
            Event::Html(html) => block.push_str(&html),
            Event::End(TagEnd::HtmlBlock) => {
                let is_open = block.rfind("<!--").is_some_and(|at| !block[at..].contains("-->"));
                found.extend(body[span.clone()].rfind("<!--").filter(|_| is_open).map(|at| span.start + at));
            }
            _ => {}
        }
    }
    found
}

/// The footnotes of `body` whose label another one above has: label and first byte of each.
pub fn repeated_footnotes(body: &str) -> Vec<(String, usize)> {
    if body.matches("[^").nth(1).is_none() || body.matches("]:").nth(1).is_none() {
        return Vec::new();
    }
    let mut labels = BTreeSet::new();
    let events = Parser::new_ext(body, options()).into_offset_iter();
    let repeated = events.filter_map(|(event, span)| match event {
        Event::Start(Tag::FootnoteDefinition(label)) => {
            (!labels.insert(label.to_lowercase())).then(|| (label.into_string(), span.start))
        }
        _ => None,
    });
    repeated.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_that_never_end_are_found_where_they_begin() {
        for (body, found) in [
            ("x\n\n<!-- y ->\n\nz\n", vec![3]),
            ("<!-- x --> <!-- y\n\nz\n", vec![11]),
            ("> <!-- x\n\nz\n", vec![2]),
            ("`<!--` x\n", vec![]),
            ("```\n<!--\n```\n", vec![]),
            ("x <!-- y\n", vec![]),
            ("<!-- x\n\ny -->\n", vec![]),
        ] {
            assert_eq!(unclosed_comments(body), found, "{body}");
        }
    }

    #[test]
    fn footnotes_of_the_same_label_are_found() {
        let body = "x[^a] y[^b]\n\n[^a]: One.\n\n[^b]: Two.\n\n[^A]: Three.\n";
        assert_eq!(repeated_footnotes(body), [("A".to_owned(), body.find("[^A]").unwrap())]);
    }
}
