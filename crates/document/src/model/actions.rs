//! Actions: the work by which a team prevents that an incident happens again.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;
use retold_times::Due;
use serde::Serialize;

/// An action of the front matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Action {
    pub id: Option<String>,
    pub title: String,
    /// `prevent`, `detect`, `mitigate` or `process`, as written.
    pub kind: Option<String>,
    pub owner: Option<String>,
    pub due: Option<Due>,
    pub status: Option<String>,
    /// The address or the name of its ticket.
    pub link: Option<String>,
}

/// The actions of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actions {
    /// In the order of the text.
    pub items: Vec<FoundAction>,
    /// The reason that the author gives for having no actions, and its place; bytes of the file.
    pub none_because: Option<(String, Range<usize>)>,
}

/// An action of a document, as far as its author described it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundAction {
    /// The task, without markup, owner, date and status.
    pub title: String,
    /// People or teams, joined with `, `.
    pub owner: Option<String>,
    pub due: Option<Due>,
    pub status: Option<ActionStatus>,
    /// The author's words for the status; empty if it is shown by a checkbox or a strike-through.
    pub status_text: String,
    /// The purpose (`prevent`, `detect`, …), as written.
    pub kind: Option<String>,
    pub priority: Option<String>,
    /// The address of its issue.
    pub link: Option<String>,
    /// The name of its issue: `#12`, `INFRA-12`.
    pub ticket: Option<String>,
    /// Its number within the document, as written.
    pub id: Option<String>,
    /// Whether it describes completed work rather than a task, so that it is not open.
    pub past: bool,
    /// Bytes of the file.
    pub span: Range<usize>,
}

/// The progress of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ActionStatus {
    Open,
    InProgress,
    Done,
    Declined,
}

impl ActionStatus {
    /// The name for readers of the site; tables of words use it, too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in progress",
            Self::Done => "done",
            Self::Declined => "declined",
        }
    }
}

/// The due date of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    pub date: Date,
    /// Whether the author gave it; otherwise it is the default.
    pub is_stated: bool,
}

/// The due date of `action`: the author's date, or the author's number of days after the publication of the report, or
/// `days` after it if the author gave no date. `None` if the author gave no date for an action that is done or
/// declined, or if the date of publication is needed but unknown.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn action(due: Option<Due>, status: Option<ActionStatus>) -> FoundAction {
        FoundAction {
            title: "Cap the pool".to_owned(),
            owner: None,
            due,
            status,
            status_text: String::new(),
            kind: None,
            priority: None,
            link: None,
            ticket: None,
            id: None,
            past: false,
            span: 0..0,
        }
    }

    #[test]
    fn open_actions_have_a_due_date() {
        use ActionStatus::{Done, Open};
        let published = Some(Date::constant(2026, 1, 31));
        let march = Date::constant(2026, 3, 1);
        for (due, status, published, expected) in [
            (Some(Due::On(march)), Some(Open), published, Some(("2026-03-01", true))),
            (Some(Due::On(march)), Some(Done), None, Some(("2026-03-01", true))),
            (Some(Due::In(30)), None, published, Some(("2026-03-02", true))),
            (Some(Due::In(30)), None, None, None),
            (None, Some(Open), published, Some(("2026-02-14", false))),
            (None, Some(Done), published, None),
            (None, None, None, None),
        ] {
            let found = deadline(&action(due, status), published, 14);
            let found = found.map(|deadline| (deadline.date.to_string(), deadline.is_stated));
            let found = found.as_ref().map(|(date, is_stated)| (date.as_str(), *is_stated));
            assert_eq!(found, expected, "{due:?} {status:?}");
        }
    }
}
