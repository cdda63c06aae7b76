//! Entries in paragraphs: lines or sentences that begin with times, and captions that give the day of what follows.

use crate::markdown::blocks::Line;
use crate::readers::timeline::draft::{Draft, Step, add_text, is_about_times};
use crate::readers::timeline::entries::{Collector, caption_day};
use crate::readers::timeline::leading_time::LeadingTime;
use crate::text::marks::OPENING_BRACKETS;
use crate::text::sentences::sentences;
use crate::text::stamps::zone_in;

/// Longest caption of entries, in bytes.
const MAX_CAPTION: usize = 80;

/// A caption without a mark of one has at most so many words.
const MAX_CAPTION_WORDS: usize = 5;

/// Fewer sentences with times in a paragraph are one entry.
const MIN_TIMED_SENTENCES: usize = 3;

impl Collector<'_> {
    pub(super) fn paragraph(&mut self, index: usize, end: usize) {
        let blocks = self.body.blocks;
        let lines = blocks.lines(self.body.text, index);
        let Some(first) = lines.first() else { return };
        if lines.iter().all(|line| line.struck) {
            return;
        }
        // A date alone in bold needs no separator.
        let is_set_apart = |leading: &LeadingTime| first.bold > 0 && first.bold <= leading.length;
        let leading = self
            .clocks
            .leading(&first.text)
            .filter(|leading| !(leading.is_day() && leading.is_loose) || is_set_apart(leading));
        let Some(_) = leading else {
            let next = blocks.end(index);
            let follows = next..end.min(next + 64);
            if is_caption(lines)
                && let Some(day) = caption_day(&first.text)
                && blocks
                    .outermost(follows)
                    .next()
                    .is_some_and(|first| self.undated_clocks_below(first..blocks.end(first)))
            {
                self.is_open = false;
                self.context.update_zone_from(&first.text);
                self.steps.push(day);
                return;
            }
            if self.is_open {
                self.continue_open(index);
            } else {
                for line in lines.iter().take(6) {
                    self.context.update_from(&line.text, false);
                }
                self.later_lines(lines);
                self.inside(lines, &blocks.span(index));
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

    /// Reads a paragraph of sentences that begin with times: `At 10:00 it fails. At 10:05 we are paged.` Returns whether
    /// it is one.
    fn timed_sentences(&mut self, lines: &[Line]) -> bool {
        let [line] = lines else { return false };
        let begin = |text: &'_ str| {
            let start = text.trim_start();
            text.len() - start.len() + if start.starts_with("By ") { 3 } else { 0 }
        };
        let clocks = self.clocks;
        let clock = |text: &str| {
            let leading = clocks.leading(&text[begin(text)..]).filter(LeadingTime::has_clock)?;
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
    pub(super) fn later_lines(&mut self, lines: &[Line]) {
        let Some(from) = lines.iter().position(|line| self.clock_of(line).is_some()) else { return };
        for line in lines[..from].iter().take(6) {
            self.context.update_from(&line.text, false);
        }
        if lines[from..].iter().filter(|line| self.clock_of(line).is_some()).count() >= 2 {
            self.timed_lines(&lines[from..], |_| false);
        }
    }

    /// Reads lines of one paragraph, the first of which begins with a time.
    pub(super) fn timed_lines(&mut self, lines: &[Line], clocks_follow: impl Fn(&Self) -> bool) {
        for (at, line) in lines.iter().enumerate() {
            if line.struck {
                continue;
            }
            let leading = self
                .clocks
                .leading(&line.text)
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
                        self.clock_of(next).is_some()
                            || lines[at + 1..].iter().take(8).any(|line| self.clock_of(line).is_some())
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

/// Whether a paragraph is a caption of what follows: one line in bold, or one that ends with a colon or has few words.
fn is_caption(lines: &[Line]) -> bool {
    let [line] = lines else { return false };
    let text = line.text.trim_end();
    text.len() <= MAX_CAPTION
        && (line.bold == line.text.len()
            || text.ends_with([':', '：'])
            || text.split_whitespace().nth(MAX_CAPTION_WORDS).is_none())
}

/// Whether the text behind a date is only a remark: `Saturday`, `(All times CEST)`.
fn is_remark(text: &str) -> bool {
    let text = text.trim();
    text.is_empty()
        || text.starts_with(OPENING_BRACKETS)
        || text.split_whitespace().count() == 1
        || text.len() <= MAX_CAPTION && is_about_times(text) && zone_in(text).is_some()
}
