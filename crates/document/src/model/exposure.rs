//! Whether something applies to a team.

use serde::Serialize;

/// Whether an incident, a lesson or a pattern applies to a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ExposureStatus {
    /// It can happen to the team.
    Exposed,
    /// It could, and no longer can.
    Fixed,
    /// It never could.
    NotApplicable,
}

impl ExposureStatus {
    pub const ALL: [Self; 3] = [Self::Exposed, Self::Fixed, Self::NotApplicable];

    /// As authors write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exposed => "exposed",
            Self::Fixed => "fixed",
            Self::NotApplicable => "not-applicable",
        }
    }
}
