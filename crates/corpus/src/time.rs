//! Dates and times of day, as far as a generator needs them.

use std::fmt;

/// Minutes in a day.
pub(crate) const DAY: i64 = 24 * 60;

/// A day, counted from 1970-01-01. Displays as `2019-03-04`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date(pub(crate) i64);

impl Date {
    /// Year, month and day of the month, from 1.
    ///
    /// Howard Hinnant, *chrono-compatible low-level date algorithms*, `civil_from_days`: years are
    /// taken to begin in March, which puts the odd day at their end.
    pub(crate) fn civil(self) -> (i64, i64, i64) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (year_of_era + era * 400 + i64::from(month <= 2), month, day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// A minute of local time, counted from 1970-01-01 00:00. Displays as `2019-03-04 14:05`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(pub(crate) i64);

impl Moment {
    /// The day.
    pub(crate) fn date(self) -> Date {
        Date(self.0.div_euclid(DAY))
    }

    /// The time of day: `14:05`.
    pub(crate) fn clock(self) -> String {
        let minute = self.0.rem_euclid(DAY);
        format!("{:02}:{:02}", minute / 60, minute % 60)
    }

    /// RFC 3339, with the given offset: `2019-03-04T14:05:00Z`.
    pub(crate) fn rfc3339(self, zone: &Zone) -> String {
        format!("{}T{}:00{}", self.date(), self.clock(), zone.suffix)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.date(), self.clock())
    }
}

/// A fixed offset from UTC in which a document tells its times.
pub(crate) struct Zone {
    /// As RFC 3339 writes it.
    pub(crate) suffix: &'static str,
    /// As a sentence of the timeline names it.
    pub(crate) name: &'static str,
    /// Minutes east of Greenwich.
    pub(crate) minutes: i64,
}

/// The zones; the first is by far the most frequent.
pub(crate) const ZONES: [Zone; 4] = [
    Zone { suffix: "Z", name: "UTC", minutes: 0 },
    Zone { suffix: "+01:00", name: "UTC+01:00", minutes: 60 },
    Zone { suffix: "-05:00", name: "UTC-05:00", minutes: -300 },
    Zone { suffix: "+05:30", name: "UTC+05:30", minutes: 330 },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn civil_dates() {
        let text = |days| Date(days).to_string();
        assert_eq!(text(0), "1970-01-01");
        assert_eq!(text(15_340), "2012-01-01");
        assert_eq!(text(18_321), "2020-02-29");
        assert_eq!(text(18_322), "2020-03-01");
    }

    #[test]
    fn moments() {
        let moment = Moment(18_321 * DAY + 65);
        assert_eq!(moment.to_string(), "2020-02-29 01:05");
        assert_eq!(moment.rfc3339(&ZONES[3]), "2020-02-29T01:05:00+05:30");
    }
}
