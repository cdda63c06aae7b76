//! Milestones that labels and sentences state: `Incident declared: 2021-03-04 10:05`, `unavailable from 20:18 until
//! 03:45`.

use std::cell::LazyCell;
use std::ops::Range;

use jiff::civil::Date;

use crate::markdown::blocks::{BlockKind, Line};
use crate::markdown::fences::{is_fence, is_plain_fence};
use crate::model::{Fact, Origin};
use crate::model::{Milestone, SectionKind};
use crate::readers::milestones::milestone_labels::{is_date, is_extent, milestone_of};
use crate::readers::milestones::of_timeline;
use crate::readers::milestones::phrases::{
    breaks, follows_date, is_about_fault, is_until, may_start, opens_range, opens_sentence, verb_before,
};
use crate::readers::timeline::leading_time::LeadingTime;
use crate::structure::body::Body;
use crate::structure::line_label::label;
use crate::text::sentences::sentences;
use crate::text::stamps::first_chars;
use retold_times::Moment;
use retold_times::{Stamp, Zone};

/// How many blocks at the start of a document introduce the incident.
const INTRO_BLOCKS: usize = 40;

/// How many blocks may have labels.
const MAX_LABELLED_BLOCKS: usize = 1200;

/// How much of a paragraph is read, in characters.
const MAX_PARAGRAPH: usize = 1200;

/// What labels and sentences state.
#[derive(Debug, Default)]
pub struct Stated {
    /// A milestone may be stated more than once; more reliable statements come first.
    pub milestones: Vec<(Milestone, Fact<Moment>)>,
    /// The time of the incident, if a label gives it with a time of day: most likely its start.
    pub date: Option<Fact<Moment>>,
}

/// The milestones that labels and the sentences of the summary, the impact and the introduction of `body` state: labels
/// first, and both in the order of the text.
pub fn find(body: &Body<'_>) -> Stated {
    let mut reader = Reader {
        body,
        day: body.times.incident_date(),
        zone: body.times.stated_zone().cloned(),
        labels: Vec::new(),
        sentences: Vec::new(),
        date: None,
    };
    reader.read();
    let mut milestones = reader.labels;
    // A line with a label is read as a sentence, too.
    reader.sentences.retain(|(milestone, fact)| {
        !milestones.iter().any(|(other, label)| other == milestone && label.value == fact.value)
    });
    milestones.extend(reader.sentences);
    Stated { milestones, date: reader.date }
}

struct Reader<'a> {
    body: &'a Body<'a>,
    day: Option<Date>,
    zone: Option<Zone>,
    labels: Vec<(Milestone, Fact<Moment>)>,
    sentences: Vec<(Milestone, Fact<Moment>)>,
    /// What a label gives as the date of the incident, if it has a time of day.
    date: Option<Fact<Moment>>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let blocks = self.body.blocks;
        let count = blocks.all().len();
        let intro = 0..count.min(INTRO_BLOCKS);
        for index in 0..count.min(MAX_LABELLED_BLOCKS) {
            let sections = || self.body.index.enclosing(index).map(|section| section.kind);
            match blocks.kind(index) {
                BlockKind::Paragraph => {
                    let span = blocks.span(index);
                    let Some(written) = self.body.text.get(span) else { continue };
                    if !written.bytes().any(|byte| byte.is_ascii_digit()) {
                        continue;
                    }
                    let inside = sections().filter(|&kind| is_excluded(kind)).last();
                    let mut lines: &[Line] = &[];
                    if inside.is_none_or(|kind| kind == SectionKind::Timeline) {
                        lines = blocks.lines(self.body.text, index);
                        for line in lines {
                            self.line(line);
                        }
                    }
                    let is_narrative = intro.contains(&index) || sections().any(is_narrative);
                    if inside == Some(SectionKind::Timeline) {
                        self.dated_start(index);
                    }
                    if inside.is_none() && is_narrative {
                        for line in lines {
                            self.extent(&line.text, line.span.clone());
                        }
                        self.paragraph(index, true);
                    } else if inside == Some(SectionKind::Causes) {
                        self.paragraph(index, false);
                    }
                }
                BlockKind::Heading(_) if index < INTRO_BLOCKS => {
                    self.extent(blocks.text(self.body.text, index), blocks.span(index));
                    self.paragraph(index, true);
                }
                // Indented lines of text are code in Markdown.
                BlockKind::Code if intro.contains(&index) => {
                    let span = blocks.span(index);
                    if let Some(text) = self.body.text.get(span.clone()).filter(|text| !is_fence(text)) {
                        for line in text.lines().take(INTRO_BLOCKS) {
                            self.extent(line, span.clone());
                        }
                    } else if sections().any(is_narrative) {
                        self.fenced(span);
                    }
                }
                BlockKind::Row | BlockKind::HeadRow => self.row(index),
                _ => {}
            }
        }
    }

    /// `**First detected:** 2021-03-04 10:00`, `Resolved 2021-03-04 10:00`.
    fn line(&mut self, line: &Line) {
        if line.text.len() > 240 {
            return;
        }
        let labelled = label(line)
            .filter(|label| label.length < line.text.len())
            .and_then(|label| Some((label.name, milestone_of(label.name)?, label.length)));
        let read = match labelled {
            Some((name, milestone, length)) => {
                LeadingTime::of(&line.text[length..]).map(|leading| (name, milestone, leading))
            }
            // The colon of a clock ends no label.
            None => LeadingTime::behind_label(&line.text).and_then(|(leading, at)| {
                let name = &line.text[..at];
                Some((name, milestone_of(name)?, leading))
            }),
        };
        let Some((name, milestone, leading)) = read else { return };
        // A clock alone may be a length of time: `Resolution time: 2:30`.
        if leading.stamp.date.is_none()
            && (leading.stamp.time.is_none() || name.to_lowercase().contains("time to"))
        {
            return;
        }
        if let Some(moment) = self.moment(&leading.stamp, None, None) {
            self.labels.push((milestone, Fact::new(moment, Origin::Label, line.span.clone())));
        }
    }

    /// `Duration: 2021-03-04 10:00 - 11:30`, `Date: 2021-03-04 10:00 UTC`.
    fn extent(&mut self, line: &str, span: Range<usize>) {
        let Some((name, value)) = line.split_once([':', '：']).filter(|_| line.len() < 240) else { return };
        let (name, value) = (name.trim().trim_matches('*'), value.trim().trim_start_matches('*').trim());
        if !is_extent(name) && !is_date(name) {
            return;
        }
        let known = self.sentences.len();
        // A clock alone may be a length of time: `1:30 - 2:00 hours`.
        let is_clock = !Stamp::find_iter(value).take(2).any(|(_, stamp)| {
            let until = stamp.until.as_deref();
            stamp.date.is_some() || stamp.zone.is_some() || until.is_some_and(|until| until.zone.is_some())
        }) && !value.to_lowercase().contains('m');
        if !is_clock {
            self.sentence(value, &mut None, span.clone(), true);
        }
        // The label states it.
        for (milestone, fact) in self.sentences.split_off(known) {
            if matches!(milestone, Milestone::Started | Milestone::Resolved) {
                self.labels.push((milestone, Fact::new(fact.value, Origin::Label, fact.span)));
            }
        }
        if is_date(name)
            && self.date.is_none()
            && let Some(leading) = LeadingTime::of(value)
            && leading.stamp.date.is_some()
            && leading.stamp.time.is_some()
            && let Some(moment) = self.moment(&leading.stamp, None, None)
        {
            self.date = Some(Fact::new(moment, Origin::Label, span));
        }
    }

    fn row(&mut self, row: usize) {
        let blocks = self.body.blocks;
        let mut cells = blocks.children(row);
        let (Some(name), Some(value)) = (cells.next(), cells.next()) else { return };
        let name = blocks.text(self.body.text, name);
        let named = milestone_of(name);
        if is_extent(name) || is_date(name) {
            let value = blocks.text(self.body.text, value);
            self.extent(&format!("{name}: {value}"), blocks.span(row));
            // `Date discovered` is that of the incident, and more precise.
            if named.is_none_or(|milestone| milestone == Milestone::Started) {
                return;
            }
        }
        let Some(milestone) = named else { return };
        let value = blocks.text(self.body.text, value);
        let Some(leading) = LeadingTime::of(value) else { return };
        if leading.stamp.date.is_some()
            && let Some(moment) = self.moment(&leading.stamp, None, None)
        {
            self.labels.push((milestone, Fact::new(moment, Origin::Table, blocks.span(row))));
        }
    }

    /// Reads an entry of a later day that gives the start: `The errors began on 3 March at 10:00`.
    fn dated_start(&mut self, index: usize) {
        let text = self.body.blocks.text(self.body.text, index);
        // Most entries describe no other time.
        if !may_start(text) {
            return;
        }
        for sentence in sentences(first_chars(text, MAX_PARAGRAPH)) {
            let Some((place, stamp)) = Stamp::find_iter(sentence).next() else { continue };
            let before = sentence.get(..place.start).unwrap_or("").to_lowercase();
            let is_start = stamp.date.is_some()
                && stamp.time.is_some()
                && verb_before(&before) == Some(Milestone::Started)
                && before.split_whitespace().count() <= 6
                && is_about_fault(&before);
            if is_start && let Some(moment) = self.moment(&stamp, None, None) {
                let span = self.body.blocks.span(index);
                self.sentences.push((Milestone::Started, Fact::new(moment, Origin::Sentence, span)));
            }
        }
    }

    /// Reads the sentences of prose in a fence.
    fn fenced(&mut self, span: Range<usize>) {
        let Some(text) = self.body.text.get(span.clone()).filter(|text| is_plain_fence(text)) else { return };
        let mut date = None;
        for line in text
            .lines()
            .skip(1)
            .filter(|line| !is_fence(line) && line.len() <= MAX_PARAGRAPH)
            .take(INTRO_BLOCKS)
        {
            for sentence in sentences(line) {
                self.sentence(sentence, &mut date, span.clone(), false);
            }
        }
    }

    /// Reads the sentences of a paragraph. Without `all`, only those that state when something broke count.
    fn paragraph(&mut self, index: usize, all: bool) {
        let text = self.body.blocks.text(self.body.text, index);
        // Lines of a timeline are read as such.
        if LeadingTime::of(text)
            .is_some_and(|leading| leading.has_clock() && !leading.is_loose && leading.stamp.until.is_none())
            && !text.starts_with(|c: char| c.is_alphabetic())
        {
            return;
        }
        let mut date = None;
        let span = self.body.blocks.span(index);
        for sentence in sentences(first_chars(text, MAX_PARAGRAPH)) {
            let known = self.sentences.len();
            self.sentence(sentence, &mut date, span.clone(), false);
            if !all {
                let is_start =
                    self.sentences.get(known).is_some_and(|(first, _)| *first == Milestone::Started);
                let has_broken = is_start && breaks(&sentence.to_lowercase());
                self.sentences.truncate(known + usize::from(has_broken));
            }
        }
    }

    fn sentence(&mut self, sentence: &str, date: &mut Option<Date>, span: Range<usize>, is_of_fault: bool) {
        let stamps: Vec<_> = Stamp::find_iter(sentence).collect();
        if stamps.is_empty() || stamps.len() > 8 {
            return;
        }
        let lower = sentence.to_lowercase();
        // Times of the next day are counted from a day that is not known.
        if lower.contains("following") || lower.contains("next day") || lower.contains("next morning") {
            return;
        }
        let is_fault = LazyCell::new(|| is_of_fault || is_about_fault(&lower));
        // A date behind the clocks is theirs: `between 13:05 and 14:10 UTC on March 3, 2021`.
        let later = stamps.iter().find_map(|(_, stamp)| stamp.date?.resolve(self.day));
        let mut at = 0;
        while let Some((place, stamp)) = stamps.get(at) {
            let from = at.checked_sub(1).map_or(0, |before| stamps[before].0.end);
            let before = sentence.get(from..place.start).unwrap_or("").to_lowercase();
            let next = stamps.get(at + 1);
            let after =
                sentence.get(place.end..next.map_or(sentence.len(), |(next, _)| next.start)).unwrap_or("");
            if let Some(found) = stamp.date.and_then(|written| written.resolve(date.or(self.day))) {
                *date = Some(found);
            }
            let near = date.or(later).or(self.day);
            at += 1;
            let range = if let Some(until) = stamp.until.as_deref() {
                Some((stamp, until))
            } else if let Some((_, until)) = next
                && stamp.time.is_some()
                && until.time.is_some()
                && is_until(after)
            {
                at += 1;
                Some((stamp, until))
            } else {
                None
            };
            let mut add = |milestone, moment: Option<Moment>| {
                if let Some(moment) = moment {
                    self.sentences.push((milestone, Fact::new(moment, Origin::Sentence, span.clone())));
                }
            };
            if let Some((from, until)) = range {
                // `between` may have been read as a part of the range.
                let written = sentence.get(place.clone()).unwrap_or("").to_lowercase();
                let opens =
                    opens_range(&before) || written.starts_with("between") || written.starts_with("from");
                if from.time.is_some() && opens && until.time.is_some() && *is_fault {
                    let zone = from.zone.as_ref().or(until.zone.as_ref());
                    let start = moment_of(from, near, zone.or(self.zone.as_ref()));
                    let later = until
                        .date
                        .and_then(|written| written.resolve(near))
                        .or(start.map(|start| start.date));
                    let mut end = moment_of(until, later, zone.or(self.zone.as_ref()));
                    if let (Some(start), Some(end)) = (start, &mut end)
                        && until.date.is_none()
                        && end.time < start.time
                    {
                        end.date = end.date.tomorrow().unwrap_or(end.date);
                    }
                    add(Milestone::Started, start);
                    add(Milestone::Resolved, end);
                }
                continue;
            }
            let zone = stamp.zone.as_ref().or(self.zone.as_ref());
            let moment = moment_of(stamp, near, zone);
            if let Some(milestone) = verb_before(&before)
                && (milestone != Milestone::Started || *is_fault)
            {
                add(milestone, moment);
            } else if stamp.time.is_some()
                && before.trim_end().ends_with("from")
                && after.trim_start().starts_with("until")
                && *is_fault
            {
                add(Milestone::Started, moment);
            } else if opens_sentence(&before) && (from == 0 || at == 2 && follows_date(&stamps, &before))
                || before.trim() == "at" && after.len() > 20
            {
                let clause = clause_of(after);
                let lower = clause.to_lowercase();
                if breaks(&lower) && (stamp.time.is_some() || stamps.len() == 1) {
                    add(Milestone::Started, moment);
                } else if stamp.time.is_some()
                    && let Some(milestone) = of_timeline::in_clause(clause)
                {
                    add(milestone, moment);
                }
            }
        }
    }

    fn moment(&self, stamp: &Stamp, near: Option<Date>, zone: Option<&Zone>) -> Option<Moment> {
        moment_of(stamp, near.or(self.day), stamp.zone.as_ref().or(zone).or(self.zone.as_ref()))
    }
}

/// Whether a section is about the incident as a whole.
fn is_narrative(kind: SectionKind) -> bool {
    matches!(kind, SectionKind::Summary | SectionKind::Impact | SectionKind::Facts)
}

/// Whether a section is about other times than those of the incident, or has a reader of its own.
fn is_excluded(kind: SectionKind) -> bool {
    matches!(
        kind,
        SectionKind::Timeline
            | SectionKind::Actions
            | SectionKind::Lessons
            | SectionKind::WentWell
            | SectionKind::CouldImprove
            | SectionKind::GotLucky
            | SectionKind::Appendix
            | SectionKind::Related
            | SectionKind::FiveWhys
            | SectionKind::Causes
            | SectionKind::Background
            | SectionKind::Questions
    )
}

fn moment_of(stamp: &Stamp, near: Option<Date>, zone: Option<&Zone>) -> Option<Moment> {
    let date = match stamp.date {
        Some(written) => written.resolve(near)?,
        None => near.filter(|_| stamp.time.is_some())?,
    };
    let zone = stamp.zone.as_ref().or(zone);
    let offset = stamp.time.and_then(|time| zone?.offset_at(date.to_datetime(time)));
    Some(Moment { date, time: stamp.time, offset })
}

/// The first characters of a sentence, without marks.
fn clause_of(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = text.char_indices().nth(120).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::structure::testing::read_body;

    fn found(text: &str) -> Vec<String> {
        read_body(text, find)
            .milestones
            .into_iter()
            .map(|(milestone, at)| format!("{} {}", milestone.name(), at.value.iso()))
            .collect()
    }

    #[test]
    fn sentences_state_milestones() {
        for (text, expected) in [
            (
                "The pumps were unavailable from 2026-01-30 20:18 (UTC) until 2026-01-31 03:45 (UTC).",
                &["started 2026-01-30T20:18:00Z", "resolved 2026-01-31T03:45:00Z"][..],
            ),
            (
                "Between 13:05 and 14:10 UTC on January 30, 2026 the pumps were down.",
                &["started 2026-01-30T13:05:00Z", "resolved 2026-01-30T14:10:00Z"],
            ),
            (
                "The outage lasted from 23:00 to 01:00.",
                &["started 2026-01-31T23:00:00", "resolved 2026-02-01T01:00:00"],
            ),
            (
                "The outage started at 09:00 and was resolved at 10:30.",
                &["started 2026-01-31T09:00:00", "resolved 2026-01-31T10:30:00"],
            ),
            ("The leak was detected at 09:12 UTC.", &["detected 2026-01-31T09:12:00Z"]),
            ("On January 30, 2026 at 09:00 UTC the town experienced a drop in pressure.", &[]),
            (
                "On January 30, 2026 at 09:00 UTC the town experienced a long outage.",
                &["started 2026-01-30T09:00:00Z"],
            ),
            (
                "The pumps were down between 12.39UTC (valve 7) and 17.17UTC on January 30, 2026.",
                &["started 2026-01-30T12:39:00Z", "resolved 2026-01-30T17:17:00Z"],
            ),
            (
                "Between the hours of 10:00 and 12:00 the pumps failed.",
                &["started 2026-01-31T10:00:00", "resolved 2026-01-31T12:00:00"],
            ),
            ("It was not resolved at 09:12.", &[]),
            ("Support hours are from 09:00 to 17:00.", &[]),
            ("The pump was installed on 2020-03-01.", &[]),
        ] {
            assert_eq!(found(&format!("# Pumps\n\n## Summary\n\n{text}\n")), expected, "{text}");
        }
    }

    #[test]
    fn entries_and_fences_state_other_times() {
        let text = "# Pumps\n\n## Timeline\n\n### 2026-01-31 10:00\n\nAnn looks. The errors began on January 12, 2026 at 15:00.\n";
        assert_eq!(found(text), ["started 2026-01-12T15:00:00"]);
        let text = "# Pumps\n\n## Impact\n\n```\nThe pumps were down from 10:00 to 11:00.\n```\n";
        assert_eq!(found(text), ["started 2026-01-31T10:00:00", "resolved 2026-01-31T11:00:00"]);
    }

    #[test]
    fn labels_state_milestones() {
        for text in [
            "- **First detected**: 2026-01-30 09:12",
            "**Detected at:** 2026-01-30 09:12",
            "Detected: 2026-01-30 09:12",
            "- First detected 2026-01-30 09:12",
            "|Incident|x|\n|-|-|\n|Detected|2026-01-30 09:12|",
            "**検知日時:** 2026-01-30 09:12",
            "**Detecção em:** 2026-01-30 09:12",
            "- **First seen:** 2026-01-30 09:12",
            "|Campo|x|\n|-|-|\n|Date de detection|2026-01-30 09:12|",
            "|Поле|x|\n|-|-|\n|Дата обнаружения|30.01.2026 09:12|",
        ] {
            assert_eq!(found(&format!("# Pumps\n\n{text}\n")), ["detected 2026-01-30T09:12:00"], "{text}");
        }
        for text in [
            "**Duration:** January 30, 2026, 10:00 UTC - January 30, 2026, 12:30 UTC (2.5 hours)",
            "### Duration: Friday, January 30, 2026, 10:00 UTC - Friday, January 30, 2026, 12:30 UTC",
            "- **Time of outage**: 10:00 – 12:30 UTC on January 30, 2026",
            "- **Duration:** The pumps stood still from 10:00 to 12:30 UTC on January 30, 2026.",
            "|Incident window|2026-01-30 10:00 UTC - 12:30 UTC|\n|-|-|\n|a|b|",
            "    Duration: January 30, 2026, 10:00 - January 30, 2026, 12:30 (UTC)",
        ] {
            let expected = ["started 2026-01-30T10:00:00Z", "resolved 2026-01-30T12:30:00Z"];
            assert_eq!(found(&format!("# Pumps\n\n{text}\n")), expected, "{text}");
        }
        for text in [
            "**Duration:** 1:30 - 2:00",
            "**Duration:** 2 h",
            "Support hours: 10:00 - 12:30 UTC",
            "Time to detect: 5 minutes",
            "Detection: an alarm",
            "**Identified**: a stuck valve",
            "Created: 2026-01-30",
        ] {
            assert_eq!(found(&format!("# Pumps\n\n{text}\n")), Vec::<String>::new(), "{text}");
        }
    }
}
