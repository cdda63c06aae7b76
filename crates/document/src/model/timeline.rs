//! The timeline of an incident.

use std::ops::Range;

use jiff::SignedDuration;
use jiff::civil::{Date, Time};
use retold_times::Moment;

/// What happened when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    /// In the order of the text.
    pub entries: Vec<Entry>,
    /// The zone that is stated for all of it, as written.
    pub zone: Option<String>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it was; `None` where the author gives no time.
    pub at: Option<When>,
    /// The end of a range.
    pub until: Option<When>,
    pub approximate: bool,
    /// What happened, without the time and without markup.
    pub text: String,
    /// All of the entry; bytes of the file.
    pub span: Range<usize>,
    /// Time since the first entry that has a time of day.
    pub offset: Option<SignedDuration>,
}

/// The time of an entry: as much as the timeline and the rest of the document tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// `None` if no date is to be had.
    pub date: Option<Date>,
    /// Days since the first entry.
    pub day: i32,
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
