//! Timelines without a heading that names them: lists, tables, lines and headings that begin with times.

use crate::markdown::blocks::BlockKind;
use crate::model::SectionKind;
use crate::readers::timeline::draft::{Context, Draft, Step, add_text};
use crate::readers::timeline::entries::{Collector, clock_of};
use crate::readers::timeline::leading_time::{LeadingTime, is_numbered_update};
use crate::readers::timeline::rough_clocks::Clocks;
use crate::readers::timeline::tables;
use crate::structure::body::Body;
use jiff::civil::Date;
use retold_times::WrittenDate;

/// Fewer entries are not a timeline.
const MIN_ENTRIES: usize = 3;

/// The entries of a timeline anywhere in `body`, and their common context. `None` if nothing looks like a timeline.
pub fn find(body: &Body<'_>) -> Option<(Vec<Step>, Context)> {
    by_headings(body).or_else(|| Search::new(body).run())
}

/// Entries that are headings: `### 13:35`, or lines in bold that are only a time.
fn by_headings(body: &Body<'_>) -> Option<(Vec<Step>, Context)> {
    let blocks = body.blocks;
    let count = blocks.all().len();
    let (mut start, mut end, mut found) = (None, 0, 0);
    let mut before = None;
    for index in blocks.outermost(0..count) {
        let kind = blocks.kind(index);
        if is_excluded(body, index) {
            continue;
        }
        if let BlockKind::Heading(_) = kind {
            let text = blocks.text(body.text, index);
            match LeadingTime::of(text) {
                Some(leading) if leading.has_clock() => {
                    found += 1;
                    start = start.or(before).or(Some(index));
                    end = usize::MAX;
                }
                Some(leading) if leading.is_day() && start.is_none() => before = before.or(Some(index)),
                Some(leading) if leading.is_day() => {}
                _ => {
                    before = None;
                    if end == usize::MAX {
                        end = index;
                    }
                }
            }
        } else if kind == BlockKind::Paragraph && is_stamp_line(body, index) {
            found += 2;
            start = start.or(Some(index));
            end = usize::MAX;
        }
    }
    let start = start.filter(|_| found >= 2)?;
    let mut collector = Collector::new(body);
    collector.walk(start..end.min(count));
    Some((collector.steps, collector.context))
}

/// Whether a paragraph is one line in bold that is a date with a time of day or the number of an update.
fn is_stamp_line(body: &Body<'_>, index: usize) -> bool {
    let blocks = body.blocks;
    let span = blocks.span(index);
    let short = body.text.get(span).is_some_and(|text| text.len() < 80 && text.starts_with("**"));
    if !short {
        return false;
    }
    let lines = blocks.lines(body.text, index);
    let [line] = lines else { return false };
    let last_words = line.text.rmatch_indices(' ').nth(1).map_or("", |(at, _)| &line.text[at + 1..]);
    line.bold == line.text.len()
        && LeadingTime::of(&line.text).is_some_and(|leading| {
            leading.length == line.text.len()
                && (leading.stamp.time.is_some() || is_numbered_update(last_words))
                && matches!(leading.stamp.date, Some(WrittenDate::Full(_)))
        })
}

/// Whether a block is in a section in which times are not a timeline.
fn is_excluded(body: &Body<'_>, index: usize) -> bool {
    use SectionKind::{
        Actions, Appendix, CouldImprove, FiveWhys, GotLucky, Lessons, People, Questions, Related, WentWell,
    };
    body.index.enclosing(index).any(|section| {
        matches!(
            section.kind,
            Actions
                | Lessons
                | WentWell
                | CouldImprove
                | GotLucky
                | Questions
                | Related
                | Appendix
                | People
                | FiveWhys
        )
    })
}

/// A search for lists, tables and lines that begin with times.
struct Search<'a> {
    body: &'a Body<'a>,
    collector: Collector<'a>,
    steps: Vec<Step>,
    context: Context,
    /// The day that the last heading gives, until entries take it.
    day: Option<WrittenDate>,
    /// The text before the current block, which may give day and zone.
    before: Option<usize>,
    lines: Lines,
}

/// Lines of neighbouring paragraphs that begin with times.
#[derive(Default)]
struct Lines {
    steps: Vec<Step>,
    /// How many lines these paragraphs have.
    count: usize,
    /// The text before the first of them.
    before: Option<usize>,
}

impl<'a> Search<'a> {
    fn new(body: &'a Body<'a>) -> Self {
        Self {
            body,
            collector: Collector::new(body),
            steps: Vec::new(),
            context: Context::default(),
            day: None,
            before: None,
            lines: Lines::default(),
        }
    }

    fn run(mut self) -> Option<(Vec<Step>, Context)> {
        let blocks = self.body.blocks;
        let mut at = 0;
        while at < blocks.all().len() {
            let next = if is_excluded(self.body, at) { at + 1 } else { self.block(at) };
            if matches!(blocks.kind(at), BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Code) {
                self.before = Some(at);
            }
            at = next;
        }
        self.close_lines();
        (!self.steps.is_empty()).then_some((self.steps, self.context))
    }

    /// Reads the block at `at`. Returns the next one to read: blocks inside a timeline are read with it.
    fn block(&mut self, at: usize) -> usize {
        let blocks = self.body.blocks;
        match blocks.kind(at) {
            BlockKind::Heading(_) => {
                self.close_lines();
                let leading = LeadingTime::of(blocks.text(self.body.text, at));
                self.day = leading.filter(LeadingTime::is_day).and_then(|leading| leading.stamp.date);
            }
            BlockKind::List { .. } if self.may_begin_with_clocks(at) && self.list(at) => {
                return blocks.end(at);
            }
            BlockKind::Table => {
                self.table(at);
                return blocks.end(at);
            }
            BlockKind::Paragraph => self.paragraph(at),
            _ => {}
        }
        at + 1
    }

    /// Adds the items of a list, if they are a timeline. Returns whether they are.
    fn list(&mut self, at: usize) -> bool {
        let list = self.collector.list(at, 0, false);
        let is_timeline = is_timeline(&list.steps, list.own_clocks, list.items);
        if is_timeline {
            self.accept(list.steps, self.before);
        }
        is_timeline
    }

    /// Adds the rows of a table, if they are a timeline.
    fn table(&mut self, at: usize) {
        let mut context = Context::default();
        let steps = tables::read(self.body, at, &mut context, false).unwrap_or_default();
        let clocks = steps.iter().filter(|step| step.has_clock()).count();
        if is_timeline(&steps, clocks, steps.len()) {
            self.context.zone = self.context.zone.take().or(context.zone);
            self.accept(steps, self.before);
        }
    }

    /// Adds the entries of a timeline; `before` is the block before it.
    fn accept(&mut self, steps: Vec<Step>, before: Option<usize>) {
        if let Some(before) = before {
            let blocks = self.body.blocks;
            let text = match blocks.kind(before) {
                BlockKind::Code => self.body.text.get(blocks.span(before)).unwrap_or("").trim(),
                _ => blocks.text(self.body.text, before),
            };
            if text.len() < 200 {
                let is_caption = !matches!(blocks.kind(before), BlockKind::Paragraph);
                self.context.update_from(text, is_caption);
            }
        }
        if let Some(day) = self.day.take() {
            self.steps.push(Step::Day(day, None));
        }
        self.steps.extend(steps);
    }

    /// Whether one of the first items of a list has a digit near its start: cheaper than to read it.
    fn may_begin_with_clocks(&self, list: usize) -> bool {
        let blocks = self.body.blocks;
        blocks.children(list).take(3).any(|item| {
            let span = blocks.span(item);
            self.body.text.get(span).is_some_and(|text| text.chars().take(60).any(|c| c.is_ascii_digit()))
        })
    }

    fn paragraph(&mut self, index: usize) {
        let blocks = self.body.blocks;
        let span = blocks.span(index);
        let begins = self.body.text.get(span).is_some_and(|text| {
            text.split('\n').take(3).any(|line| line.chars().take(16).any(|c| c.is_ascii_digit()))
        });
        if !begins {
            return;
        }
        if self.lines.steps.is_empty() {
            self.lines.before = self.before;
        }
        for line in blocks.lines(self.body.text, index) {
            self.lines.count += 1;
            // A time alone in bold needs no separator.
            let is_set_apart = |leading: &LeadingTime| line.bold > 0 && line.bold <= leading.length;
            let clock = clock_of(line, Clocks::default());
            // `At 10:00 UTC the pumps stop.`
            let is_opened = |leading: &LeadingTime| {
                line.text.starts_with(char::is_alphabetic) && leading.stamp.date.is_none() && !leading.is_near
            };
            let Some(leading) =
                clock.filter(|leading| !leading.is_loose || is_set_apart(leading) || is_opened(leading))
            else {
                if let Some(Step::Entry(last)) = self.lines.steps.last_mut() {
                    add_text(&mut last.text, &line.text);
                }
                continue;
            };
            let text = &line.text[leading.length..];
            self.lines.steps.push(Step::Entry(Draft::new(leading, text, line.span.clone())));
        }
    }

    /// Adds the lines collected so far, if they are a timeline.
    fn close_lines(&mut self) {
        let Lines { steps, count, before } = std::mem::take(&mut self.lines);
        let is_ordered = |steps: &[Step]| is_in_order(steps) || is_newest_first(steps);
        if steps.len() >= MIN_ENTRIES && steps.len() * 2 >= count && is_ordered(&steps) {
            self.accept(steps, before);
        }
    }
}

/// Whether the `steps` of a list or table are a timeline: nearly all of its `count` items or rows have clocks, which
/// are in order. Two are enough if both are set apart from their texts.
fn is_timeline(steps: &[Step], clocks: usize, count: usize) -> bool {
    let is_pair = || {
        let are_apart =
            steps.iter().filter_map(Step::entry).all(|draft| !draft.is_loose && draft.relative.is_none());
        clocks == 2 && count == 2 && are_apart
    };
    let fewest = clocks >= MIN_ENTRIES || is_pair();
    fewest && clocks * 10 >= count * 8 && (is_in_order(steps) || is_newest_first(steps))
}

/// Whether each entry has a date, and none is behind the one before it: posts on a status page.
fn is_newest_first(steps: &[Step]) -> bool {
    let moments = steps.iter().filter_map(Step::entry).map(|draft| {
        let (Some(WrittenDate::Full(date)), Some(time)) = (draft.stamp.date, draft.stamp.time) else {
            let Some(WrittenDate::MonthDay { month, day }) = draft.stamp.date else { return None };
            // Any leap year serves to compare them.
            return Some(Date::new(2024, month, day).ok()?.to_datetime(draft.stamp.time?));
        };
        Some(date.to_datetime(time))
    });
    let moments: Option<Vec<_>> = moments.collect();
    moments.is_some_and(|moments| {
        moments.len() >= MIN_ENTRIES && moments.is_sorted_by(|above, below| above >= below)
    })
}

/// Whether most entries are not before the one before them.
fn is_in_order(steps: &[Step]) -> bool {
    let (mut previous, mut pairs, mut back) = (None, 0_usize, 0_usize);
    for draft in steps.iter().filter_map(Step::entry) {
        let Some(time) = draft.stamp.time else { continue };
        let date = match draft.stamp.date {
            Some(WrittenDate::Full(date)) => Some(date),
            _ => None,
        };
        if let Some((last_date, last_time)) = previous {
            pairs += 1;
            back += usize::from(date < last_date || date == last_date && time < last_time);
        }
        previous = Some((date, time));
    }
    back * 4 <= pairs + 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::timeline::draft::describe;
    use crate::structure::testing::read_body;

    fn entries(text: &str) -> Vec<String> {
        read_body(text, |body| find(body).map(|(steps, _)| describe(&steps)).unwrap_or_default())
    }

    #[test]
    fn timelines_are_found_in_each_shape() {
        for (text, expected) in [
            ("- 10:00 a\n- 10:05 b\n- 10:10 c\n", &["10:00 a", "10:05 b", "10:10 c"][..]),
            ("|x|y|\n|-|-|\n|10:00|a|\n|10:05|b|\n|10:10|c|\n", &["10:00 a", "10:05 b", "10:10 c"]),
            ("10:00 - a\n\n10:05 - b\n\n10:10 - c\n", &["10:00 a", "10:05 b", "10:10 c"]),
            ("**10:00** a\n\n**10:05** b\n\n**10:10** c\n", &["10:00 a", "10:05 b", "10:10 c"]),
            ("### 10:00\n\na\n\n### 10:05\n\nb\n", &["10:00 a", "10:05 b"]),
            ("**2026-01-30 10:00**\n\na\n", &["30 10:00 a"]),
            (
                "### 2026-01-30\n\n- 10:00 a\n- 10:05 b\n- 10:10 c\n",
                &["day 30", "10:00 a", "10:05 b", "10:10 c"],
            ),
            (
                "## 2026-01-31\n\nd\n\n## 2026-01-30\n\nc\n\n## 2026-01-29 10:05\n\nb\n\n## 2026-01-29 10:00\n\na\n",
                &["31 d", "30 c", "29 10:05 b", "29 10:00 a"],
            ),
            ("# Pumps\n\n### 10:00\n\na\n\n### 10:05\n\nb\n\n### Lessons\n\nc\n", &["10:00 a", "10:05 b"]),
        ] {
            assert_eq!(entries(text), expected, "{text}");
        }
    }

    #[test]
    fn few_or_disordered_times_are_no_timeline() {
        for text in [
            "- 10:00 a\n- 10:05 b\n",
            "- 10:00 a\n- b\n- 10:05 c\n- d\n- 10:10 e\n",
            "- 15:00 a\n- 10:05 b\n- 09:00 c\n- 07:00 d\n",
            "10:00 a\n\n10:05 b\n\n10:10 c\n",
            "### 10:00\n\na\n",
            "## Action items\n\n- 10:00 a\n- 10:05 b\n- 10:10 c\n",
        ] {
            assert_eq!(entries(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_block_before_a_timeline_gives_its_zone() {
        for (before, zone) in [("All times in PST.", Some("PST")), ("Ann and PST.", None)] {
            let text = format!("{before}\n\n- 10:00 a\n- 10:05 b\n- 10:10 c\n");
            let found = read_body(&text, |body| find(body).and_then(|(_, context)| context.zone));
            assert_eq!(found.map(|zone| zone.name).as_deref(), zone, "{before}");
        }
    }
}
