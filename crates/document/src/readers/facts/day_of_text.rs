//! The day that the text of a document gives: its opening words, its timeline and its milestones.

use std::ops::Range;

use crate::lexicon::day_words::{leads_to_day, relative_day, reports_trouble};
use crate::model::{Fact, Milestone, Milestones, Origin, Timeline};
use crate::text::sentences::sentences;
use jiff::civil::Date;
use retold_times::{Moment, Stamp, WrittenDate};

/// A report comes out at most so many days after the incident, unless its author states the start in front matter. A
/// longer delay that is read from the text is more often a wrong year.
pub const LONGEST_DELAY: i32 = 200;

/// A date without a year in the opening words is at most so many days before the publication.
const OPENING_NEAR: i32 = 45;

/// The day of the incident that the opening words or the timeline give before `report`, which may be the day of the report.
pub fn before_day_of_report(
    report: Date,
    text: &str,
    timeline: &Timeline,
    opening: &[Range<usize>],
) -> Option<Fact<Moment>> {
    of_trouble(text, opening, report)
        .or_else(|| on_one_day(timeline, report))
        .or_else(|| relative(text, opening, report))
}

/// The first date of the opening words, if its sentence reports trouble on that day, before `report`.
fn of_trouble(text: &str, opening: &[Range<usize>], report: Date) -> Option<Fact<Moment>> {
    let (place, sentence, date) = opening.iter().find_map(|span| {
        let mut start = span.start;
        sentences(&text[span.clone()]).find_map(|sentence| {
            let place = start;
            start += sentence.len();
            let (found, stamp) = Stamp::find_iter(sentence).find(|(_, stamp)| stamp.date.is_some())?;
            Some((place + found.start..place + found.end, sentence, stamp.date?))
        })
    })?;
    let before =
        &sentence[..sentence.len().min(place.start - (sentence.as_ptr() as usize - text.as_ptr() as usize))];
    let date = date.resolve(Some(report))?;
    let is_before = (1..=OPENING_NEAR).contains(&(report - date).get_days());
    (is_before && leads_to_day(before) && reports_trouble(sentence))
        .then(|| Fact::new(day(date), Origin::Sentence, place))
}

/// The day of a timeline that is wholly on one day before `report`, which its times name.
fn on_one_day(timeline: &Timeline, report: Date) -> Option<Fact<Moment>> {
    let mut dated = timeline.entries.iter().filter_map(|entry| Some((entry, entry.at?.date?)));
    let (first, date) = dated.next()?;
    let is_before = (1..=OPENING_NEAR).contains(&(report - date).get_days());
    let is_one_day = dated.clone().count() > 0 && dated.all(|(_, other)| other == date);
    (is_before && is_one_day).then(|| Fact::new(day(date), Origin::Timeline, first.span.clone()))
}

/// The day that the first sentences of the opening words give relative to `report`: `Yesterday`.
fn relative(text: &str, opening: &[Range<usize>], report: Date) -> Option<Fact<Moment>> {
    let first = opening.first()?;
    let date = sentences(&text[first.clone()]).take(2).find_map(|sentence| relative_day(sentence, report))?;
    (date < report).then(|| Fact::new(day(date), Origin::Sentence, first.clone()))
}

/// The day that the text alone gives: that of the start, else the first full date of the timeline, else of the opening
/// words. `published` is the day of publication.
pub fn in_text(
    text: &str,
    milestones: &Milestones,
    timeline: &Timeline,
    opening: &[Range<usize>],
    published: Option<Date>,
) -> Option<Fact<Moment>> {
    let first_entry = || {
        let entry = timeline.entries.iter().find(|entry| entry.at.is_some_and(|at| at.date.is_some()))?;
        Some(Fact::new(day(entry.at?.date?), Origin::Timeline, entry.span.clone()))
    };
    let in_opening = |span: &Range<usize>| {
        let place = |found: Range<usize>| span.start + found.start..span.start + found.end;
        first_date(&text[span.clone()], published, Origin::Sentence, place)
    };
    beginning(milestones, Milestone::Started)
        .or_else(first_entry)
        .or_else(|| of_trouble(text, opening, published?))
        .or_else(|| opening.iter().find_map(in_opening))
        .or_else(|| relative(text, opening, published?))
}

/// The day on which the incident began or was noticed, if that is before `given`: nothing happens after it was noticed,
/// so `given` is the day of the report.
pub fn earlier_beginning(given: Option<&Fact<Moment>>, milestones: &Milestones) -> Option<Fact<Moment>> {
    let found = [Milestone::Started, Milestone::Detected];
    let mut found = found.into_iter().filter_map(|milestone| beginning(milestones, milestone));
    found.find(|fact| {
        given.is_none_or(|given| {
            let delay = (given.value.date - fact.value.date).get_days();
            (1..=LONGEST_DELAY).contains(&delay)
        })
    })
}

fn beginning(milestones: &Milestones, milestone: Milestone) -> Option<Fact<Moment>> {
    milestones.get(milestone).map(|fact| Fact { value: day(fact.value.date), ..fact.clone() })
}

/// The first full date of `text`, or the first without a year that is a few weeks before `near`; `place` makes the place of
/// the fact from that in `text`.
pub fn first_date(
    text: &str,
    near: Option<Date>,
    origin: Origin,
    place: impl Fn(Range<usize>) -> Range<usize>,
) -> Option<Fact<Moment>> {
    let is_near =
        |date: &Date| near.is_some_and(|near| (0..=OPENING_NEAR).contains(&(near - *date).get_days()));
    Stamp::find_iter(text).find_map(|(found, stamp)| {
        let date = match stamp.date? {
            WrittenDate::Full(date) => date,
            written => written.resolve(near).filter(is_near)?,
        };
        Some(Fact::new(day(date), origin, place(found)))
    })
}

/// The moment of a whole day.
pub fn day(date: Date) -> Moment {
    Moment { date, time: None, offset: None }
}
