//! Which part of a document says what: what started the incident, what caused it, and what is about neither.

use std::ops::Range;

use retold_document::Document;
use retold_document::keys::Key;
use retold_document::model::{Marker, Section, SectionKind};

/// A part of a document that is read for proposals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Title,
    /// The summary, or what stands before the first heading.
    Summary,
    /// The section or label on what set it off.
    Trigger,
    /// What the timeline begins with.
    Start,
    Causes,
    /// What could be improved.
    Improvements,
    /// Background, response, and sections of other names.
    Other,
}

impl Part {
    /// How much a phrase for a cause counts here; one that `is_sure` means the cause wherever it stands.
    pub fn weight_of_cause(self, is_sure: bool) -> u32 {
        match self {
            Self::Causes => 4,
            Self::Improvements => 3,
            Self::Summary | Self::Trigger | Self::Other | Self::Title if is_sure => 2,
            _ => 0,
        }
    }

    /// How much a phrase for a trigger counts here.
    pub fn weight_of_trigger(self, is_sure: bool) -> u32 {
        match self {
            Self::Trigger => 6,
            Self::Title => 4,
            Self::Summary => 4,
            Self::Start => 3,
            Self::Causes | Self::Other if is_sure => 2,
            _ => 0,
        }
    }

    /// Whether it may also say how the incident was ended.
    pub fn may_hold_remedies(self) -> bool {
        !matches!(self, Self::Title | Self::Trigger)
    }
}

/// Where text that is no passage of the body stands.
#[derive(Debug, Clone, Copy)]
pub struct Stated {
    pub is_title: bool,
    /// Byte of the file.
    pub byte: usize,
}

/// The parts of a document.
pub struct Parts<'a> {
    document: &'a Document,
    title: String,
    title_at: usize,
    /// Sections that begin with a label or a bold line, and the bytes of the file that they hold.
    labelled: Vec<(SectionKind, Range<usize>)>,
    /// The first entry of the timeline, bytes of the file.
    start: Option<Range<usize>>,
}

impl<'a> Parts<'a> {
    pub fn of(document: &'a Document) -> Self {
        let labelled = document.sections.iter().filter(|section| section.marker != Marker::Heading);
        let title = document.facts.title.as_ref();
        Self {
            document,
            title: document.title(),
            title_at: title.map_or(document.body_start, |title| title.span.start),
            labelled: labelled.map(|section| (section.kind, extent(document, section))).collect(),
            start: document.timeline.entries.first().map(|entry| entry.span.clone()),
        }
    }

    /// The title, and the summary in front matter.
    pub fn stated(&self) -> impl Iterator<Item = (&str, Stated)> {
        let title = (self.title.as_str(), Stated { is_title: true, byte: self.title_at });
        let summary = self.document.front_matter.summary.as_deref();
        let byte = self.document.key_places.get(&Key::Summary).map_or(0, |span| span.start);
        let summary = summary.map(|summary| (summary, Stated { is_title: false, byte }));
        [title].into_iter().chain(summary)
    }

    /// The part with the byte `at` of the file; `None` where nothing counts.
    pub fn at(&self, at: usize) -> Option<Part> {
        if self.start.as_ref().is_some_and(|start| start.contains(&at)) {
            return Some(Part::Start);
        }
        let label = self.labelled.iter().rfind(|(_, extent)| extent.contains(&at)).map(|(kind, _)| *kind);
        part_of(label.or_else(|| self.section(at)), self.is_introduction(at))
    }

    /// The section by headings: of those above the byte, the innermost that is known.
    fn section(&self, at: usize) -> Option<SectionKind> {
        let mut level = u8::MAX;
        let above = self.document.outline.heading_at(at).map_or(0, |index| index + 1);
        for (index, heading) in self.document.outline.headings[..above].iter().enumerate().rev() {
            if heading.level >= level {
                continue;
            }
            level = heading.level;
            if heading.section.is_some() && Some(index) != self.document.title_heading {
                return heading.section;
            }
        }
        None
    }

    /// Whether no heading but the title stands before.
    fn is_introduction(&self, at: usize) -> bool {
        let title = self.document.title_heading;
        let mut headings = self.document.outline.headings.iter().enumerate();
        headings.all(|(index, heading)| Some(index) == title || heading.span.start > at)
    }
}

fn part_of(kind: Option<SectionKind>, is_introduction: bool) -> Option<Part> {
    match kind {
        Some(SectionKind::Summary) => Some(Part::Summary),
        Some(SectionKind::Trigger) => Some(Part::Trigger),
        Some(SectionKind::Causes | SectionKind::FiveWhys) => Some(Part::Causes),
        Some(SectionKind::CouldImprove) => Some(Part::Improvements),
        Some(SectionKind::Background | SectionKind::Detection) => Some(Part::Other),
        None if is_introduction => Some(Part::Summary),
        None => Some(Part::Other),
        _ => None,
    }
}

/// The bytes of the file that a label or a bold line begins: up to the next section or heading. The label is in the sentence
/// that it begins.
fn extent(document: &Document, section: &Section) -> Range<usize> {
    let label = &section.label_text;
    let start = if label.is_empty() { section.span.end } else { label.start };
    section.span.start..document.next_part(start).unwrap_or(document.body_end).max(start)
}
