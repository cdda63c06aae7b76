//! The text below the markers of sections.

use std::collections::HashSet;
use std::ops::Range;

use super::Subject;
use retold_document::Document;
use retold_document::model::{Marker, Section, SectionKind};
use retold_document::prose::{Passage, PassageKind};

/// The bytes of the file that are below the heading `index` of the outline, with the headings inside it.
pub fn below(document: &Document, index: usize) -> Range<usize> {
    let headings = &document.outline.headings;
    let heading = &headings[index];
    let next = headings[index + 1..].iter().find(|other| other.level <= heading.level);
    let end = next.map_or(document.body_end, |next| next.span.start);
    heading.span.end.min(end)..end
}

/// The bytes of the file that belong to `section`: up to the next heading of its level, or for a label or a bold line, up
/// to the next section or heading.
fn extent(document: &Document, section: &Section) -> Range<usize> {
    let headings = &document.outline.headings;
    if section.marker == Marker::Heading
        && let Some(index) = document.outline.heading_at(section.span.start)
        && headings[index].span == section.span
    {
        return below(document, index);
    }
    let label = &section.label_text;
    let start = if label.is_empty() { section.span.end } else { label.start };
    start..document.next_part(start).unwrap_or(document.body_end).max(start)
}

/// A text of the author, and its bytes of the file.
pub struct Text {
    pub text: String,
    pub span: Range<usize>,
}

/// The paragraphs, items and cells of the sections of a kind.
pub fn texts(subject: &Subject<'_>, kind: SectionKind) -> Vec<Text> {
    let document = subject.document();
    let mut found: Vec<Text> = Vec::new();
    let mut seen = HashSet::new();
    let passages = &subject.prose.passages;
    for section in document.sections.iter().filter(|section| section.kind == kind) {
        let extent = extent(document, section);
        // Passages are in the order of the text, apart from each other.
        let first = passages.partition_point(|passage| written(passage).end <= extent.start);
        for passage in passages[first..].iter().take_while(|passage| written(passage).start < extent.end) {
            if passage.kind == PassageKind::Heading {
                continue;
            }
            let written = written(passage);
            let span = written.start.max(extent.start)..written.end.min(extent.end);
            // Behind a label, the text is part of a passage.
            let text =
                if span == written { Some(passage.text.as_str()) } else { document.text.get(span.clone()) };
            let text = text.map(str::trim).filter(|text| !text.is_empty());
            if let Some(text) = text
                && seen.insert((span.start, span.end))
            {
                found.push(Text { text: text.to_owned(), span });
            }
        }
    }
    found
}

/// The bytes of the file with the text of a passage.
fn written(passage: &Passage) -> Range<usize> {
    passage.span(0..passage.text.len())
}
