//! Milestones that sentences state: `unavailable from 20:18 until 03:45`.

use std::cell::OnceCell;
use std::ops::Range;

use jiff::SignedDuration;
use jiff::civil::Date;
use retold_times::{Moment, Stamp, Zone};

use crate::markdown::fences::{is_fence, is_plain_fence};
use crate::model::{Fact, Milestone, Origin};
use crate::readers::milestones::choose::Source;
use crate::readers::milestones::phrases::{
    breaks, clause_before, follows_date, is_about_fault, is_range, is_until, may_start, opens_range,
    opens_sentence, verb_at_end,
};
use crate::readers::milestones::stated::{INTRO_BLOCKS, Reader, Statement, moment_of};
use crate::readers::milestones::wording::{Shown, Strength, Wording};
use crate::readers::timeline::leading_time::LeadingTime;
use crate::text::sentences::sentences;
use crate::text::stamps::first_chars;

/// How much of a paragraph is read, in characters.
const MAX_PARAGRAPH: usize = 2000;

/// The rules by which sentences state milestones, beside those for wordings.
const VERB: &str = "verb before the time";
const RANGE: &str = "range of times";

/// Verbs before a range that is the length of the incident.
const LASTED: [&str; 4] = ["lasted", "lasting", "dauerte", "duró"];

/// A sentence with more times lists them.
const MAX_STAMPS: usize = 8;

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
                && clause_before(&before, stamp.approximate).and_then(verb_at_end)
                    == Some(Milestone::Started)
                && before.split_whitespace().count() <= 6
                && is_about_fault(&before);
            if is_start && let Some(moment) = self.moment(&stamp, None, None) {
                let span = self.body.blocks.span(index);
                let fact = Fact::new(moment, Origin::Sentence, span);
                self.sentences.push(Statement { milestone: Milestone::Started, fact, rule: VERB });
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
        if !text.starts_with(char::is_alphabetic)
            && LeadingTime::of(text).is_some_and(|leading| {
                leading.has_clock() && !leading.is_loose && leading.stamp.until.is_none()
            })
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
                    self.sentences.get(known).is_some_and(|first| first.milestone == Milestone::Started);
                let has_broken = is_start && breaks(&sentence.to_lowercase());
                self.sentences.truncate(known + usize::from(has_broken));
            }
        }
    }

    /// Reads a paragraph beside the entries of a timeline, which may sum up when the incident was: `It was stuck from 10:00
    /// until 11:00`.
    pub fn range_beside_entries(&mut self, index: usize) {
        let (known, lengths) = (self.sentences.len(), self.lengths.len());
        self.paragraph(index, true);
        self.lengths.truncate(lengths);
        let mut found = self.sentences.split_off(known).into_iter().peekable();
        while let Some(start) = found.next() {
            if start.milestone == Milestone::Started
                && let Some(end) = found.next_if(|end| end.milestone == Milestone::Resolved)
            {
                for stated in [start, end] {
                    self.candidates.add(Source::Aside, stated.milestone, stated.fact, stated.rule);
                }
            }
        }
    }

    /// Reads a sentence. `date` is the day of the sentence before it, and then its own. With `is_of_fault`, its times are
    /// those of the incident whatever it is about.
    pub fn sentence(&mut self, text: &str, date: &mut Option<Date>, span: Range<usize>, is_of_fault: bool) {
        let Some(sentence) = Sentence::of(text, is_of_fault) else { return };
        // A date behind the clocks is theirs: `between 13:05 and 14:10 UTC on March 3, 2021`.
        let later = sentence.stamps.iter().find_map(|(_, stamp)| stamp.date?.resolve(self.day));
        let mut add = |milestone, moment: Option<Moment>, rule| {
            let fact = moment.map(|moment| Fact::new(moment, Origin::Sentence, span.clone()));
            self.sentences.extend(fact.map(|fact| Statement { milestone, fact, rule }));
        };
        let zone = self.zone.as_ref();
        let mut next = 0;
        while let Some((_, stamp)) = sentence.stamps.get(next) {
            let at = next;
            next += 1;
            if let Some(found) = stamp.date.and_then(|written| written.resolve(date.or(self.day))) {
                *date = Some(found);
            }
            let near = date.or(later).or(self.day);
            if let Some((until, is_apart)) = sentence.end_of_range(at) {
                next += usize::from(is_apart);
                if sentence.states_range(at, until) {
                    let length = || length_of_range(stamp, until, near);
                    let has_lasted = is_of_fault || sentence.has_lasted(at);
                    let length = sentence.length_behind(next).or_else(|| has_lasted.then(length)?);
                    self.lengths
                        .extend(length.map(|length| Fact::new(length, Origin::Sentence, span.clone())));
                    let (start, end) = ends_of_range(stamp, until, near, zone);
                    add(Milestone::Started, start, RANGE);
                    add(Milestone::Resolved, end, RANGE);
                }
            } else if let Some((milestone, rule)) = sentence.milestone_at(at) {
                add(milestone, moment_of(stamp, near, zone), rule);
            } else if let Some(Shown { milestone, rule, .. }) =
                sentence.clause_at(at).or_else(|| sentence.shown_at(at))
                && let Some(moment) = moment_of(stamp, near, zone)
            {
                let fact = Fact::new(moment, Origin::Sentence, span.clone());
                self.candidates.add(Source::Aside, milestone, fact, rule);
            }
        }
    }
}

/// A sentence with times.
struct Sentence<'a> {
    text: &'a str,
    lower: String,
    /// The times with their places in the text.
    stamps: Vec<(Range<usize>, Stamp)>,
    /// Whether it is about something that does not work, once that is asked for.
    is_about_fault: OnceCell<bool>,
    /// Whether it is the value of a label.
    is_value: bool,
}

impl<'a> Sentence<'a> {
    /// The sentence `text`; `None` if it has no times whose day is known, or too many.
    fn of(text: &'a str, is_of_fault: bool) -> Option<Self> {
        let stamps: Vec<_> = Stamp::find_iter(text).collect();
        if !(1..=MAX_STAMPS).contains(&stamps.len()) {
            return None;
        }
        let lower = text.to_lowercase();
        // Times of the next day are counted from a day that is not known.
        if ["following", "next day", "next morning"].iter().any(|words| lower.contains(words)) {
            return None;
        }
        let is_about_fault = if is_of_fault { OnceCell::from(true) } else { OnceCell::new() };
        Some(Self { text, lower, stamps, is_about_fault, is_value: is_of_fault })
    }

    fn is_about_fault(&self) -> bool {
        *self.is_about_fault.get_or_init(|| is_about_fault(&self.lower))
    }

    /// The text between the time at `at` and the one before it, in lower case.
    fn before(&self, at: usize) -> String {
        let from = at.checked_sub(1).map_or(0, |before| self.stamps[before].0.end);
        self.text.get(from..self.stamps[at].0.start).unwrap_or("").to_lowercase()
    }

    /// The text between the time at `at` and the next one.
    fn after(&self, at: usize) -> &'a str {
        let end = self.stamps.get(at + 1).map_or(self.text.len(), |(next, _)| next.start);
        self.text.get(self.stamps[at].0.end..end).unwrap_or("")
    }

    /// The end of the range that begins at `at`, and whether it is a time of its own.
    fn end_of_range(&self, at: usize) -> Option<(&Stamp, bool)> {
        let stamp = &self.stamps[at].1;
        if let Some(until) = stamp.until.as_deref() {
            return Some((until, false));
        }
        let (_, until) = self.stamps.get(at + 1)?;
        let is_range = stamp.time.is_some() && until.time.is_some() && is_until(self.after(at));
        is_range.then_some((until, true))
    }

    /// Whether the range from the time at `at` to `until` is that of the incident.
    fn states_range(&self, at: usize, until: &Stamp) -> bool {
        let (place, from) = &self.stamps[at];
        if from.time.is_none() || until.time.is_none() {
            return false;
        }
        // `between` may have been read as a part of the range.
        let written = &self.text[place.clone()].to_lowercase();
        (is_range(written) || opens_range(&self.before(at))) && self.is_about_fault()
    }

    /// Whether the sentence states how long something lasted with the range at `at`.
    fn has_lasted(&self, at: usize) -> bool {
        let before = self.before(at);
        let mut words = before.split_whitespace().rev().take(3);
        words.any(|word| LASTED.contains(&word))
    }

    /// The length of time in brackets right behind the time before `next`: `until 11:00 (a period of about an hour)`.
    fn length_behind(&self, next: usize) -> Option<SignedDuration> {
        let behind = self.after(next.checked_sub(1)?).trim_start().strip_prefix('(')?;
        let remark = &behind[..behind.find(')')?];
        let starts = remark.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at);
        let (length, _) = retold_times::durations::duration_at(&remark[starts.min()?..])?;
        length.is_positive().then_some(length)
    }

    /// The start or the end that the clause behind the time at `at`, which opens the sentence, is about: `By 11:30 all was back
    /// to normal`.
    fn shown_at(&self, at: usize) -> Option<Shown> {
        let is_first = at == 0 && self.stamps[at].1.time.is_some() && opens_sentence(&self.before(at));
        if is_first { edge_in_clause(clause_of(self.after(at))) } else { None }
    }

    /// What the clause before the time at `at` surely shows: `we became aware of the leak at 10:00`.
    fn clause_at(&self, at: usize) -> Option<Shown> {
        let (place, stamp) = &self.stamps[at];
        stamp.time?;
        let from = at.checked_sub(1).map_or(0, |before| self.stamps[before].0.end);
        let before = self.text.get(from..place.start)?;
        let lower = before.to_lowercase();
        let length = clause_before(&lower, false)?.len();
        // Lower case may be longer than what is written.
        let clause = before.get(..length).map(last_clause)?;
        let mut wording = Wording::default();
        wording.read(clause);
        if wording.recurs || wording.persists {
            return None;
        }
        wording.shown.iter().find(|shown| shown.strength == Strength::Sure).copied()
    }

    /// The milestone that the single time at `at` is of, and the rule that shows it.
    fn milestone_at(&self, at: usize) -> Option<(Milestone, &'static str)> {
        let has_clock = self.stamps[at].1.time.is_some();
        let (before, after) = (self.before(at), self.after(at));
        let clause = clause_before(&before, self.is_value || self.stamps[at].1.approximate);
        if let Some(milestone) = clause.and_then(verb_at_end)
            && (milestone != Milestone::Started || self.is_about_fault())
        {
            return Some((milestone, VERB));
        }
        if has_clock && clause.is_some_and(|clause| breaks(last_chars(clause))) {
            return Some((Milestone::Started, "clause before the time that something broke"));
        }
        if has_clock
            && before.trim_end().ends_with("from")
            && after.trim_start().starts_with("until")
            && self.is_about_fault()
        {
            return Some((Milestone::Started, RANGE));
        }
        let is_first = at == 0 || at == 1 && follows_date(&self.stamps, &before);
        // `They reverted it, and at 11:58 the server was up again`
        let opens_clause = before.trim() == "at" || before.trim_end().ends_with(" and at");
        if !(is_first && opens_sentence(&before) || opens_clause && after.len() > 20) {
            return None;
        }
        let clause = clause_of(after);
        if breaks(&clause.to_lowercase()) && (has_clock || self.stamps.len() == 1) {
            return Some((Milestone::Started, "clause behind the time that something broke"));
        }
        let shown = has_clock.then(|| in_clause(clause))??;
        Some((shown.milestone, shown.rule))
    }
}

/// The moments of the range between two times; `near` is the day for times without a date, `zone` the one for times
/// without a zone.
fn ends_of_range(
    from: &Stamp,
    until: &Stamp,
    near: Option<Date>,
    zone: Option<&Zone>,
) -> (Option<Moment>, Option<Moment>) {
    let zone = from.zone.as_ref().or(until.zone.as_ref()).or(zone);
    let start = moment_of(from, near, zone);
    let later = until.date.and_then(|written| written.resolve(near)).or(start.map(|start| start.date));
    let mut end = moment_of(until, later, zone);
    if let (Some(start), Some(end)) = (start, &mut end)
        && until.date.is_none()
        && end.time < start.time
    {
        end.date = end.date.tomorrow().unwrap_or(end.date);
    }
    (start, end)
}

/// The end, the mitigation or the start that `clause` surely shows.
fn edge_in_clause(clause: &str) -> Option<Shown> {
    let mut wording = Wording::default();
    wording.read(clause);
    let is_end = |shown: &&Shown| {
        matches!(shown.milestone, Milestone::Started | Milestone::Resolved | Milestone::Mitigated)
    };
    let sure = wording.shown.iter().filter(|shown| shown.strength == Strength::Sure).filter(is_end);
    sure.max_by_key(|shown| shown.milestone).filter(|_| !wording.recurs && !wording.persists).copied()
}

/// What `clause` surely shows, but no end.
fn in_clause(clause: &str) -> Option<Shown> {
    let mut wording = Wording::default();
    wording.read(clause);
    let found = wording.shown.iter().find(|shown| match shown.milestone {
        Milestone::Identified => true,
        Milestone::Started | Milestone::Mitigated | Milestone::Resolved => false,
        _ => shown.strength == Strength::Sure,
    });
    found.copied()
}

/// How long the range between two times is. Without a day, both are of the same one, or of two in a row.
fn length_of_range(from: &Stamp, until: &Stamp, near: Option<Date>) -> Option<SignedDuration> {
    let (start, end) = ends_of_range(from, until, near.or(Some(Date::ZERO)), None);
    let length = end?.instant()?.duration_since(start?.instant()?);
    length.is_positive().then_some(length)
}

/// The last clause of a text.
fn last_clause(text: &str) -> &str {
    let from = text.rfind([',', ';', '(', '–', '—']).map_or(0, |at| at + 1);
    text.get(from..).unwrap_or(text)
}

/// The last characters of a text.
fn last_chars(text: &str) -> &str {
    let from = text.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    &text[from..]
}

/// The first characters of a sentence, without marks.
fn clause_of(text: &str) -> &str {
    first_chars(text.trim_start_matches(|c: char| !c.is_alphanumeric()), 120)
}

#[cfg(test)]
mod tests {
    use crate::readers::milestones::stated::testing::found;
    use crate::readers::milestones::testing::duration as length;

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
            (
                "The outage started around 09:00 GMT, was discovered by 10:10 and resolved at 10:30.",
                &[
                    "started 2026-01-31T09:00:00Z",
                    "detected 2026-01-31T10:10:00",
                    "resolved 2026-01-31T10:30:00",
                ],
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
            ("We resolved the issue at 09:12.", &["resolved 2026-01-31T09:12:00"]),
            ("The leak was first noticed at 09:12.", &["detected 2026-01-31T09:12:00"]),
            ("We were paged at 09:12.", &["detected 2026-01-31T09:12:00"]),
            ("Around 09:12 the pump crashed.", &["started 2026-01-31T09:12:00"]),
            ("By 09:12 all pumps were back to normal.", &["resolved 2026-01-31T09:12:00"]),
            (
                "On January 30, from 9:00 AM to 10:30 AM UTC, the pumps were degraded.",
                &["started 2026-01-30T09:00:00Z", "resolved 2026-01-30T10:30:00Z"],
            ),
            (
                "Am 30.01.2026 von 10:00 bis 11:30 Uhr waren die Pumpen nicht erreichbar.",
                &["started 2026-01-30T10:00:00", "resolved 2026-01-30T11:30:00"],
            ),
            (
                "As bombas ficaram indisponíveis: queda das 10:00 às 11:30.",
                &["started 2026-01-31T10:00:00", "resolved 2026-01-31T11:30:00"],
            ),
            (
                "El incidente comenzó a las 10:00 y fue resuelto a las 11:30.",
                &["started 2026-01-31T10:00:00", "resolved 2026-01-31T11:30:00"],
            ),
            ("At 09:05 errors began.", &["started 2026-01-31T09:05:00"]),
            ("The pumps stopped responding at 09:05.", &["started 2026-01-31T09:05:00"]),
            ("We first became aware of the leak at 09:12 UTC.", &["detected 2026-01-31T09:12:00Z"]),
            ("The problem was noticed by a plumber at 09:12.", &["detected 2026-01-31T09:12:00"]),
            ("Pressure was back to normal by 09:12.", &["resolved 2026-01-31T09:12:00"]),
            ("It was not resolved at 09:12.", &[]),
            ("Support hours are from 09:00 to 17:00.", &[]),
            ("The pump was installed on 2020-03-01.", &[]),
        ] {
            assert_eq!(found(&format!("# Pumps\n\n## Summary\n\n{text}\n")), expected, "{text}");
        }
    }

    #[test]
    fn ranges_have_a_length_with_or_without_a_day() {
        for (text, minutes) in [
            ("# Pumps\n\nFrom 10:00 to 11:30 UTC all pumps failed.\n", None),
            ("# Pumps\n\nThe outage lasted from 23:30 to 01:00.\n", Some(90)),
            ("# Pumps\n\n**Outage window:** 10:00–11:30 UTC\n", Some(90)),
            (
                "# Pumps\n\nFrom 10:00 UTC on June 1, 2026 to 02:00 UTC on June 2, 2026 (a period of about 15 hours), all pumps failed.\n",
                Some(900),
            ),
            ("# Pumps\n\nFrom 10:00 to 11:30 we had lunch.\n", None),
            // Two that differ are of different pumps.
            (
                "# Pumps\n\nThe outage of pump 1 lasted from 10:00 to 11:30. The outage of pump 2 lasted from 10:00 to 19:00.\n",
                None,
            ),
            (
                "# Pumps\n\n## Timeline\n\n- 10:20 Ann looks\n\nThe pumps were stuck from 10:00 until 11:00.\n",
                None,
            ),
        ] {
            assert_eq!(length(text).map(|length| length.as_mins()), minutes, "{text}");
        }
    }

    #[test]
    fn entries_and_fences_state_other_times() {
        let text = "# Pumps\n\n## Timeline\n\n### 2026-01-31 10:00\n\nAnn looks. The errors began on January 12, 2026 at 15:00.\n";
        assert_eq!(found(text), ["started 2026-01-12T15:00:00"]);
        let text = "# Pumps\n\n## Timeline\n\n- 2026-01-31 10:20: Ann looks\n\nThe pumps were stuck from 10:00 until 11:00. It ended at 12:00.\n";
        assert_eq!(found(text), ["started 2026-01-31T10:00:00", "resolved 2026-01-31T11:00:00"]);
        let text = "# Pumps\n\n## Impact\n\n```\nThe pumps were down from 10:00 to 11:00.\n```\n";
        assert_eq!(found(text), ["started 2026-01-31T10:00:00", "resolved 2026-01-31T11:00:00"]);
    }
}
