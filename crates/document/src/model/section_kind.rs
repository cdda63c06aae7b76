//! The parts that postmortems have in common.

use serde::Serialize;

/// A section that postmortems have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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
