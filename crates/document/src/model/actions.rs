//! Actions: what is to be done so that it does not happen again.

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
    /// The reason why there are none, and where it stands; bytes of the file.
    pub none_because: Option<(String, Range<usize>)>,
}

/// An action of a document, as far as its author described it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundAction {
    /// What is to be done, without markup, owner, date and status.
    pub title: String,
    /// People or teams, joined with `, `.
    pub owner: Option<String>,
    pub due: Option<Due>,
    pub status: Option<ActionStatus>,
    /// The author's words for the status; empty if it is shown by a checkbox or a strike-through.
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
    /// Whether it describes what was done rather than what is to be done: it is no open work.
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

/// The day by which an action is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    pub date: Date,
    /// Whether the author gave it; otherwise it is the default.
    pub is_stated: bool,
}

/// The day by which `action` is due: the one that its author gave, or counted from the publication of the report; `days`
/// after the publication if the author gave none and it is still to be done. `None` if it is done, or if the day is
/// counted from a publication that is not known.
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
    fn open_actions_are_due_some_day() {
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
