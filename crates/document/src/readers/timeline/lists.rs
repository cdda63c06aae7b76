//! Timelines in lists.

use crate::markdown::blocks::BlockKind;
use crate::readers::timeline::draft::{Draft, Step, TEXT_LIMIT, add_text, stamps_in, zone_in};
use crate::readers::timeline::entries::{Collector, PARTS_LIMIT, clock_of};
use crate::readers::timeline::leading_time::Opening;
use retold_times::Stamp;

/// Lists that are nested deeper belong to the item they stand in.
const DEEPEST_LIST: usize = 6;

/// What a list says.
#[derive(Debug, Default)]
pub struct ListReading {
    pub steps: Vec<Step>,
    pub items: usize,
    /// Items that begin with a time of day, those of lists inside it included.
    pub clocks: usize,
    /// Items of the list itself that begin with a time of day.
    pub own_clocks: usize,
    /// Items that have any time.
    pub timed: usize,
}

impl Collector<'_> {
    /// Reads a list. With `labels` times that stand behind a label count, too.
    pub fn list(&self, list: usize, depth: usize, labels: bool) -> ListReading {
        let (body, blocks) = (self.body, self.body.blocks);
        let mut reading = ListReading::default();
        for item in blocks.children(list) {
            let span = blocks.span(item);
            let first = blocks.children(item).next();
            let paragraph = first.filter(|&first| blocks.kind(first) == BlockKind::Paragraph);
            let lines = paragraph.map(|index| blocks.lines(body.text, index)).unwrap_or_default();
            let rest = paragraph.map_or(item + 1, |index| blocks.end(index))..blocks.end(item);
            // Its lists, and the ones among them that have times of their own.
            let mut nested = Vec::new();
            if depth < DEEPEST_LIST {
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
                reading.items += 1;
                for (_, found) in nested {
                    reading.clocks += found.clocks;
                    reading.timed += found.timed;
                    reading.steps.extend(found.steps);
                }
                continue;
            };
            reading.items += 1;
            let opening = Opening::of(&line.text);
            let mut draft = match opening {
                Some(opening) => {
                    let text = &line.text[opening.length..];
                    let has_clock = opening.has_clock();
                    if let Some(date) = opening.stamp.date.filter(|_| !has_clock && !nested.is_empty()) {
                        let zone = opening.stamp.zone.clone().or_else(|| zone_in(text));
                        reading.steps.push(Step::Day(date, zone));
                        for (_, found) in nested {
                            reading.clocks += found.clocks;
                            reading.timed += found.timed;
                            reading.steps.extend(found.steps);
                        }
                        continue;
                    }
                    reading.clocks += usize::from(has_clock);
                    reading.own_clocks += usize::from(has_clock);
                    reading.timed += usize::from(has_clock || opening.stamp.date.is_some());
                    Draft::new(opening, text, span.clone())
                }
                None => {
                    let behind = if labels { Opening::behind_label(&line.text) } else { None };
                    if let Some((opening, at)) = behind {
                        reading.timed += 1;
                        let label = line.text[..at].trim_end_matches(|c: char| {
                            c.is_whitespace()
                                || matches!(c, ':' | '：' | '-' | '–' | '—' | '(' | '[' | '=' | '~')
                        });
                        let after = line.text[at + opening.length..].trim_start_matches([')', ']', ' ']);
                        let mut draft = Draft::new(opening, label, span.clone());
                        add_text(&mut draft.text, after);
                        draft.is_label = true;
                        draft
                    } else if !nested.is_empty() {
                        for (_, found) in nested {
                            reading.clocks += found.clocks;
                            reading.timed += found.timed;
                            reading.steps.extend(found.steps);
                        }
                        continue;
                    } else {
                        let mut draft = Draft::untimed(&line.text, span.clone());
                        if let Some(stamp) = labels.then(|| told_inside(&line.text)).flatten() {
                            reading.timed += 1;
                            draft.stamp = stamp;
                        }
                        draft
                    }
                }
            };
            // Lines that begin with times of their own are entries, too: a bullet that was not seen as one.
            let mut more: Vec<Draft> = Vec::new();
            for line in &lines[1..] {
                let own = clock_of(line).filter(|own| {
                    draft.has_clock() && own.stamp.date.is_some() == draft.stamp.date.is_some()
                });
                match own {
                    Some(opening) => {
                        let text = &line.text[opening.length..];
                        more.push(Draft::new(opening, text, line.span.clone()));
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
                reading.items -= 1;
                continue;
            }
            reading.steps.push(Step::Entry(draft));
            reading.clocks += more.len();
            reading.timed += more.len();
            reading.items += more.len();
            reading.steps.extend(more.into_iter().map(Step::Entry));
            for (_, found) in nested {
                reading.clocks += found.clocks;
                reading.timed += found.timed;
                reading.steps.extend(found.steps);
            }
        }
        reading.days_of_siblings();
        reading
    }
}

/// The time that a sentence tells itself: `The leak began at 2021-03-04 10:00 near the mill`. It has to be the only
/// one, with its day.
fn told_inside(text: &str) -> Option<Stamp> {
    let mut stamps = stamps_in(text);
    let (stamp, place) = stamps.next()?;
    let before = text[..place.start].trim_end();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let is_told = ["at", "on", "around", "um", "am", "à", "le", "el"].contains(&word);
    (is_told && stamp.date.is_some() && stamp.time.is_some() && stamps.next().is_none()).then_some(stamp)
}

impl ListReading {
    /// An item that is only a date, followed by items that are only clocks, gives their day.
    fn days_of_siblings(&mut self) {
        for at in 0..self.steps.len() {
            let next = self.steps.get(at + 1).and_then(Step::entry);
            let heads = next.is_some_and(|next| next.stamp.time.is_some() && next.stamp.date.is_none());
            if let Step::Entry(draft) = &self.steps[at]
                && heads
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
