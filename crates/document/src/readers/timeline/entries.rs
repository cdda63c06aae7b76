//! The entries of a part of a document, as they are written.

use std::borrow::Cow;
use std::ops::Range;

use crate::markdown::blocks::{BlockKind, Line};
use crate::markdown::fences::{is_fence, is_plain_fence};
use crate::model::{Section, SectionKind};
use crate::readers::timeline::draft::{Context, Draft, Step, TEXT_LIMIT, add_text};
use crate::readers::timeline::leading_time::LeadingTime;
use crate::readers::timeline::tables;
use crate::structure::body::Body;
use crate::structure::text_behind::TextBehind;
use crate::text::marks::OPENING_BRACKETS;
use crate::text::sentences::sentences;
use crate::text::stamps::first_chars;
use crate::text::stamps::zone_in;

/// How many blocks below an entry are read for its text.
pub const PARTS_LIMIT: usize = 600;

/// How many characters of a line of code may be a time with emphasis.
const MAX_LEADING_CHARS: usize = 32;

/// Fewer sentences with times in a paragraph are one entry.
const MIN_TIMED_SENTENCES: usize = 3;

/// Collects the entries of a timeline.
pub struct Collector<'a> {
    pub body: &'a Body<'a>,
    pub steps: Vec<Step>,
    pub context: Context,
    /// Items of lists without times: entries, if nothing else has times either.
    pub untimed: Vec<Step>,
    /// Whether the blocks that follow are the text of the last entry, which has no text yet.
    is_open: bool,
}

impl<'a> Collector<'a> {
    pub fn new(body: &'a Body<'a>) -> Self {
        Self { body, steps: Vec::new(), context: Context::default(), untimed: Vec::new(), is_open: false }
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
                    if let Some(steps) = tables::read(self.body, at, &mut self.context) {
                        self.steps.extend(steps);
                    }
                }
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
        if lines.first().is_some_and(|line| clock_of(line).is_some()) {
            self.timed_lines(lines, |_| false);
        } else {
            self.later_lines(lines);
        }
    }

    /// Reads a heading and, if it is an entry, the blocks below it. Returns the index after the last block that was read.
    fn heading(&mut self, index: usize, level: u8, end: usize) -> usize {
        let (body, blocks) = (self.body, self.body.blocks);
        let below = blocks.end(index);
        let text = blocks.text(body.text, index);
        let text = text.trim();
        let span = blocks.span(index);
        if let Some(leading) = LeadingTime::of(text) {
            let next = blocks
                .outermost(below..end)
                .find(|&next| matches!(blocks.kind(next), BlockKind::Heading(_)))
                .unwrap_or(end);
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
        self.context.update_from(text, true);
        below
    }

    /// Whether a heading gives its own date, so that the one before it is an update of that day.
    fn is_dated_heading(&self, index: usize) -> bool {
        let leading = LeadingTime::of(self.body.blocks.text(self.body.text, index).trim());
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

    fn continue_open(&mut self, index: usize) {
        if let Some(entry) = self.steps.len().checked_sub(1) {
            self.add_tree(entry, index);
        }
    }

    fn is_clock_heading(&self, index: usize) -> bool {
        let text = self.body.blocks.text(self.body.text, index);
        LeadingTime::of(text).is_some_and(|leading| leading.has_clock())
    }

    /// Whether the first list, table or paragraph of `range` has times of day.
    fn clocks_below(&self, range: Range<usize>) -> bool {
        let blocks = self.body.blocks;
        blocks.outermost(range).take(8).any(|index| match blocks.kind(index) {
            BlockKind::List { .. } => self.begins_with_clocks(index),
            BlockKind::Table => tables::read(self.body, index, &mut Context::default())
                .is_some_and(|steps| steps.iter().any(Step::has_clock)),
            BlockKind::Paragraph => blocks
                .lines(self.body.text, index)
                .iter()
                .take(4)
                .any(|line| LeadingTime::of(&line.text).is_some_and(|leading| leading.has_clock())),
            _ => false,
        })
    }

    /// Whether one of the first items of a list begins with a time of day.
    fn begins_with_clocks(&self, list: usize) -> bool {
        let blocks = self.body.blocks;
        blocks.children(list).take(4).any(|item| {
            blocks.children(item).next().is_some_and(|first| {
                blocks.kind(first) == BlockKind::Paragraph
                    && LeadingTime::of(blocks.text(self.body.text, first))
                        .is_some_and(|leading| leading.has_clock())
            })
        })
    }

    fn paragraph(&mut self, index: usize, end: usize) {
        let blocks = self.body.blocks;
        let lines = blocks.lines(self.body.text, index);
        let Some(first) = lines.first() else { return };
        let leading = LeadingTime::of(&first.text).filter(|leading| !(leading.is_day() && leading.is_loose));
        let Some(_) = leading else {
            if self.is_open {
                self.continue_open(index);
            } else {
                for line in lines.iter().take(6) {
                    self.context.update_from(&line.text, false);
                }
                self.later_lines(lines);
            }
            return;
        };
        self.is_open = false;
        if self.timed_sentences(lines) {
            return;
        }
        let next = blocks.end(index);
        self.timed_lines(lines, |this| this.clocks_below(next..end.min(next + 64)));
        self.is_open = self
            .steps
            .last()
            .and_then(Step::entry)
            .is_some_and(|draft| draft.text.is_empty() && draft.has_time());
    }

    /// Reads lines of code as entries, if most of them begin with times.
    fn code(&mut self, index: usize) {
        let span = self.body.blocks.span(index);
        let Some(text) = self.body.text.get(span.clone()) else { return };
        let is_fenced = is_fence(text);
        if is_fenced && !is_plain_fence(text) {
            return;
        }
        let lines: Vec<(usize, Cow<'_, str>)> = text
            .split('\n')
            .scan(span.start, |at, line| {
                let here = *at;
                *at += line.len() + 1;
                Some((here, line))
            })
            .filter(|(_, line)| !(line.trim().is_empty() || is_fenced && is_fence(line)))
            .map(|(at, line)| (at, without_emphasis(line.trim())))
            .collect();
        let clock = |line: &str| {
            // Behind a bullet, a space is enough.
            let is_item = !is_fenced && line.starts_with(['-', '*', '•']);
            let leading = LeadingTime::of(line)
                .filter(|leading| leading.has_clock() && (is_item || !leading.is_loose))?;
            // Times with seconds are those of a log.
            (!is_fenced || leading.stamp.time.is_none_or(|time| time.second() == 0)).then_some(leading)
        };
        let clocks = lines.iter().filter(|(_, line)| clock(line).is_some()).count();
        // A fence may hold a quotation of one entry.
        let fewest = if is_fenced { 3 } else { 2 };
        if clocks < fewest || clocks * 2 < lines.len() || is_fenced && self.steps.iter().any(Step::is_timed) {
            return;
        }
        for (at, line) in lines {
            if let Some(leading) = clock(&line) {
                let rest = line.get(leading.length..).unwrap_or("");
                self.steps.push(Step::Entry(Draft::new(leading.clone(), rest, at..at + line.len())));
            } else if let Some(Step::Entry(draft)) = self.steps.last_mut() {
                add_text(&mut draft.text, &line);
            } else {
                self.context.update_from(&line, false);
            }
        }
    }

    /// Reads a paragraph of sentences that begin with times: `At 10:00 it fails. At 10:05 we are paged.` Returns whether
    /// it is one.
    fn timed_sentences(&mut self, lines: &[Line]) -> bool {
        let [line] = lines else { return false };
        let begin = |text: &'_ str| {
            let start = text.trim_start();
            text.len() - start.len() + if start.starts_with("By ") { 3 } else { 0 }
        };
        let clock = |text: &str| {
            let leading = LeadingTime::of(&text[begin(text)..]).filter(LeadingTime::has_clock)?;
            Some((begin(text) + leading.length, leading))
        };
        let count = sentences(&line.text).filter(|sentence| clock(sentence).is_some()).count();
        if count < MIN_TIMED_SENTENCES {
            return false;
        }
        for sentence in sentences(&line.text) {
            if let Some((length, leading)) = clock(sentence) {
                let rest = sentence.get(length..).unwrap_or("");
                self.steps.push(Step::Entry(Draft::new(leading.clone(), rest, line.span.clone())));
            } else if let Some(Step::Entry(draft)) = self.steps.last_mut() {
                add_text(&mut draft.text, sentence);
            }
        }
        true
    }

    /// Reads a caption and its entries in one paragraph: lines with times below lines without.
    fn later_lines(&mut self, lines: &[Line]) {
        let Some(from) = lines.iter().position(|line| clock_of(line).is_some()) else { return };
        for line in lines[..from].iter().take(6) {
            self.context.update_from(&line.text, false);
        }
        if lines[from..].iter().filter(|line| clock_of(line).is_some()).count() >= 2 {
            self.timed_lines(&lines[from..], |_| false);
        }
    }

    /// Reads lines of one paragraph, the first of which begins with a time.
    fn timed_lines(&mut self, lines: &[Line], clocks_follow: impl Fn(&Self) -> bool) {
        for (at, line) in lines.iter().enumerate() {
            let leading = LeadingTime::of(&line.text)
                .filter(|leading| at == 0 || !leading.is_loose || leading.has_clock());
            let Some(leading) = leading else {
                if let Some(Step::Entry(draft)) = self.steps.last_mut() {
                    add_text(&mut draft.text, &line.text);
                    draft.span.end = draft.span.end.max(line.span.end);
                }
                continue;
            };
            let rest = &line.text[leading.length..];
            if leading.is_day() && is_remark(rest) {
                let follow = lines.get(at + 1).map_or_else(
                    || clocks_follow(self),
                    |next| {
                        clock_of(next).is_some()
                            || lines[at + 1..].iter().take(8).any(|line| clock_of(line).is_some())
                    },
                );
                if let Some(date) = leading.stamp.date.filter(|_| follow) {
                    let zone = leading.stamp.zone.clone().or_else(|| zone_in(rest));
                    self.steps.push(Step::Day(date, zone));
                    continue;
                }
            }
            let draft = Draft::new(leading.clone(), rest, line.span.clone());
            self.steps.push(Step::Entry(draft));
        }
    }
}

/// The time of a line that begins with a time of day.
pub fn clock_of(line: &Line) -> Option<LeadingTime> {
    LeadingTime::of(&line.text).filter(LeadingTime::has_clock)
}

/// A line of code without emphasis of its time: `- _11:34_ - text`.
fn without_emphasis(line: &str) -> Cow<'_, str> {
    let start = first_chars(line, MAX_LEADING_CHARS);
    match start.contains(['*', '_']) {
        true => Cow::Owned(start.replace(['*', '_'], "") + &line[start.len()..]),
        false => Cow::Borrowed(line),
    }
}

/// Whether the text behind a date is only a remark: `Saturday`, `(All times CEST)`.
fn is_remark(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text.starts_with(OPENING_BRACKETS) || text.split_whitespace().count() == 1
}

fn is_deeper(kind: BlockKind, level: u8) -> bool {
    matches!(kind, BlockKind::Heading(other) if other > level)
}

/// Whether a section inside a timeline is not one of its phases.
fn is_foreign(kind: SectionKind) -> bool {
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
            // Fewer lines in a fence may be a quotation, and seconds those of a log.
            ("```\n10:00 - a\n10:05 - b\n```\n", &[]),
            ("```\n10:00:01 - a\n10:05:01 - b\n10:05:02 - c\n```\n", &[]),
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
        let text = "### All times in UTC\n\nEvents of January 30, 2026:\n\n- 10:00 a\n";
        let context = read_body(text, |body| {
            let mut collector = Collector::new(body);
            collector.walk(0..body.blocks.all().len());
            (collector.context.zone.map(|zone| zone.name), collector.context.date.is_some())
        });
        assert_eq!(context, (Some("UTC".to_owned()), true));
    }
}
