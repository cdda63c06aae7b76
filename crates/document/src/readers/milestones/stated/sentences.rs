//! Milestones that sentences state: `unavailable from 20:18 until 03:45`.

use std::cell::LazyCell;
use std::ops::Range;

use jiff::civil::Date;
use retold_times::{Moment, Stamp};

use crate::markdown::fences::{is_fence, is_plain_fence};
use crate::model::{Fact, Milestone, Origin};
use crate::readers::milestones::of_timeline;
use crate::readers::milestones::phrases::{
    breaks, follows_date, is_about_fault, is_until, may_start, opens_range, opens_sentence, verb_before,
};
use crate::readers::milestones::stated::{INTRO_BLOCKS, Reader, moment_of};
use crate::readers::timeline::leading_time::LeadingTime;
use crate::text::sentences::sentences;
use crate::text::stamps::first_chars;

/// How much of a paragraph is read, in characters.
const MAX_PARAGRAPH: usize = 1200;

impl Reader<'_> {
    /// Reads an entry of a later day that gives the start: `The errors began on 3 March at 10:00`.
    pub fn dated_start(&mut self, index: usize) {
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
    pub fn fenced(&mut self, span: Range<usize>) {
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
    pub fn paragraph(&mut self, index: usize, all: bool) {
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

    pub fn sentence(
        &mut self,
        sentence: &str,
        date: &mut Option<Date>,
        span: Range<usize>,
        is_of_fault: bool,
    ) {
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
}

/// The first characters of a sentence, without marks.
fn clause_of(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = text.char_indices().nth(120).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use crate::readers::milestones::stated::testing::found;

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
}
