//! Reads the items of lists: which of them are actions, and which only group the items inside them.

use crate::markdown::blocks::{BlockKind, Line};
use crate::model::{ActionStatus, SectionKind};
use crate::readers::actions::field_names::{self, Field};
use crate::readers::actions::groups::Group;
use crate::readers::actions::items::is_single;
use crate::readers::actions::sections::field_of_line;
use crate::readers::actions::{Reader, checklists, ids, marks, owners, references, status};
use crate::structure::items::{Inside, Item, begins_with_verb, walk};
use crate::structure::line_label::label;

impl Reader<'_> {
    /// Reads the items of `block`, which is a list or an item.
    pub(super) fn items(&mut self, block: usize, group: &Group) {
        if !checklists::is_of_report(self.body, block) {
            walk(self.body, block, group, &mut |item, group| self.item(item, group));
        }
    }

    fn item(&mut self, item: &Item<'_>, group: &Group) -> Inside<Group> {
        let body = self.body;
        let BlockKind::Item { checked } = body.blocks.kind(item.block) else { return Inside::Skip };
        // The label of a section, whose items are read as that section's.
        let marked = item.paragraph.and_then(|paragraph| self.body.index.marked_by(paragraph));
        if marked.is_some_and(|section| {
            let section = &body.sections[section];
            section.kind == SectionKind::Actions && (!section.blocks.is_empty() || is_single(section, body))
        }) {
            return Inside::Skip;
        }
        let text = item.text();
        let attributes = self.attributes(item);
        if attributes.is_empty() && !item.lists.is_empty() {
            let inner = Group::read(&text, &self.people);
            let is_name = text.split_whitespace().count() <= 4 && !begins_with_verb(&text);
            let has_mark = inner.kind.is_some() || inner.owner.is_some() || inner.priority.is_some();
            let is_free = checked.is_none() || has_mark && self.holds_tasks(item);
            let is_group = is_free && is_name && !inner.is_empty() && !inner.past;
            let over_tasks = checked.is_none() && self.holds_tasks(item);
            if item.is_introduction(body) || is_group || over_tasks {
                return Inside::Walk(inner.inside(group));
            }
        }
        let span = body.blocks.span(item.block);
        if !self.none_because(&text, span.clone()) {
            let marked = self.marked_status(item, checked);
            let text = set_off(item.lines, self.with_labels(item, text), |word| {
                status::of_remark(word).is_some()
                    || marks::priority(word).is_some()
                    || references::is_ticket(word)
                    || ids::is_number(word)
                    || owners::is_named(word, &self.people)
            });
            self.push(&text, &attributes, group, marked, span);
        }
        Inside::Skip
    }

    /// The labels that make up the lists inside an item: `Owner: Jane`, `Due: 2026-01-31`.
    fn attributes(&self, item: &Item<'_>) -> Vec<(Field, String)> {
        let mut attributes = Vec::new();
        for &list in item.lists.iter().take(2) {
            for inner in self.body.blocks.children(list).take(12) {
                let lines = self.body.blocks.first_lines(self.body.text, inner);
                attributes.extend(lines.iter().filter_map(field_of_line));
            }
        }
        attributes
    }

    /// Whether all lists inside an item begin with checkboxes.
    fn holds_tasks(&self, item: &Item<'_>) -> bool {
        let is_task = |inner| matches!(self.body.blocks.kind(inner), BlockKind::Item { checked: Some(_) });
        item.lists.iter().all(|&list| {
            let mut items = self.body.blocks.children(list).take(3).peekable();
            items.peek().is_some() && items.all(is_task)
        })
    }

    /// The status of an item by its checkbox, or by the strike-through of all its text.
    fn marked_status(&self, item: &Item<'_>, checked: Option<bool>) -> Option<ActionStatus> {
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
    fn with_labels(&self, item: &Item<'_>, mut text: String) -> String {
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

/// The text of an item with its first words in brackets if they are in bold and no colon or dash sets them off:
/// `**Done** Add an alert`. `is_mark` is whether words are a mark rather than words of the title.
fn set_off(lines: &[Line], text: String, is_mark: impl Fn(&str) -> bool) -> String {
    let Some(line) = lines.first().filter(|line| line.bold > 0 && line.bold < line.text.len()) else {
        return text;
    };
    let (bold, rest) = line.text.split_at(line.bold);
    let is_bare = rest.starts_with(' ')
        && rest.trim_start().starts_with(char::is_alphanumeric)
        && !owners::VERBS.iter().any(|verb| rest.starts_with(verb));
    match text.strip_prefix(bold) {
        Some(rest) if is_bare && bold.len() <= 40 && is_mark(bold.trim()) => {
            format!("[{}]{rest}", bold.trim())
        }
        _ => text,
    }
}
