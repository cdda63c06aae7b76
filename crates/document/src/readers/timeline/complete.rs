//! Completes the times of entries: carries dates on, passes midnight, applies zones, counts offsets.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::{SignedDuration, Span};

use crate::model::{Entry, Timeline, When};
use crate::readers::timeline::draft::{Context, DayMark, Draft, MAX_CLOCK_REGRESSION, Step};
use retold_times::{Stamp, WrittenDate, Zone};

/// The timeline of `steps` with complete times. `day` is the day that the document gives, for entries without a date.
pub fn complete_times(steps: Vec<Step>, context: &Context, day: Option<Date>) -> Timeline {
    let reference = day.or_else(|| steps.iter().find_map(full_date)).or(match context.date {
        Some(WrittenDate::Full(date)) => Some(date),
        _ => None,
    });
    let common = common_zone(&steps);
    let zone = context.zone.clone().or_else(|| common.clone());
    let mut calendar = Calendar {
        current: context
            .date
            .and_then(|date| date.resolve(reference))
            .or(day)
            .or_else(|| context.weak_date.and_then(|date| date.resolve(reference))),
        reference,
        previous: None,
        passed: 0,
        mark: None,
    };
    let mut day_zone: Option<Zone> = None;
    let mut entries: Vec<Entry> = Vec::with_capacity(steps.len());
    let mut relatives: Vec<Relative> = Vec::new();
    for step in steps {
        match step {
            Step::Day(date, zone) => {
                calendar.set_date(date);
                day_zone = zone.or(day_zone);
            }
            Step::Mark(mark) => calendar.set_mark(mark, entries.is_empty()),
            Step::Entry(draft) => {
                let inherited = day_zone.as_ref().or(zone.as_ref());
                if let Some(since) = draft.relative {
                    relatives.push(Relative { entry: entries.len(), since, is_plus: draft.is_plus });
                }
                if let Some(day) = draft.weekday {
                    calendar.set_mark(DayMark::Weekday(day), entries.is_empty());
                }
                let is_dated = draft.stamp.date.is_some();
                if draft.is_next_day && !is_dated {
                    calendar.set_mark(DayMark::Next, entries.is_empty());
                }
                entries.push(entry(draft, &mut calendar, inherited));
                if is_dated && context.is_default {
                    calendar.current = context.date.and_then(|date| date.resolve(reference));
                    calendar.previous = None;
                }
            }
        }
    }
    count_from_above(&entries, &mut relatives);
    place_relatives(&mut entries, &relatives);
    count_days(&mut entries);
    count_offsets(&mut entries, &relatives);
    let name = context.zone.as_ref().or(common.as_ref()).map(|zone| zone.name.clone());
    Timeline { entries, zone: name }
}

/// The date of a step, if it is written in full.
fn full_date(step: &Step) -> Option<Date> {
    let date = match step {
        Step::Day(date, _) => Some(*date),
        Step::Mark(_) => None,
        Step::Entry(draft) => draft.stamp.date,
    };
    match date {
        Some(WrittenDate::Full(date)) => Some(date),
        _ => None,
    }
}

/// The zone that the first entry with a time of day names, if no other entry names another one.
fn common_zone(steps: &[Step]) -> Option<Zone> {
    let mut stamps =
        steps.iter().filter_map(Step::entry).map(|draft| &draft.stamp).filter(|stamp| stamp.time.is_some());
    let first = stamps.next()?.zone.clone()?;
    stamps.all(|stamp| stamp.zone.as_ref().is_none_or(|zone| *zone == first)).then_some(first)
}

/// The day of the current entry, as far as it is known.
struct Calendar {
    current: Option<Date>,
    /// A date that those without a year are close to.
    reference: Option<Date>,
    /// The last time of day on the current day.
    previous: Option<Time>,
    /// Midnights passed since the start, where no date is known.
    passed: i32,
    /// The last day that was given without a date.
    mark: Option<DayMark>,
}

impl Calendar {
    /// Moves to a written date, and returns it if it can be completed.
    fn set_date(&mut self, date: WrittenDate) -> Option<Date> {
        let resolved = date.resolve(self.current.or(self.reference));
        self.current = resolved;
        self.previous = None;
        resolved
    }

    /// Moves to a day that has no date; `is_first` if no entry is before it.
    fn set_mark(&mut self, mark: DayMark, is_first: bool) {
        let before = self.mark.replace(mark);
        if before == Some(mark) {
            return;
        }
        let days = match (mark, before) {
            (DayMark::Weekday(day), _) if self.current.is_some() => {
                self.current.map_or(0, |current| days_to(current.weekday(), day, is_first))
            }
            (DayMark::Weekday(day), Some(DayMark::Weekday(before))) => days_to(before, day, false),
            (DayMark::Next, _) => i32::from(!is_first),
            (DayMark::Number(number), Some(DayMark::Number(before))) => number - before,
            _ => 0,
        };
        if days != 0 {
            self.current = self.current.and_then(|date| date.checked_add(Span::new().days(days)).ok());
            self.passed += days;
        }
        self.previous = None;
    }

    fn pass_midnight(&mut self) {
        self.current = self.current.and_then(|date| date.tomorrow().ok());
        self.passed += 1;
    }

    /// Moves to a time of day, on the next day if the clock goes back too far.
    fn set_time(&mut self, time: Time) {
        if let Some(previous) = self.previous
            && previous.duration_since(time) > MAX_CLOCK_REGRESSION
        {
            self.pass_midnight();
        }
        self.previous = Some(time);
    }
}

/// The days from one weekday to the next `to`; with `is_either` to the nearest, which may be the one before.
fn days_to(from: Weekday, to: Weekday, is_either: bool) -> i32 {
    let days = i32::from(from.until(to));
    if is_either && days > 3 { days - 7 } else { days }
}

fn entry(draft: Draft, calendar: &mut Calendar, zone: Option<&Zone>) -> Entry {
    let Draft { stamp, text, span, .. } = draft;
    let at = when(&stamp, calendar, zone);
    let until =
        at.zip(stamp.until.as_deref()).and_then(|(at, until)| end_of(at, until, &stamp, calendar, zone));
    Entry { at, until, approximate: stamp.approximate, text, span, offset: None }
}

fn when(stamp: &Stamp, calendar: &mut Calendar, zone: Option<&Zone>) -> Option<When> {
    if stamp.date.is_none() && stamp.time.is_none() {
        return None;
    }
    let date = match stamp.date {
        Some(date) => {
            let resolved = calendar.set_date(date);
            calendar.previous = stamp.time;
            resolved
        }
        None => {
            if let Some(time) = stamp.time {
                calendar.set_time(time);
            }
            calendar.current
        }
    };
    let time = stamp.time;
    let offset = time.and_then(|time| offset_of(stamp.zone.as_ref().or(zone)?, date, time));
    Some(When { date, day: calendar.passed, time, offset })
}

/// The offset of `zone` at a time, in seconds.
fn offset_of(zone: &Zone, date: Option<Date>, time: Time) -> Option<i32> {
    if let Some(date) = date {
        return zone.offset_at(date.to_datetime(time));
    }
    // Without a date only a zone that is the same all year has an offset.
    let winter = zone.offset_at(DateTime::constant(2021, 1, 15, 12, 0, 0, 0));
    let summer = zone.offset_at(DateTime::constant(2021, 7, 15, 12, 0, 0, 0));
    winter.filter(|_| winter == summer)
}

/// The end of the range `from`, which begins at `at`.
fn end_of(
    at: When,
    until: &Stamp,
    from: &Stamp,
    calendar: &mut Calendar,
    zone: Option<&Zone>,
) -> Option<When> {
    let mut date = match until.date {
        Some(date) => date.resolve(at.date.or(calendar.reference)),
        None => at.date,
    };
    let mut day = at.day;
    if until.date.is_none()
        && let (Some(start), Some(end)) = (at.time, until.time)
        && end < start
    {
        date = date.and_then(|date| date.tomorrow().ok());
        day += 1;
    }
    if until.date.is_none() && until.time.is_none() {
        return None;
    }
    let zone = until.zone.as_ref().or(from.zone.as_ref()).or(zone);
    let offset = until.time.and_then(|time| offset_of(zone?, date, time));
    Some(When { date, day, time: until.time, offset })
}

/// The time since the start of an entry.
struct Relative {
    /// The index of the entry.
    entry: usize,
    since: SignedDuration,
    /// Whether it has no `T`: `+5 min` may count from the entry above.
    is_plus: bool,
}

/// Counts a time such as `+5 min` from the entry above, where it would go backwards from the start; without a time above it
/// is unknown.
fn count_from_above(entries: &[Entry], relatives: &mut Vec<Relative>) {
    let Some(first) = relatives.iter().position(|relative| relative.is_plus) else { return };
    let start = entries.iter().find_map(|entry| entry.at.filter(|at| at.time.is_some()));
    let since_start = |index: usize| elapsed(&start?, &entries[index].at?);
    let mut latest = SignedDuration::ZERO;
    let mut next = relatives[first].entry;
    for index in 0..next {
        latest = since_start(index).unwrap_or(latest);
    }
    let mut place = first;
    while place < relatives.len() {
        let Relative { entry, since, is_plus } = relatives[place];
        let mut is_known = entry == 0 || next == entry;
        for index in next..entry {
            let own = since_start(index);
            latest = own.unwrap_or(latest);
            is_known = own.is_some();
        }
        next = entry + 1;
        if is_plus && since < latest {
            if !is_known {
                relatives.remove(place);
                continue;
            }
            relatives[place].since = latest + since;
        }
        latest = relatives[place].since;
        place += 1;
    }
}

/// Gives entries with a time since the start their time of day, if that of the start is known.
fn place_relatives(entries: &mut [Entry], relatives: &[Relative]) {
    let base = relatives.iter().find_map(|relative| {
        let at = entries[relative.entry].at.filter(|at| at.time.is_some())?;
        Some((at, relative.since))
    });
    let first = entries.iter().find_map(|entry| entry.at.filter(|at| at.time.is_some()));
    let Some((base, since)) = base.or(first.map(|at| (at, SignedDuration::ZERO))) else { return };
    let Some(time) = base.time else { return };
    // If no date is known, any serves to count from.
    let origin = base.date.unwrap_or(Date::constant(2000, 1, 1));
    for relative in relatives {
        let entry = &mut entries[relative.entry];
        if entry.at.is_some_and(|at| at.time.is_some()) {
            continue;
        }
        let span = Span::try_from(relative.since - since).ok();
        let Some(moment) = span.and_then(|span| origin.to_datetime(time).checked_add(span).ok()) else {
            continue;
        };
        let day = base.day + days_between(origin, moment.date());
        let date = base.date.map(|_| moment.date());
        entry.at = Some(When { date, day, time: Some(moment.time()), offset: base.offset });
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Counts the days since the first entry with a date.
fn count_days(entries: &mut [Entry]) {
    let Some(first) = entries.iter().find_map(|entry| entry.at?.date) else { return };
    for entry in entries {
        for when in [&mut entry.at, &mut entry.until].into_iter().flatten() {
            if let Some(date) = when.date {
                when.day = days_between(first, date);
            }
        }
    }
}

/// Counts the time since the first entry with a time of day.
fn count_offsets(entries: &mut [Entry], relatives: &[Relative]) {
    if let Some(first) = entries.iter().find_map(|entry| entry.at.filter(|at| at.time.is_some())) {
        for entry in entries.iter_mut() {
            entry.offset = entry.at.and_then(|at| elapsed(&first, &at));
        }
    }
    for relative in relatives {
        let entry = &mut entries[relative.entry];
        entry.offset = entry.offset.or(Some(relative.since));
    }
}

/// The time from `first` to `at`, with regard to their offsets if both have one.
fn elapsed(first: &When, at: &When) -> Option<SignedDuration> {
    let (from, to) = (first.time?, at.time?);
    let days = i64::from(at.day) - i64::from(first.day);
    let local = SignedDuration::from_hours(days * 24).checked_add(to.duration_since(from))?;
    match (first.offset, at.offset) {
        (Some(from), Some(to)) => {
            local.checked_sub(SignedDuration::from_secs(i64::from(to) - i64::from(from)))
        }
        _ => Some(local),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::timeline::leading_time::LeadingTime;

    const DAY: Option<Date> = Some(Date::constant(2026, 1, 31));

    /// Steps of texts that begin with times; a text that is only a date is the day of those that follow.
    fn steps(texts: &[&str]) -> Vec<Step> {
        let step = |text: &&str| match LeadingTime::of(text) {
            Some(leading) if leading.is_day() && leading.length == text.len() => {
                Step::Day(leading.stamp.date.unwrap(), leading.stamp.zone)
            }
            Some(leading) => {
                let rest = &text[leading.length..];
                Step::Entry(Draft::new(leading, rest, 0..0))
            }
            None => Step::Entry(Draft::untimed(text, 0..0)),
        };
        texts.iter().map(step).collect()
    }

    fn describe(when: When) -> String {
        let date = when.date.map_or_else(|| format!("day {}", when.day), |date| date.to_string());
        let time = when.time.map(|time| time.strftime(" %H:%M").to_string()).unwrap_or_default();
        let offset = when.offset.map(|offset| format!(" {offset}")).unwrap_or_default();
        date + &time + &offset
    }

    fn times(texts: &[&str], context: &Context, day: Option<Date>) -> Vec<String> {
        let timeline = complete_times(steps(texts), context, day);
        timeline.entries.iter().map(|entry| entry.at.map_or_else(|| "?".to_owned(), describe)).collect()
    }

    #[test]
    fn dates_are_carried_on_and_pass_midnight() {
        let context = Context::default();
        for (texts, day, expected) in [
            (&["10:00 a", "10:05 b"][..], DAY, &["2026-01-31 10:00", "2026-01-31 10:05"][..]),
            (&["23:50 a", "00:10 b"], DAY, &["2026-01-31 23:50", "2026-02-01 00:10"]),
            // Less than six hours back is disorder.
            (&["23:50 a", "18:00 b"], DAY, &["2026-01-31 23:50", "2026-01-31 18:00"]),
            (&["23:50 a", "00:10 b"], None, &["day 0 23:50", "day 1 00:10"]),
            (&["2026-01-30 10:00 a", "10:05 b"], DAY, &["2026-01-30 10:00", "2026-01-30 10:05"]),
            (&["2026-01-30", "10:00 a", "x", "10:05 b"], DAY, &["2026-01-30 10:00", "?", "2026-01-30 10:05"]),
            (&["01-30 10:00 a"], DAY, &["2026-01-30 10:00"]),
            // A time without `T` counts from the start, or else from the entry above.
            (
                &["10:00 a", "+5 min b", "+1h c", "+10 min d", "x", "+2 min e"],
                DAY,
                &["2026-01-31 10:00", "2026-01-31 10:05", "2026-01-31 11:00", "2026-01-31 11:10", "?", "?"],
            ),
            (
                &["Fri 10:00 a", "Fri 10:05 b", "Sun 09:00 c"],
                DAY,
                &["2026-01-30 10:00", "2026-01-30 10:05", "2026-02-01 09:00"],
            ),
            (&["Fri 10:00 a", "Sun 09:00 b"], None, &["day 0 10:00", "day 2 09:00"]),
            (
                &["T-10 a", "T0 (10:00) b", "T+1h c"],
                DAY,
                &["2026-01-31 09:50", "2026-01-31 10:00", "2026-01-31 11:00"],
            ),
        ] {
            assert_eq!(times(texts, &context, day), expected, "{texts:?}");
        }
    }

    #[test]
    fn a_default_date_holds_behind_entries_with_their_own() {
        let date = Some(WrittenDate::Full(Date::constant(2026, 1, 31)));
        for (is_default, expected) in [(true, "2026-01-31 10:05"), (false, "2026-01-30 10:05")] {
            let context = Context { date, is_default, ..Context::default() };
            assert_eq!(times(&["2026-01-30 10:00 a", "10:05 b"], &context, None)[1], expected);
        }
    }

    #[test]
    fn zones_are_those_of_the_entry_the_context_or_the_other_entries() {
        let utc = Context { zone: Zone::at("UTC").map(|(zone, _)| zone), ..Context::default() };
        for (texts, context, expected, zone) in [
            (&["10:00 a"][..], &utc, &["2026-01-31 10:00 0"][..], Some("UTC")),
            (
                &["10:00 +01:00 a", "10:05 b"],
                &utc,
                &["2026-01-31 10:00 3600", "2026-01-31 10:05 0"],
                Some("UTC"),
            ),
            (
                &["10:00 UTC a", "10:05 b"],
                &Context::default(),
                &["2026-01-31 10:00 0", "2026-01-31 10:05 0"],
                Some("UTC"),
            ),
            (
                &["10:00 a", "10:05 UTC b"],
                &Context::default(),
                &["2026-01-31 10:00", "2026-01-31 10:05 0"],
                None,
            ),
        ] {
            assert_eq!(times(texts, context, DAY), expected, "{texts:?}");
            assert_eq!(complete_times(steps(texts), context, DAY).zone.as_deref(), zone, "{texts:?}");
        }
    }

    #[test]
    fn ranges_end_on_the_next_day_if_their_clock_goes_back() {
        let timeline = complete_times(steps(&["23:00-00:30 a", "23:10 b"]), &Context::default(), DAY);
        assert_eq!(timeline.entries[0].until.map(describe).as_deref(), Some("2026-02-01 00:30"));
        assert_eq!(timeline.entries[1].at.map(describe).as_deref(), Some("2026-01-31 23:10"));
    }

    #[test]
    fn offsets_are_counted_from_the_first_time_of_day() {
        let texts = ["2026-01-30 quiet", "10:00 UTC a", "12:00 +01:00 b", "2026-01-31 10:00 UTC c", "x"];
        let timeline = complete_times(steps(&texts), &Context::default(), DAY);
        let minutes: Vec<_> =
            timeline.entries.iter().map(|entry| entry.offset.map(|offset| offset.as_mins())).collect();
        assert_eq!(minutes, [None, Some(0), Some(60), Some(24 * 60), None]);
        assert_eq!(timeline.entries[3].at.map(|at| at.day), Some(1));
    }
}
