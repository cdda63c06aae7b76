//! The timeline of an incident.

use std::ops::Range;

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use retold_times::Moment;

/// The timeline of an incident.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    /// The entries, in the order of the text.
    pub entries: Vec<Entry>,
    /// The time zone that the document states for all entries, as written.
    pub zone: Option<String>,
}

/// Fewest entries of a timeline that can be drawn.
const FEWEST_DRAWN: usize = 3;

impl Timeline {
    /// Whether the understanding leaves no doubt, so that the timeline can be drawn: each of at least three entries has a
    /// day or a time of day, none is before the one above it, and no range ends before it begins.
    pub fn is_sure(&self) -> bool {
        self.entries.len() >= FEWEST_DRAWN
            && self.entries.iter().all(Entry::is_in_order)
            && self.entries.windows(2).all(|pair| pair[0].is_at_or_before(&pair[1]))
    }
}

/// An entry of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The time; `None` if the document gives none.
    pub at: Option<When>,
    /// The end of a range.
    pub until: Option<When>,
    /// Whether the time is marked as not exact: `~10:00`.
    pub approximate: bool,
    /// What happened, without the time and without markup.
    pub text: String,
    /// The whole entry, as bytes of the file.
    pub span: Range<usize>,
    /// Time since the first entry that has a time of day.
    pub offset: Option<SignedDuration>,
}

impl Entry {
    /// Whether its time is known, and a range does not end before it begins.
    fn is_in_order(&self) -> bool {
        let Some(at) = self.at.filter(|at| at.date.is_some() || at.time.is_some()) else { return false };
        let Some(until) = self.until else { return true };
        match (at.instant(), until.instant()) {
            (Some(at), Some(until)) => at <= until,
            _ => (at.day, at.time) <= (until.day, until.time.or(at.time)),
        }
    }

    fn is_at_or_before(&self, next: &Self) -> bool {
        match (self.offset, next.offset) {
            (Some(own), Some(next)) => own <= next,
            _ => self.at.map(|at| at.day) <= next.at.map(|at| at.day),
        }
    }
}

/// The time of an entry, as far as the timeline and the rest of the document give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// `None` if the document gives no date.
    pub date: Option<Date>,
    /// Days since the first entry.
    pub day: i32,
    /// The time of day; `None` if the document gives only a day.
    pub time: Option<Time>,
    /// Offset from UTC in seconds, if the zone is known.
    pub offset: Option<i32>,
}

impl When {
    /// The instant, if the day, the time and the zone are all known.
    pub fn instant(&self) -> Option<Timestamp> {
        self.offset.and(self.time).and(self.moment()?.instant())
    }

    /// The point in time, if the date is known.
    pub fn moment(&self) -> Option<Moment> {
        Some(Moment { date: self.date?, time: self.time, offset: self.offset })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(day: i32, minutes: Option<i64>, until: Option<i8>) -> Entry {
        let when = |hour| When {
            date: None,
            day,
            time: minutes.map(|_| Time::constant(hour, 0, 0, 0)),
            offset: None,
        };
        Entry {
            at: Some(when(10)),
            until: until.map(when),
            approximate: false,
            text: String::new(),
            span: 0..0,
            offset: minutes.map(SignedDuration::from_mins),
        }
    }

    #[test]
    fn a_timeline_is_sure_if_its_times_are_known_and_in_order() {
        let at = |minutes| entry(0, Some(minutes), None);
        for (entries, is_sure) in [
            (vec![at(0), at(5), at(5)], true),
            (vec![at(0), at(5)], false),
            (vec![at(0), at(5), at(4)], false),
            (vec![at(0), entry(0, None, None), at(5)], false),
            (vec![at(0), Entry { at: None, ..at(1) }, at(5)], false),
            (vec![at(0), entry(0, Some(1), Some(11)), at(5)], true),
            (vec![at(0), entry(0, Some(1), Some(9)), at(5)], false),
        ] {
            let timeline = Timeline { entries, zone: None };
            assert_eq!(timeline.is_sure(), is_sure, "{timeline:?}");
        }
    }
}
