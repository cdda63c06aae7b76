//! The sections that postmortems have in common.

use std::ops::Range;

use serde::Serialize;

/// A section that postmortems have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SectionKind {
    Summary,
    Impact,
    Background,
    Detection,
    Response,
    Timeline,
    Trigger,
    Causes,
    FiveWhys,
    Resolution,
    WentWell,
    CouldImprove,
    GotLucky,
    Lessons,
    Actions,
    Questions,
    Related,
    Appendix,
    /// Who took part, or is thanked.
    People,
    /// Metadata: severity, status, statistics.
    Facts,
}

impl SectionKind {
    pub const ALL: [Self; 20] = [
        Self::Summary,
        Self::Impact,
        Self::Background,
        Self::Detection,
        Self::Response,
        Self::Timeline,
        Self::Trigger,
        Self::Causes,
        Self::FiveWhys,
        Self::Resolution,
        Self::WentWell,
        Self::CouldImprove,
        Self::GotLucky,
        Self::Lessons,
        Self::Actions,
        Self::Questions,
        Self::Related,
        Self::Appendix,
        Self::People,
        Self::Facts,
    ];

    /// The kind with this name; `None` if there is none.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The name as it is written in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Impact => "impact",
            Self::Background => "background",
            Self::Detection => "detection",
            Self::Response => "response",
            Self::Timeline => "timeline",
            Self::Trigger => "trigger",
            Self::Causes => "causes",
            Self::FiveWhys => "five-whys",
            Self::Resolution => "resolution",
            Self::WentWell => "went-well",
            Self::CouldImprove => "could-improve",
            Self::GotLucky => "got-lucky",
            Self::Lessons => "lessons",
            Self::Actions => "actions",
            Self::Questions => "questions",
            Self::Related => "related",
            Self::Appendix => "appendix",
            Self::People => "people",
            Self::Facts => "facts",
        }
    }
}

/// How the author marks the beginning of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Marker {
    Heading,
    /// A line in bold that serves as a heading.
    BoldLine,
    /// A label with its text behind it: `**Impact:** nobody noticed`, or an item of a list with the
    /// text inside it.
    InlineLabel,
}

/// A part of the document that begins with one of the usual names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub kind: SectionKind,
    pub marker: Marker,
    /// The heading, line or label; bytes of the file.
    pub span: Range<usize>,
    /// The blocks below it, as indexes into `Blocks::all`: whole trees. Sections inside it included.
    pub blocks: Range<usize>,
    /// The text behind a label in its own paragraph; bytes of the file, empty if there is none.
    pub label_text: Range<usize>,
}

impl Section {
    /// The block with the heading, bold line or label.
    pub fn marker_block(&self) -> Option<usize> {
        self.blocks.start.checked_sub(1)
    }
}
