//! The body of a document as Markdown: its outline, and its words.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::markdown::blocks::{BlockKind, Blocks};
use crate::markdown::options;
use crate::model::{Heading, Outline, SectionKind};
use crate::structure::sections::SectionNames;
use crate::text::slug::slugify;

/// Longest lead that is kept, in characters. No list shows more of a summary.
const LEAD_LIMIT: usize = 400;

impl Outline {
    /// Outlines the body whose tree is `blocks`. `source` is the whole file.
    pub fn of(source: &str, blocks: &Blocks, names: &SectionNames) -> Self {
        let mut outline = Self::default();
        let mut ids = HeadingIds::default();
        let mut leads: Vec<(Option<SectionKind>, usize, String)> = Vec::new();
        let all = blocks.all();
        for (index, block) in all.iter().enumerate() {
            if let BlockKind::Heading(level) = block.kind {
                let text = blocks.text(source, index).trim().to_owned();
                let is_first = outline.headings.is_empty() && level == 1;
                let section = if is_first { names.kind_of_title(&text) } else { names.kind_of(&text) };
                let id = ids.next(&text);
                outline.headings.push(Heading { level, text, id, section, span: block.span(), block: index });
            }
        }
        // Paragraphs inside quotes, lists and footnotes do not open a report.
        let mut section = None;
        for index in blocks.outermost(0..all.len()) {
            match blocks.kind(index) {
                BlockKind::Heading(_) => {
                    let at = outline.headings.partition_point(|heading| heading.block < index);
                    section = outline.headings.get(at).and_then(|heading| heading.section);
                }
                BlockKind::Paragraph if leads.len() < 8 => {
                    let text = blocks.text(source, index);
                    if is_prose(text) {
                        leads.push((section, index, text.to_owned()));
                    }
                }
                _ => {}
            }
        }
        let summary =
            leads.iter().position(|(section, ..)| *section == Some(SectionKind::Summary)).unwrap_or(0);
        outline.intro = leads.iter().skip(summary).take(3).map(|(_, index, _)| blocks.span(*index)).collect();
        outline.lead = (!leads.is_empty()).then(|| shorten(&leads.swap_remove(summary).2, LEAD_LIMIT));
        outline
    }
}

/// Whether a paragraph is prose: not a label line such as `Date: 2026-01-31`, nor a lone link.
fn is_prose(text: &str) -> bool {
    let text = text.trim();
    text.split_whitespace().nth(4).is_some()
        && text.split_once(':').is_none_or(|(label, _)| label.split(' ').nth(2).is_some())
}

/// The first `limit` characters of `text`, cut at a word, with an ellipsis if anything was cut.
pub fn shorten(text: &str, limit: usize) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let cut = text[..end].rfind(char::is_whitespace).filter(|&at| at > end / 2).unwrap_or(end);
    format!("{}…", text[..cut].trim_end_matches(|c: char| c.is_whitespace() || ",;:".contains(c)))
}

/// Generates ids for headings that are unique in a document.
#[derive(Debug, Default)]
pub struct HeadingIds {
    /// How often each id was requested.
    asked: BTreeMap<String, usize>,
}

impl HeadingIds {
    pub fn next(&mut self, text: &str) -> String {
        let mut base = slugify(text);
        if base.is_empty() {
            "section".clone_into(&mut base);
        }
        loop {
            let count = self.asked.entry(base.clone()).or_default();
            *count += 1;
            if *count == 1 {
                return base;
            }
            // The numbered id may be that of another heading; then it is requested and numbered again.
            base = format!("{base}-{count}");
        }
    }
}

/// The plain text of a body from one heading to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextSection {
    /// Index of its heading in [`Outline::headings`]; `None` above the first one.
    pub heading: Option<usize>,
    /// Its searchable text: without the heading and without markup, with code.
    pub text: String,
}

/// Splits the plain text of `body` (Markdown) at its headings.
pub fn plain_text_sections(body: &str) -> Vec<TextSection> {
    let mut sections = vec![TextSection::default()];
    let mut headings = 0;
    let mut in_heading = false;
    let mut text = String::with_capacity(body.len());
    for event in Parser::new_ext(body, options()) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                if let Some(last) = sections.last_mut() {
                    last.text = std::mem::take(&mut text);
                }
                sections.push(TextSection { heading: Some(headings), text: String::new() });
                headings += 1;
                in_heading = true;
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            _ if in_heading => {}
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak | Event::Rule => text.push('\n'),
            Event::End(end) if is_block(end) => text.push('\n'),
            _ => {}
        }
    }
    if let Some(last) = sections.last_mut() {
        last.text = text;
    }
    sections
}

fn is_block(end: TagEnd) -> bool {
    !matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// The level of a heading in the page, where the title is the only one of level 1.
pub fn page_level(level: HeadingLevel, shift: bool) -> HeadingLevel {
    let level = level as usize + usize::from(shift);
    HeadingLevel::try_from(level.clamp(2, 6)).unwrap_or(HeadingLevel::H6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outline_has_headings_links_and_the_lead() {
        let body = "# A title\n\n**Date:** 2026-01-31\n\n> Quoted words are not the lead of it.\n\n\
                    First words, which are not the summary of it.\n\n## Summary\n\nThe pool of `pg` ran\nempty for an hour.\n\n\
                    ## Summary\n\n[x](y.md) ![i](z.png)\n";
        let blocks = Blocks::read(body, 0);
        let outline = Outline::of(body, &blocks, &SectionNames::default());
        let ids: Vec<_> = outline.headings.iter().map(|h| (h.level, h.id.as_str())).collect();
        assert_eq!(ids, [(1, "a-title"), (2, "summary"), (2, "summary-2")]);
        assert_eq!(outline.lead.as_deref(), Some("The pool of pg ran empty for an hour."));
        let links: Vec<_> = blocks.links.iter().map(|l| l.destination.as_str()).collect();
        assert_eq!(links, ["y.md", "z.png"]);
        assert!(!blocks.has_html);
        assert_eq!(&body[outline.headings[0].span.clone()], "# A title\n");
    }

    #[test]
    fn inline_fences_do_not_swallow_the_rest() {
        let body = "```one line```\n\n## Timeline\n";
        let outline = Outline::of(body, &Blocks::read(body, 0), &SectionNames::default());
        assert_eq!(outline.headings[0].section, Some(SectionKind::Timeline));
    }

    #[test]
    fn ids_are_unique_even_against_numbered_headings() {
        let mut ids = HeadingIds::default();
        let all: Vec<_> = ["a", "a 2", "a", "a", "???", "???"].iter().map(|t| ids.next(t)).collect();
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), all.len(), "{all:?}");
    }

    #[test]
    fn text_is_shortened_at_a_word() {
        assert_eq!(shorten("one two three", 9), "one two…");
        assert_eq!(shorten("one", 9), "one");
    }

    #[test]
    fn sections_of_plain_text_keep_words_apart() {
        let found = plain_text_sections("a **b**c\n\n# D *e*\n\n|x|y|\n|-|-|\n|1|2|\n\n## F\n");
        let words: Vec<(Option<usize>, Vec<&str>)> = found
            .iter()
            .map(|section| (section.heading, section.text.split_whitespace().collect()))
            .collect();
        assert_eq!(words, [(None, vec!["a", "bc"]), (Some(0), vec!["x", "y", "1", "2"]), (Some(1), vec![])]);
    }
}
