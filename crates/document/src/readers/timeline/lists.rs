//! Timelines in lists.

use crate::markdown::blocks::BlockKind;
use crate::readers::timeline::draft::{Draft, Step, TEXT_LIMIT, add_text, stamps_in, zone_in};
use crate::readers::timeline::entries::{Collector, PARTS_LIMIT, clock_of};
use crate::readers::timeline::leading_time::LeadingTime;
use crate::readers::timeline::words::INSIDE_TIME;
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
        let (body, blocks) = (self.body, self.body.blocks);
        let mut entries = ListEntries::default();
        for item in blocks.children(list) {
            let span = blocks.span(item);
            let first = blocks.children(item).next();
            let paragraph = first.filter(|&first| blocks.kind(first) == BlockKind::Paragraph);
            let lines = paragraph.map(|index| blocks.lines(body.text, index)).unwrap_or_default();
            let rest = paragraph.map_or(item + 1, |index| blocks.end(index))..blocks.end(item);
            // Nested lists with times of their own.
            let mut nested = Vec::new();
            if depth < MAX_DEPTH {
                for inner in blocks.outermost(rest.clone()) {
                    if let BlockKind::List { .. } = blocks.kind(inner) {
                        let found = self.list(inner, depth + 1, false);
                        if found.clocks > 0 && found.clocks * 2 >= found.items {
                            nested.push((inner, found));
                        }
                    }
                }
            }
            let Some(line) = lines.first() else {
                if nested.is_empty() {
                    continue;
                }
                entries.items += 1;
                entries.extend(nested);
                continue;
            };
            entries.items += 1;
            let leading = LeadingTime::of(&line.text);
            let mut draft = match leading {
                Some(leading) => {
                    let text = &line.text[leading.length..];
                    let has_clock = leading.has_clock();
                    if let Some(date) = leading.stamp.date.filter(|_| !has_clock && !nested.is_empty()) {
                        let zone = leading.stamp.zone.clone().or_else(|| zone_in(text));
                        entries.steps.push(Step::Day(date, zone));
                        entries.extend(nested);
                        continue;
                    }
                    entries.clocks += usize::from(has_clock);
                    entries.own_clocks += usize::from(has_clock);
                    entries.timed += usize::from(has_clock || leading.stamp.date.is_some());
                    Draft::new(leading, text, span.clone())
                }
                None => {
                    let behind = if labels { LeadingTime::behind_label(&line.text) } else { None };
                    if let Some((leading, at)) = behind {
                        entries.timed += 1;
                        let label = line.text[..at].trim_end_matches(|c: char| {
                            c.is_whitespace()
                                || matches!(c, ':' | '：' | '-' | '–' | '—' | '(' | '[' | '=' | '~')
                        });
                        let after = line.text[at + leading.length..].trim_start_matches([')', ']', ' ']);
                        let mut draft = Draft::new(leading, label, span.clone());
                        add_text(&mut draft.text, after);
                        draft.is_label = true;
                        draft
                    } else if !nested.is_empty() {
                        entries.extend(nested);
                        continue;
                    } else {
                        let mut draft = Draft::untimed(&line.text, span.clone());
                        if let Some(stamp) = stamp_inside(&line.text).filter(|_| labels) {
                            entries.timed += 1;
                            draft.stamp = stamp;
                        }
                        draft
                    }
                }
            };
            // Lines that begin with times of their own are entries, too: their bullets are no Markdown.
            let mut more: Vec<Draft> = Vec::new();
            for line in &lines[1..] {
                let own = clock_of(line).filter(|own| {
                    draft.has_clock() && own.stamp.date.is_some() == draft.stamp.date.is_some()
                });
                match own {
                    Some(leading) => {
                        let text = &line.text[leading.length..];
                        more.push(Draft::new(leading, text, line.span.clone()));
                    }
                    None if line.text.chars().all(|c| matches!(c, '.' | '…' | ' ')) => {}
                    None => add_text(&mut more.last_mut().unwrap_or(&mut draft).text, &line.text),
                }
            }
            let last = more.last_mut().unwrap_or(&mut draft);
            let mut budget = PARTS_LIMIT;
            for inner in blocks.outermost(rest) {
                if nested.iter().any(|(list, _)| *list == inner) {
                    continue;
                }
                for part in inner..blocks.end(inner) {
                    budget = budget.saturating_sub(1);
                    if last.text.len() >= TEXT_LIMIT || budget == 0 {
                        break;
                    }
                    add_text(&mut last.text, &blocks.text(body.text, part));
                }
            }
            if draft.text.is_empty() && !draft.has_time() && more.is_empty() {
                entries.items -= 1;
                continue;
            }
            entries.steps.push(Step::Entry(draft));
            entries.clocks += more.len();
            entries.timed += more.len();
            entries.items += more.len();
            entries.steps.extend(more.into_iter().map(Step::Entry));
            entries.extend(nested);
        }
        entries.days_of_siblings();
        entries
    }
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
    /// Adds the entries of `nested` lists, whose items are not those of this one.
    fn extend(&mut self, nested: Vec<(usize, Self)>) {
        for (_, list) in nested {
            self.clocks += list.clocks;
            self.timed += list.timed;
            self.steps.extend(list.steps);
        }
    }

    /// Makes an item that is only a date, before one that is only a clock, the day of what follows.
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
