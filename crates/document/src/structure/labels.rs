//! Metadata in the body: `**Severity:** HIGH`, lists and tables of such labels, and headings with a value.

use std::borrow::Cow;
use std::ops::Range;

use crate::lexicon::fields::Field;
use crate::markdown::blocks::{BlockKind, Blocks, Line};
use crate::model::{Heading, Origin, SectionKind};
use crate::structure::line_label::label;
use crate::structure::section_names::SectionNames;
use crate::text::marks::{COLONS, before_bracket};

/// A label with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    pub field: Field,
    /// Several if the label has a list below it.
    pub values: Vec<String>,
    pub origin: Origin,
    /// The line, item or row; bytes of the file.
    pub span: Range<usize>,
}

/// The most values that a list gives for a label.
const MAX_VALUES: usize = 40;

/// The metadata of the body with `blocks` in `text`, the whole file, in the order of the text. `headings` are all of
/// its headings.
pub fn read(text: &str, blocks: &Blocks, names: &SectionNames, headings: &[Heading]) -> Vec<Labelled> {
    let mut reader = Reader { text, blocks, found: Vec::new() };
    // In the sections of a report, labels do not describe the document: an owner may be that of an action.
    let mut reading = true;
    // Those of its length stand in its timeline, too.
    let mut times = false;
    let mut siblings = blocks.outermost(0..blocks.all().len()).peekable();
    let mut headings = headings.iter().peekable();
    while let Some(index) = siblings.next() {
        match blocks.kind(index) {
            BlockKind::Heading(_) => {
                let heading = blocks.text(text, index);
                while headings.next_if(|heading| heading.block < index).is_some() {}
                let kind = match headings.peek() {
                    Some(known) if known.block == index && known.text == heading => known.section,
                    _ => names.kind_of(heading),
                };
                reader.heading(index, heading, siblings.peek().copied());
                times = kind == Some(SectionKind::Timeline);
                reading = match kind {
                    Some(
                        SectionKind::Summary | SectionKind::Impact | SectionKind::Facts | SectionKind::People,
                    ) => true,
                    Some(_) => false,
                    None => reading,
                };
            }
            BlockKind::Paragraph if reading => {
                reader.paragraph(index);
                reader.list_below(index, siblings.peek().copied());
            }
            BlockKind::List { .. } if reading => reader.list(index),
            BlockKind::List { .. } if times => {
                let first = reader.found.len();
                reader.list(index);
                let mut of_timeline = reader.found.split_off(first);
                of_timeline.retain(|label| matches!(label.field, Field::Duration | Field::TimeToResolve));
                reader.found.extend(of_timeline);
            }
            BlockKind::Table if reading => reader.table(index),
            // Some authors put the metadata into a quote.
            BlockKind::Quote if reading => {
                for inner in blocks.children(index) {
                    match blocks.kind(inner) {
                        BlockKind::Paragraph => reader.paragraph(inner),
                        BlockKind::List { .. } => reader.list(inner),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    if !reader.found.iter().any(|label| label.field == Field::Authors) {
        reader.closing();
    }
    reader.found
}

struct Reader<'a> {
    /// The whole file.
    text: &'a str,
    blocks: &'a Blocks,
    found: Vec<Labelled>,
}

impl Reader<'_> {
    /// `## Owner: @ann`, or a heading `## Severity` with the value below it.
    fn heading(&mut self, index: usize, text: &str, next: Option<usize>) {
        let blocks = self.blocks;
        let span = blocks.span(index);
        if let Some((name, value)) = text.split_once(COLONS) {
            // A title may be `Incident: …` or `Service: …`: only these fields have values in headings.
            if let Some(
                field @ (Field::Authors | Field::Date | Field::Severity | Field::Status | Field::Duration),
            ) = Field::of(name)
            {
                self.push(field, value, Origin::Heading, span);
            }
            return;
        }
        let Some(next) = next else { return };
        let Some(
            field @ (Field::Authors
            | Field::Date
            | Field::Severity
            | Field::Status
            | Field::Duration
            | Field::Services),
        ) = Field::of(text)
        else {
            return;
        };
        match blocks.kind(next) {
            BlockKind::Paragraph => {
                if let Some(line) = blocks.lines(self.text, next).first()
                    && label(line).is_none_or(|label| Field::of(label.name).is_none())
                {
                    self.push(field, &line.text, Origin::Heading, line.span.clone());
                }
            }
            BlockKind::List { .. } => {
                let values = self.items(next);
                self.found.push(Labelled { field, values, origin: Origin::Heading, span: blocks.span(next) });
            }
            _ => {}
        }
    }

    fn paragraph(&mut self, index: usize) {
        let span = self.blocks.span(index);
        if !self.text[span].contains([':', '：', '*', '_']) {
            return;
        }
        let lines = self.blocks.lines(self.text, index);
        // Without bold, lines are labels only if the first is one: prose has colons, too.
        let plain = lines.first().and_then(label).is_some_and(|found| Field::of(found.name).is_some());
        for (at, line) in lines.iter().enumerate() {
            self.line(line, plain);
            self.value_below(line, lines.get(at + 1));
        }
    }

    /// A label in bold with its value on the next line.
    fn value_below(&mut self, line: &Line, next: Option<&Line>) {
        let Some(next) = next.filter(|next| next.bold == 0) else { return };
        let Some(found) = label(line).filter(|label| label.is_bold) else { return };
        let is_bare = found.length == line.text.len() && line.text.ends_with(COLONS);
        if let Some(field) = Field::of(found.name).filter(|_| is_bare) {
            self.push(field, &next.text, Origin::Label, next.span.clone());
        }
    }

    /// A label in bold at the end of a paragraph, with its values in the list below it: `**Services affected:**`. What an
    /// item remarks in brackets is left out.
    fn list_below(&mut self, index: usize, next: Option<usize>) {
        let is_list = |&next: &usize| matches!(self.blocks.kind(next), BlockKind::List { .. });
        let Some(list) = next.filter(is_list) else { return };
        let Some(line) = self.blocks.lines(self.text, index).last() else { return };
        let Some(found) = label(line).filter(|label| label.is_bold) else { return };
        if found.length == line.text.len() && Field::of(found.name) == Some(Field::Services) {
            let values = self.items(list).iter().map(|item| before_bracket(item).trim().to_owned()).collect();
            let span = line.span.clone();
            self.found.push(Labelled { field: Field::Services, values, origin: Origin::Label, span });
        }
    }

    /// The authors in the last paragraph: `Written by: Ann`.
    fn closing(&mut self) {
        let blocks = self.blocks;
        let is_text = |&index: &usize| blocks.kind(index) != BlockKind::Rule;
        let last = blocks.outermost(0..blocks.all().len()).filter(is_text).last();
        let Some(last) = last.filter(|&last| blocks.kind(last) == BlockKind::Paragraph) else { return };
        for line in blocks.lines(self.text, last) {
            let Some(found) = label(line) else { continue };
            // An owner at the end may own the last action.
            let name = found.name.to_lowercase();
            let owns = ["own", "respons", "负责"].iter().any(|word| name.contains(word));
            if Field::of(found.name) == Some(Field::Authors) && !owns {
                let value = line.text.get(found.length..).unwrap_or_default();
                self.push(Field::Authors, value, Origin::Label, line.span.clone());
            }
        }
    }

    fn list(&mut self, index: usize) {
        let blocks = self.blocks;
        for item in blocks.children(index) {
            let Some(paragraph) = blocks.children(item).next() else { continue };
            if blocks.kind(paragraph) != BlockKind::Paragraph {
                continue;
            }
            let lines = blocks.lines(self.text, paragraph);
            let Some(line) = lines.first() else { continue };
            let Some(found) = label(line) else {
                self.outline_item(item, line);
                continue;
            };
            let Some(field) = Field::of(found.name) else { continue };
            if found.length < line.text.len() {
                self.line(line, true);
            } else if let Some(inner) = blocks.children(item).nth(1)
                && matches!(blocks.kind(inner), BlockKind::List { .. })
            {
                let values = self.items(inner);
                self.found.push(Labelled { field, values, origin: Origin::Label, span: blocks.span(item) });
            } else {
                self.value_of_card(item, field);
            }
        }
    }

    /// The value in the second paragraph of an item, below a label that is the whole first one.
    fn value_of_card(&mut self, item: usize, field: Field) {
        let blocks = self.blocks;
        let Some(inner) = blocks.children(item).nth(1) else { return };
        if blocks.kind(inner) == BlockKind::Paragraph
            && let [value] = blocks.lines(self.text, inner)
        {
            self.push(field, &value.text, Origin::Label, value.span.clone());
        }
    }

    /// Day and authors in a list that is the outline of a report, `1. Authors` above a list of them, or the value of a card,
    /// `:clock: Duration` above a paragraph.
    fn outline_item(&mut self, item: usize, line: &Line) {
        let blocks = self.blocks;
        let Some(inner) = blocks.children(item).nth(1) else { return };
        if line.text.starts_with(':')
            && let Some((icon, name)) = line.text[1..].split_once(": ")
            && !icon.contains(' ')
            && let Some(field) = Field::of(name)
        {
            self.value_of_card(item, field);
            return;
        }
        if matches!(blocks.kind(inner), BlockKind::List { .. })
            && let Some(field @ (Field::Authors | Field::Date)) = Field::of(&line.text)
        {
            let values = self.items(inner);
            self.found.push(Labelled { field, values, origin: Origin::Label, span: blocks.span(item) });
        }
    }

    /// The first lines of the items of a list.
    fn items(&self, list: usize) -> Vec<String> {
        let blocks = self.blocks;
        let items = blocks.children(list).take(MAX_VALUES);
        items.filter_map(|item| Some(blocks.first_lines(self.text, item).first()?.text.clone())).collect()
    }

    /// Labels in a line. Without bold they count only if `plain`.
    fn line(&mut self, line: &Line, plain: bool) {
        // `**Date** January 31, 2026`
        if line.bold > 0
            && let Some((name, value)) = line.text.split_at_checked(line.bold)
            && value.starts_with(' ')
            && !name.ends_with(COLONS)
            && !value.trim_start().starts_with(|c: char| !c.is_alphanumeric())
            && let Some(field @ (Field::Date | Field::Duration | Field::Severity)) = Field::of(name)
        {
            self.push(field, value, Origin::Label, line.span.clone());
            return;
        }
        let Some(found) = label(line).filter(|label| plain || label.is_bold) else { return };
        // Several labels may share a line: `Author: Ann | Status: resolved`.
        let behind = line.text.get(found.length..).unwrap_or_default();
        let labels: Vec<_> = split_labels(behind)
            .into_iter()
            .map(|part| {
                (part, part.split_once(COLONS).and_then(|(name, value)| Some((Field::of(name)?, value))))
            })
            .collect();
        let is_shared = labels.iter().skip(1).any(|(_, label)| label.is_some());
        if let Some(field) = Field::of(found.name) {
            let first = labels.first().map_or(behind, |(part, _)| if is_shared { part } else { behind });
            self.push(field, first, Origin::Label, line.span.clone());
        }
        for (field, value) in labels.into_iter().skip(1).filter_map(|(_, label)| label) {
            self.push(field, value, Origin::Label, line.span.clone());
        }
    }

    /// A table of two columns whose rows are label and value, or one whose head names the values below it.
    fn table(&mut self, index: usize) {
        let (blocks, text) = (self.blocks, self.text);
        let rows: Vec<usize> = blocks.children(index).take(60).collect();
        let cells = |row: usize| blocks.children(row).map(|cell| blocks.text(text, cell)).collect::<Vec<_>>();
        let Some(&head) = rows.first() else { return };
        let names = cells(head);
        if names.len() == 2 {
            for &row in &rows {
                let cells = cells(row);
                if let [name, value] = cells.as_slice()
                    && let Some(field) = Field::of(name)
                {
                    self.push(field, value, Origin::Table, blocks.span(row));
                }
            }
        } else if let [_, row] = rows.as_slice()
            && names.len() > 2
        {
            let values = cells(*row);
            let fields: Vec<_> = names.iter().map(|name| Field::of(name)).collect();
            // One such name may be the header of a column in any table. Several make the table metadata, and so does a
            // duration, which actions do not have.
            let is_metadata = fields.iter().flatten().count() >= 2
                || fields.iter().flatten().any(|field| *field == Field::Duration);
            if is_metadata {
                for (field, value) in fields.iter().zip(&values) {
                    if let Some(field) = field {
                        self.push(*field, value, Origin::Table, blocks.span(*row));
                    }
                }
            }
        }
    }

    fn push(&mut self, field: Field, value: &str, origin: Origin, span: Range<usize>) {
        let written = &self.text[span.clone()];
        let value =
            if written.contains("~~") { without_struck(value, written) } else { Cow::Borrowed(value) };
        let value = value.trim().trim_matches('*').trim();
        if !value.is_empty() {
            self.found.push(Labelled { field, values: vec![value.to_owned()], origin, span });
        }
    }
}

/// `value` without what is struck through in the line as it is `written`: `~~SEV2~~ SEV3`.
fn without_struck<'a>(value: &'a str, written: &str) -> Cow<'a, str> {
    let mut rest = Cow::Borrowed(value);
    for struck in written.split("~~").skip(1).step_by(2).map(str::trim).filter(|struck| !struck.is_empty()) {
        if let Some(at) = rest.find(struck) {
            rest = Cow::Owned([&rest[..at], &rest[at + struck.len()..]].concat());
        }
    }
    rest
}

/// The parts of a line between `|`, `·` or `•`.
fn split_labels(line: &str) -> Vec<&str> {
    let marks = line.match_indices(['|', '·', '•']).filter(|(at, _)| line[..*at].ends_with(' '));
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, mark) in marks {
        parts.push(&line[start..at]);
        start = at + mark.len();
    }
    parts.push(&line[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Outline;

    fn found(text: &str) -> Vec<(Field, String)> {
        let (blocks, names) = (Blocks::read(text, 0), SectionNames::default());
        let outline = Outline::of(text, &blocks, &names);
        read(text, &blocks, &names, &outline.headings)
            .into_iter()
            .map(|label| (label.field, label.values.join("|")))
            .collect()
    }

    #[test]
    fn outlines_in_lists_have_day_and_authors() {
        let text =
            "# A\n\n1. Date\n   - January 31, 2026\n2. Authors\n   - Ann\n   - Ben\n3. Summary\n   - x\n";
        let authors = (Field::Authors, "Ann|Ben".to_owned());
        assert_eq!(found(text), [(Field::Date, "January 31, 2026".to_owned()), authors]);
        assert_eq!(found("# A\n\n- Date\n- Authors\n"), []);
    }

    #[test]
    fn cards_have_labels_above_their_values() {
        let text = "# A\n\n- :clock-outline: **Duration**\n\n  2 hours\n\n- **Severity**\n\n  HIGH\n";
        let severity = (Field::Severity, "HIGH".to_owned());
        assert_eq!(found(text), [(Field::Duration, "2 hours".to_owned()), severity]);
    }

    #[test]
    fn labels_are_found_in_any_shape() {
        for text in [
            "# A\n\n**Severity:** HIGH (all of it)\n**Duration**: 2 hours\n\n## Response\n\n**Duration:** 1 h\n",
            "# A\n\nSeverity: HIGH (all of it)\nDuration: 2 hours\n",
            "# A\n\n**Severity:** HIGH (all of it) | **Duration:** 2 hours\n",
            "# A\n\n- **Severity**: HIGH (all of it)\n- Duration: 2 hours\n",
            "# A\n\n> **Severity**: HIGH (all of it)\n> **Duration**: 2 hours\n",
            "# A\n\n> - **Severity**: HIGH (all of it)\n> - **Duration**: 2 hours\n",
            "# A\n\n|Field|Value|\n|-|-|\n|Severity|HIGH (all of it)|\n|**Duration**|2 hours|\n",
            "# A\n\n|Severity|Who|Duration|\n|-|-|-|\n|HIGH (all of it)|x|2 hours|\n",
            "# A\n\n## Severity\n\n**HIGH** (all of it)\n\n## Duration: 2 hours\n",
            "# A\n\n**Severity** · HIGH (all of it)\n**Duration** · 2 hours\n",
            "# A\n\n**Severity:**\nHIGH (all of it)\n\n**Duration:**\n2 hours\n",
            "# A\n\n## 3. Incident details\n\n- Severity: HIGH (all of it)\n- Duration: 2 hours\n",
            "# A\n\n**Severity** HIGH (all of it)\n**Duration** 2 hours\n",
            "# A\n\n**Severity:** HIGH (all of it)\n\n## Timeline\n\n- **Duration**: 2 hours\n- **Severity**: low\n- 10:00 a\n",
        ] {
            let expected =
                [(Field::Severity, "HIGH (all of it)".to_owned()), (Field::Duration, "2 hours".to_owned())];
            assert_eq!(found(text), expected, "{text}");
        }
        assert_eq!(
            found("# A\n\n- **Affected services**\n  - a\n  - b\n"),
            [(Field::Services, "a|b".to_owned())]
        );
        assert_eq!(
            found("# A\n\n**Services affected:**\n- pumps (all of them)\n- valves\n"),
            [(Field::Services, "pumps|valves".to_owned())]
        );
    }

    #[test]
    fn what_is_struck_through_does_not_count() {
        for text in [
            "# A\n\n**Severity:** ~~SEV2~~ SEV3\n",
            "# A\n\n- Severity: SEV3 ~~SEV2~~\n",
            "# A\n\n| Severity | ~~SEV2~~ SEV3 |\n|-|-|\n",
        ] {
            assert_eq!(found(text), [(Field::Severity, "SEV3".to_owned())], "{text}");
        }
        assert_eq!(found("# A\n\n**Severity:** ~~SEV2~~\n"), []);
    }

    #[test]
    fn the_last_paragraph_may_be_signed() {
        let signed = |last: &str| found(&format!("# A\n\n## Root cause\n\nA valve.\n\n---\n\n{last}\n"));
        assert_eq!(signed("_Prepared by: Ann_"), [(Field::Authors, "Ann".to_owned())]);
        assert_eq!(signed("Owner: Ann"), []);
    }

    #[test]
    fn prose_and_later_parts_have_no_metadata() {
        for text in [
            "# A\n\nWe had a date: the owner: nobody.\n",
            "# A\n\n## Action items\n\n- Owner: Ann\n- Status: open\n",
            "# A\n\n|Action|Owner|Status|\n|-|-|-|\n|a|b|c|\n|d|e|f|\n",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
