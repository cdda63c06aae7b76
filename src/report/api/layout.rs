//! The layouts of the files below `api/v1/`. Addresses are relative to the site's root, which is two folders above them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::archive::tracked::ActionState;
use crate::report::DocumentReport;
use crate::report::similar::SharedReason;

/// Version of the layouts, as in their address. It changes when a key goes or means something else, not when one is added.
pub const VERSION: u32 = 1;

/// `index.json`: what there is, and where.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ApiIndex {
    /// Version of the layouts: 1.
    pub version: u32,
    /// Name of the archive.
    pub title: String,
    /// A sentence on what it is.
    pub description: String,
    /// BCP 47 tag of its language.
    pub language: String,
    /// Address of the site on the web, if it is configured: all other addresses are relative to it.
    pub base_url: Option<String>,
    /// Name and version of the program that wrote the files.
    pub generator: String,
    /// How much there is.
    pub counts: ApiCounts,
    /// Address of the first part of the postmortems.
    pub postmortems: String,
    /// Address of the first part of the actions.
    pub actions: String,
    /// Address of the first part of the terms.
    pub terms: String,
    /// Address of the JSON Schema of all files.
    pub schema: String,
}

/// How much there is.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ApiCounts {
    /// Number of postmortems.
    pub postmortems: usize,
    /// Number of actions.
    pub actions: usize,
    /// Number of terms.
    pub terms: usize,
}

/// `postmortems.json`, `postmortems-2.json` …: a row for each postmortem, newest first.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ApiPostmortems {
    /// Version of the layout: 1.
    pub version: u32,
    /// Address of the next part; `null` in the last.
    pub next: Option<String>,
    /// The rows of this part.
    pub items: Vec<ApiRow>,
}

/// A postmortem in short.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ApiRow {
    /// The stable name that its author gave.
    pub id: Option<String>,
    /// Address of the page.
    pub url: String,
    /// Address of all that is known of it.
    pub data: String,
    /// The title, without markup.
    pub title: String,
    /// One or two sentences on what happened.
    pub summary: Option<String>,
    /// The day that it is filed under: when it happened, else when the report came out.
    pub date: Option<String>,
    /// The day on which it happened.
    pub happened: Option<String>,
    /// The day on which the report came out.
    pub published: Option<String>,
    /// The day, or the time, of the last change of the report.
    pub updated: Option<String>,
    /// As stated, or from start to end.
    pub duration_seconds: Option<i64>,
    /// The label of its author.
    pub severity: Option<String>,
    /// 1 is the most severe.
    pub severity_rank: Option<u8>,
    /// `incident`, `near-miss` …
    pub kind: &'static str,
    /// As its author wrote it.
    pub status: Option<String>,
    /// What it touched.
    pub services: Vec<String>,
    /// Whom it touched.
    pub teams: Vec<String>,
    /// What it has in common with others.
    pub tags: Vec<String>,
}

/// `postmortems/….json`: all that is known of a postmortem.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ApiPostmortem {
    /// Version of the layout: 1.
    pub version: u32,
    /// Its row.
    pub postmortem: ApiRow,
    /// The incidents that it repeats.
    pub earlier: Vec<ApiLink>,
    /// The incidents that repeat it.
    pub later: Vec<ApiLink>,
    /// The incidents that are declared related.
    pub related: Vec<ApiLink>,
    /// The incidents that are most like it, the most alike first: five at most, and none where nothing is like it.
    pub similar: Vec<ApiSimilar>,
    /// What was understood of the text, with lines of its file: as `retold inspect --format json` prints it.
    pub report: DocumentReport,
}

/// An incident that is like another one. How much is left out: it depends a little on all documents, so that each change of one would change
/// many files.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ApiSimilar {
    /// The name that its author gave, else its address.
    pub id: String,
    /// The title, without markup.
    pub title: String,
    /// Address of the page.
    pub url: String,
    /// Address of all that is known of it.
    pub data: String,
    /// The day that it is filed under: when it happened, else when the report came out.
    pub date: Option<String>,
    /// The label of its author.
    pub severity: Option<String>,
    /// What it touched.
    pub services: Vec<String>,
    /// Whether the two are nearly the same text, rather than two incidents.
    pub is_copy: bool,
    /// Whether one of the two names the other, as in `recurrence_of` and `related`.
    pub is_linked: bool,
    /// What both have in common; empty for a copy.
    pub reasons: Vec<SharedReason>,
    /// The same in words: `same service payments; both in causes: failover`.
    pub because: String,
}

/// Another postmortem.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ApiLink {
    /// The title, without markup.
    pub title: String,
    /// Address of the page.
    pub url: String,
    /// Address of all that is known of it.
    pub data: String,
}

/// `actions.json`, `actions-2.json` …: the actions of the postmortems in the part of the same number.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ApiActions {
    /// Version of the layout: 1.
    pub version: u32,
    /// Address of the next part; `null` in the last.
    pub next: Option<String>,
    /// The actions of this part, in the order of their postmortems and of the text.
    pub items: Vec<ApiAction>,
}

/// An action.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ApiAction {
    /// A name that no other action has, and that stays the same when its state changes.
    pub key: String,
    /// What is to be done, without markup.
    pub title: String,
    /// How far it is.
    pub state: ActionState,
    /// People or teams, without `@`.
    pub owners: Vec<String>,
    /// The due date; without a stated one, only an open action has one.
    pub due: Option<String>,
    /// Whether somebody gave the due date; otherwise it is counted from the publication of the report.
    pub due_is_stated: bool,
    /// The name of its ticket.
    pub ticket: Option<String>,
    /// The address of its ticket.
    pub link: Option<String>,
    /// What it is for, such as `prevent`, as its author wrote it.
    pub kind: Option<String>,
    /// How urgent it is, as its author wrote it.
    pub priority: Option<String>,
    /// Address of the page of its postmortem.
    pub postmortem: String,
}

/// `terms.json`, `terms-2.json` …: what postmortems are grouped by.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ApiTerms {
    /// Version of the layout: 1.
    pub version: u32,
    /// Address of the next part; `null` in the last.
    pub next: Option<String>,
    /// The terms of this part, by taxonomy and name.
    pub items: Vec<ApiTerm>,
}

/// A term.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ApiTerm {
    /// The taxonomy: `services`, `tags`, `teams`, `severities`, `years` …
    pub taxonomy: &'static str,
    /// The spelling that most postmortems use.
    pub label: String,
    /// Address of its page.
    pub url: String,
    /// Number of its postmortems.
    pub count: usize,
    /// The day of the newest.
    pub latest: Option<String>,
}
