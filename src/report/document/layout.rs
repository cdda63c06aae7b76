//! The layout of the report of a document.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use retold_document::model::{
    ActionStatus, LessonKind, Marker, MeasureKind, Milestone, Origin, PhaseKind, SectionKind,
};

/// Version of the layout of [`DocumentReport`].
pub const VERSION: u32 = 1;

/// The report of a document. Lines are 1-based lines of the file; `None` for facts from the path.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DocumentReport {
    /// Version of this layout. It changes when a key goes or means something else, not when one is added.
    pub version: u32,
    /// The file as the user named it, with forward slashes.
    pub file: String,
    /// The name of the class, such as `incident`.
    pub class: &'static str,
    /// The evidence for the class; `None` if the file is a report only by default.
    pub class_origin: Option<Origin>,
    /// The line that shows the class.
    pub class_line: Option<usize>,
    /// For an incident of a split file: its name in the address.
    pub part: Option<String>,
    /// Facts on the document as a whole; each value of a list is a fact of its own.
    pub facts: Vec<FactReport>,
    /// The milestones, in their usual order.
    pub milestones: Vec<MilestoneReport>,
    /// The time between milestones, in order.
    pub phases: Vec<PhaseReport>,
    /// The time zone that the document states for the timeline.
    pub zone: Option<String>,
    /// The entries of the timeline, in the order of the text.
    pub timeline: Vec<EntryReport>,
    /// The steps of a five-whys analysis.
    pub whys: Vec<WhyReport>,
    /// The actions, planned and done.
    pub actions: Vec<ActionReport>,
    /// The reason that the document gives for having no actions.
    pub no_actions_because: Option<String>,
    /// The lessons.
    pub lessons: Vec<LessonReport>,
    /// The impact in numbers.
    pub impact: Vec<MeasureReport>,
    /// The sections by the names that postmortems have in common.
    pub sections: Vec<SectionReport>,
    /// With `--why`: what could be a milestone, in the order of the milestones, the chosen one first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub milestone_candidates: Option<Vec<CandidateReport>>,
}

/// A single value, or one of several.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FactReport {
    /// The name of the fact: `title`, `severity`, `service` … `date` is the day under which the document is filed:
    /// `happened`, when the incident did, else `published`.
    pub name: &'static str,
    /// As its author wrote it; days and times in RFC 3339, durations as `2h 15m`.
    pub value: String,
    /// The kind of place that it comes from.
    pub origin: Origin,
    /// Its line.
    pub line: Option<usize>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MilestoneReport {
    /// Which one.
    pub milestone: Milestone,
    /// RFC 3339, as far as it is known.
    pub at: String,
    /// The same in UTC, where day, time and zone are known: without a zone nothing can be joined.
    pub utc: Option<String>,
    /// The kind of place that it comes from.
    pub origin: Origin,
    /// Its line.
    pub line: Option<usize>,
    /// The entry of the timeline that it was read from.
    pub entry: Option<String>,
}

/// A time that may be that of a milestone.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CandidateReport {
    /// Which one.
    pub milestone: Milestone,
    /// RFC 3339, as far as it is known.
    pub at: String,
    /// The kind of place that it comes from.
    pub origin: Origin,
    /// Its line.
    pub line: Option<usize>,
    /// What shows it: the kind of label or sentence, or a wording of the same form.
    pub rule: &'static str,
    /// Of two candidates for a milestone, that of the greater weight counts.
    pub weight: u8,
    /// Why it is not chosen; `null` for the chosen one.
    pub lost: Option<String>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PhaseReport {
    /// Which one.
    pub phase: PhaseKind,
    /// The milestone that begins it.
    pub from: Milestone,
    /// The milestone that ends it.
    pub to: Milestone,
    /// How long it took.
    pub seconds: i64,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EntryReport {
    /// Where the entry begins.
    pub line: Option<usize>,
    /// RFC 3339, as far as it is known; the time of day alone if the date is unknown.
    pub at: Option<String>,
    /// The end of a range, in the same form.
    pub until: Option<String>,
    /// Whether its author marks the time as approximate.
    pub approximate: bool,
    /// Since the first entry.
    pub offset_seconds: Option<i64>,
    /// What happened, without the time and without markup.
    pub text: String,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WhyReport {
    /// Where the step begins.
    pub line: Option<usize>,
    /// 0 for the first question; a step with a greater depth answers the one above it.
    pub depth: usize,
    /// Why it happened.
    pub question: Option<String>,
    /// What the author answers.
    pub answer: Option<String>,
    /// What is to be done about it.
    pub action: Option<String>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ActionReport {
    /// Where the action begins.
    pub line: Option<usize>,
    /// What is to be done, without markup.
    pub title: String,
    /// Who does it: a person or a team.
    pub owner: Option<String>,
    /// The due date.
    pub due: Option<String>,
    /// Whether the author gave the due date; otherwise it is counted from the publication of the report.
    pub due_is_stated: bool,
    /// How far it is, where that is stated.
    pub status: Option<ActionStatus>,
    /// What it is for, such as `prevent`, as its author wrote it.
    pub kind: Option<String>,
    /// How urgent it is, as its author wrote it.
    pub priority: Option<String>,
    /// The name of its ticket.
    pub ticket: Option<String>,
    /// The address of its ticket.
    pub link: Option<String>,
    /// Whether its text describes work that was already done.
    pub described_as_done: bool,
}

impl ActionReport {
    /// Returns true if the action is open and due before `today`: see
    /// [`crate::archive::tracked::TrackedAction::days_overdue`].
    pub fn is_overdue(&self, today: Date) -> bool {
        let is_open = match self.status {
            Some(status) => matches!(status, ActionStatus::Open | ActionStatus::InProgress),
            None => self.due_is_stated && !self.described_as_done,
        };
        let due = self.due.as_ref().filter(|_| is_open);
        due.is_some_and(|due| due.parse::<Date>().is_ok_and(|due| due < today))
    }
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LessonReport {
    /// Where the lesson begins.
    pub line: Option<usize>,
    /// What kind of lesson it is.
    pub kind: LessonKind,
    /// The lesson, without markup.
    pub text: String,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MeasureReport {
    /// Its line.
    pub line: Option<usize>,
    /// What it measures.
    pub kind: MeasureKind,
    /// The number; of a range, its lower end.
    pub value: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// What is counted or measured, such as `users`, `minutes` or `USD`.
    pub unit: String,
    /// Whether its author marks the number as approximate.
    pub approximate: bool,
    /// The number as its author wrote it.
    pub text: String,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SectionReport {
    /// Where its heading or label is.
    pub line: Option<usize>,
    /// Which section it is.
    pub kind: SectionKind,
    /// How its author marks its beginning.
    pub marker: Marker,
    /// The heading or label, as its author wrote it.
    pub text: String,
}
