//! How an incident was resolved, in one sentence.

use std::ops::Range;

use retold_document::model::{Marker, Milestone, Section, SectionKind};
use retold_document::{Document, is_unwritten, plain_text_sections, sentences, shorten};

/// The longest sentence that is kept, in characters.
const LONGEST: usize = 240;

/// Shorter sentences, in words, are labels and remarks: they describe nothing that somebody did.
const LEAST_WORDS: usize = 2;

/// The first sentence on how the incident of `document` was resolved, without markup: from its front matter, else from its
/// section on the resolution, else the entry of its timeline at which it was mitigated. `None` if nothing of it is known.
pub fn resolution(document: &Document) -> Option<String> {
    let stated = document.front_matter.resolution.as_deref().and_then(first_sentence);
    stated.or_else(|| in_section(document)).or_else(|| mitigation(document))
}

fn in_section(document: &Document) -> Option<String> {
    let sections = document.sections.iter().filter(|section| section.kind == SectionKind::Resolution);
    let mut texts = sections.filter_map(|section| document.text.get(body(document, section)));
    texts.find_map(first_in_markdown)
}

/// The bytes of the file that are the text of a section, with the headings below its own.
fn body(document: &Document, section: &Section) -> Range<usize> {
    if section.marker == Marker::InlineLabel && !section.label_text.is_empty() {
        return section.label_text.clone();
    }
    let start = section.span.end;
    let headings = &document.outline.headings;
    let own = headings.iter().find(|heading| heading.span == section.span);
    let level = own.filter(|_| section.marker == Marker::Heading).map_or(u8::MAX, |heading| heading.level);
    let next = headings.iter().filter(|heading| heading.level <= level).map(|heading| heading.span.start);
    let others = document.sections.iter().filter(|other| other.marker != Marker::InlineLabel);
    let others = others.map(|other| other.span.start);
    let end = next.chain(others).filter(|at| *at >= start).min();
    start..end.unwrap_or(document.body_end).max(start)
}

/// The first sentence of running text or of a list. What introduces a list is completed by its first item.
fn first_in_markdown(markdown: &str) -> Option<String> {
    for section in plain_text_sections(markdown, usize::MAX) {
        let mut text = String::new();
        let mut at = 0;
        for code in &section.code {
            text.push_str(&section.text[at..code.start]);
            at = code.end;
        }
        text.push_str(&section.text[at..]);
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        while let Some(line) = lines.next() {
            let introduced = if line.ends_with(':') { lines.next() } else { None };
            let line = introduced.map_or_else(|| line.to_owned(), |item| format!("{line} {item}"));
            if let Some(sentence) = first_sentence(&line) {
                return Some(sentence);
            }
        }
    }
    None
}

fn mitigation(document: &Document) -> Option<String> {
    let at = document.milestones.get(Milestone::Mitigated)?.span.start;
    let entry = document.timeline.entries.iter().find(|entry| entry.span.contains(&at))?;
    first_sentence(&entry.text)
}

fn first_sentence(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = sentences(&text).next()?.trim();
    // Languages without spaces have no words to count.
    let is_sentence = sentence.split(' ').count() >= LEAST_WORDS || !sentence.is_ascii();
    (is_sentence && !is_unwritten(sentence)).then(|| shorten(sentence, LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_document::{SourceFile, Vocabulary};

    fn of(text: &str) -> Option<String> {
        let file =
            SourceFile { path: "2026-01-31-a.md".into(), name: "content/a.md".into(), bytes: text.into() };
        resolution(&Document::parse(file, &Vocabulary::default()).0)
    }

    #[test]
    fn the_resolution_is_the_first_sentence_of_what_is_nearest_to_it() {
        for (text, expected) in [
            (
                "---\nresolution: Rolled back. Then slept.\n---\n# A\n\n## Resolution\n\nNot this.\n",
                "Rolled back.",
            ),
            (
                "# A\n\n## Resolution\n\nWe *raised* the `max_connections` to 500. It held.\n",
                "We raised the max_connections to 500.",
            ),
            (
                "# A\n\n## Resolution\n\n```\nkubectl rollout undo\n```\n\nThe pods came back.\n",
                "The pods came back.",
            ),
            (
                "# A\n\n## Resolution\n\nIt took two steps:\n\n- Delete old logs. Wait.\n- Restart\n",
                "It took two steps: Delete old logs.",
            ),
            (
                "# A\n\n## Resolution\n\n### First\n\nA disk was added\n\n## Causes\n\nNo.\n",
                "A disk was added",
            ),
            ("# A\n\n**Resolution:** more disk\n\n## Lessons\n\nNo.\n", "more disk"),
            ("# A\n\n## Resolution\n\nTODO\n\n## Lessons\n\nBuy disks early.\n", ""),
            ("# A\n\n## Causes\n\nA disk.\n", ""),
        ] {
            assert_eq!(of(text).unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn without_a_section_the_mitigating_entry_counts() {
        let timeline = "# A\n\n## Timeline\n\n- 10:00 UTC The disk is full\n- 10:05 UTC Mitigated by deleting old logs. \
                        Users are back.\n- 11:00 UTC Resolved\n";
        assert_eq!(of(timeline).as_deref(), Some("Mitigated by deleting old logs."));
    }

    #[test]
    fn a_long_sentence_is_cut() {
        let long = of(&format!("# A\n\n## Resolution\n\nWe {}\n", "waited and ".repeat(60))).unwrap();
        assert!(long.ends_with('…') && long.chars().count() <= LONGEST + 1, "{long}");
    }
}
