//! [`TrackedAction`]: an action of a document with its state and its due date, however they became known.

use jiff::ToSpan;
use jiff::civil::Date;

use super::cell::{cell, has_letters};
use super::links::is_on_the_web;
use super::mentions;
use retold_diagnostic::{Place, Places};
use retold_document::Document;
use retold_document::keys::Key;
use retold_document::model::{ActionStatus, Deadline, FoundAction, deadline};
use retold_times::Moment;
use schemars::JsonSchema;
use serde::Serialize;

/// The longest words for a state, in bytes, that may name a day: others are remarks.
const LONGEST_STATE: usize = 80;

/// How far an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ActionState {
    /// Marked as open, or with a due date and no mark.
    Open,
    /// Marked as in progress.
    InProgress,
    /// Neither a mark nor a due date shows how far it is.
    Unstated,
    /// Done, or described as completed work.
    Done,
    /// Dropped: it will not be done.
    Declined,
}

impl ActionState {
    /// The name for readers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in progress",
            Self::Unstated => "unknown",
            Self::Done => "done",
            Self::Declined => "declined",
        }
    }

    /// Returns true if there is work left to do.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::InProgress)
    }

    /// Returns true if nothing is left to do.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Done | Self::Declined)
    }
}

/// An action of a document. It is made from the document alone; a tracker's statuses may change it afterwards.
#[derive(Debug, Clone)]
pub struct TrackedAction<'a> {
    /// The action as its author described it.
    pub action: &'a FoundAction,
    /// Its Markdown; empty for an action of the front matter.
    source: &'a str,
    /// People or teams, without `@`.
    pub owners: Vec<String>,
    /// How far it is, where that is stated.
    pub status: Option<ActionStatus>,
    /// When it is due: as stated, else a number of days after the publication. `None` for a closed action without a
    /// date of its own, and where the publication date is needed but unknown.
    pub due: Option<Deadline>,
    /// When it is due if it is open and has no date of its own, where the publication date is known.
    default_due: Option<Date>,
}

impl<'a> TrackedAction<'a> {
    /// The actions of `document` in the order of its text. One without a due date is due `due_days` days after the
    /// publication.
    pub fn all_of(document: &'a Document, due_days: u16) -> impl Iterator<Item = Self> {
        document.actions.items.iter().map(move |action| Self::new(document, action, due_days))
    }

    /// The action at `index` of `document`, if it has as many.
    pub fn at(document: &'a Document, index: usize, due_days: u16) -> Option<Self> {
        document.actions.items.get(index).map(|action| Self::new(document, action, due_days))
    }

    /// The `action` of `document`. Without a due date, it is due `due_days` days after the publication.
    pub fn new(document: &'a Document, action: &'a FoundAction, due_days: u16) -> Self {
        let published = document.report_day();
        Self {
            action,
            source: source(document, action),
            owners: action.owner.as_deref().map(names).unwrap_or_default(),
            status: action.status,
            due: deadline(action, published, due_days),
            default_due: published.and_then(|day| day.checked_add(i32::from(due_days).days()).ok()),
        }
    }

    /// Sets how far it is, and its due date, unless that is stated: work that goes on is due as all open work is.
    pub fn set_status(&mut self, status: ActionStatus) {
        self.status = Some(status);
        if self.due.is_none_or(|due| !due.is_stated) {
            let date = self.default_due.filter(|_| self.state().is_open());
            self.due = date.map(|date| Deadline { date, is_stated: false });
        }
    }

    /// The due date to be shown. One that nobody gave is shown only for open actions, as only those can become overdue.
    pub fn shown_due(&self) -> Option<Deadline> {
        self.due.filter(|due| due.is_stated || self.state().is_open())
    }

    /// The due date that somebody stated.
    pub fn agreed_due(&self) -> Option<Date> {
        self.due.filter(|due| due.is_stated).map(|due| due.date)
    }

    /// How far it is.
    pub fn state(&self) -> ActionState {
        match self.status {
            Some(ActionStatus::Open) => ActionState::Open,
            Some(ActionStatus::InProgress) => ActionState::InProgress,
            Some(ActionStatus::Done) => ActionState::Done,
            Some(ActionStatus::Declined) => ActionState::Declined,
            None if self.action.past => ActionState::Done,
            None if self.action.due.is_some() => ActionState::Open,
            None => ActionState::Unstated,
        }
    }

    /// The day on which it was done, if it is done and the author wrote the day behind the state: `done 2026-01-31`.
    pub fn done_on(&self) -> Option<Date> {
        let text = &self.action.status_text;
        let is_done = self.state() == ActionState::Done && text.len() <= LONGEST_STATE;
        let mut words = text.split_inclusive(|c: char| c.is_whitespace() || c == '(').filter(|_| is_done);
        let mut at = 0;
        words.find_map(|word| {
            let rest = text[at..].trim_end_matches([')', '.', '!']).trim();
            at += word.len();
            Moment::parse(rest, None).map(|moment| moment.date)
        })
    }

    /// The days since the due date, if it is before `today` and the action is open.
    ///
    /// An action with neither a stated status nor a stated due date is not known to be open, and never overdue: in an old
    /// report without either, nothing shows that the work was not done.
    pub fn days_overdue(&self, today: Date) -> Option<i32> {
        let due = self.due.filter(|_| self.state().is_open())?;
        let days = (today - due.date).get_days();
        (days > 0).then_some(days)
    }

    /// Where the action stands in `document`, which it is from; `places` are those of the document. An action of the front
    /// matter is found by its title.
    pub fn place(&self, document: &Document, places: &mut Places<'_>) -> Place {
        let span = &self.action.span;
        if span.start < document.body_start && document.part.is_none() {
            return document.place_of(Key::Actions, &self.action.title);
        }
        places.span(span.clone())
    }

    /// As [`TrackedAction::place`]; of a row of a table, only the cell with its title.
    pub fn place_of_title(&self, document: &Document, places: &mut Places<'_>) -> Place {
        let title = |text: &str| has_letters(text, &self.action.title);
        self.place_of_cell(document, places, title).unwrap_or_else(|| self.place(document, places))
    }

    /// As [`TrackedAction::place_of_title`], but of a row of a table the cell with the due date, if it has one as
    /// `2026-01-31`.
    pub fn place_of_due(&self, document: &Document, places: &mut Places<'_>) -> Place {
        let date = self.due.filter(|due| due.is_stated).map(|due| due.date.to_string());
        let due = |text: &str| date.as_ref().is_some_and(|date| text.contains(date.as_str()));
        let place = self.place_of_cell(document, places, due);
        place.unwrap_or_else(|| self.place_of_title(document, places))
    }

    /// The place of the cell that `is_wanted` takes, if the action is a row of a table.
    fn place_of_cell(
        &self,
        document: &Document,
        places: &mut Places<'_>,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Option<Place> {
        let start = self.action.span.start;
        let found = cell(document.text.get(self.action.span.clone())?, is_wanted)?;
        Some(places.span(start + found.start..start + found.end))
    }

    /// The address of its ticket, if it is one on the web.
    pub fn web_link(&self) -> Option<&'a str> {
        self.action.link.as_deref().filter(|link| is_on_the_web(link))
    }

    /// The name of its ticket: also one with a prefix that no configuration knows.
    pub fn ticket(&self) -> Option<&'a str> {
        self.action.ticket.as_deref().or_else(|| self.mentioned_tickets().next())
    }

    /// Returns true if more stands below its first line: inner items, further paragraphs, the text behind a heading.
    pub fn is_explained(&self) -> bool {
        self.source.starts_with('#') || self.source.lines().skip(1).any(|line| !line.trim().is_empty())
    }

    /// Returns true if it refers to anything elsewhere: a ticket, a pull request, a page.
    pub fn has_reference(&self) -> bool {
        let has_link = self.source.contains("](") || self.source.contains("[[");
        has_link
            || self.action.link.is_some()
            || self.ticket().is_some()
            || self.mentioned_addresses().next().is_some()
    }

    /// The names of tickets in its text.
    pub fn mentioned_tickets(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        mentions::tickets(self.source)
    }

    /// The addresses in its text.
    pub fn mentioned_addresses(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        mentions::addresses(self.source)
    }
}

/// The Markdown of `action`, if it is from the body of `document`.
fn source<'a>(document: &'a Document, action: &FoundAction) -> &'a str {
    let is_in_body = action.span.start >= document.body_start;
    document.text.get(action.span.clone()).filter(|_| is_in_body).unwrap_or_default()
}

/// The names in a list of owners.
fn names(owners: &str) -> Vec<String> {
    let names = owners.split(',').map(|name| name.trim().trim_start_matches('@'));
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use retold_document::{SourceFile, Vocabulary};

    fn document(text: &str) -> Document {
        let file = SourceFile {
            path: "2026-01-31-a.md".into(),
            name: "content/2026-01-31-a.md".into(),
            bytes: text.into(),
        };
        Document::parse(file, &Vocabulary::default()).0
    }

    #[test]
    fn an_action_is_overdue_where_its_status_or_its_date_is_stated() {
        for (item, state, overdue) in [
            ("- [ ] Add an alert", ActionState::Open, Some(15)),
            ("- [ ] Add an alert due:2026-02-28", ActionState::Open, Some(1)),
            ("- [ ] Add an alert due:2026-03-01", ActionState::Open, None),
            ("- Add an alert", ActionState::Unstated, None),
            ("- Add an alert due:2026-02-01", ActionState::Open, Some(28)),
            ("- [x] Add an alert due:2026-02-01", ActionState::Done, None),
            ("- Add an alert (in progress)", ActionState::InProgress, Some(15)),
            ("- We added an alert", ActionState::Done, None),
            ("- Add an alert (won't do)", ActionState::Declined, None),
        ] {
            let document = document(&format!("# Disk full\n\n## Action items\n\n{item}\n"));
            let actions: Vec<_> = TrackedAction::all_of(&document, 14).collect();
            let found: Vec<_> = actions
                .iter()
                .map(|action| (action.state(), action.days_overdue(date(2026, 3, 1))))
                .collect();
            assert_eq!(found, [(state, overdue)], "{item}");
        }
    }

    #[test]
    fn the_day_on_which_it_was_done_is_behind_the_state() {
        for (item, expected) in [
            ("- [x] Add an alert (done 2026-02-03)", Some("2026-02-03")),
            ("- [x] Add an alert (done)", None),
            ("- [x] Add an alert due:2026-02-03", None),
            ("- [x] Add an alert (fixed in #12)", None),
            ("- Add an alert (in progress since 2026-02-03)", None),
        ] {
            let document = document(&format!("# Disk full\n\n## Action items\n\n{item}\n"));
            let done: Vec<_> = TrackedAction::all_of(&document, 14).map(|action| action.done_on()).collect();
            assert_eq!(done, [expected.map(|day| day.parse().unwrap())], "{item}");
        }
    }

    #[test]
    fn owners_are_a_list_of_names() {
        assert_eq!(names("Jane Doe, @ops, "), ["Jane Doe", "ops"]);
    }
}
