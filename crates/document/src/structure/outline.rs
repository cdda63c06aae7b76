//! The outline of a document: its headings, with their ids, and its lead.

use pulldown_cmark::HeadingLevel;

use crate::markdown::blocks::{BlockKind, Blocks};
use crate::model::{Heading, Outline, SectionKind};
use crate::structure::anchors::Anchors;
use crate::structure::section_names::SectionNames;
use crate::text::shorten::shorten;

/// Longest lead that is kept, in characters. No list shows more of a summary.
const LEAD_LIMIT: usize = 400;

impl Outline {
    /// Outlines the body whose tree is `blocks`. `source` is the whole file.
    pub fn of(source: &str, blocks: &Blocks, names: &SectionNames) -> Self {
        let mut outline = Self::default();
        let mut ids = Anchors::default();
        let mut given = blocks.heading_ids.iter().peekable();
        let mut leads: Vec<(Option<SectionKind>, usize, String)> = Vec::new();
        let all = blocks.all();
        for (index, block) in all.iter().enumerate() {
            if let BlockKind::Heading(level) = block.kind {
                let text = blocks.text(source, index).trim().to_owned();
                let is_first = outline.headings.is_empty() && level == 1;
                let section = if is_first { names.kind_of_title(&text) } else { names.kind_of(&text) };
                let id = match given.next_if(|(block, _)| *block == index) {
                    Some((_, id)) => ids.unique(id.clone()),
                    None => ids.next(&text),
                };
                outline.headings.push(Heading { level, text, id, section, span: block.span(), block: index });
            }
        }
        outline.free_title();
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

impl Outline {
    /// Takes the first heading for the title of the document rather than for a section, if it is the only one of level 1,
    /// has several words and has sections below it: `# Root cause analysis`, `## Summary`.
    fn free_title(&mut self) {
        let [first, rest @ ..] = self.headings.as_mut_slice() else { return };
        if first.level == 1
            && first.section.is_some()
            && first.text.split_whitespace().nth(1).is_some()
            && rest.iter().all(|heading| heading.level > 1)
            && rest.iter().any(|heading| heading.section.is_some())
        {
            first.section = None;
        }
    }
}

/// Whether a paragraph is prose: not a label line such as `Date: 2026-01-31`, nor a lone link.
fn is_prose(text: &str) -> bool {
    let text = text.trim();
    text.split_whitespace().nth(4).is_some()
        && text.split_once(':').is_none_or(|(label, _)| label.split(' ').nth(2).is_some())
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
        assert_eq!(ids, [(1, "a-title"), (2, "summary"), (2, "summary-1")]);
        assert_eq!(outline.lead.as_deref(), Some("The pool of pg ran empty for an hour."));
        let links: Vec<_> = blocks.links.iter().map(|l| l.destination.as_str()).collect();
        assert_eq!(links, ["y.md", "z.png"]);
        assert!(!blocks.has_html);
        assert_eq!(&body[outline.headings[0].span.clone()], "# A title\n");
    }

    #[test]
    fn the_only_main_heading_is_a_title() {
        for (text, section) in [
            ("# Root cause analysis\n\n## Summary\n\nx\n", None),
            ("# Root cause analysis\n\nA valve.\n", Some(SectionKind::Causes)),
            ("# Root cause analysis\n\n## Valve\n", Some(SectionKind::Causes)),
            ("# Executive summary\n\nx\n\n# Timeline\n\n## Impact\n", Some(SectionKind::Summary)),
            ("# Summary\n\n## Impact\n", Some(SectionKind::Summary)),
        ] {
            let outline = Outline::of(text, &Blocks::read(text, 0), &SectionNames::default());
            assert_eq!(outline.headings[0].section, section, "{text}");
        }
    }

    #[test]
    fn inline_fences_do_not_swallow_the_rest() {
        let body = "```one line```\n\n## Timeline\n";
        let outline = Outline::of(body, &Blocks::read(body, 0), &SectionNames::default());
        assert_eq!(outline.headings[0].section, Some(SectionKind::Timeline));
    }
}
