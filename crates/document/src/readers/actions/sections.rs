//! Reads the blocks of a section of actions: groups, lists, tables, and sentences where there is nothing else.

use crate::markdown::blocks::{BlockKind, Line};
use crate::model::{Section, SectionKind};
use crate::readers::actions::field_names::{self, Field};
use crate::readers::actions::groups::Group;
use crate::readers::actions::items::is_single;
use crate::readers::actions::{Reader, advice, owners, tables};
use crate::structure::items::joined;
use crate::structure::line_label::label;
use crate::structure::text_behind::TextBehind;
use crate::text::marks::COLONS;

/// The groups that headings and lines above the lists of a section open.
struct Groups<'a> {
    /// The group of the whole section.
    section: &'a Group,
    headings: Vec<(u8, Group)>,
    line: Option<Group>,
}

impl<'a> Groups<'a> {
    fn new(section: &'a Group) -> Self {
        Self { section, headings: Vec::new(), line: None }
    }

    /// The group of the innermost heading.
    fn above(&self) -> &Group {
        self.headings.last().map_or(self.section, |(_, group)| group)
    }

    fn current(&self) -> Group {
        self.line.as_ref().unwrap_or_else(|| self.above()).clone()
    }

    fn open_heading(&mut self, level: u8, group: Group) {
        while self.headings.last().is_some_and(|(other, _)| *other >= level) {
            self.headings.pop();
        }
        let group = group.inside(self.above());
        self.headings.push((level, group));
        self.line = None;
    }

    fn open_line(&mut self, group: Group) {
        self.line = Some(group.inside(self.above()));
    }
}

impl Reader<'_> {
    /// Reads the text behind the label of a section: `**Action item:** …`, `Actions: none, because …`.
    pub(super) fn label_value(&mut self, section: &Section, group: &Group) {
        if section.kind != SectionKind::Actions {
            return;
        }
        let (Some(behind), Some(block)) = (TextBehind::of(self.body, section), section.marker_block()) else {
            return;
        };
        let text = behind.joined("\n");
        if self.none_because(&text, section.label_text.clone()) {
            return;
        }
        if is_single(section, self.body) {
            let lines = self.body.blocks.lines(self.body.text, block);
            let below = lines.iter().skip_while(|line| line.span.start < section.label_text.end);
            // `Owner: Jane` may stand above `Action: …` in a paragraph that begins with it.
            let is_led = lines.first().and_then(field_of_line).is_some();
            let above = lines.iter().take_while(|line| line.span.start < section.span.start);
            let above = above.filter(|_| is_led).filter_map(field_of_line);
            let attributes: Vec<_> = above.chain(below.map_while(field_of_line)).collect();
            let span = section.span.start..self.body.blocks.span(block).end.min(section.label_text.end);
            self.push(&text, &attributes, group, None, span);
        } else if section.blocks.is_empty() {
            for part in text.split([';', '\n']).map(str::trim) {
                if self.is_task(part) {
                    self.push(part, &[], group, None, section.span.clone());
                }
            }
        }
    }

    /// Whether `block` is a numbered list whose last item is a headline in bold.
    fn ends_in_headline(&self, block: usize) -> bool {
        let blocks = self.body.blocks;
        if blocks.kind(block) != (BlockKind::List { ordered: true }) {
            return false;
        }
        let last = blocks.children(block).last();
        let line = last.and_then(|item| blocks.first_lines(self.body.text, item).iter().next());
        line.is_some_and(|line| line.bold > 0 && line.bold == line.text.len())
    }

    /// Reads the blocks of a section, without those of sections inside it.
    pub(super) fn section(&mut self, section: usize, group: &Group) {
        let body = self.body;
        let own = body.index.own_blocks(section);
        let name = self.line_of(&body.sections[section]).map_or("", |line| line.text.as_str());
        if advice::is_for_readers(name) || self.headings_are_actions(&own, group) {
            return;
        }
        let mut groups = Groups::new(group);
        // Whether the block before is a numbered headline, which the bullets below it explain.
        let mut after_headline = false;
        // Lists above a table of actions explain its words.
        let table = own.iter().position(|&block| {
            body.blocks.kind(block) == BlockKind::Table
                && tables::columns(body, block, &self.people, true).is_some()
        });
        let mut before = None;
        let known = self.actions.items.len();
        let mut is_closed = false;
        for (at, &block) in own.iter().enumerate() {
            let before = before.replace(block);
            let is_announced = before.is_some_and(|before| self.ends_in_colon(before));
            if is_announced && table.is_some_and(|table| at < table) && self.is_plain_list(block) {
                continue;
            }
            let explains = after_headline && body.blocks.kind(block) == BlockKind::List { ordered: false };
            after_headline = self.ends_in_headline(block);
            if explains {
                continue;
            }
            // Text behind a thematic break and below no heading has another subject.
            match body.blocks.kind(block) {
                BlockKind::Rule => is_closed = self.actions.items.len() > known,
                BlockKind::Heading(_) => is_closed = false,
                _ if is_closed => continue,
                _ => {}
            }
            match body.blocks.kind(block) {
                BlockKind::Heading(level) => {
                    let group = Group::read(body.blocks.text(body.text, block), &self.people);
                    groups.open_heading(level, group);
                }
                BlockKind::Paragraph if !body.index.is_marker(block) => self.line_group(block, &mut groups),
                BlockKind::List { .. } if !advice::is_advice(body, block, before) => {
                    self.items(block, &groups.current());
                }
                BlockKind::Table => {
                    if let Some(parts) = tables::columns(body, block, &self.people, true) {
                        let group = groups.current();
                        tables::read(body, block, &parts, &group, &self.people, &mut self.actions.items);
                    }
                }
                BlockKind::Code if self.actions.items.len() == known => {
                    self.fenced_list(block, &groups.current());
                }
                // An item of a list that is split between sections.
                BlockKind::Item { .. } => self.items(block, &groups.current()),
                _ => {}
            }
        }
        if self.actions.items.len() == known {
            self.paragraphs(&own, group);
        }
    }

    /// Opens the group that a line above a list gives: `**Platform team**`, `Prevent:`, `@jane`.
    fn line_group(&mut self, block: usize, groups: &mut Groups<'_>) {
        let lines = self.body.blocks.lines(self.body.text, block);
        let text = joined(lines, "\n");
        if self.none_because(&text, self.body.blocks.span(block)) {
            return;
        }
        let [line] = lines else { return };
        let is_bold = line.bold == line.text.len();
        if is_bold || text.ends_with(COLONS) || owners::is_handles(&text) {
            groups.open_line(Group::read(&text, &self.people));
        } else if let Some(owner) = owners::of_label_line(&text) {
            groups.open_line(Group { owner: Some(owner), ..Group::default() });
        }
    }

    fn ends_in_colon(&self, block: usize) -> bool {
        self.body.text[self.body.blocks.span(block)].trim_end().ends_with(COLONS)
    }

    /// Whether `block` is a list of bullets without checkboxes.
    fn is_plain_list(&self, block: usize) -> bool {
        let blocks = self.body.blocks;
        blocks.kind(block) == BlockKind::List { ordered: false }
            && blocks.children(block).all(|item| blocks.kind(item) == BlockKind::Item { checked: None })
    }
}

/// The field that a line such as `**Owner:** Jane` gives.
pub fn field_of_line(line: &Line) -> Option<(Field, String)> {
    let label = label(line)?;
    let field = field_names::of_label(label.name);
    let value = line.text.get(label.length..)?.trim();
    (field != Field::Other && !value.is_empty()).then(|| (field, value.to_owned()))
}
