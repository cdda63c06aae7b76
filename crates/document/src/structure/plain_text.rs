//! The words of a body, without markup.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::markdown::{options, raw_html};

/// The plain text of a body from one heading to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextSection {
    /// Index of its heading in [`crate::model::Outline::headings`]; `None` above the first one.
    pub heading: Option<usize>,
    /// Its searchable text: without the heading and without markup, with code.
    pub text: String,
    /// The byte ranges of `text` that are blocks of code, in order.
    pub code: Vec<Range<usize>>,
}

/// Splits the plain text of `body` (Markdown) at the first `known` of its headings, which are those of the outline. The others
/// are text.
pub fn plain_text_sections(body: &str, known: usize) -> Vec<TextSection> {
    let mut sections = vec![TextSection::default()];
    let mut headings = 0;
    let mut in_heading = false;
    let mut text = String::with_capacity(body.len());
    let mut html = String::new();
    let mut code = Vec::new();
    let mut code_start = 0;
    for event in Parser::new_ext(body, options()) {
        match event {
            Event::Start(Tag::Heading { .. }) if headings < known => {
                if let Some(last) = sections.last_mut() {
                    last.text = std::mem::take(&mut text);
                    last.code = std::mem::take(&mut code);
                }
                sections.push(TextSection { heading: Some(headings), ..TextSection::default() });
                headings += 1;
                in_heading = true;
            }
            Event::End(TagEnd::Heading(_)) if in_heading => in_heading = false,
            _ if in_heading => {}
            Event::Html(line) => html.push_str(&line),
            Event::End(TagEnd::HtmlBlock) => {
                text.push_str(&raw_html::text::text(&html));
                text.push('\n');
                html.clear();
            }
            Event::InlineHtml(tag) => text.push_str(&raw_html::text::text(&tag)),
            Event::End(TagEnd::CodeBlock) => {
                code.push(code_start..text.len());
                text.push('\n');
            }
            // The text of an item and a list in it are apart.
            Event::Start(tag) if is_block(tag.to_end()) => {
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
                code_start = text.len();
            }
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak | Event::Rule => text.push('\n'),
            Event::End(end) if is_block(end) => text.push('\n'),
            _ => {}
        }
    }
    if let Some(last) = sections.last_mut() {
        last.text = text;
        last.code = code;
    }
    sections
}

fn is_block(end: TagEnd) -> bool {
    !matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_code_are_marked() {
        let found = plain_text_sections("before\n\n# A\n\ntext `inline`\n\n```\nlog line\n```\n\nafter\n", 9);
        let code: Vec<&str> = found[1].code.iter().map(|range| &found[1].text[range.clone()]).collect();
        assert_eq!((code, found[0].code.len()), (vec!["log line\n"], 0));
    }

    #[test]
    fn headings_behind_the_outline_are_text() {
        let found = plain_text_sections("# A\n\na\n\n# B\n\nb\n\n## C\n", 1);
        let texts: Vec<_> = found.iter().map(|section| (section.heading, section.text.as_str())).collect();
        assert_eq!(texts, [(None, ""), (Some(0), "a\nB\nb\nC\n")]);
    }

    #[test]
    fn sections_of_plain_text_keep_words_apart() {
        let found = plain_text_sections(
            "a<br>b **b**c <add name> <img alt='g'>\n\n<p>\nh</p>\n\n# D *e*\n\n|x|y|\n|-|-|\n|1|2|\n\n- i\n  - j\n\n## F\n",
            9,
        );
        let words: Vec<(Option<usize>, Vec<&str>)> = found
            .iter()
            .map(|section| (section.heading, section.text.split_whitespace().collect()))
            .collect();
        assert_eq!(
            words,
            [
                (None, vec!["a", "b", "bc", "<add", "name>", "g", "h"]),
                (Some(0), vec!["x", "y", "1", "2", "i", "j"]),
                (Some(1), vec![])
            ]
        );
    }
}
