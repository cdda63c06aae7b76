//! The body of a document as Markdown: its outline, and its words.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde::Serialize;

use super::raw_html;
use super::sections::SectionKind;
use super::slug::slugify;

/// CommonMark plus what GitHub adds: tables, task lists, strikethrough, footnotes, alerts.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
}

/// What one pass over a body finds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    pub headings: Vec<Heading>,
    pub links: Vec<Link>,
    /// Whether any raw HTML occurs: only then has the page to be sanitised.
    pub has_html: bool,
    /// The first paragraph of the summary section, else of the body, as plain text.
    pub lead: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    pub text: String,
    /// Unique in the document.
    pub id: String,
    pub section: Option<SectionKind>,
    /// Bytes of the body.
    pub span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub destination: String,
    /// Bytes of the body.
    pub span: Range<usize>,
}

/// Longest lead that is kept, in characters; a summary in a list is longer than that nowhere.
const LEAD_LIMIT: usize = 400;

impl Outline {
    pub fn of(body: &str) -> Self {
        let mut outline = Self::default();
        let mut ids = HeadingIds::default();
        let mut heading: Option<(u8, String, Range<usize>)> = None;
        let mut paragraph: Option<String> = None;
        let mut leads: Vec<(Option<SectionKind>, String)> = Vec::new();
        // Paragraphs inside quotes, lists and footnotes are not the author's opening words.
        let mut depth = 0_usize;
        for (event, span) in Parser::new_ext(body, options()).into_offset_iter() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    heading = Some((level as u8, String::new(), span))
                }
                Event::End(TagEnd::Heading(_)) => {
                    if let Some((level, text, span)) = heading.take() {
                        let text = text.trim().to_owned();
                        let (id, section) = (ids.next(&text), SectionKind::of(&text));
                        outline.headings.push(Heading { level, text, id, section, span });
                    }
                }
                Event::Start(Tag::Paragraph) if depth == 0 && leads.len() < 8 => {
                    paragraph = Some(String::new())
                }
                Event::End(TagEnd::Paragraph) => {
                    if let Some(text) = paragraph.take().filter(|text| is_prose(text)) {
                        leads.push((outline.headings.last().and_then(|heading| heading.section), text));
                    }
                }
                Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_)) => depth += 1,
                Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::FootnoteDefinition) => {
                    depth = depth.saturating_sub(1);
                }
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    outline.links.push(Link { destination: dest_url.into_string(), span });
                }
                Event::Text(text) | Event::Code(text) => {
                    if let Some((_, heading, _)) = &mut heading {
                        heading.push_str(&text);
                    } else if let Some(paragraph) = &mut paragraph {
                        paragraph.push_str(&text);
                    }
                }
                Event::SoftBreak | Event::HardBreak => {
                    if let Some((_, heading, _)) = &mut heading {
                        heading.push(' ');
                    } else if let Some(paragraph) = &mut paragraph {
                        paragraph.push(' ');
                    }
                }
                Event::Html(html) | Event::InlineHtml(html) => {
                    outline.has_html = true;
                    for range in raw_html::destinations(&html) {
                        let destination = html[range].to_owned();
                        outline.links.push(Link { destination, span: span.clone() });
                    }
                }
                _ => {}
            }
        }
        let summary =
            leads.iter().position(|(section, _)| *section == Some(SectionKind::Summary)).unwrap_or(0);
        outline.lead = (!leads.is_empty()).then(|| shorten(&leads.swap_remove(summary).1, LEAD_LIMIT));
        outline
    }
}

/// Whether a paragraph says something: not a label line such as `Date: 2026-01-31`, nor a lone link.
fn is_prose(text: &str) -> bool {
    let text = text.trim();
    text.split_whitespace().count() >= 5
        && text.split_once(':').is_none_or(|(label, _)| label.split(' ').count() > 2)
}

/// The first `limit` characters of `text`, cut at a word, with an ellipsis if anything was cut.
pub fn shorten(text: &str, limit: usize) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let cut = text[..end].rfind(char::is_whitespace).filter(|&at| at > end / 2).unwrap_or(end);
    format!("{}…", text[..cut].trim_end_matches(|c: char| c.is_whitespace() || ",;:".contains(c)))
}

/// Hands out ids for headings, unique in a document whatever the headings are.
#[derive(Debug, Default)]
pub struct HeadingIds {
    /// How often each wanted id was asked for.
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
            // The numbered id may itself be a heading's: then it is asked for and numbered again.
            base = format!("{base}-{count}");
        }
    }
}

/// The words of a body, as they are searched: without markup, code included.
pub fn plain_text(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    for event in Parser::new_ext(body, options()) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak | Event::Rule => text.push('\n'),
            Event::End(end) if is_block(end) => text.push('\n'),
            _ => {}
        }
    }
    text
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
        let outline = Outline::of(body);
        let ids: Vec<_> = outline.headings.iter().map(|h| (h.level, h.id.as_str())).collect();
        assert_eq!(ids, [(1, "a-title"), (2, "summary"), (2, "summary-2")]);
        assert_eq!(outline.lead.as_deref(), Some("The pool of pg ran empty for an hour."));
        let links: Vec<_> = outline.links.iter().map(|l| l.destination.as_str()).collect();
        assert_eq!(links, ["y.md", "z.png"]);
        assert!(!outline.has_html);
        assert_eq!(&body[outline.headings[0].span.clone()], "# A title\n");
    }

    #[test]
    fn inline_fences_do_not_swallow_the_rest() {
        let outline = Outline::of("```one line```\n\n## Timeline\n");
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
    fn plain_text_keeps_words_apart() {
        assert_eq!(
            plain_text("a **b**c\n\n|x|y|\n|-|-|\n|1|2|\n").split_whitespace().collect::<Vec<_>>(),
            ["a", "bc", "x", "y", "1", "2"]
        );
    }
}
