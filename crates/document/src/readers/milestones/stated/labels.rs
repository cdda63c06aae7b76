//! Milestones that labels state: `Incident declared: 2021-03-04 10:05`.

use std::ops::Range;

use jiff::civil::Date;
use retold_times::{Moment, Stamp};

use crate::markdown::blocks::{BlockKind, Line};
use crate::model::{Fact, Milestone, Origin};
use crate::readers::milestones::choose::Source;
use crate::readers::milestones::milestone_labels::{is_date, is_extent, milestone_of};
use crate::readers::milestones::stated::{DATE, Reader, Statement};
use crate::readers::timeline::leading_time::LeadingTime;
use crate::structure::line_label::label;
use crate::text::marks::COLONS;

impl Reader<'_> {
    /// `**First detected:** 2021-03-04 10:00`, `Resolved 2021-03-04 10:00`.
    pub fn line(&mut self, line: &Line) {
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
            self.label(milestone, Fact::new(moment, Origin::Label, line.span.clone()), "label");
        }
    }

    /// `Duration: 2021-03-04 10:00 - 11:30`, `Date: 2021-03-04 10:00 UTC`.
    pub fn extent(&mut self, line: &str, span: Range<usize>) {
        let Some((name, value)) = line.split_once(COLONS).filter(|_| line.len() < 240) else { return };
        let (name, value) = (name.trim().trim_matches('*'), value.trim().trim_start_matches('*').trim());
        if !is_extent(name) && !is_date(name) {
            return;
        }
        let (known, lengths) = (self.sentences.len(), self.lengths.len());
        // A clock alone may be a length of time: `1:30 - 2:00 hours`.
        let is_clock = !Stamp::find_iter(value).take(2).any(|(_, stamp)| {
            let until = stamp.until.as_deref();
            stamp.date.is_some() || stamp.zone.is_some() || until.is_some_and(|until| until.zone.is_some())
        }) && !value.to_lowercase().contains('m');
        if !is_clock {
            self.sentence(value, &mut None, span.clone(), true);
        }
        for length in &mut self.lengths[lengths..] {
            length.origin = Origin::Label;
        }
        // The label states it. What it dates otherwise, it does in a word: `Date: discovered 2026-05-20`.
        for Statement { milestone, fact, .. } in self.sentences.split_off(known) {
            if matches!(milestone, Milestone::Started | Milestone::Detected | Milestone::Resolved) {
                self.label(milestone, Fact::new(fact.value, Origin::Label, fact.span), "label of a range");
            }
        }
        if is_date(name)
            && !self.has_date
            && let Some(leading) = LeadingTime::of(value)
            && leading.stamp.date.is_some()
            && leading.stamp.time.is_some()
            && let Some(moment) = self.moment(&leading.stamp, None, None)
        {
            self.has_date = true;
            let fact = Fact::new(moment, Origin::Label, span);
            self.candidates.add(Source::DateLabel, Milestone::Started, fact, DATE);
        }
    }

    fn label(&mut self, milestone: Milestone, fact: Fact<Moment>, rule: &'static str) {
        self.candidates.add(Source::Label, milestone, fact, rule);
    }

    pub fn row(&mut self, row: usize) {
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
        self.cell(milestone, blocks.text(self.body.text, value), None, blocks.span(row));
    }

    /// The columns of a table with a single row below its head: `| Started | Detected | Resolved |`.
    pub fn columns(&mut self, head: usize) {
        let (blocks, text) = (self.body.blocks, self.body.text);
        let row = blocks.end(head);
        let is_row = |index: usize| index < blocks.all().len() && blocks.kind(index) == BlockKind::Row;
        if !is_row(row) || is_row(blocks.end(row)) {
            return;
        }
        let cells = || blocks.children(head).zip(blocks.children(row));
        let named = |(name, _): &(usize, usize)| milestone_of(blocks.text(text, *name));
        if cells().filter_map(|cell| named(&cell)).count() < 2 {
            return;
        }
        let stamp = |(_, value): (usize, usize)| LeadingTime::of(blocks.text(text, value))?.stamp.date;
        let day = cells().find_map(stamp).and_then(|date| date.resolve(self.day));
        for cell in cells() {
            if let Some(milestone) = named(&cell) {
                self.cell(milestone, blocks.text(text, cell.1), day, blocks.span(row));
            }
        }
    }

    /// The time in a cell for `milestone`. `day` is that of clocks beside a date in another cell.
    fn cell(&mut self, milestone: Milestone, value: &str, day: Option<Date>, span: Range<usize>) {
        let Some(LeadingTime { stamp, .. }) = LeadingTime::of(value) else { return };
        // A clock alone may be a length of time.
        let is_clock = stamp.time.is_some() && (stamp.zone.is_some() || day.is_some());
        if (stamp.date.is_some() || is_clock)
            && let Some(moment) = self.moment(&stamp, day, None)
        {
            self.label(milestone, Fact::new(moment, Origin::Table, span), "label in a table");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::readers::milestones::stated::testing::found;

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
        assert_eq!(
            found("# Pumps\n\n- **Date of incident**: discovered 2026-01-30; it began before\n"),
            ["detected 2026-01-30"]
        );
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
            "| Started | Detected | Resolved |\n|-|-|-|\n| 2026-01-30 10:00 UTC | 10:12 UTC | 12:30 UTC |",
            "| Field | x |\n|-|-|\n| Start | 2026-01-30 10:00 UTC |\n| Detected at | 2026-01-30 10:12 UTC |\n| End | 2026-01-30 12:30 UTC |",
            "- Incident from: 2026-01-30 10:00 UTC\n- First alert: 2026-01-30 10:12 UTC\n- Incident until: 2026-01-30 12:30 UTC",
        ] {
            let mut expected = [
                "started 2026-01-30T10:00:00Z",
                "detected 2026-01-30T10:12:00Z",
                "resolved 2026-01-30T12:30:00Z",
            ];
            let mut found = found(&format!("# Pumps\n\n{text}\n"));
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{text}");
        }
        for text in [
            "| Started | Resolved |\n|-|-|\n| 10:00 | 10:12 |\n| 11:00 | 12:00 |",
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
