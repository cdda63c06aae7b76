//! The context of all times of a document: the day of the incident, the zone, the order of day and month.

use std::cell::OnceCell;
use std::ops::Range;

use jiff::civil::Date;
use retold_times::Zone;

use crate::lexicon::day_words::reports_trouble;
use crate::markdown::blocks::{BlockKind, Blocks};
use crate::markdown::fences::is_fence;
use crate::model::{Section, SectionKind};
use crate::text::sentences::sentences;
use crate::text::stamps::{first_chars, stamps_in, zone_in};

/// How many blocks at the start of a document, or of its summary, are searched.
const INTRO_BLOCKS: usize = 40;

/// How many characters of a block are searched.
const BLOCK_CHARS: usize = 600;

/// A postmortem is published at most so many days after its incident.
const LONGEST_DELAY: i32 = 45;

/// The days that are known before the text is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct KnownDays {
    /// The day of the incident, if the author states its start in front matter.
    pub started: Option<Date>,
    /// The best known day of the incident, which may be that of publication.
    pub near: Option<Date>,
    /// Whether a label or the title gives that day.
    pub is_named: bool,
    /// The day of the report, or what is known that is nearest to it. Due dates follow it.
    pub report: Option<Date>,
}

/// The context of all times of a document. Each value is computed once, when it is first needed.
#[derive(Debug)]
pub struct TimeContext<'a> {
    text: &'a str,
    blocks: &'a Blocks,
    /// The blocks of the first summary.
    summary: Range<usize>,
    pub known: KnownDays,
    incident_date: OnceCell<Option<Date>>,
    stated_zone: OnceCell<Option<Zone>>,
    day_first: OnceCell<Option<bool>>,
}

impl<'a> TimeContext<'a> {
    /// The context of the body with `blocks` and `sections` in `text`, the whole file.
    pub fn new(text: &'a str, blocks: &'a Blocks, sections: &[Section], known: KnownDays) -> Self {
        let summary = sections.iter().find(|section| section.kind == SectionKind::Summary);
        Self {
            text,
            blocks,
            summary: summary.map_or(0..0, |section| section.blocks.clone()),
            known,
            incident_date: OnceCell::new(),
            stated_zone: OnceCell::new(),
            day_first: OnceCell::new(),
        }
    }

    /// The date of the incident, for times without a date: that of the stated start; else the one that the intro or the
    /// summary gives at most [`LONGEST_DELAY`] days before the best known day; else that day; else the first date in them.
    pub fn incident_date(&self) -> Option<Date> {
        let KnownDays { started, near, .. } = self.known;
        *self.incident_date.get_or_init(|| started.or_else(|| self.find_incident_date()).or(near))
    }

    /// The zone that a line at the start gives for all times: `All times in PST.`
    pub fn stated_zone(&self) -> Option<&Zone> {
        self.stated_zone.get_or_init(|| self.find_stated_zone()).as_ref()
    }

    /// Whether dates that are written in numbers begin with the day; `None` if no date shows it, or dates differ.
    pub fn is_day_first(&self) -> Option<bool> {
        *self.day_first.get_or_init(|| is_day_first(self.own_text()))
    }

    /// The zone of all zoned times in the intro, if they have the same: `from 10:00 to 11:30 (UTC)`.
    pub fn shared_zone(&self) -> Option<Zone> {
        let mut shared: Option<Zone> = None;
        for index in self.intro() {
            let is_text =
                |kind| matches!(kind, BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Cell);
            if !is_text(self.blocks.kind(index)) || !self.may_have_digits(index) {
                continue;
            }
            let text = self.blocks.text(self.text, index);
            for (stamp, _) in stamps_in(first_chars(text, BLOCK_CHARS)) {
                let until = stamp.until.as_deref();
                let Some(zone) = stamp.zone.clone().or_else(|| until?.zone.clone()) else { continue };
                if stamp.time.is_none() {
                    continue;
                }
                if shared.as_ref().is_some_and(|other| other.name != zone.name) {
                    return None;
                }
                shared = Some(zone);
            }
        }
        shared
    }

    fn find_stated_zone(&self) -> Option<Zone> {
        self.intro().filter(|&index| self.blocks.kind(index) == BlockKind::Paragraph).find_map(|index| {
            let text = self.blocks.text(self.text, index);
            let is_about_times = text.len() < 160 && {
                let lower = text.to_lowercase();
                lower.contains("all times") || lower.contains("times are") || lower.contains("timestamps")
            };
            is_about_times.then(|| zone_in(text))?
        })
    }

    fn find_incident_date(&self) -> Option<Date> {
        let intro = self.intro();
        // Blocks of the summary that are in the intro are searched with it.
        let summary = self.summary.clone().take(INTRO_BLOCKS).filter(|index| !intro.contains(index));
        intro.clone().chain(summary).find_map(|index| self.incident_date_in(index))
    }

    fn incident_date_in(&self, index: usize) -> Option<Date> {
        let text = match self.blocks.kind(index) {
            _ if self.blocks.is_container(index) || !self.may_have_digits(index) => return None,
            // Lines that an indentation made code.
            BlockKind::Code => self.text.get(self.blocks.span(index)).filter(|text| !is_fence(text))?,
            BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Cell => {
                self.blocks.text(self.text, index)
            }
            _ => return None,
        };
        let text = first_chars(text, BLOCK_CHARS);
        let written = &self.text[self.blocks.span(index)];
        stamps_in(text).find_map(|(stamp, place)| {
            if is_sample(&text[place.clone()], &text[place.end..], written) {
                return None;
            }
            let date = stamp.date?.resolve(self.known.near)?;
            let Some(fallback) = self.known.near else { return Some(date) };
            let before = text[..place.start].trim_end();
            let is_linked = stamp.time.is_some() || before.ends_with("On") || before.ends_with("on");
            let is_trouble = || reports_trouble(sentence_at(text, place.start));
            let is_of_event = is_linked && (!self.known.is_named || is_trouble());
            let delay = date.until(fallback).map_or(0, |span| span.get_days());
            (is_of_event && (0..=LONGEST_DELAY).contains(&delay)).then_some(date)
        })
    }

    /// The first blocks.
    fn intro(&self) -> Range<usize> {
        0..self.blocks.all().len().min(INTRO_BLOCKS)
    }

    /// The text from the first block on: without front matter, and for one incident of several in a file, from
    /// its heading on.
    fn own_text(&self) -> &'a str {
        let start = self.blocks.all().first().map_or(self.text.len(), |block| block.span().start);
        self.text.get(start..).unwrap_or_default()
    }

    /// Whether a block may have a digit of any script: every time has one.
    fn may_have_digits(&self, index: usize) -> bool {
        let written = self.text.get(self.blocks.span(index)).unwrap_or_default();
        // A character reference may be any character.
        written.bytes().any(|byte| byte.is_ascii_digit() || byte == b'&' || !byte.is_ascii())
    }
}

/// The sentence of `text` that has the byte at `place`.
fn sentence_at(text: &str, place: usize) -> &str {
    let mut end = 0;
    let has_place = |sentence: &&str| {
        end += sentence.len();
        end > place
    };
    sentences(text).find(has_place).unwrap_or(text)
}

/// Whether a date is a value of a program rather than that of an event: it stands in a code span or in quotation marks,
/// or is exact to the fraction of a second. `written` is the block with its markup.
fn is_sample(date: &str, behind: &str, written: &str) -> bool {
    let is_fraction = |text: &str| {
        text.strip_prefix('.').is_some_and(|digits| digits.starts_with(|c: char| c.is_ascii_digit()))
    };
    if is_fraction(behind) || date.rsplit(':').next().is_some_and(|second| second.contains('.')) {
        return true;
    }
    let before = written.find(date).and_then(|at| written[..at].chars().next_back());
    before.is_some_and(|c| matches!(c, '`' | '"'))
}

/// Whether the dates of `text` that are written in numbers begin with the day; `None` if no date shows it, or
/// dates differ.
pub fn is_day_first(text: &str) -> Option<bool> {
    let mut found = None;
    // The two numbers right before the one at hand.
    let mut parts = [0_u32; 2];
    let (mut digits, mut value) = (0, 0_u32);
    for byte in text.bytes().chain([b' ']) {
        if byte.is_ascii_digit() {
            digits += 1;
            value = value.saturating_mul(10).saturating_add(u32::from(byte - b'0'));
            continue;
        }
        if digits == 4 && parts.iter().all(|part| *part > 0) {
            let is_date = |day: u32, month: u32| (13..=31).contains(&day) && (1..=12).contains(&month);
            let [first, second] = parts;
            let order =
                if is_date(first, second) { Some(true) } else { is_date(second, first).then_some(false) };
            if order.is_some() && found.is_some() && order != found {
                return None;
            }
            found = order.or(found);
        }
        if matches!(byte, b'/' | b'-') && (1..=2).contains(&digits) {
            parts = [parts[1], value];
        } else {
            parts = [0; 2];
        }
        (digits, value) = (0, 0);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::testing::{DAY, read_dated, read_known};

    #[test]
    fn dates_in_numbers_show_their_order() {
        for (text, order) in [
            ("01-10-2024 … 01/31/2024", Some(false)),
            ("01/10/2024, 31-01-2024", Some(true)),
            ("01/10/2024", None),
            ("31/01/2024 and 01/31/2024", None),
            ("2024-01-31, 1-31, 12/31/24, 99-31-2024, 5/6", None),
        ] {
            assert_eq!(is_day_first(text), order, "{text}");
        }
    }

    #[test]
    fn the_date_of_the_incident_comes_before_that_of_publication() {
        let date = |text: &str| Some(text.parse::<Date>().unwrap());
        let filler = "filler\n\n".repeat(INTRO_BLOCKS);
        for (text, fallback, expected) in [
            ("On 2026-01-20 the pump stopped.\n".to_owned(), Some(DAY), date("2026-01-20")),
            ("The pump stopped at 2026-01-20 10:00.\n".to_owned(), Some(DAY), date("2026-01-20")),
            ("First built 2026-01-20.\n".to_owned(), Some(DAY), Some(DAY)),
            ("On 2025-01-20 it was built.\n".to_owned(), Some(DAY), Some(DAY)),
            ("First built 2026-01-20.\n".to_owned(), None, date("2026-01-20")),
            (format!("{filler}On 2026-01-20 the pump stopped.\n"), Some(DAY), Some(DAY)),
            (
                format!("{filler}## Summary\n\nOn 2026-01-20 the pump stopped.\n"),
                Some(DAY),
                date("2026-01-20"),
            ),
            ("Nothing.\n".to_owned(), None, None),
            // Values of programs are no dates of events.
            ("It logged 2026-01-30T15:06:16.514Z.\n".to_owned(), Some(DAY), Some(DAY)),
            ("It shows `2026-01-30T00:00:00.000`, and not `2026-01-30`.\n".to_owned(), None, None),
        ] {
            let found = read_dated(&text, fallback, |body| body.times.incident_date());
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_day_in_a_label_gives_way_to_that_of_trouble_only() {
        let before = DAY.checked_sub(jiff::Span::new().days(5)).unwrap();
        for (text, is_named, expected) in [
            (format!("On {before} we put in a valve.\n"), true, DAY),
            (format!("On {before} we put in a valve.\n"), false, before),
            (format!("On {before} the pumps failed.\n"), true, before),
        ] {
            let known = KnownDays { near: Some(DAY), is_named, ..KnownDays::default() };
            assert_eq!(read_known(&text, known, |body| body.times.incident_date()), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_stated_start_is_the_day_of_times_without_a_date() {
        let text = "On 2026-01-20 the pump was built.\n";
        let before = DAY.yesterday().unwrap();
        let known =
            KnownDays { started: Some(before), near: Some(DAY), report: Some(DAY), ..KnownDays::default() };
        assert_eq!(read_known(text, known, |body| body.times.incident_date()), Some(before));
    }

    #[test]
    fn zones_are_stated_or_shared() {
        for (text, stated, shared) in [
            ("All times are in PST.\n", Some("PST"), None),
            ("From 10:00 to 11:30 UTC it was down, and again at 14:00 UTC.\n", None, Some("UTC")),
            ("From 10:00 UTC, which is 11:00 CET.\n", None, None),
            ("It was down.\n", None, None),
        ] {
            read_dated(text, None, |body| {
                assert_eq!(body.times.stated_zone().map(|zone| zone.name.as_str()), stated, "{text}");
                assert_eq!(body.times.shared_zone().map(|zone| zone.name).as_deref(), shared, "{text}");
            });
        }
    }
}
