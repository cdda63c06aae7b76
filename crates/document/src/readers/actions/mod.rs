//! Reads the actions of a postmortem from sections, lists, tables, labels and headings.

mod bracketed;
mod brackets;
mod fenced;
mod field_names;
mod fields;
mod from_front_matter;
mod groups;
mod items;
mod marks;
mod names;
mod no_actions;
mod owners;
mod phrases;
mod references;
mod status;
mod tables;
mod vague;

use std::ops::Range;

pub use status::of_cell as status_of;
pub use vague::{Vagueness, vagueness};

use crate::markdown::blocks::{BlockKind, Line};
use crate::model::{Actions, Marker, Section, SectionKind};
use crate::structure::body::Body;
use crate::structure::items::{Inside, Item, joined, numbered_headings, walk};
use crate::structure::line_label::label;
use crate::structure::text_behind::TextBehind;
use crate::text::marks::COLONS;
use crate::text::words::strip_word;
use groups::Group;
use items::is_single;

/// Reads the actions of `body`.
pub fn read(body: &Body<'_>) -> Actions {
    let has_tables = body.blocks.all().iter().any(|block| block.kind == BlockKind::Table);
    let has_sections = body.sections(SectionKind::Actions).next().is_some();
    if !has_tables && !has_sections {
        return Actions::default();
    }
    let roles = body.index.roles(|kind| (kind == SectionKind::Actions).then_some(()));
    let mut reader = Reader { body, actions: Actions::default() };
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
    let mut actions = reader.actions;
    actions.items.sort_by_key(|action| action.span.start);
    actions
}

struct Reader<'a> {
    body: &'a Body<'a>,
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
        let mut group = Group::read(name);
        group.kind = group.kind.or_else(|| groups::kind_of_section(section.kind, name));
        group
    }

    /// Reads the text behind the label of a section: `**Action item:** …`, `Actions: none, because …`.
    fn label_value(&mut self, section: &Section, group: &Group) {
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
            let span = section.span.start..self.body.blocks.span(block).end.min(section.label_text.end);
            self.push(&text, &[], group, None, span);
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
    fn section(&mut self, section: usize, group: &Group) {
        let body = self.body;
        let mut headings: Vec<(u8, Group)> = Vec::new();
        let mut line_group: Option<Group> = None;
        // Whether the block before is a numbered headline, which the bullets below it explain.
        let mut after_headline = false;
        let own = body.index.own_blocks(section);
        if self.headings_are_actions(&own, group) {
            return;
        }
        // Lists above a table of actions explain its words.
        let table = own.iter().position(|&block| {
            body.blocks.kind(block) == BlockKind::Table && tables::columns(body, block, true).is_some()
        });
        let mut before = None;
        let known = self.actions.items.len();
        let mut is_closed = false;
        for (at, block) in own.into_iter().enumerate() {
            let is_announced = before.replace(block).is_some_and(|before| self.ends_in_colon(before));
            if is_announced && table.is_some_and(|table| at < table) && self.is_plain_list(block) {
                continue;
            }
            let explains = after_headline && body.blocks.kind(block) == BlockKind::List { ordered: false };
            after_headline = self.ends_in_headline(block);
            if explains {
                continue;
            }
            let above = headings.last().map_or(group, |(_, group)| group);
            let current = line_group.as_ref().unwrap_or(above);
            // Text behind a thematic break and below no heading has another subject.
            match body.blocks.kind(block) {
                BlockKind::Rule => is_closed = self.actions.items.len() > known,
                BlockKind::Heading(_) => is_closed = false,
                _ if is_closed => continue,
                _ => {}
            }
            match body.blocks.kind(block) {
                BlockKind::Heading(level) => {
                    while headings.last().is_some_and(|(other, _)| *other >= level) {
                        headings.pop();
                    }
                    let above = headings.last().map_or(group, |(_, group)| group);
                    let group = Group::read(body.blocks.text(body.text, block)).inside(above);
                    headings.push((level, group));
                    line_group = None;
                }
                BlockKind::Paragraph if !self.body.index.is_marker(block) => {
                    let lines = body.blocks.lines(body.text, block);
                    let text = joined(lines, "\n");
                    if self.none_because(&text, body.blocks.span(block)) {
                        continue;
                    }
                    let is_bold = lines.len() == 1 && lines[0].bold == lines[0].text.len();
                    if lines.len() == 1 && (is_bold || text.ends_with(COLONS) || owners::is_handles(&text)) {
                        line_group = Some(Group::read(&text).inside(above));
                    }
                }
                BlockKind::List { .. } => {
                    let current = current.clone();
                    self.items(block, &current);
                }
                BlockKind::Table => {
                    if let Some(parts) = tables::columns(body, block, true) {
                        tables::read(body, block, &parts, current, &mut self.actions.items);
                    }
                }
                BlockKind::Code if self.actions.items.len() == known => {
                    let current = current.clone();
                    self.fenced_list(block, &current);
                }
                // An item of a list that is split between sections.
                BlockKind::Item { .. } => {
                    let current = current.clone();
                    self.items(block, &current);
                }
                _ => {}
            }
        }
    }

    /// Reads a section whose numbered sub-headings are the actions, each with a paragraph that explains it. Returns
    /// whether it is such a section.
    fn headings_are_actions(&mut self, own: &[usize], group: &Group) -> bool {
        let body = self.body;
        let kind = |&block: &usize| body.blocks.kind(block);
        let holds_items = |block: &usize| {
            matches!(kind(block), BlockKind::List { .. } | BlockKind::Table | BlockKind::Item { .. })
        };
        let titles = numbered_headings(body, own, behind_number);
        let Some(titles) = titles.filter(|_| !own.iter().any(holds_items)) else { return false };
        for (heading, title) in titles {
            self.push(title, &[], group, None, body.blocks.span(heading));
        }
        true
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

    /// Reads the items of `block`, which is a list or an item.
    fn items(&mut self, block: usize, group: &Group) {
        let group = &Group { has_owners: bracketed::are_owners(self.body, block), ..group.clone() };
        walk(self.body, block, group, &mut |item, group| self.item(item, group));
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
            let inner = Group::read(&text);
            let is_group = checked.is_none() && !inner.is_empty() && !inner.past;
            let over_tasks = checked.is_none() && self.holds_tasks(item);
            if item.is_introduction(body) || is_group || over_tasks {
                return Inside::Walk(inner.inside(group));
            }
        }
        let span = body.blocks.span(item.block);
        if !self.none_because(&text, span.clone()) {
            let marked = self.marked_status(item, checked);
            let text = self.with_labels(item, text);
            self.push(&text, &attributes, group, marked, span);
        }
        Inside::Skip
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
        let body = self.body;
        for table in (0..body.blocks.all().len()).filter(|&at| body.blocks.kind(at) == BlockKind::Table) {
            let section = self.body.index.section_of(table);
            let is_read = section.is_some_and(|section| roles[section].is_some());
            let is_other = section.is_some_and(|section| {
                matches!(
                    body.sections[section].kind,
                    SectionKind::Timeline | SectionKind::FiveWhys | SectionKind::Appendix
                )
            });
            if !is_read
                && !is_other
                && let Some(parts) = tables::columns(body, table, false)
            {
                tables::read(body, table, &parts, &Group::default(), &mut self.actions.items);
            }
        }
    }
}

/// The text behind the number of a heading: `1) …`, `2. …`, `Action 3: …`.
fn behind_number(heading: &str) -> Option<&str> {
    let text = heading.trim_start();
    let text = ["action item", "action"]
        .iter()
        .find_map(|word| strip_word(text, word))
        .map_or(text, |rest| rest.trim_start_matches([' ', '#']));
    crate::structure::items::behind_number(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ActionStatus;
    use crate::structure::testing::read_body;
    use jiff::civil::Date;
    use retold_times::Due;

    fn actions(text: &str) -> Actions {
        read_body(text, read)
    }

    fn titles(text: &str) -> Vec<String> {
        actions(text).items.into_iter().map(|action| action.title).collect()
    }

    #[test]
    fn items_of_any_list_are_actions() {
        assert_eq!(
            titles("## Action items\n\n- Add an alert\n* Rotate keys\n\n1. Write docs\n"),
            ["Add an alert", "Rotate keys", "Write docs"]
        );
        // Bullets below a numbered headline explain it.
        assert_eq!(
            titles(
                "## Action items\n\n1. **Better alerts**\nWe will watch:\n\n- Queues\n\n2. **Runbooks**\n"
            ),
            ["Better alerts We will watch", "Runbooks"]
        );
        assert_eq!(
            titles(
                "## Action items\n\nSome words before.\n\n- [ ] Add an alert\n- [ ] \n- TBD\n- None\n- <action>\n"
            ),
            ["Add an alert"]
        );
        assert_eq!(
            titles("## Actions\n\nWe do this:\n\n    Replacing the old pump\n    Adding an alert for it\n"),
            ["Replacing the old pump", "Adding an alert for it"]
        );
        let owned = actions("## Actions\n\n@jane\n\n- Add an alert\n");
        assert_eq!(owned.items[0].owner.as_deref(), Some("jane"));
        assert_eq!(titles("**Actions**\n\n- Add an alert\n  - It should page\n"), ["Add an alert"]);
        assert_eq!(
            titles("- **Review actions**:\n  - Add an alert\n  - Rotate keys\n- **Impact**: x\n"),
            ["Add an alert", "Rotate keys"]
        );
        assert_eq!(
            titles("## Summary\n\n**Action item:** Add an alert. It should page.\n\n## Impact\n\n- x\n"),
            ["Add an alert. It should page."]
        );
    }

    #[test]
    fn items_are_read_once_by_their_innermost_section() {
        let text = "## Lessons learned\n\n- Alerts matter\n\n### Action items\n\n- Add an alert\n\n#### Detection\n\n- Watch queues\n\n## Related\n\n- x\n";
        assert_eq!(titles(text), ["Add an alert", "Watch queues"]);
    }

    #[test]
    fn checkboxes_words_and_strikes_give_the_status() {
        let text = "## Actions\n\n- [x] A one\n- [ ] B two\n- C three (DONE)\n- ~~D four~~\n- [ ] E five (in progress)\n- F six\n- ❌ G seven\n";
        let read: Vec<_> = actions(text).items.into_iter().map(|action| action.status).collect();
        use ActionStatus::*;
        assert_eq!(
            read,
            [Some(Done), Some(Open), Some(Done), Some(Done), Some(InProgress), None, Some(Open)]
        );
    }

    #[test]
    fn groups_apply_to_the_actions_below() {
        let text = "## Action items\n\n### Immediate (completed)\n\n- Roll back\n\n### Later\n\n- Add an alert\n\n**Platform team**\n\n- Rotate keys\n\n**Process:**\n\n- Write docs\n\n### Tooling\n\n- Try x\n";
        let read = actions(text).items;
        let summary: Vec<_> = read
            .iter()
            .map(|a| (a.title.as_str(), a.status, a.owner.as_deref(), a.kind.as_deref()))
            .collect();
        assert_eq!(
            summary,
            [
                ("Roll back", Some(ActionStatus::Done), None, None),
                ("Add an alert", None, None, None),
                ("Rotate keys", None, Some("Platform team"), None),
                ("Write docs", None, None, Some("Process")),
                ("Try x", None, None, Some("Tooling")),
            ]
        );
    }

    #[test]
    fn parents_that_only_group_are_no_actions() {
        let text = "## Actions\n\n- Prevent:\n  - Add a limit\n- @jane\n  - Rotate keys\n- Fix alerts:\n  - disk\n  - memory\n- **Write docs**\n  - Owner: Joe\n  - Due: 2026-02-15\n";
        let read = actions(text).items;
        let summary: Vec<_> =
            read.iter().map(|a| (a.title.as_str(), a.owner.as_deref(), a.kind.as_deref(), a.due)).collect();
        assert_eq!(
            summary,
            [
                ("Add a limit", None, Some("Prevent"), None),
                ("Rotate keys", Some("jane"), None, None),
                ("disk", None, None, None),
                ("memory", None, None, None),
                ("Write docs", Some("Joe"), None, Some(Due::On(Date::constant(2026, 2, 15)))),
            ]
        );
    }

    #[test]
    fn headings_fences_and_addresses_may_be_actions() {
        for (text, expected) in [
            (
                "## Action items\n\n### 1) Add an alert\n\nWe want one.\n\n### 2) Rotate keys\n\nSoon.\n",
                &["Add an alert", "Rotate keys"][..],
            ),
            (
                "## Action items\n\n```\n1. Add an alert\n2. Rotate keys\n```\n",
                &["Add an alert", "Rotate keys"],
            ),
            ("## Action items\n\n```sh\n- rotate keys\n```\n", &[]),
            (
                "## Action items\n\nTypes:\n\n- Prevent - stop it\n\n| Action | Owner |\n|-|-|\n| Add an alert | Ann |\n",
                &["Add an alert"],
            ),
            ("## Action items\n\n- Add an alert\n\n---\n\n**Note:**\n\n- All is well\n", &["Add an alert"]),
            (
                "## Action items\n\n- Add an alert\n\n---\n\n### Later\n\n- Rotate keys\n",
                &["Add an alert", "Rotate keys"],
            ),
        ] {
            assert_eq!(titles(text), expected, "{text}");
        }
    }

    #[test]
    fn a_status_may_stand_before_a_day_and_in_another_column() {
        let text = "## Action items\n\n1. **DONE 2026-02-01** — Add an alert\n2. **TODO due 2026-02-15** — Rotate keys\n\
                    3. WE DO NOT MERGE BEFORE IT IS DONE\n\n| Action | Owner | Bug |\n|-|-|-|\n| Write docs | Ann | DONE |\n";
        let read = actions(text).items;
        let found: Vec<_> = read.iter().map(|a| (a.title.as_str(), a.status, a.due)).collect();
        assert_eq!(
            found,
            [
                ("Add an alert", Some(ActionStatus::Done), None),
                ("Rotate keys", Some(ActionStatus::Open), Some(Due::On(Date::constant(2026, 2, 15)))),
                ("WE DO NOT MERGE BEFORE IT IS DONE", None, None),
                ("Write docs", Some(ActionStatus::Done), None),
            ]
        );
    }

    #[test]
    fn issues_are_linked() {
        let text = "## Actions\n\n- [#12]: Add an alert\n- Rotate keys (INFRA-7)\n- Write docs\n  https://e.org/a/issues/3\n- https://e.org/a/issues/4\n- See https://e.org/a\n- Test queues [issue](https://e.org/a/issues/5)\n\n[#12]: https://e.org/a/issues/12\n";
        let read = actions(text).items;
        let summary: Vec<_> =
            read.iter().map(|a| (a.title.as_str(), a.ticket.as_deref(), a.link.as_deref())).collect();
        assert_eq!(
            summary,
            [
                ("Add an alert", Some("#12"), Some("https://e.org/a/issues/12")),
                ("Rotate keys", Some("INFRA-7"), Some("https://jira.example/browse/INFRA-7")),
                ("Write docs", Some("#3"), Some("https://e.org/a/issues/3")),
                ("https://e.org/a/issues/4", Some("#4"), Some("https://e.org/a/issues/4")),
                ("Test queues", Some("#5"), Some("https://e.org/a/issues/5")),
            ]
        );
    }

    #[test]
    fn completed_work_is_not_open() {
        let text = "## Actions taken\n\n- Roll back\n\n## Actions\n\n- We added an alert\n- Add an alert\n- [ ] Added an alert\n";
        let past: Vec<_> = actions(text).items.into_iter().map(|action| action.past).collect();
        assert_eq!(past, [true, true, false, false]);
    }

    #[test]
    fn reasons_for_none_are_kept() {
        for (text, reason) in [
            ("## Actions\n\nNone, because the vendor repaired it.\n", Some("the vendor repaired it")),
            ("## Actions\n\n- N/A since nobody was hurt\n", Some("nobody was hurt")),
            ("**Action items:** none: we retire the service\n", Some("we retire the service")),
            ("## Actions\n\nNo action items: we retire the service.\n", Some("we retire the service")),
            ("## Actions\n\nNone.\n", None),
            ("## Actions\n\n- Add an alert\n", None),
        ] {
            let read = actions(text);
            assert_eq!(read.none_because.map(|(reason, _)| reason).as_deref(), reason, "{text}");
        }
    }

    #[test]
    fn nothing_is_too_deep_or_too_long() {
        let deep: String = (0..300).map(|depth| format!("{}- a:\n", "  ".repeat(depth))).collect();
        actions(&format!("## Actions\n\n{deep}"));
        let long = format!("## Actions\n\n{}", "- Add an alert (done), owner: @jane\n".repeat(2000));
        assert_eq!(actions(&long).items.len(), 2000);
    }
}
