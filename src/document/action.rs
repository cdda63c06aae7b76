//! Something to be done about an incident.

use jiff::civil::Date;
use serde::Serialize;

/// Something that somebody undertook to do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Action {
    pub id: Option<String>,
    pub title: String,
    /// `prevent`, `detect`, `mitigate` or `process`, as written.
    pub kind: Option<String>,
    pub owner: Option<String>,
    pub due: Option<Date>,
    pub status: Option<String>,
    pub link: Option<String>,
}

impl Action {
    /// Whether the status says that nothing is left to do.
    pub fn is_done(&self) -> bool {
        self.status.as_deref().is_some_and(|status| {
            ["done", "closed", "complete", "completed", "fixed", "resolved"]
                .iter()
                .any(|word| status.trim().eq_ignore_ascii_case(word))
        })
    }
}
