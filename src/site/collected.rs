//! What is collected from all documents before any page is made: it decides which pages there are.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::archive::action_lists::ActionLists;
use crate::archive::lessons::{self, LessonLists};
use crate::archive::periods::{Period, periods};
use crate::archive::{Archive, ArchivedDocument, drill};

/// Drills, at most, those of the newest incidents: one for each day of a year.
const DRILLS: usize = 365;

/// Entries of a timeline that make a report worth reading, at least.
const ENTRIES: usize = 3;

/// The lists of what all documents hold.
pub struct Collected {
    pub actions: ActionLists,
    pub lessons: LessonLists,
    /// The incidents that can be practised, newest first, as indexes of [`Archive::postmortems`]; so is the next.
    pub drills: Vec<usize>,
    /// Those that are worth reading on any day: they have a timeline and lessons. If there are none, all of them.
    pub readable: Vec<usize>,
    /// The months, quarters and years that have postmortems, with their indexes.
    pub periods: BTreeMap<Period, Range<usize>>,
}

impl Collected {
    pub fn of(archive: &Archive) -> Self {
        let all = || archive.postmortems.par_iter().enumerate();
        let drills: Vec<usize> =
            all().filter(|(_, archived)| drill::of(archived).is_some()).map(|(index, _)| index).collect();
        let readable: Vec<usize> =
            all().filter(|(_, archived)| is_readable(archived)).map(|(index, _)| index).collect();
        Self {
            actions: ActionLists::of(archive),
            lessons: LessonLists::of(archive),
            drills: drills.into_iter().take(DRILLS).collect(),
            periods: periods(archive),
            readable: if readable.is_empty() { (0..archive.postmortems.len()).collect() } else { readable },
        }
    }

    /// The incident to be read on the day `today`, the same for everybody.
    pub fn daily(&self, today: Date) -> Option<usize> {
        let digest = blake3::hash(today.to_string().as_bytes());
        let number =
            digest.as_bytes().iter().take(4).fold(0, |number, byte| number << 8 | usize::from(*byte));
        self.readable.get(number.checked_rem(self.readable.len())?).copied()
    }
}

fn is_readable(archived: &ArchivedDocument) -> bool {
    let document = &archived.document;
    document.timeline.entries.len() >= ENTRIES && !lessons::taught(document).is_empty()
}
