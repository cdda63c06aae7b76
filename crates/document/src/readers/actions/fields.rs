//! The fields of an action (task, owner, due date, …), taken from the text of an item.

use std::ops::Range;

use jiff::civil::Date;

use crate::model::{ActionStatus, FoundAction};
use crate::readers::actions::field_names::Field;
use crate::readers::actions::groups::Group;
use crate::readers::actions::people::People;
use crate::readers::actions::references::Reference;
use crate::readers::actions::{brackets, due_dates, owners, status};
use crate::text::marks::OPENING_BRACKETS;
use crate::text::placeholder::is_placeholder;
use crate::text::tense::is_past;
use crate::text::words::{is_capitals, is_separator, strip_word};
use retold_times::Due;

/// The fields of an action, as far as one text gives them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    pub title: String,
    pub owner: Option<String>,
    pub due: Option<Due>,
    pub status: Option<(ActionStatus, String)>,
    pub kind: Option<String>,
    pub priority: Option<String>,
    /// The number within the document.
    pub id: Option<String>,
    /// A time beside fields in brackets or behind a dash that is no date: it stays in the title.
    pub remark: Option<String>,
}

impl Fields {
    /// Reads the text of an item, with line feeds between its lines. `near` is a day by which the year of a date, or its
    /// order of day and month, is chosen; `people` are those of the document.
    pub fn read(text: &str, near: Option<Date>, people: &People) -> Self {
        let mut fields = Self::default();
        let text = text.trim();
        let text = fields.take_dated_status(text, near).unwrap_or(text);
        let text = fields.take_start(text, people);
        let text = fields.take_brackets(text, near, people);
        let (first, more) = text.split_once('\n').unwrap_or((text, ""));
        let head = if more.is_empty() { text } else { fields.take_set_off(first, near, people) };
        let joined = (head.len() < first.len()).then(|| format!("{head}\n{more}"));
        let text = joined.as_deref().unwrap_or(text);
        let text = fields.take_labels(text, near, people);
        let text = fields.take_end(text.trim(), near, people);
        fields.title = tidy(text);
        if let Some(remark) = fields.remark.take() {
            fields.title = format!("{} ({remark})", fields.title);
        }
        fields
    }

    /// The action with these fields. Missing ones are taken from `group`. `span` is its place in bytes of the file.
    pub fn into_action(
        self,
        group: &Group,
        reference: Reference,
        id: Option<String>,
        span: Range<usize>,
    ) -> FoundAction {
        let Self { title, owner, due, status, kind, priority, id: own_id, remark: _ } = self;
        let (status, status_text) = match status.or_else(|| group.status.clone()) {
            Some((status, text)) => (Some(status), text),
            None => (None, String::new()),
        };
        let is_open = matches!(status, Some(ActionStatus::Open | ActionStatus::InProgress));
        FoundAction {
            past: !is_open && (group.past || is_past(&title)),
            title,
            owner: owner.or_else(|| group.owner.clone()),
            due: due.or(group.due),
            status,
            status_text,
            kind: kind.or_else(|| group.kind.clone()),
            priority: priority.or_else(|| group.priority.clone()),
            link: reference.link,
            ticket: reference.ticket,
            id: id.or(own_id),
            span,
        }
    }

    /// Takes `field` from the value of a label or the cell of a column.
    pub fn take_value(&mut self, field: Field, value: &str, near: Option<Date>) {
        let value = value.trim();
        match field {
            Field::Owner => self.owner = owners::of_value(value).or(self.owner.take()),
            Field::Due => self.due = due_dates::of_value(value, near).or(self.due),
            Field::Status => {
                if let Some(status) = status::of_cell(value) {
                    self.status = Some((status, plain(value).to_owned()));
                }
            }
            Field::Kind => self.kind = of_cell(value).or(self.kind.take()),
            Field::Priority => self.priority = of_cell(value).or(self.priority.take()),
            Field::Title | Field::Ticket | Field::Id | Field::Other => {}
        }
    }

    pub fn set_status(&mut self, status: ActionStatus, word: &str) {
        self.status.get_or_insert_with(|| (status, plain(word).to_owned()));
    }

    /// Takes `TODO due 2026-01-31 — ` and `DONE 2026-01-31: ` from the start.
    fn take_dated_status<'a>(&mut self, text: &'a str, near: Option<Date>) -> Option<&'a str> {
        let word = text.split(|c: char| !c.is_alphabetic()).next()?;
        if word.len() < 3 || !is_capitals(word) {
            return None;
        }
        let status = status::of_cell(word)?;
        let mut rest = text[word.len()..].trim_start_matches([' ', '(', ',']);
        let is_due = ["due", "by", "until"].iter().find_map(|word| strip_word(rest, word));
        rest = is_due.unwrap_or(rest).trim_start_matches([' ', ':']);
        let (date, length) = due_dates::date_at(rest, near)?;
        let rest = rest[length..].trim_start_matches([' ', ')']);
        let bare = rest.trim_start_matches(is_separator);
        if bare.len() == rest.len() {
            return None;
        }
        self.set_status(status, word);
        // The date behind `DONE` is the day on which it was done.
        if is_due.is_some() || status != ActionStatus::Done {
            self.due = Some(Due::On(date));
        }
        Some(bare)
    }
}

/// The text of a cell, if it has any.
pub fn of_cell(text: &str) -> Option<String> {
    let text = plain(text);
    (!is_placeholder(text)).then(|| text.to_owned())
}

/// The text without marks at its ends and without a remark in brackets: `Done (in #12)`.
pub fn plain(text: &str) -> &str {
    let text = match text.char_indices().find(|(_, c)| OPENING_BRACKETS.contains(c)) {
        Some((at, _)) if text[..at].contains(char::is_alphanumeric) => &text[..at],
        _ => text,
    };
    text.trim_matches(|c: char| is_separator(c) || matches!(c, '[' | ']' | '(' | ')' | '*' | '_' | '.' | '!'))
}

/// The text without line feeds, empty brackets and marks at the ends.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            continue;
        }
        if matches!(c, ')' | '）') {
            // Brackets that held nothing but fields; `run()` keeps its own.
            let inner = out.trim_end_matches(is_separator);
            if let Some(outer) =
                inner.strip_suffix(OPENING_BRACKETS).filter(|outer| !brackets::is_call(outer, c))
            {
                let length = outer.len();
                out.truncate(length);
                continue;
            }
        }
        out.push(c);
    }
    let bare = out.trim_end_matches("->").trim_end_matches("=>");
    let end = bare.trim_end_matches(|c: char| is_separator(c) || matches!(c, '(' | '（' | '*')).len();
    out.truncate(end);
    let start = out.len() - out.trim_start_matches(|c: char| is_separator(c) || c == '*').len();
    // What is left of a sentence that was a field: `. Add an alert`; `.env` is a name.
    let start = start + if out[start..].starts_with(". ") { 2 } else { 0 };
    out.drain(..start);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Fields {
        Fields::read(text, Some(Date::constant(2026, 1, 10)), &People::default())
    }

    #[test]
    fn items_are_taken_apart() {
        let day = Some(Due::On(Date::constant(2026, 1, 31)));
        for (text, title, owner, due) in [
            ("Add an alert", "Add an alert", None, None),
            ("Call `run()` in main()", "Call `run()` in main()", None, None),
            ("Add an alert (@jane)", "Add an alert", Some("jane"), None),
            ("Add an alert @jane @joe", "Add an alert", Some("jane, joe"), None),
            ("@jane: Add an alert", "Add an alert", Some("jane"), None),
            ("@jane will add an alert", "add an alert", Some("jane"), None),
            ("Jane Doe will add an alert", "add an alert", Some("Jane Doe"), None),
            ("Better alerts @jane [detect]", "Better alerts", Some("jane"), None),
            ("Add an alert. Owner: @jane", "Add an alert.", Some("jane"), None),
            ("Add an alert [owner: Jane Doe]", "Add an alert", Some("Jane Doe"), None),
            ("Add an alert (owner: Jane, due: 2026-01-31)", "Add an alert", Some("Jane"), day),
            ("Add an alert due:2026-01-31 owner:jane", "Add an alert", Some("jane"), day),
            ("Add an alert by 2026-01-31", "Add an alert", None, day),
            ("Add an alert (due 2026-01-31)", "Add an alert", None, day),
            ("Add an alert (by 2026-01-31) — Jane Doe", "Add an alert", Some("Jane Doe"), day),
            ("監視を追加する。担当: platform、期限: 2026-01-31", "監視を追加する。", Some("platform"), day),
            ("Add an alert\nOwner: Jane\nDue: 2026-01-31", "Add an alert", Some("Jane"), day),
            ("Ask the owner: they must know", "Ask the owner: they must know", None, None),
            (
                "Add an alert — @jane\nKeys leak in logs.",
                "Add an alert Keys leak in logs.",
                Some("jane"),
                None,
            ),
            ("Add an alert (Jane)\nIt should page.", "Add an alert It should page.", Some("Jane"), None),
            ("Add an alert — owner @jane", "Add an alert", Some("jane"), None),
            ("Add an alert -> @jane", "Add an alert", Some("jane"), None),
            ("Add an alert (Jane called)", "Add an alert (Jane called)", None, None),
            (
                "Alert when a certificate ends within 30 days",
                "Alert when a certificate ends within 30 days",
                None,
                None,
            ),
        ] {
            let fields = read(text);
            assert_eq!(
                (fields.title.as_str(), fields.owner.as_deref(), fields.due),
                (title, owner, due),
                "{text}"
            );
        }
    }

    #[test]
    fn states_and_marks_are_taken() {
        for (text, title, status, priority) in [
            ("HIGH Add an alert", "Add an alert", None, Some("HIGH")),
            ("[P1] Add an alert (done)", "Add an alert", Some(ActionStatus::Done), Some("P1")),
            ("Add an alert (DONE) (#12)", "Add an alert", Some(ActionStatus::Done), None),
            ("Add an alert FIXED", "Add an alert", Some(ActionStatus::Done), None),
            ("Add an alert. 完了: 2026-01-31", "Add an alert.", Some(ActionStatus::Done), None),
            ("Low latency for all", "Low latency for all", None, None),
            ("Add an alert (high)", "Add an alert", None, Some("high")),
            ("✅ Add an alert", "Add an alert", Some(ActionStatus::Done), None),
        ] {
            let fields = read(text);
            assert_eq!(
                (fields.title.as_str(), fields.status.map(|(status, _)| status), fields.priority.as_deref()),
                (title, status, priority),
                "{text}"
            );
        }
    }

    #[test]
    fn words_of_links_are_no_part_of_the_title() {
        for (text, title) in [
            ("#12: Add an alert", "Add an alert"),
            ("[OPS-12] Add an alert", "Add an alert"),
            ("Add an alert (issue)", "Add an alert"),
            ("Add an alert. Issue", "Add an alert."),
            ("Add an alert\nhttps://e.org/issues/1", "Add an alert"),
            ("https://e.org/issues/1", ""),
            ("Raise an issue", "Raise an issue"),
            ("Add an alert ([#12], [#13])", "Add an alert"),
        ] {
            assert_eq!(read(text).title, title, "{text}");
        }
    }
}
