//! Actions: what is to be done so that it does not happen again.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;
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

/// The actions of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actions {
    /// In the order of the text.
    pub items: Vec<FoundAction>,
    /// The reason that is given for there being none, and where; bytes of the file.
    pub none_because: Option<(String, Range<usize>)>,
}

/// One action, as far as its author described it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundAction {
    /// What is to be done, without markup, owner, date and status.
    pub title: String,
    /// People or teams, joined with `, `.
    pub owner: Option<String>,
    pub due: Option<Due>,
    pub status: Option<ActionStatus>,
    /// The author's words for the status; empty if a checkbox or a strike-through says it.
    pub status_text: String,
    /// What it is for (`prevent`, `detect`, …), as written.
    pub kind: Option<String>,
    pub priority: Option<String>,
    /// The address of its issue.
    pub link: Option<String>,
    /// The name of its issue: `#12`, `INFRA-12`.
    pub ticket: Option<String>,
    /// Its number within the document, as written.
    pub id: Option<String>,
    /// Whether it tells what was done rather than what is to be done: no open work.
    pub past: bool,
    /// Bytes of the file.
    pub span: Range<usize>,
}

/// How far an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionStatus {
    Open,
    InProgress,
    Done,
    Declined,
}

impl ActionStatus {
    /// The name as people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in progress",
            Self::Done => "done",
            Self::Declined => "declined",
        }
    }
}

/// The day by which an action is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    pub date: Date,
    /// Whether its author named it; otherwise it is the default.
    pub is_stated: bool,
}

/// When `action` is due: on the day or so many days after the publication of the report as its author says,
/// else `days` after the publication if it is still to be done.
pub fn deadline(action: &FoundAction, published: Option<Date>, days: u16) -> Option<Deadline> {
    let after = |days: i32| published?.checked_add(days.days()).ok();
    match action.due {
        Some(Due::On(date)) => Some(Deadline { date, is_stated: true }),
        Some(Due::In(days)) => after(days).map(|date| Deadline { date, is_stated: true }),
        None => {
            let is_over = matches!(action.status, Some(ActionStatus::Done | ActionStatus::Declined));
            if action.past || is_over {
                return None;
            }
            after(i32::from(days)).map(|date| Deadline { date, is_stated: false })
        }
    }
}
