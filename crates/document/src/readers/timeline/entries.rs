//! The entries of a part of a document, as they are written.

use std::ops::Range;

use crate::markdown::blocks::{BlockKind, Line};
use crate::model::{Section, SectionKind};
use crate::readers::timeline::draft::{Context, DayMark, Draft, Step, TEXT_LIMIT, add_text};
use crate::readers::timeline::html_lines;
use crate::readers::timeline::leading_time::LeadingTime;
use crate::readers::timeline::rough_clocks::Clocks;
use crate::readers::timeline::tables;
use crate::structure::body::Body;
use crate::structure::text_behind::TextBehind;
use crate::text::stamps::{stamps_in, zone_in};

/// How many blocks below an entry are read for its text.
pub const PARTS_LIMIT: usize = 600;

/// Collects the entries of a timeline.
pub struct Collector<'a> {
    pub body: &'a Body<'a>,
    pub steps: Vec<Step>,
    pub context: Context,
    /// How the times at the start of lines are read.
    pub clocks: Clocks,
    /// Items of lists without times: entries, if nothing else has times either.
    pub untimed: Vec<Step>,
    /// Paragraphs with clocks behind their texts or inside: entries, if nothing else has times.
    pub inside: Vec<Step>,
    /// Whether the blocks that follow are the text of the last entry, which has no text yet.
    pub(super) is_open: bool,
}

impl<'a> Collector<'a> {
    pub fn new(body: &'a Body<'a>) -> Self {
        Self {
            body,
            steps: Vec::new(),
            context: Context::default(),
            clocks: Clocks::default(),
            untimed: Vec::new(),
            inside: Vec::new(),
            is_open: false,
        }
    }

    /// The time of a line that begins with a time of day.
    pub(super) fn clock_of(&self, line: &Line) -> Option<LeadingTime> {
        clock_of(line, self.clocks)
    }

    /// Collects the entries of `range`: whole trees of blocks below the heading of a timeline.
    pub fn walk(&mut self, range: Range<usize>) {
        self.walk_inside(range, 0);
    }

    fn walk_inside(&mut self, range: Range<usize>, depth: usize) {
        let blocks = self.body.blocks;
        let mut at = range.start;
        while at < range.end {
            let next = blocks.end(at);
            match blocks.kind(at) {
                BlockKind::Heading(level) => {
                    self.is_open = false;
                    at = self.heading(at, level, range.end);
                    continue;
                }
                BlockKind::List { .. } if self.is_open && !self.begins_with_clocks(at) => {
                    self.continue_open(at);
                }
                BlockKind::List { .. } => {
                    self.is_open = false;
                    let reading = self.list(at, 0, true);
                    let target = if reading.timed > 0 { &mut self.steps } else { &mut self.untimed };
                    target.extend(reading.steps);
                }
                BlockKind::Table => {
                    self.is_open = false;
                    let is_beside =
                        self.steps.iter().any(Step::is_timed) && tables::is_of_figures(self.body, at);
                    if is_beside {
                        // `MTTD 0:15`: no entry.
                    } else if let Some(steps) = tables::read(self.body, at, &mut self.context, true) {
                        // Times that are unknown may be those of a form.
                        let is_open = |step: &Step| step.entry().is_some_and(|draft| draft.stamp.unknown);
                        if steps.iter().any(Step::is_timed) {
                            self.steps.extend(steps);
                        } else if !steps.iter().any(is_open) {
                            self.untimed.extend(steps);
                        }
                    } else {
                        self.untimed.extend(tables::untimed(self.body, at));
                    }
                }
                BlockKind::Html => self.html(at),
                BlockKind::Paragraph => self.paragraph(at, range.end),
                BlockKind::Code => self.code(at),
                BlockKind::Quote if depth < 3 => self.walk_inside(at + 1..next, depth + 1),
                _ => {}
            }
            at = next;
        }
    }

    /// Reads the lines behind a label in the label's own paragraph.
    pub fn lines_of(&mut self, section: &Section) {
        let Some(TextBehind { more: lines, .. }) = TextBehind::of(self.body, section) else { return };
        if lines.first().is_some_and(|line| self.clock_of(line).is_some()) {
            self.timed_lines(lines, |_| false);
        } else {
            self.later_lines(lines);
        }
    }

    /// Reads the items and rows of a piece of raw HTML.
    fn html(&mut self, index: usize) {
        let span = self.body.blocks.span(index);
        let Some(html) = self.body.text.get(span.clone()) else { return };
        for (place, text) in html_lines::read(html) {
            let place = span.start + place.start..span.start + place.end;
            match self.clocks.leading(&text) {
                Some(leading) if leading.is_day() && leading.length == text.len() => {
                    self.steps.extend(leading.stamp.date.map(|date| Step::Day(date, leading.stamp.zone)));
                }
                Some(leading) => {
                    let rest = &text[leading.length..];
                    self.steps.push(Step::Entry(Draft::new(leading.clone(), rest, place)));
                }
                None if self.steps.iter().any(Step::is_timed) => {
                    self.steps.push(Step::Entry(Draft::untimed(&text, place)));
                }
                None => {}
            }
        }
    }

    /// Reads a heading and, if it is an entry, the blocks below it. Returns the index after the last block that was read.
    fn heading(&mut self, index: usize, level: u8, end: usize) -> usize {
        let (body, blocks) = (self.body, self.body.blocks);
        let below = blocks.end(index);
        let text = blocks.text(body.text, index);
        let text = text.trim();
        let span = blocks.span(index);
        let next = blocks
            .outermost(below..end)
            .find(|&next| matches!(blocks.kind(next), BlockKind::Heading(_)))
            .unwrap_or(end);
        if let Some(leading) = self.clocks.leading(text) {
            let rest = &text[leading.length..];
            if leading.is_day()
                && let Some(date) = leading.stamp.date
            {
                let heads = self.clocks_below(below..next)
                    || next < end
                        && (self.is_clock_heading(next) && !self.is_dated_heading(next)
                            || is_deeper(blocks.kind(next), level));
                if heads || next == below {
                    let zone = leading.stamp.zone.or_else(|| zone_in(rest));
                    self.steps.push(Step::Day(date, zone));
                    return below;
                }
            }
            let mut draft = Draft::new(leading, rest, span.clone());
            draft.span.end = if next > below { blocks.span(next - 1).end.max(span.end) } else { span.end };
            self.steps.push(Step::Entry(draft));
            self.below_heading(below..next);
            return next;
        }
        if body.index.marked_by(index).is_some_and(|section| is_foreign(body.sections[section].kind)) {
            return blocks
                .outermost(below..end)
                .find(|&next| matches!(blocks.kind(next), BlockKind::Heading(other) if other <= level))
                .unwrap_or(end);
        }
        // What is below is read only for the few headings that name a day.
        if let Some(day) = caption_day(text)
            && self.undated_clocks_below(below..next)
        {
            self.steps.push(day);
            return below;
        }
        // `### Alert fires (10:00)`
        if let Some((leading, at)) = LeadingTime::behind_label(text)
            && leading.has_clock()
            && at + leading.length == text.len()
        {
            let label = text[..at].trim_end_matches(|c: char| !c.is_alphanumeric());
            let mut draft = Draft::new(leading, label, span.clone());
            draft.span.end = if next > below { blocks.span(next - 1).end.max(span.end) } else { span.end };
            self.steps.push(Step::Entry(draft));
            self.below_heading(below..next);
            return next;
        }
        self.context.update_from(text, true);
        below
    }

    /// Whether the next blocks have times of day without a date.
    pub(super) fn undated_clocks_below(&self, range: Range<usize>) -> bool {
        self.clocks_below(range.clone()) && {
            let mut collector = Self { clocks: self.clocks, ..Self::new(self.body) };
            collector.walk_inside(range, 3);
            let mut clocks = collector.steps.iter().filter_map(Step::entry).filter(|draft| draft.has_clock());
            clocks.next().is_some_and(|draft| draft.stamp.date.is_none() && draft.weekday.is_none())
        }
    }

    /// Whether a heading gives its own date, so that the one before it is an update of that day.
    fn is_dated_heading(&self, index: usize) -> bool {
        let leading = self.clocks.leading(self.body.blocks.text(self.body.text, index).trim());
        leading.is_some_and(|leading| matches!(leading.stamp.date, Some(retold_times::WrittenDate::Full(_))))
    }

    /// Adds the blocks below a heading to its entry, and lists with times as entries of their own.
    fn below_heading(&mut self, range: Range<usize>) {
        let entry = self.steps.len() - 1;
        for index in self.body.blocks.outermost(range) {
            if let BlockKind::List { .. } = self.body.blocks.kind(index)
                && self.begins_with_clocks(index)
            {
                let reading = self.list(index, 0, true);
                self.steps.extend(reading.steps);
            } else {
                self.add_tree(entry, index);
            }
        }
    }

    fn add_tree(&mut self, entry: usize, index: usize) {
        let blocks = self.body.blocks;
        if let Some(Step::Entry(draft)) = self.steps.get_mut(entry) {
            for inner in index..blocks.end(index).min(index + PARTS_LIMIT) {
                if draft.text.len() >= TEXT_LIMIT {
                    break;
                }
                add_text(&mut draft.text, blocks.text(self.body.text, inner));
            }
            draft.span.end = draft.span.end.max(blocks.span(index).end);
        }
    }

    pub(super) fn continue_open(&mut self, index: usize) {
        if let Some(entry) = self.steps.len().checked_sub(1) {
            self.add_tree(entry, index);
        }
    }

    fn is_clock_heading(&self, index: usize) -> bool {
        let text = self.body.blocks.text(self.body.text, index);
        self.clocks.leading(text).is_some_and(|leading| leading.has_clock())
    }

    /// Whether the first list, table or paragraph of `range` has times of day.
    pub(super) fn clocks_below(&self, range: Range<usize>) -> bool {
        let blocks = self.body.blocks;
        blocks.outermost(range).take(8).any(|index| match blocks.kind(index) {
            BlockKind::List { .. } => self.begins_with_clocks(index),
            BlockKind::Table => tables::read(self.body, index, &mut Context::default(), true)
                .is_some_and(|steps| steps.iter().any(Step::has_clock)),
            BlockKind::Paragraph => {
                blocks.lines(self.body.text, index).iter().take(4).any(|line| self.clock_of(line).is_some())
            }
            _ => false,
        })
    }

    /// Whether one of the first items of a list begins with a time of day.
    fn begins_with_clocks(&self, list: usize) -> bool {
        let blocks = self.body.blocks;
        blocks.children(list).take(4).any(|item| {
            blocks.children(item).next().is_some_and(|first| {
                blocks.kind(first) == BlockKind::Paragraph
                    && self
                        .clocks
                        .leading(blocks.text(self.body.text, first))
                        .is_some_and(|leading| leading.has_clock())
            })
        })
    }
}

/// The time of a line that begins with a time of day.
pub fn clock_of(line: &Line, clocks: Clocks) -> Option<LeadingTime> {
    clocks.leading(&line.text).filter(LeadingTime::has_clock)
}

/// The day that a heading or a caption gives to the times of day below it: `Day 2 – March 14, 2026`, `Saturday`.
pub fn caption_day(text: &str) -> Option<Step> {
    let mut dates = stamps_in(text).filter_map(|(stamp, _)| Some((stamp.date?, stamp.time)));
    match (dates.next(), dates.next()) {
        (Some((date, None)), None) => Some(Step::Day(date, zone_in(text))),
        (None, _) => DayMark::of(text).map(Step::Mark),
        _ => None,
    }
}

fn is_deeper(kind: BlockKind, level: u8) -> bool {
    matches!(kind, BlockKind::Heading(other) if other > level)
}

/// Whether a section inside a timeline is not one of its phases.
pub fn is_foreign(kind: SectionKind) -> bool {
    !matches!(
        kind,
        SectionKind::Timeline
            | SectionKind::Detection
            | SectionKind::Response
            | SectionKind::Resolution
            | SectionKind::Trigger
            | SectionKind::Background
            | SectionKind::Impact
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::timeline::draft::describe;
    use crate::structure::testing::read_body;

    /// The entries of all blocks of `text`, or of its lists without times.
    fn entries(text: &str) -> Vec<String> {
        read_body(text, |body| {
            let mut collector = Collector::new(body);
            collector.walk(0..body.blocks.all().len());
            let steps = if collector.steps.is_empty() { &collector.untimed } else { &collector.steps };
            describe(steps)
        })
    }

    #[test]
    fn blocks_of_each_kind_give_entries() {
        for (text, expected) in [
            ("- 10:00 a\n- 10:05 b\n", &["10:00 a", "10:05 b"][..]),
            ("- first\n- then\n", &["first", "then"]),
            ("|Time|Event|\n|-|-|\n|10:00|a|\n|10:05|b|\n", &["10:00 a", "10:05 b"]),
            ("10:00 - a\n10:05 - b\nand c\n", &["10:00 a", "10:05 b and c"]),
            ("### 10:00\n\na\n\n- b\n\n### 10:05\n\nc\n", &["10:00 a b", "10:05 c"]),
            ("### 10:00\n\na\n\n- 10:02 b\n", &["10:00 a", "10:02 b"]),
            ("### 2026-01-30\n\n- 10:00 a\n", &["day 30", "10:00 a"]),
            ("### 2026-01-30\n\nquiet\n", &["30 quiet"]),
            ("**2026-01-30**\n\n- 10:00 a\n", &["day 30", "10:00 a"]),
            ("10:00:\n\na\n\nb\n", &["10:00 a b"]),
            ("10:00:\n\n- a\n- b\n", &["10:00 a b"]),
            ("> - 10:00 a\n", &["10:00 a"]),
            (
                "At 10:00 it fails. We look. At 10:05 it works. By 10:10 all is well.\n",
                &["10:00 it fails. We look.", "10:05 it works.", "10:10 all is well."],
            ),
            ("Events:\n10:00 - a\n10:05 - b\n", &["10:00 a", "10:05 b"]),
            ("    10:00: a\n    10:05: b\n    c\n", &["10:00 a", "10:05 b c"]),
            ("```\n- _10:00_ - a\n- 10:05 - b\n- 10:10 - c\n```\n", &["10:00 a", "10:05 b", "10:10 c"]),
            (
                "```text\nTIME   EVENT\n10:00  a\n10:05  b\n10:10  c\n       d\n```\n",
                &["10:00 a", "10:05 b", "10:10 c d"],
            ),
            (
                "### Alert fires (10:00)\n\na\n\n### 2. Calm again – 10:05 UTC\n\nb\n",
                &["10:00 Alert fires a", "10:05 2. Calm again b"],
            ),
            (
                "### Day 1 – January 30, 2026\n\n- 10:00 a\n\n### Repair (2026-01-31)\n\n- 10:05 b\n",
                &["day 30", "10:00 a", "day 31", "10:05 b"],
            ),
            (
                "### Friday\n\n- 10:00 a\n\n**Day 2**\n\n- 10:05 b\n",
                &["Weekday(Friday)", "10:00 a", "Number(2)", "10:05 b"],
            ),
            ("2026-01-30 (all times UTC)\n\n- 10:00 a\n", &["day 30", "10:00 a"]),
            ("**30 January 2026** - all times are in CET\n\n- 10:00 a\n", &["day 30", "10:00 a"]),
            ("- 10:00 a\n- ~~10:05 b~~\n- ~~10:05~~ 10:10 c\n\n~~10:15 d~~\n", &["10:00 a", "10:10 c"]),
            ("<ul>\n<li><b>10:00</b>: a</li>\n<li>10:05 b</li>\n</ul>\n", &["10:00 a", "10:05 b"]),
            (
                "<table>\n<tr><th>Time</th><th>Event</th></tr>\n<tr><td>10:00</td>\n<td>a</td></tr>\n<tr><td>10:05</td><td>b</td><td>c</td></tr>\n</table>\n",
                &["10:00 a", "10:05 b – c"],
            ),
            ("<dl>\n<dt>10:00</dt><dd>a</dd>\n<dt>10:05</dt><dd>b</dd>\n</dl>\n", &["10:00 a", "10:05 b"]),
            // Fewer lines in a fence may be a quotation, and seconds those of a log.
            ("```\n10:00 - a\n10:05 - b\n```\n", &[]),
            ("```\n10:00:01 INFO a\n10:05:01 WARN b\n10:05:02 [x] c\n```\n", &[]),
            ("Ann looks at 10:00, and leaves.\n", &[]),
        ] {
            assert_eq!(entries(text), expected, "{text}");
        }
    }

    #[test]
    fn sections_of_other_kinds_are_skipped() {
        let text =
            "### Detection\n\n- 10:00 a\n\n### Action items\n\n- 10:05 b\n\n### Response\n\n- 10:10 c\n";
        assert_eq!(entries(text), ["10:00 a", "10:10 c"]);
    }

    #[test]
    fn headings_and_captions_give_zone_and_date() {
        let text = "### All times in UTC\n\nAll of it happened on January 30, 2026.\n\n- 10:00 a\n";
        let context = read_body(text, |body| {
            let mut collector = Collector::new(body);
            collector.walk(0..body.blocks.all().len());
            (collector.context.zone.map(|zone| zone.name), collector.context.date.is_some())
        });
        assert_eq!(context, (Some("UTC".to_owned()), true));
    }
}
