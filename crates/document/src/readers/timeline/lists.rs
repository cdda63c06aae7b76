//! Timelines in lists.

use std::ops::Range;

use crate::lexicon::fields::Field;
use crate::markdown::blocks::{BlockKind, Line};
use crate::model::{Marker, Section, SectionKind};
use crate::readers::timeline::clocks_inside::{labelled, named};
use crate::readers::timeline::draft::{Draft, Step, TEXT_LIMIT, add_text};
use crate::readers::timeline::entries::{Collector, PARTS_LIMIT, caption_day, clock_of, is_foreign};
use crate::readers::timeline::leading_time::{LeadingTime, bare_day};
use crate::readers::timeline::rough_clocks::Clocks;
use crate::readers::timeline::words::INSIDE_TIME;
use crate::structure::line_label::label;
use crate::text::stamps::{stamps_in, zone_in};
use retold_times::Stamp;

/// Lists that are nested deeper are text of their item.
const MAX_DEPTH: usize = 6;

/// The entries of a list, and how many of its items have times.
#[derive(Debug, Default)]
pub struct ListEntries {
    pub steps: Vec<Step>,
    pub items: usize,
    /// Items that begin with a time of day, those of nested lists included.
    pub clocks: usize,
    /// Items of the list itself that begin with a time of day.
    pub own_clocks: usize,
    /// Items that have any time.
    pub timed: usize,
}

impl Collector<'_> {
    /// Reads a list. With `labels` times behind a label count, too.
    pub fn list(&self, list: usize, depth: usize, labels: bool) -> ListEntries {
        let mut entries = ListEntries::default();
        for item in self.body.blocks.children(list) {
            self.item(item, depth, labels, &mut entries);
        }
        entries.days_of_siblings();
        entries
    }

    fn item(&self, item: usize, depth: usize, labels: bool, entries: &mut ListEntries) {
        let (body, blocks) = (self.body, self.body.blocks);
        let span = blocks.span(item);
        let first = blocks.children(item).next();
        let paragraph = first.filter(|&first| blocks.kind(first) == BlockKind::Paragraph);
        let lines = paragraph.map(|index| blocks.lines(body.text, index)).unwrap_or_default();
        let rest = paragraph.map_or(item + 1, |index| blocks.end(index))..blocks.end(item);
        let nested = self.nested_lists(rest.clone(), depth + 1);
        let Some((line, lines)) = lines.split_first() else {
            entries.items += usize::from(!nested.is_empty());
            entries.extend(nested);
            return;
        };
        // What is struck through is taken back.
        if line.struck && nested.is_empty() || labels && self.is_metadata(line, &span) {
            return;
        }
        let numbered = self.behind_number(item, line);
        let written = numbered.as_deref().unwrap_or(line.standing());
        if nested.is_empty() && written.chars().all(|c| matches!(c, '.' | '…' | ' ')) {
            return;
        }
        entries.items += 1;
        // In a list below an entry, `By 14:05, …` tells more of that.
        let is_of_item = |leading: &LeadingTime| depth == 0 || !leading.is_near;
        let draft = if let Some(leading) = self.clocks.leading(written).filter(is_of_item) {
            let text = &written[leading.length..];
            let has_clock = leading.has_clock();
            if let Some(date) = leading.stamp.date.filter(|_| !has_clock && !nested.is_empty()) {
                let zone = leading.stamp.zone.or_else(|| zone_in(text));
                entries.steps.push(Step::Day(date, zone));
                entries.extend(nested);
                return;
            }
            entries.clocks += usize::from(has_clock);
            entries.own_clocks += usize::from(has_clock);
            entries.timed += usize::from(has_clock || leading.stamp.date.is_some());
            Draft::new(leading, text, span)
        } else if !nested.is_empty()
            && nested.iter().all(|(_, list)| list.has_undated_clocks())
            && let Some(day) =
                caption_day(written).or_else(|| bare_day(written).map(|date| Step::Day(date, None)))
        {
            entries.steps.push(day);
            entries.extend(nested);
            return;
        } else if labels
            && let Some(draft) =
                labelled(written, &span).or_else(|| named(line).filter(|_| numbered.is_none()))
        {
            entries.timed += 1;
            draft
        } else if nested.is_empty() {
            let mut draft = Draft::untimed(written, span);
            if labels && let Some(stamp) = stamp_inside(written) {
                entries.timed += 1;
                draft.stamp = stamp;
            }
            draft
        } else {
            entries.extend(nested);
            return;
        };
        let mut drafts = with_lines(draft, lines, self.clocks);
        if let Some(last) = drafts.last_mut() {
            self.add_parts(&mut last.text, rest, &nested);
        }
        let more = drafts.len() - 1;
        if more == 0 && drafts[0].text.is_empty() && !drafts[0].has_time() {
            entries.items -= 1;
            return;
        }
        entries.clocks += more;
        entries.timed += more;
        entries.items += more;
        entries.steps.extend(drafts.into_iter().map(Step::Entry));
        entries.extend(nested);
    }

    /// The text of an item whose number is a day, as Markdown takes it for that of a list: `14. März: Alarm`.
    fn behind_number(&self, item: usize, line: &Line) -> Option<String> {
        let word = line.text.split(|c: char| !c.is_alphabetic()).next()?;
        retold_times::month(word).filter(|_| word.len() > 2)?;
        let source = self.body.text.get(self.body.blocks.span(item))?;
        let (day, _) = source.split_once('.')?;
        let is_day = day.parse().is_ok_and(|day| (1..=31).contains(&day));
        is_day.then(|| format!("{day}. {}", line.text))
    }

    /// Whether an item is a fact of the report rather than an entry: `**Duration:** 2 hours`, `**Impact:** high`.
    pub(super) fn is_metadata(&self, line: &Line, item: &Range<usize>) -> bool {
        let Some(label) = label(line) else { return false };
        let is_length =
            |field| matches!(field, Field::Duration | Field::TimeToResolve | Field::TimeToRecover);
        let field = Field::of(label.name);
        if field.is_some_and(is_length) {
            return true;
        }
        let is_in_item = |section: &&Section| item.contains(&section.span.start);
        let mut sections = self.body.sections.iter().filter(|section| section.marker == Marker::InlineLabel);
        let mut is_section = || {
            sections
                .find(is_in_item)
                .is_some_and(|section| section.kind == SectionKind::Impact || is_foreign(section.kind))
        };
        (field == Some(Field::Severity) || label.is_bold && is_section())
            && LeadingTime::behind_label(&line.text).is_none()
    }

    /// The lists in `range` with times of their own.
    fn nested_lists(&self, range: Range<usize>, depth: usize) -> Vec<(usize, ListEntries)> {
        let blocks = self.body.blocks;
        if depth > MAX_DEPTH {
            return Vec::new();
        }
        let lists = blocks
            .outermost(range)
            .filter(|&index| matches!(blocks.kind(index), BlockKind::List { .. }))
            .map(|index| (index, self.list(index, depth, false)));
        lists.filter(|(_, list)| list.clocks > 0 && list.clocks * 2 >= list.items).collect()
    }

    /// Appends the text of the blocks of an item to that of its entry, but for lists that are entries themselves.
    fn add_parts(&self, text: &mut String, range: Range<usize>, nested: &[(usize, ListEntries)]) {
        let blocks = self.body.blocks;
        let mut budget = PARTS_LIMIT;
        for index in blocks.outermost(range) {
            if nested.iter().any(|(list, _)| *list == index) {
                continue;
            }
            for part in index..blocks.end(index) {
                budget = budget.saturating_sub(1);
                if text.len() >= TEXT_LIMIT || budget == 0 {
                    return;
                }
                add_text(text, blocks.text(self.body.text, part));
            }
        }
    }
}

/// The entry of an item with the other lines of its paragraph. Lines that begin with times are entries of their own:
/// their bullets are no Markdown.
fn with_lines(draft: Draft, lines: &[Line], clocks: Clocks) -> Vec<Draft> {
    let (has_clock, has_date) = (draft.has_clock(), draft.stamp.date.is_some());
    let mut drafts = vec![draft];
    for line in lines {
        let own = clock_of(line, clocks).filter(|own| has_clock && own.stamp.date.is_some() == has_date);
        if let Some(leading) = own {
            let text = &line.text[leading.length..];
            drafts.push(Draft::new(leading, text, line.span.clone()));
        } else if !line.text.chars().all(|c| matches!(c, '.' | '…' | ' '))
            && let Some(last) = drafts.last_mut()
        {
            add_text(&mut last.text, &line.text);
        }
    }
    drafts
}

/// The time inside a sentence, if it is the only one and has a date: `The leak began at 2021-03-04 10:00 near the mill`.
fn stamp_inside(text: &str) -> Option<Stamp> {
    let mut stamps = stamps_in(text);
    let (stamp, place) = stamps.next()?;
    let before = text[..place.start].trim_end();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let is_whole = stamp.date.is_some() && stamp.time.is_some();
    (is_whole && INSIDE_TIME.contains(word) && stamps.next().is_none()).then_some(stamp)
}

impl ListEntries {
    /// Whether the first entry with a time of day has no date.
    fn has_undated_clocks(&self) -> bool {
        let mut clocks = self.steps.iter().filter_map(Step::entry).filter(|draft| draft.has_clock());
        clocks.next().is_some_and(|draft| draft.stamp.date.is_none() && draft.weekday.is_none())
    }

    /// Adds the entries of `nested` lists, whose items are not those of this one.
    fn extend(&mut self, nested: Vec<(usize, Self)>) {
        for (_, list) in nested {
            self.clocks += list.clocks;
            self.timed += list.timed;
            self.steps.extend(list.steps);
        }
    }

    /// Makes an item that is only a date the day of the items that follow, if the next one has only a time of day.
    fn days_of_siblings(&mut self) {
        for at in 0..self.steps.len() {
            let next = self.steps.get(at + 1).and_then(Step::entry);
            let is_before_clock =
                next.is_some_and(|next| next.stamp.time.is_some() && next.stamp.date.is_none());
            if let Step::Entry(draft) = &self.steps[at]
                && is_before_clock
                && draft.text.is_empty()
                && draft.stamp.time.is_none()
                && let Some(date) = draft.stamp.date
            {
                self.steps[at] = Step::Day(date, draft.stamp.zone.clone());
                self.timed = self.timed.saturating_sub(1);
                self.items = self.items.saturating_sub(1);
            }
        }
    }
}
