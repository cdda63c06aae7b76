//! Entries in code: an indentation makes a list code, and some authors put the timeline into a fence.

use std::borrow::Cow;

use crate::markdown::fences::{is_fence, is_plain_fence};
use crate::readers::timeline::draft::{Draft, Step, add_text};
use crate::readers::timeline::entries::Collector;
use crate::text::stamps::first_chars;

/// How many characters of a line of code may be a time with emphasis.
const MAX_LEADING_CHARS: usize = 32;

/// Words for the level of a line of a log.
const LOG_LEVELS: [&str; 10] =
    ["trace", "debug", "info", "notice", "warn", "warning", "error", "err", "fatal", "critical"];

impl Collector<'_> {
    /// Reads lines of code as entries, if most of them begin with times.
    pub(super) fn code(&mut self, index: usize) {
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
        let clocks = self.clocks;
        let clock = |line: &str| {
            // Behind a bullet, and in a fence, a space is enough.
            let is_item = is_fenced || line.starts_with(['-', '*', '•']);
            let leading = clocks
                .leading(line)
                .filter(|leading| leading.has_clock() && (is_item || !leading.is_loose))?;
            // A level behind the time is that of a log.
            (!is_fenced || !is_log(&line[leading.length..])).then_some(leading)
        };
        let count = lines.iter().filter(|(_, line)| clock(line).is_some()).count();
        // A fence may hold a quotation of one entry.
        let fewest = if is_fenced { 3 } else { 2 };
        if count < fewest || count * 2 < lines.len() || is_fenced && self.steps.iter().any(Step::is_timed) {
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
}

/// Whether a line of a log goes on with `text` behind its time.
fn is_log(text: &str) -> bool {
    let word =
        text.split_whitespace().next().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    let is_level = LOG_LEVELS.iter().any(|level| word.eq_ignore_ascii_case(level));
    is_level || word.contains(['=', '/', '[']) || text.contains("level=")
}

/// A line of code without emphasis of its time: `- _11:34_ - text`.
fn without_emphasis(line: &str) -> Cow<'_, str> {
    let start = first_chars(line, MAX_LEADING_CHARS);
    match start.contains(['*', '_']) {
        true => Cow::Owned(start.replace(['*', '_'], "") + &line[start.len()..]),
        false => Cow::Borrowed(line),
    }
}
