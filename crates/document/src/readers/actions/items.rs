//! Reads one action from the text of an item, a label or a heading, and from the labels below it.

use std::ops::Range;
use std::sync::LazyLock;

use crate::markdown::blocks::BlockKind;
use crate::model::{ActionStatus, Section};
use crate::readers::actions::field_names::Field;
use crate::readers::actions::fields::Fields;
use crate::readers::actions::groups::Group;
use crate::readers::actions::phrases::PHRASES;
use crate::readers::actions::{Reader, bracketed, field_names, references};
use crate::structure::body::Body;
use crate::structure::items::Item;
use crate::structure::line_label::label;
use crate::text::placeholder::is_placeholder;
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
        let bracketed = bracketed::at_start(text).filter(|_| group.has_owners);
        let (names, text) = bracketed.map_or((None, text), |(names, rest)| (Some(names), rest));
        let mut fields = Fields::read(text, body.times.known.report);
        if let Some(names) = names {
            fields.take_value(Field::Owner, names, None);
        }
        // An address alone is the title.
        if fields.title.is_empty() && is_address(text) {
            text.trim().clone_into(&mut fields.title);
        }
        if is_placeholder(&fields.title) || is_pointer(&fields.title, text) {
            return;
        }
        let mut reference = references::find(body, span.clone(), text);
        for (field, value) in attributes {
            fields.take_value(*field, value, body.times.known.report);
            if *field == Field::Ticket && reference.ticket.is_none() && !value.contains("://") {
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
        self.actions.items.push(fields.into_action(group, reference, None, span));
    }

    /// The labels that make up the lists inside an item: `Owner: Jane`, `Due: 2026-01-31`.
    pub fn attributes(&self, item: &Item<'_>) -> Vec<(Field, String)> {
        let mut attributes = Vec::new();
        for &list in item.lists.iter().take(2) {
            for inner in self.body.blocks.children(list).take(12) {
                for line in self.body.blocks.first_lines(self.body.text, inner) {
                    let Some(label) = label(line) else { continue };
                    let field = field_names::of_label(label.name);
                    let value = line.text[label.length..].trim();
                    if field != Field::Other && !value.is_empty() {
                        attributes.push((field, value.to_owned()));
                    }
                }
            }
        }
        attributes
    }

    /// Whether all lists inside an item begin with checkboxes.
    pub fn holds_tasks(&self, item: &Item<'_>) -> bool {
        let is_task = |inner| matches!(self.body.blocks.kind(inner), BlockKind::Item { checked: Some(_) });
        item.lists.iter().all(|&list| {
            let mut items = self.body.blocks.children(list).take(3).peekable();
            items.peek().is_some() && items.all(is_task)
        })
    }

    /// The status of an item by its checkbox, or by the strike-through of all its text.
    pub fn marked_status(&self, item: &Item<'_>, checked: Option<bool>) -> Option<ActionStatus> {
        let is_struck = !item.lines.is_empty() && item.lines.iter().all(|line| line.struck)
            || item.paragraph.is_some_and(|at| self.body.text[self.body.blocks.span(at)].starts_with("~~"));
        match checked {
            _ if checked == Some(true) || is_struck => Some(ActionStatus::Done),
            Some(_) => Some(ActionStatus::Open),
            None => None,
        }
    }

    /// The text of `item` with the labels of its further paragraphs, which may hold its owner or its link. `text`
    /// is that of its first paragraph.
    pub fn with_labels(&self, item: &Item<'_>, mut text: String) -> String {
        let body = self.body;
        if let Some(paragraph) = item.paragraph {
            self.cut_link_text(paragraph, &mut text);
        }
        let is_paragraph = |&block: &usize| body.blocks.kind(block) == BlockKind::Paragraph;
        for block in body.blocks.children(item.block).skip(1).filter(is_paragraph) {
            for line in body.blocks.lines(body.text, block) {
                if label(line).is_some_and(|label| field_names::of_label(label.name) != Field::Other) {
                    text.push('\n');
                    text.push_str(&line.text);
                }
            }
        }
        text
    }

    /// Cuts the text of a link at the end of a paragraph, if it only carries the link: `Add an alert [issue](…)`.
    fn cut_link_text(&self, paragraph: usize, text: &mut String) {
        let span = self.body.blocks.span(paragraph);
        let Some(link) = self.body.blocks.links_in(span.clone()).last() else { return };
        let behind = self.body.text.get(link.span.end..span.end).unwrap_or_default();
        if !behind.trim_matches(['.', ' ', '\n', '\r']).is_empty() {
            return;
        }
        let written =
            self.body.text[link.span.clone()].strip_prefix('[').and_then(|inner| inner.split_once(']'));
        if let Some((word, _)) = written.filter(|(word, _)| references::is_link_text(word))
            && let Some(rest) = text.trim_end_matches(['.', ' ']).strip_suffix(word)
        {
            text.truncate(rest.trim_end().len());
        }
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
