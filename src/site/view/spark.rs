//! Small charts for the rows of an index: how many incidents there were per year, or in all.

use std::fmt::Write;

use serde::Serialize;

use crate::archive::Archive;

/// The years of a chart: the newest of the archive.
const YEARS: i16 = 12;

/// The height of a chart, and the width of a year with its gap, in the units of its path.
const HEIGHT: usize = 16;
const STEP: usize = 6;
const BAR: usize = 5;

/// The fewest incidents that fill the height: a single one is no peak.
const FULL: usize = 4;

/// The width of a single bar that is as long as can be, and its thickness.
const LONGEST: usize = 71;
const THICKNESS: usize = 8;

/// A chart of bars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SparkView {
    /// The path of all bars, as in SVG.
    pub path: String,
    /// The size of the chart.
    pub width: usize,
    pub height: usize,
}

/// A single bar for `count` incidents, of `most`.
pub fn bar(count: usize, most: usize) -> SparkView {
    let length = (count * LONGEST).div_ceil(most.max(1));
    let path = format!("M0 {}v-{THICKNESS}h{length}v{THICKNESS}z", HEIGHT - (HEIGHT - THICKNESS) / 2);
    SparkView { path, width: LONGEST, height: HEIGHT }
}

/// What all charts of an index have in common.
#[derive(Debug, Clone, Copy)]
pub struct Sparks {
    first: i16,
    last: i16,
}

impl Sparks {
    /// Charts of the newest years of `archive`.
    pub fn of(archive: &Archive) -> Self {
        let years = || archive.postmortems.iter().filter_map(|postmortem| Some(postmortem.day()?.year()));
        let (first, last) = (years().min().unwrap_or(0), years().max().unwrap_or(0));
        Self { first: first.max(last.saturating_sub(YEARS - 1)), last }
    }

    /// The chart of incidents in `years`, each named once for each incident.
    pub fn spark(&self, years: impl Iterator<Item = i16>) -> Option<SparkView> {
        let count = usize::try_from(self.last - self.first).ok()? + 1;
        let mut counts = vec![0; count];
        for year in years.filter(|year| (self.first..=self.last).contains(year)) {
            counts[usize::try_from(year - self.first).ok()?] += 1;
        }
        let full = counts.iter().copied().max().filter(|most| *most > 0)?.max(FULL);
        let mut path = String::new();
        for (index, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let height = (count * HEIGHT).div_ceil(full);
            // Writing to a string cannot fail.
            let _ = write!(path, "M{} {HEIGHT}v-{height}h{BAR}v{height}z", index * STEP);
        }
        let width = counts.len() * STEP - (STEP - BAR);
        Some(SparkView { path, width, height: HEIGHT })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_year_with_incidents_has_a_bar() {
        let sparks = Sparks { first: 2023, last: 2026 };
        let spark = sparks.spark([2026, 2026, 2024, 1999].into_iter()).unwrap();
        assert_eq!((spark.path.as_str(), spark.width), ("M6 16v-4h5v4zM18 16v-8h5v8z", 23));
        let spark = sparks.spark(std::iter::repeat_n(2023, 8)).unwrap();
        assert_eq!(spark.path, "M0 16v-16h5v16z");
        assert_eq!(sparks.spark([1999].into_iter()), None);
    }
}
