//! The months, quarters and years in which incidents happened.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use super::Archive;

/// A month, quarter or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    pub year: i16,
    pub part: Part,
}

/// What of a year a period is; numbers count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Year,
    Quarter(i8),
    Month(i8),
}

impl Period {
    /// The periods that `day` is in.
    pub fn of(day: Date) -> [Self; 3] {
        let parts = [Part::Year, Part::Quarter((day.month() + 2) / 3), Part::Month(day.month())];
        parts.map(|part| Self { year: day.year(), part })
    }

    /// The name in addresses: `2026`, `2026-q1`, `2026-01`.
    pub fn slug(self) -> String {
        let year = self.year;
        match self.part {
            Part::Year => format!("{year:04}"),
            Part::Quarter(quarter) => format!("{year:04}-q{quarter}"),
            Part::Month(month) => format!("{year:04}-{month:02}"),
        }
    }

    /// The period with this name in addresses; `None` if it is none.
    pub fn named(slug: &str) -> Option<Self> {
        let (year, part) = slug.split_once('-').map_or((slug, None), |(year, part)| (year, Some(part)));
        let part = match part {
            None => Part::Year,
            Some(part) => match part.strip_prefix('q') {
                Some(quarter) => {
                    Part::Quarter(quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?)
                }
                None => Part::Month(part.parse().ok().filter(|month| (1..=12).contains(month))?),
            },
        };
        let period = Self { year: year.parse().ok()?, part };
        (period.slug() == slug).then_some(period)
    }
}

/// The periods that have postmortems, with their indexes in [`Archive::postmortems`], which is in the order of days.
pub fn periods(archive: &Archive) -> BTreeMap<Period, Range<usize>> {
    let mut periods: BTreeMap<Period, Range<usize>> = BTreeMap::new();
    for (index, postmortem) in archive.postmortems.iter().enumerate() {
        for period in postmortem.day().into_iter().flat_map(Period::of) {
            periods.entry(period).or_insert(index..index).end = index + 1;
        }
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_names() {
        let names = Period::of(jiff::civil::date(2026, 5, 31)).map(Period::slug);
        assert_eq!(names, ["2026", "2026-q2", "2026-05"]);
        for name in names {
            assert_eq!(Period::named(&name).map(Period::slug), Some(name));
        }
        for name in ["", "26", "2026-", "2026-5", "2026-q5", "2026-13", "2026-05-01", "notes"] {
            assert_eq!(Period::named(name), None, "{name}");
        }
    }
}
