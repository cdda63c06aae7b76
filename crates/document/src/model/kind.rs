//! The kind of event that a document reports.

use serde::Serialize;

/// The kind of event that a document reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    #[default]
    Incident,
    NearMiss,
    Bug,
    Drill,
    Project,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::Incident, Self::NearMiss, Self::Bug, Self::Drill, Self::Project];

    /// The name as it is written in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::NearMiss => "near-miss",
            Self::Bug => "bug",
            Self::Drill => "drill",
            Self::Project => "project",
        }
    }

    /// The name for readers of the site.
    pub fn label(self) -> &'static str {
        match self {
            Self::Incident => "Incident",
            Self::NearMiss => "Near miss",
            Self::Bug => "Bug",
            Self::Drill => "Drill",
            Self::Project => "Project",
        }
    }

    /// The kind that `text` names, in any spelling.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase().replace([' ', '_'], "-");
        Self::ALL.into_iter().find(|kind| kind.name() == text)
    }
}
