//! What the rest of a document shows about the times in its timeline.

use jiff::civil::Date;

use crate::markdown::blocks::BlockKind;
use crate::model::SectionKind;
use crate::readers::timeline::draft::{Step, first_chars, stamps_in, zone_in};
use crate::readers::timeline::fenced::is_fence;
use crate::structure::body::Body;
use retold_times::{WrittenDate, Zone};

/// How many blocks at the start of a document introduce the incident.
const INTRO_BLOCKS: usize = 40;

/// How many characters of a paragraph are read.
const MAX_PARAGRAPH: usize = 600;

/// A postmortem is published at most so many days after the incident.
const MAX_DAYS_TO_PUBLISH: i32 = 45;

/// The zone that a line at the start of a document gives for all its times: `All times in PST.`
pub fn zone_of(body: &Body<'_>) -> Option<Zone> {
    let blocks = body.blocks;
    (0..blocks.all().len().min(INTRO_BLOCKS))
        .filter(|&index| blocks.kind(index) == BlockKind::Paragraph)
        .find_map(|index| {
            let text = blocks.text(body.text, index);
            let is_about_times = text.len() < 160 && {
                let lower = text.to_lowercase();
                lower.contains("all times") || lower.contains("times are") || lower.contains("timestamps")
            };
            is_about_times.then(|| zone_in(&text))?
        })
}

/// The zone that all times of the introduction with one share: `from 10:00 to 11:30 (UTC)`.
pub fn zone_of_intro(body: &Body<'_>) -> Option<Zone> {
    let blocks = body.blocks;
    let mut common: Option<Zone> = None;
    for index in 0..blocks.all().len().min(INTRO_BLOCKS) {
        if !matches!(blocks.kind(index), BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Cell) {
            continue;
        }
        if !may_have_digits(body, index) {
            continue;
        }
        let text = blocks.text(body.text, index);
        for (stamp, _) in stamps_in(first_chars(&text, MAX_PARAGRAPH)) {
            let until = stamp.until.as_deref();
            let Some(zone) = stamp.zone.clone().or_else(|| until?.zone.clone()) else { continue };
            if stamp.time.is_none() {
                continue;
            }
            if common.as_ref().is_some_and(|other| other.name != zone.name) {
                return None;
            }
            common = Some(zone);
        }
    }
    common
}

/// Whether a block may have a digit, in whatever script: nothing is a time without one.
fn may_have_digits(body: &Body<'_>, index: usize) -> bool {
    let written = body.text.get(body.blocks.span(index)).unwrap_or_default();
    // A character reference stands for any other character.
    written.bytes().any(|byte| byte.is_ascii_digit() || byte == b'&' || !byte.is_ascii())
}

/// Resolves dates whose day and month are in an unknown order, if another date of the text shows the order.
pub fn resolve_ambiguous_dates(body: &Body<'_>, steps: &mut [Step]) {
    let dates = steps.iter_mut().filter_map(|step| match step {
        Step::Day(date, _) => Some(date),
        Step::Entry(draft) => draft.stamp.date.as_mut(),
    });
    let mut order = None;
    for date in dates {
        if let WrittenDate::Ambiguous { day_first, month_first } = *date {
            match *order.get_or_insert_with(|| is_day_first(body.own_text())) {
                Some(true) => *date = WrittenDate::Full(day_first),
                Some(false) => *date = WrittenDate::Full(month_first),
                None => return,
            }
        }
    }
}

/// Whether the dates of `text` that are written in numbers begin with the day; `None` if no date shows it, or if they
/// differ.
fn is_day_first(text: &str) -> Option<bool> {
    let mut found = None;
    // The two numbers right before the current one.
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

/// The day of the incident, for entries without a date: the one that the introduction or the summary gives shortly
/// before the `filed` one, which may be that of publication; else `filed`; else the first date in them.
pub fn day_of(body: &Body<'_>, filed: Option<Date>) -> Option<Date> {
    let blocks = body.blocks;
    let count = blocks.all().len();
    let summary = body.sections(SectionKind::Summary).next().map_or(0..0, |section| section.blocks.clone());
    for range in [0..count.min(INTRO_BLOCKS), summary] {
        for index in range.take(INTRO_BLOCKS) {
            if !may_have_digits(body, index) {
                continue;
            }
            let text = match blocks.kind(index) {
                BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Cell => {
                    blocks.text(body.text, index)
                }
                // Indented lines of text are code in Markdown.
                BlockKind::Code => {
                    let text = body.text.get(blocks.span(index)).filter(|text| !is_fence(text));
                    text.unwrap_or("").to_owned()
                }
                _ => continue,
            };
            let text = first_chars(&text, MAX_PARAGRAPH);
            for (stamp, place) in stamps_in(text) {
                let Some(date) = stamp.date.and_then(|date| date.resolve(filed)) else { continue };
                let Some(filed) = filed else { return Some(date) };
                let before = text[..place.start].trim_end();
                let is_of_incident = stamp.time.is_some() || before.ends_with("On") || before.ends_with("on");
                let late = date.until(filed).map_or(0, |span| span.get_days());
                if is_of_incident && (0..=MAX_DAYS_TO_PUBLISH).contains(&late) {
                    return Some(date);
                }
            }
        }
    }
    filed
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
