//! The timeline of an incident.

use std::ops::Range;

use jiff::SignedDuration;
use jiff::civil::{Date, Time};
use retold_times::Moment;

/// The timeline of an incident.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    /// The entries, in the order of the text.
    pub entries: Vec<Entry>,
    /// The time zone that the document states for all entries, as written.
    pub zone: Option<String>,
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
    /// The point in time, if the date is known.
    pub fn moment(&self) -> Option<Moment> {
        Some(Moment { date: self.date?, time: self.time, offset: self.offset })
    }
}
