//! Front matter as its author wrote it.

use jiff::SignedDuration;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Range;

use retold_times::Moment;
use serde::Serialize;
use serde_json::Value;

use super::{Action, Kind};
use crate::keys::Key;

/// The values of a document's front matter. Missing values are `None` or empty lists.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FrontMatter {
    pub format: Option<Format>,
    pub id: Option<String>,
    pub title: Option<String>,
    pub summary: Option<String>,
    pub date: Option<Moment>,
    pub published: Option<Moment>,
    pub updated: Option<Moment>,
    pub draft: bool,
    pub slug: Option<String>,
    pub aliases: Vec<String>,
    pub authors: Vec<String>,
    pub tags: Vec<String>,
    pub kind: Option<Kind>,
    /// The author's label, such as `SEV2` or `HIGH (complete failure)`.
    pub severity: Option<String>,
    pub status: Option<String>,
    pub audience: Option<String>,
    pub services: Vec<String>,
    pub teams: Vec<String>,
    pub started: Option<Moment>,
    pub detected: Option<Moment>,
    pub acknowledged: Option<Moment>,
    pub escalated: Option<Moment>,
    pub identified: Option<Moment>,
    pub mitigated: Option<Moment>,
    pub resolved: Option<Moment>,
    /// As stated; the milestones may give another duration.
    pub duration: Option<SignedDuration>,
    pub detection_method: Option<String>,
    /// The event that started the incident, as opposed to its causes.
    pub trigger: Option<String>,
    /// How it was ended.
    pub resolution: Option<String>,
    /// The conditions that allowed the incident.
    pub causes: Vec<String>,
    pub impact: Option<String>,
    pub lessons: Vec<String>,
    /// Error texts that people will paste into a search.
    pub signatures: Vec<String>,
    pub recurrence_of: Vec<String>,
    pub related: Vec<String>,
    /// Documents that look like this one and have nothing to do with it.
    pub not_related: Vec<String>,
    pub supersedes: Vec<String>,
    pub actions: Vec<Action>,
    /// Addresses of the report on which this document is based.
    pub sources: Vec<String>,
    /// Whether incidents, lessons and patterns apply to the team: records as written, by key.
    #[serde(skip)]
    pub exposure: Vec<BTreeMap<String, String>>,
    /// Whether the file holds many incidents, each under a heading of its own.
    pub split: bool,
    /// Where and how long the document is not shown.
    #[serde(skip)]
    pub holding: Holding,
    /// Unknown keys.
    pub extra: BTreeMap<String, Value>,
}

impl FrontMatter {
    /// Whether the file at `path`, which has this front matter, is split into its incidents: by itself, or because
    /// `listed`, the files that the configuration splits, has it.
    pub fn is_split(&self, path: &str, listed: &[String]) -> bool {
        self.split || listed.iter().any(|other| other == path)
    }
}

/// Where and how long a document is not shown, in the words of several generators.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holding {
    /// The first day on which it has a page.
    pub until: Option<Date>,
    /// The day from which on it has none.
    pub end: Option<Date>,
    /// It has a page, to which no list, feed or search leads.
    pub is_unlisted: bool,
    pub no_sitemap: bool,
    pub no_search: bool,
}

impl Holding {
    /// Waits until the day of `moment`, too.
    pub fn wait_until(&mut self, moment: Option<Moment>) {
        self.until = self.until.max(moment.map(|moment| moment.date));
    }

    /// Ends on the day of `moment`, too.
    pub fn end_at(&mut self, moment: Option<Moment>) {
        let day = moment.map(|moment| moment.date);
        self.end = self.end.into_iter().chain(day).min();
    }

    /// Whether the document has no page on the day `today`.
    pub fn holds_on(&self, today: Date) -> bool {
        self.until.is_some_and(|until| today < until) || self.end.is_some_and(|end| end <= today)
    }
}

/// The places of keys, independent of their spelling: bytes of the file.
pub type KeyPlaces = BTreeMap<Key, Range<usize>>;

/// The format of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Between lines of `---`, or of `---yaml` and `---`.
    Yaml,
    /// Between lines of `+++`, or of `---toml` and `---`.
    Toml,
    /// One object at the start of the file, or between lines of `---json` and `---`.
    Json,
}
