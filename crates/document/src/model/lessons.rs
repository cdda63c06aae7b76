//! Lessons: what went well, what could improve, where luck helped, and what was learned.

use super::SectionKind;
use std::ops::Range;

use serde::Serialize;

/// A lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lesson {
    pub kind: LessonKind,
    /// Without markup.
    pub text: String,
    /// Bytes of the file.
    pub span: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LessonKind {
    WentWell,
    CouldImprove,
    GotLucky,
    Learned,
}

impl LessonKind {
    /// The name for readers of the site.
    pub fn label(self) -> &'static str {
        match self {
            Self::WentWell => "went well",
            Self::CouldImprove => "could improve",
            Self::GotLucky => "got lucky",
            Self::Learned => "learned",
        }
    }

    pub fn of(kind: SectionKind) -> Option<Self> {
        match kind {
            SectionKind::WentWell => Some(Self::WentWell),
            SectionKind::CouldImprove => Some(Self::CouldImprove),
            SectionKind::GotLucky => Some(Self::GotLucky),
            SectionKind::Lessons => Some(Self::Learned),
            _ => None,
        }
    }
}
