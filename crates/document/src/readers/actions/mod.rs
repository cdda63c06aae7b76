//! Reads the actions of a postmortem from sections, lists, tables, labels, headings and sentences.

mod advice;
mod announced;
mod brackets;
mod checklists;
mod consensus;
mod due_dates;
mod ends;
mod fenced;
pub mod field_names;
mod fields;
mod fragments;
mod from_front_matter;
mod groups;
mod headings;
mod ids;
mod items;
mod labels;
mod lists;
mod marks;
mod names;
mod no_actions;
mod owners;
mod paragraphs;
mod people;
mod phrases;
mod references;
mod sections;
mod starts;
mod status;
mod tables;
#[cfg(test)]
mod tests;
mod ticket_names;
mod unnamed;
mod vague;

use std::ops::Range;

pub use status::of_cell as status_of;
pub use vague::{Vagueness, vagueness};

use crate::markdown::blocks::{BlockKind, Line};
use crate::model::{Actions, Marker, Section, SectionKind};
use crate::structure::body::Body;
use crate::structure::line_label::label;
use groups::Group;
use people::People;

/// Reads the actions of `body`.
pub fn read(body: &Body<'_>) -> Actions {
    let has_tables = body.blocks.all().iter().any(|block| block.kind == BlockKind::Table);
    let has_sections = body.sections(SectionKind::Actions).next().is_some();
    let roles = body.index.roles(|kind| (kind == SectionKind::Actions).then_some(()));
    let is_searched = has_sections || has_tables;
    let people = if is_searched { People::of(body, &roles) } else { People::default() };
    let mut reader = Reader { body, people, actions: Actions::default() };
    let mut groups: Vec<Group> = Vec::with_capacity(roles.len());
    for (at, section) in body.sections.iter().enumerate() {
        if roles[at].is_none() {
            groups.push(Group::default());
            continue;
        }
        let outer =
            body.index.parent_of(at).and_then(|parent| groups.get(parent)).cloned().unwrap_or_default();
        let group = reader.group_of(section).inside(&outer);
        reader.label_value(section, &group);
        reader.section(at, &group);
        groups.push(group);
    }
    if has_tables {
        reader.tables_elsewhere(&roles);
    }
    if reader.actions.items.is_empty() {
        reader.announced(&roles);
    }
    if reader.actions.items.is_empty() {
        reader.unnamed(&roles);
    }
    let mut actions = reader.actions;
    actions.items.sort_by_key(|action| action.span.start);
    actions
}

struct Reader<'a> {
    body: &'a Body<'a>,
    people: People,
    actions: Actions,
}

impl Reader<'_> {
    /// The line with the heading or label of `section`.
    fn line_of(&self, section: &Section) -> Option<&Line> {
        let lines = self.body.blocks.lines(self.body.text, section.marker_block()?);
        lines.iter().find(|line| line.span == section.span).or(lines.first())
    }

    /// The fields that the heading or label of `section` gives to its actions.
    fn group_of(&self, section: &Section) -> Group {
        let Some(line) = self.line_of(section) else { return Group::default() };
        let name = match section.marker {
            Marker::Heading => line.text.as_str(),
            _ => label(line).map_or(line.text.as_str(), |label| label.name),
        };
        let mut group = Group::read(name, &self.people);
        group.kind = group.kind.or_else(|| groups::kind_of_section(section.kind, name));
        group
    }

    /// Whether `text` declares that there are no actions. Keeps the first reason given for it.
    fn none_because(&mut self, text: &str, span: Range<usize>) -> bool {
        let Some(reason) = no_actions::reason(text) else { return false };
        if !reason.is_empty() && self.actions.none_because.is_none() {
            self.actions.none_because = Some((reason, span));
        }
        true
    }

    /// Reads tables of actions outside sections of actions.
    fn tables_elsewhere(&mut self, roles: &[Option<()>]) {
        use SectionKind::{Appendix, Facts, FiveWhys, People, Timeline};
        let body = self.body;
        for table in (0..body.blocks.all().len()).filter(|&at| body.blocks.kind(at) == BlockKind::Table) {
            let section = self.body.index.section_of(table);
            let is_read = section.is_some_and(|section| roles[section].is_some());
            let is_other = section.is_some_and(|section| {
                matches!(body.sections[section].kind, Timeline | FiveWhys | Appendix | People | Facts)
            });
            if !is_read
                && !is_other
                && let Some(parts) = tables::columns(body, table, &self.people, false)
            {
                tables::read(body, table, &parts, &Group::default(), &self.people, &mut self.actions.items);
            }
        }
    }
}
