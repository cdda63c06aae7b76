//! A timeline as it is written: days, and entries with their texts.

use std::ops::Range;

use jiff::SignedDuration;
use jiff::civil::Weekday;

use crate::lexicon::day_words::reports_trouble;
use crate::readers::timeline::leading_time::{LeadingTime, next_day};
use crate::readers::timeline::words::{ABOUT_ALL, ABOUT_TIMES, DAYS};
use crate::text::sentences::sentences;
use crate::text::stamps::{date_in, zone_in};
use retold_times::{Stamp, WrittenDate, Zone};

/// A clock that goes back by more has passed midnight; one that goes back by less is out of order.
pub const MAX_CLOCK_REGRESSION: SignedDuration = SignedDuration::from_hours(6);

/// Longest text of an entry that is kept, in bytes; a longer one is a report of its own.
pub const TEXT_LIMIT: usize = 2000;

/// An entry as it is written.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    pub stamp: Stamp,
    /// The time since the start of the incident, if the entry gives that.
    pub relative: Option<SignedDuration>,
    /// Whether `relative` may count from the entry above.
    pub is_plus: bool,
    /// The day of the week, if the entry gives that and no date.
    pub weekday: Option<Weekday>,
    /// Whether it is on the day behind that of the entry before: `Next day, 14:05`.
    pub is_next_day: bool,
    /// Whether only a space separates time and text.
    pub is_loose: bool,
    pub text: String,
    pub span: Range<usize>,
    /// Whether the time follows its text: `First detected: 2021-03-04 10:00`.
    pub is_label: bool,
}

impl Draft {
    /// Whether it has a time of day, or one since the start.
    pub fn has_clock(&self) -> bool {
        self.stamp.time.is_some() || self.relative.is_some()
    }

    /// Whether it has a date, a time of day, or one since the start.
    pub fn has_time(&self) -> bool {
        self.has_clock() || self.stamp.date.is_some()
    }

    /// An entry at the time of `leading`.
    pub fn new(leading: LeadingTime, text: &str, span: Range<usize>) -> Self {
        let LeadingTime { stamp, relative, is_plus, weekday, is_next_day, is_loose, .. } = leading;
        let mut draft =
            Self { stamp, relative, is_plus, weekday, is_next_day, is_loose, span, ..Self::default() };
        add_text(&mut draft.text, text);
        draft
    }

    /// An entry without a time.
    pub fn untimed(text: &str, span: Range<usize>) -> Self {
        let mut draft = Self { span, ..Self::default() };
        add_text(&mut draft.text, text);
        draft
    }
}

/// An entry of a timeline, or the day of those that follow.
#[derive(Debug, Clone)]
pub enum Step {
    /// The day, and the zone, of the entries that follow.
    Day(WrittenDate, Option<Zone>),
    /// The day of the entries that follow, without a date.
    Mark(DayMark),
    Entry(Draft),
}

/// A day that is not named by its date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayMark {
    Weekday(Weekday),
    /// `Day 2`
    Number(i32),
    /// `Next day`
    Next,
}

impl DayMark {
    /// The day that a heading or a caption gives: `Saturday`, `Day 2: the repair`.
    pub fn of(text: &str) -> Option<Self> {
        let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let first = words.next()?;
        if next_day(text).is_some_and(|rest| !rest.contains(char::is_alphanumeric)) {
            return Some(Self::Next);
        }
        if let Some(day) = retold_times::weekday(first).filter(|_| first.len() > 2) {
            return Some(Self::Weekday(day));
        }
        let number = words.next()?.parse().ok().filter(|number| (0..100).contains(number))?;
        DAYS.contains(first.to_lowercase().as_str()).then_some(Self::Number(number))
    }
}

impl Step {
    pub fn entry(&self) -> Option<&Draft> {
        match self {
            Self::Entry(draft) => Some(draft),
            Self::Day(..) | Self::Mark(_) => None,
        }
    }

    pub fn is_timed(&self) -> bool {
        self.entry().is_some_and(Draft::has_time)
    }

    pub fn has_clock(&self) -> bool {
        self.entry().is_some_and(Draft::has_clock)
    }
}

/// Zone and date of all entries, as a heading, a sentence, or the head of a table gives them.
#[derive(Debug, Clone, Default)]
pub struct Context {
    pub zone: Option<Zone>,
    pub date: Option<WrittenDate>,
    /// A date in the text before the entries, which may be that of something else.
    pub weak_date: Option<WrittenDate>,
    /// Whether the date applies to all entries without one, even behind entries with another date.
    pub is_default: bool,
}

impl Context {
    /// Takes the zone that `text` names, if none is known.
    pub fn update_zone_from(&mut self, text: &str) {
        if self.zone.is_none() {
            self.zone = zone_in(text);
        }
    }

    /// Takes zone and date from `text`: `All times in PST`, `Timeline (UTC, 2021-03-04)`. With `is_heading` any zone in
    /// it counts.
    pub fn update_from(&mut self, text: &str, is_heading: bool) {
        if text.len() > 400 {
            return;
        }
        if is_heading || is_about_times(text) {
            self.update_zone_from(text);
        }
        if self.date.is_none() {
            let is_of_all = |sentence: &&str| is_heading || is_about_all(sentence);
            self.date = sentences(text).filter(is_of_all).find_map(date_in);
            self.weak_date = self.weak_date.or_else(|| date_in(text));
            self.is_default = self.date.is_some() && text.to_lowercase().starts_with("unless");
        }
    }
}

/// Whether a text has a word for times, so that it may name the zone of all of them.
pub fn is_about_times(text: &str) -> bool {
    let lower = text.to_lowercase();
    ABOUT_TIMES.iter().any(|word| lower.contains(word))
}

/// Whether a sentence before the entries may give the day of all of them: it is a caption, has a word for that, or reports the
/// trouble.
fn is_about_all(sentence: &str) -> bool {
    let sentence = sentence.trim();
    if sentence.ends_with([':', '：']) || sentence.split_whitespace().nth(6).is_none() {
        return true;
    }
    let lower = sentence.to_lowercase();
    let words = || lower.split(|c: char| !c.is_alphanumeric());
    reports_trouble(sentence)
        || ABOUT_ALL.iter().any(|all| {
            if all.is_ascii() && !all.contains(' ') {
                words().any(|word| word == *all)
            } else {
                lower.contains(all)
            }
        })
}

/// Appends `text` to that of an entry, behind a space and up to [`TEXT_LIMIT`].
pub fn add_text(out: &mut String, text: &str) {
    let text = text.trim();
    // A text that is cut stays as it is.
    if text.is_empty() || out.len() >= TEXT_LIMIT || out.len() > TEXT_LIMIT / 2 && out.ends_with('…') {
        return;
    }
    if !out.is_empty() {
        out.push(' ');
    }
    let room = TEXT_LIMIT.saturating_sub(out.len());
    if text.len() <= room {
        out.push_str(text);
        return;
    }
    let mut end = room;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let end = text[..end].rfind(char::is_whitespace).filter(|at| *at > end / 2).unwrap_or(end);
    out.push_str(text[..end].trim_end());
    out.push('…');
}

/// The steps as short texts, for tests: `31 10:00 pump stops`, or `day 31`.
#[cfg(test)]
pub fn describe(steps: &[Step]) -> Vec<String> {
    let day = |date: &WrittenDate| match date {
        WrittenDate::Full(date) => date.day().to_string(),
        WrittenDate::MonthDay { day, .. } => day.to_string(),
        other => format!("{other:?}"),
    };
    let describe = |step: &Step| match step {
        Step::Day(date, _) => format!("day {}", day(date)),
        Step::Mark(mark) => format!("{mark:?}"),
        Step::Entry(draft) => {
            let date = draft.stamp.date.as_ref().map(day);
            let time = draft.stamp.time.map(|time| time.strftime("%H:%M").to_string());
            let parts = [date, time, Some(draft.text.clone())];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    };
    steps.iter().map(describe).collect()
}
