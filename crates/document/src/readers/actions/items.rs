//! Reads one action from the text of an item, a label or a heading, and from the labels below it.

use std::ops::Range;
use std::sync::LazyLock;

use crate::model::{ActionStatus, Section};
use crate::readers::actions::field_names::Field;
use crate::readers::actions::fields::Fields;
use crate::readers::actions::groups::Group;
use crate::readers::actions::phrases::PHRASES;
use crate::readers::actions::{Reader, references, ticket_names};
use crate::structure::body::Body;
use crate::text::placeholder::is_placeholder;
use crate::text::tense::is_in_place;
use crate::text::words::strip_word;

static SINGLE: LazyLock<Vec<&str>> = LazyLock::new(|| PHRASES.words("single").collect());
static POINTERS: LazyLock<Vec<&str>> = LazyLock::new(|| PHRASES.words("pointer").collect());

impl Reader<'_> {
    /// Adds the action that `text` describes, if it describes one. `attributes` are the labels below it, `marked` is
    /// the status by its checkbox or by a strike-through, `span` its place in bytes of the file.
    pub fn push(
        &mut self,
        text: &str,
        attributes: &[(Field, String)],
        group: &Group,
        marked: Option<ActionStatus>,
        span: Range<usize>,
    ) {
        let body = self.body;
        let mut fields = Fields::read(text, body.times.known.report, &self.people);
        // An address or a ticket alone is the title.
        if fields.title.is_empty() && (is_address(text) || ticket_names::is_name(text.trim())) {
            text.trim().clone_into(&mut fields.title);
        }
        if is_placeholder(&fields.title) || is_pointer(&fields.title, text) {
            return;
        }
        let mut reference = references::find(body, span.clone(), text);
        for (field, value) in attributes {
            fields.take_value(*field, value, body.times.known.report);
            if *field == Field::Ticket && reference.ticket.is_none() && ticket_names::may_be_name(value) {
                reference.ticket = Some(value.clone());
            }
        }
        fields.status = match (fields.status.take(), marked) {
            // A checkbox takes precedence over words, except over a status that a checkbox cannot show.
            (Some(worded @ (ActionStatus::InProgress | ActionStatus::Declined, _)), _) => Some(worded),
            (Some((worded, text)), Some(status)) if worded == status => Some((status, text)),
            (_, Some(status)) => Some((status, String::new())),
            (worded, None) => worded,
        };
        let is_tracked = fields.owner.is_some() || fields.due.is_some() || fields.status.is_some();
        // What is so is no task.
        if !is_tracked && group.status.is_none() && is_in_place(&fields.title) {
            return;
        }
        self.actions.items.push(fields.into_action(group, reference, None, span));
    }
}

/// Whether a section is the label of one action: `**Action item:** …`.
pub fn is_single(section: &Section, body: &Body<'_>) -> bool {
    let label = body.text[section.span.clone()].trim_start_matches(['*', '_', ' ']);
    let is_numbering = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '#' | '*' | '_');
    SINGLE
        .iter()
        .filter_map(|name| strip_word(label, name))
        .any(|rest| rest.trim_start_matches(is_numbering).starts_with([':', '：', '-', '–', '—']))
}

/// Whether `text` is the address of a page and nothing else.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme))
        && !text.contains(char::is_whitespace)
}

/// Whether an item only refers to another place with the actions: `See the tracker`.
fn is_pointer(title: &str, text: &str) -> bool {
    let start = text.trim_start();
    let points = || {
        POINTERS
            .iter()
            .filter_map(|phrase| strip_word(start, phrase))
            .any(|rest| rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == ':'))
    };
    title.len() < 160 && points() || text.contains("://") && text.to_lowercase().contains("tickets raised")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::testing::read_body;

    #[test]
    fn pointers_are_no_actions() {
        for text in ["See https://e.org/a", "Tracked in #12", "Please see the tracker", "see: #12"] {
            assert!(is_pointer(text, text), "{text}");
        }
        for text in ["Seek advice", "Add an alert, see #12", "See-through logs", ""] {
            assert!(!is_pointer(text, text), "{text}");
        }
    }

    #[test]
    fn labels_of_one_action_end_in_a_colon() {
        for (label, expected) in [
            ("**Action item:** Add an alert", true),
            ("**Follow-up:** Add an alert", true),
            ("**Action items:** Add an alert", false),
        ] {
            let found = read_body(&format!("## Summary\n\n{label}\n"), |body| {
                body.sections.last().is_some_and(|section| is_single(section, body))
            });
            assert_eq!(found, expected, "{label}");
        }
    }
}
