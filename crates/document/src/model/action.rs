//! An action as the front matter has it.

use retold_times::Due;
use serde::Serialize;

/// An action as the front matter has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Action {
    pub id: Option<String>,
    pub title: String,
    /// `prevent`, `detect`, `mitigate` or `process`, as written.
    pub kind: Option<String>,
    pub owner: Option<String>,
    pub due: Option<Due>,
    pub status: Option<String>,
    /// Its ticket: an address or a name.
    pub link: Option<String>,
}
