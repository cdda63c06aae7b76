//! The timeline of an incident as it is drawn: each entry with its clock in one zone, the time since the start, and the phase
//! that it is in.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::ids::Ids;
use retold_document::Document;
use retold_document::model::{Entry, Milestone, Phase, When};

/// The shortest gap between two entries that is worth a mark.
const SHORTEST_GAP: SignedDuration = SignedDuration::from_mins(10);

/// What holds for all entries of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineView {
    /// The zone of all clocks: `UTC` where each entry has a day, a time and a zone; else as the author named it.
    pub zone: Option<String>,
    /// The author's zone, if that is another one.
    pub written_zone: Option<String>,
    /// Whether any entry has a clock in another zone than `zone`.
    pub has_written: bool,
    /// Whether any entry has a time since the start.
    pub has_offset: bool,
}

/// An entry of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryView {
    pub id: String,
    /// The day, if it is another one than that of the entry above, or its number where the day is unknown.
    pub day: Option<String>,
    pub day_number: Option<i32>,
    /// ISO 8601; the time of day alone where the day is unknown.
    pub iso: Option<String>,
    pub clock: Option<String>,
    /// The end of a range.
    pub until: Option<String>,
    /// The clock in the author's zone, if that is another one, with the day if that is another one, too.
    pub written: Option<String>,
    pub written_day: Option<String>,
    pub approximate: bool,
    /// Seconds from the start, or to it; none at the start and where they are not known.
    pub offset: Option<i64>,
    /// Whether it is before the start.
    pub is_before: bool,
    /// The key of the phase that it is in.
    pub phase: Option<&'static str>,
    /// The key of the phase that the entry above is in; none for the first entry.
    pub phase_above: Option<&'static str>,
    /// The keys of the milestones that it is.
    pub milestones: Vec<&'static str>,
    /// The seconds since the entry above, if no gap is longer.
    pub gap: Option<i64>,
    /// What happened, as safe HTML.
    pub html: String,
}

/// Makes the entries of a document's timeline, in the order of the text.
pub struct Timeline<'a> {
    document: &'a Document,
    phases: Vec<Phase>,
    start: Option<Timestamp>,
    /// Whether all clocks are in UTC.
    is_utc: bool,
    /// The entry behind the longest gap, and how long that is.
    gap: Option<(usize, SignedDuration)>,
    /// The day of the entry above.
    day: Option<(Option<Date>, i32)>,
}

impl<'a> Timeline<'a> {
    /// `phases` are those of the incident; none where they are in doubt.
    pub fn new(document: &'a Document, phases: Vec<Phase>) -> Self {
        let entries = &document.timeline.entries;
        let timed = || entries.iter().filter_map(|entry| entry.at).filter(|at| at.time.is_some());
        let start = document.milestones.at(Milestone::Started).and_then(|moment| moment.instant());
        Self {
            document,
            phases,
            start,
            is_utc: timed().next().is_some() && timed().all(|at| at.instant().is_some()),
            gap: longest_gap(entries),
            day: None,
        }
    }

    /// What holds for all entries.
    pub fn view(&self) -> TimelineView {
        let entries = &self.document.timeline.entries;
        let written = self.document.timeline.zone.clone();
        let has_written = self.is_utc
            && entries
                .iter()
                .filter_map(|entry| entry.at)
                .any(|at| at.offset.is_some_and(|offset| offset != 0));
        TimelineView {
            zone: if self.is_utc { Some("UTC".to_owned()) } else { written.clone() },
            written_zone: written.filter(|_| has_written),
            has_written,
            has_offset: entries
                .iter()
                .any(|entry| self.offset(entry).is_some_and(|offset| !offset.is_zero())),
        }
    }

    /// The entry at `index`, whose text is `html`. Entries have to be asked for in their order.
    pub fn entry(&mut self, index: usize, html: String, ids: &mut Ids) -> EntryView {
        let entry = &self.document.timeline.entries[index];
        let at = entry.at.as_ref();
        let (date, time) = at.map_or((None, None), |at| self.shown(at));
        let is_new = at.is_some_and(|at| self.day.replace((date, at.day)) != Some((date, at.day)));
        let clock = time.map(clock_text);
        let id = match (date, time) {
            (Some(date), Some(time)) => format!("at-{date}-{}", time.strftime("%H%M")),
            (Some(date), None) => format!("at-{date}"),
            (None, Some(time)) => format!("at-{}", time.strftime("%H%M")),
            (None, None) => "at".to_owned(),
        };
        let offset = self.offset(entry).filter(|offset| !offset.is_zero());
        let written = at.filter(|at| self.is_utc && at.offset.is_some_and(|offset| offset != 0));
        let written_day = written.and_then(|at| at.date).filter(|own| Some(*own) != date);
        EntryView {
            id: ids.new_id(id),
            day: date.filter(|_| is_new).map(|date| date.to_string()),
            day_number: at.filter(|at| is_new && date.is_none() && at.day > 0).map(|at| at.day + 1),
            iso: iso(date, time, self.is_utc),
            until: entry.until.as_ref().and_then(|until| self.shown(until).1).map(clock_text),
            written: written.and_then(|at| at.time).map(clock_text).filter(|own| Some(own) != clock.as_ref()),
            written_day: written_day.map(|date| date.to_string()),
            clock,
            approximate: entry.approximate,
            offset: offset.map(|offset| offset.as_secs().abs()),
            is_before: offset.is_some_and(|offset| offset.is_negative()),
            phase: self.phase(entry),
            phase_above: index
                .checked_sub(1)
                .and_then(|above| self.phase(&self.document.timeline.entries[above])),
            milestones: self.milestones(index),
            gap: self.gap.filter(|(behind, _)| *behind == index).map(|(_, gap)| gap.as_secs()),
            html,
        }
    }

    /// The day and the time of day in the zone of all entries.
    fn shown(&self, at: &When) -> (Option<Date>, Option<Time>) {
        match at.instant().filter(|_| self.is_utc) {
            Some(instant) => {
                let shown = Offset::UTC.to_datetime(instant);
                (Some(shown.date()), Some(shown.time()))
            }
            None => (at.date, at.time),
        }
    }

    /// The time since the start of the incident, or since the first entry where the start is unknown.
    fn offset(&self, entry: &Entry) -> Option<SignedDuration> {
        let since_start = instant(entry).zip(self.start).map(|(at, start)| at.duration_since(start));
        since_start.or(if self.start.is_none() { entry.offset } else { None })
    }

    fn phase(&self, entry: &Entry) -> Option<&'static str> {
        let at = instant(entry)?;
        let phase = self.phases.iter().find(|phase| phase.from.1 <= at && at < phase.to.1)?;
        Some(phase.kind.name())
    }

    fn milestones(&self, index: usize) -> Vec<&'static str> {
        let entries = &self.document.timeline.entries;
        let is_it = |moment: Option<Timestamp>, entry: &Entry| moment.is_some() && instant(entry) == moment;
        let milestones = self.document.milestones.iter().filter(|(_, fact)| {
            if entries.iter().any(|entry| entry.span == fact.span) {
                return entries[index].span == fact.span;
            }
            // The first entry at the time that the author names elsewhere.
            let moment = fact.value.instant();
            entries.iter().position(|entry| is_it(moment, entry)) == Some(index)
        });
        milestones.map(|(milestone, _)| milestone.name()).collect()
    }
}

/// The instant of an entry that has a time of day.
fn instant(entry: &Entry) -> Option<Timestamp> {
    entry.at?.moment()?.instant()
}

/// The longest time between two entries, and the entry behind it.
fn longest_gap(entries: &[Entry]) -> Option<(usize, SignedDuration)> {
    let mut longest: Option<(usize, SignedDuration)> = None;
    for (index, pair) in entries.windows(2).enumerate() {
        let (Some(from), Some(to)) = (pair[0].offset, pair[1].offset) else { continue };
        // A range lasts until its end.
        let gap = match (pair[0].until.and_then(|until| until.instant()), instant(&pair[1])) {
            (Some(until), Some(next)) => next.duration_since(until),
            _ => to - from,
        };
        if gap >= SHORTEST_GAP && longest.is_none_or(|(_, longest)| gap > longest) {
            longest = Some((index + 1, gap));
        }
    }
    longest
}

fn clock_text(time: Time) -> String {
    let format = if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" };
    time.strftime(format).to_string()
}

fn iso(date: Option<Date>, time: Option<Time>, is_utc: bool) -> Option<String> {
    let time = time.map(|time| time.strftime("%H:%M:%S").to_string());
    Some(match (date, time) {
        (Some(date), Some(time)) => format!("{date}T{time}{}", if is_utc { "Z" } else { "" }),
        (Some(date), None) => date.to_string(),
        (None, Some(time)) => time,
        (None, None) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_document::{SourceFile, Vocabulary};

    /// The entries of a timeline and what holds for all of them.
    fn drawn(text: &str) -> (TimelineView, Vec<EntryView>) {
        let file = SourceFile { path: "2026-01-31-a.md".into(), name: "a.md".into(), bytes: text.into() };
        let document = Document::parse(file, &Vocabulary::default()).0;
        let mut ids = Ids::of(&document);
        let mut timeline = Timeline::new(&document, document.milestones.phases());
        let count = document.timeline.entries.len();
        let entries = (0..count).map(|index| timeline.entry(index, String::new(), &mut ids)).collect();
        (timeline.view(), entries)
    }

    #[test]
    fn clocks_are_in_utc_where_all_zones_are_known() {
        let (view, entries) = drawn("## Timeline\n\n- 22:30 EST a\n- 04:00 UTC b\n- 23:10 EST c\n");
        assert!(view.has_written);
        assert_eq!(view.zone.as_deref(), Some("UTC"));
        let clocks: Vec<_> =
            entries.iter().map(|e| (e.clock.as_deref().unwrap(), e.written.as_deref())).collect();
        assert_eq!(clocks[0], ("03:30", Some("22:30")));
        assert_eq!(entries[0].written_day.as_deref(), Some("2026-01-31"));
        assert_eq!(entries[0].day.as_deref(), Some("2026-02-01"));
        let (view, entries) = drawn("## Timeline\n\n- 22:30 EST a\n- 23:00 b\n- 23:10 c\n");
        assert_eq!((view.zone.as_deref(), view.written_zone.as_deref()), (Some("UTC"), Some("EST")));
        assert_eq!(entries[1].clock.as_deref(), Some("04:00"));
        let (view, entries) = drawn("## Timeline\n\n- 22:30 a\n- 23:00 b\n- 23:10 c\n");
        assert_eq!((view.zone, view.has_written, entries[0].clock.as_deref()), (None, false, Some("22:30")));
    }

    #[test]
    fn entries_have_the_time_since_the_start_and_the_longest_gap() {
        let (_, entries) = drawn(
            "---\nstarted: 2026-01-31T10:00Z\ndetected: 2026-01-31T10:10Z\nresolved: 2026-01-31T12:00Z\n---\n\
             ## Timeline (UTC)\n\n- 09:55 a\n- 10:00 b\n- 10:10 c\n- 11:30 d\n- 12:00 e\n- 12:00 f\n",
        );
        let seen: Vec<_> = entries.iter().map(|e| (e.offset, e.phase, e.gap, e.id.as_str())).collect();
        assert_eq!(
            seen,
            [
                (Some(300), None, None, "at-2026-01-31-0955"),
                (None, Some("detection"), None, "at-2026-01-31-1000"),
                (Some(600), Some("resolution"), None, "at-2026-01-31-1010"),
                (Some(5_400), Some("resolution"), Some(4_800), "at-2026-01-31-1130"),
                (Some(7_200), None, None, "at-2026-01-31-1200"),
                (Some(7_200), None, None, "at-2026-01-31-1200-2"),
            ]
        );
        assert!(entries[0].is_before && !entries[2].is_before);
        let marks: Vec<_> = entries.iter().flat_map(|e| e.milestones.clone()).collect();
        assert_eq!(marks, ["started", "detected", "resolved"]);
    }

    #[test]
    fn days_are_named_where_they_begin() {
        let (_, entries) = drawn("## Timeline\n\n- 2026-01-31 23:00 a\n- 23:30 b\n- 2026-02-01 00:10 c\n");
        let days: Vec<_> = entries.iter().map(|e| e.day.as_deref()).collect();
        assert_eq!(days, [Some("2026-01-31"), None, Some("2026-02-01")]);
    }
}
