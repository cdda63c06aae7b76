//! What teams recorded of their exposure as data: JSON, a table for spreadsheets, lists for a chat.

mod markdown;
mod table;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::archive::Archive;
use crate::archive::exposure::{Exposure, Subject};
use crate::archive::links::encode_path;
use crate::config::Config;
use retold_document::model::ExposureStatus;

pub use markdown::{markdown, title};
pub use table::table;

/// Version of the layout of [`ExposureReport`].
pub const VERSION: u32 = 1;

/// What teams recorded.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExposureReport {
    /// Version of this layout. It changes when a key goes or means something else, not when one is added.
    pub version: u32,
    /// The date by which days are counted.
    pub today: String,
    /// The records, by status, then those that are exposed longest first.
    pub exposures: Vec<RecordedExposure>,
}

/// A record of a team.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RecordedExposure {
    /// The team that recorded it.
    pub team: String,
    /// Whether it applies to the team.
    pub status: ExposureStatus,
    /// What it is about: `pattern`, `lesson` or `incident`.
    pub kind: String,
    /// What it is about, for people: the label of the pattern, the text of the lesson, or the title of the incident.
    pub title: String,
    /// Address of the page of the incident relative to the site's root; `None` for a pattern.
    pub url: Option<String>,
    /// Its address on the web; `None` if no base URL is configured.
    pub permalink: Option<String>,
    /// Since when.
    pub date: Option<String>,
    /// The days since then, if the team is exposed.
    pub days_exposed: Option<i32>,
    /// Address of what shows it.
    pub link: Option<String>,
    pub note: Option<String>,
    /// The file of the record as the user named it, with forward slashes.
    pub file: String,
    /// The line in which it begins.
    pub line: usize,
}

/// The report on `exposures` of `archive`.
pub fn exposures(exposures: &[&Exposure], archive: &Archive, today: Date, config: &Config) -> ExposureReport {
    let exposures = exposures.iter().map(|exposure| recorded(exposure, archive, today, config)).collect();
    ExposureReport { version: VERSION, today: today.to_string(), exposures }
}

fn recorded(exposure: &Exposure, archive: &Archive, today: Date, config: &Config) -> RecordedExposure {
    let url = url(exposure, archive);
    let base = config.base_url.as_deref();
    RecordedExposure {
        team: exposure.team.clone(),
        status: exposure.status,
        kind: exposure.subject.kind().to_owned(),
        title: exposure.title.split_whitespace().collect::<Vec<_>>().join(" "),
        permalink: base.zip(url.as_deref()).map(|(base, url)| format!("{base}{}", encode_path(url))),
        url,
        date: exposure.date.map(|date| date.to_string()),
        days_exposed: exposure.days_exposed(today),
        link: exposure.link.clone(),
        note: exposure.note.clone(),
        file: exposure.place.path.clone(),
        line: exposure.place.line,
    }
}

fn url(exposure: &Exposure, archive: &Archive) -> Option<String> {
    match exposure.subject {
        Subject::Incident(index) | Subject::Lesson { postmortem: index, .. } => {
            archive.postmortems.get(index).map(|postmortem| postmortem.url.clone())
        }
        Subject::Pattern(_) => None,
    }
}
