//! What teams record of whether an incident, a lesson or a pattern applies to them.

mod known;
mod record;
mod resolve;
mod toml_file;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use known::patterns;
pub use resolve::resolve;
use retold_diagnostic::Place;
use retold_document::model::ExposureStatus;

/// What a record is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A cause or a trigger of incidents, by the part of its address that names it.
    Pattern(String),
    /// A lesson of a postmortem, which is an index of [`crate::archive::Archive::postmortems`].
    Lesson { postmortem: usize, anchor: String },
    /// A postmortem, by its index.
    Incident(usize),
}

impl Subject {
    /// `pattern`, `lesson` or `incident`, as the key of a record is called.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Pattern(_) => "pattern",
            Self::Lesson { .. } => "lesson",
            Self::Incident(_) => "incident",
        }
    }
}

/// What a team recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposure {
    /// The team, as the archive calls it.
    pub team: String,
    pub subject: Subject,
    /// The subject as people read it: a label, a title, the text of a lesson.
    pub title: String,
    pub status: ExposureStatus,
    /// Since when.
    pub date: Option<Date>,
    pub link: Option<String>,
    pub note: Option<String>,
    pub place: Place,
}

impl Exposure {
    /// The days since the team is exposed, until `today`; `None` if it is not, or if nobody wrote since when.
    pub fn days_exposed(&self, today: Date) -> Option<i32> {
        let since = self.date.filter(|_| self.status == ExposureStatus::Exposed)?;
        Some((today - since).get_days())
    }
}

/// All that teams recorded, in the order of the teams, and of each in the order of its files; one record of a team on each
/// subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exposures {
    entries: Vec<Exposure>,
    /// The indexes of the records on patterns, by the pattern.
    by_pattern: BTreeMap<String, Vec<usize>>,
    /// The indexes of the records on incidents and their lessons, by the incident.
    by_incident: BTreeMap<usize, Vec<usize>>,
}

impl Exposures {
    fn of(entries: Vec<Exposure>) -> Self {
        let mut exposures = Self::default();
        for (index, entry) in entries.iter().enumerate() {
            match &entry.subject {
                Subject::Pattern(slug) => {
                    exposures.by_pattern.entry(slug.clone()).or_default().push(index);
                }
                Subject::Lesson { postmortem, .. } | Subject::Incident(postmortem) => {
                    exposures.by_incident.entry(*postmortem).or_default().push(index);
                }
            }
        }
        Self { entries, ..exposures }
    }

    /// All records.
    pub fn entries(&self) -> &[Exposure] {
        &self.entries
    }

    /// The records on a cause or a trigger, by the part of its address that names it.
    pub fn of_pattern(&self, slug: &str) -> impl Iterator<Item = &Exposure> {
        self.at(self.by_pattern.get(slug))
    }

    /// The records on the postmortem with `index` and on its lessons, then those on its `patterns`.
    pub fn of_incident<'a>(
        &'a self,
        index: usize,
        patterns: &'a [String],
    ) -> impl Iterator<Item = &'a Exposure> {
        let of_patterns = patterns.iter().flat_map(|slug| self.of_pattern(slug));
        self.at(self.by_incident.get(&index)).chain(of_patterns)
    }

    fn at<'a>(&'a self, indexes: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a Exposure> {
        indexes.into_iter().flatten().map(|index| &self.entries[*index])
    }
}
