//! Points in time as people write them: a date, perhaps a time of day, perhaps a zone.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use serde::Serialize;

use crate::Stamp;

/// A point in time with its date, with the precision that its author wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// The day, in the zone of `offset`.
    pub date: Date,
    /// The time of day, in the zone of `offset`.
    pub time: Option<Time>,
    /// The offset from UTC in seconds, east being positive; `None` if no zone is written or its offset is not certain.
    pub offset: Option<i32>,
}

impl Moment {
    /// Reads a value that is one point in time: a date in any form of [`Stamp`], with or without a time of day and a zone.
    /// Behind it only a full stop or a remark in brackets may stand. For a range the result is the start.
    ///
    /// `day` is known from elsewhere: it is the date of a time of day alone, the year of `Jan 31` is the nearest to it, and of
    /// the readings of `03/10/2021` the one near to it counts. `None` if `text` is not such a value, or if its date takes a
    /// `day` and none is given.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use retold_times::Moment;
    ///
    /// let moment = Moment::parse("9:05 UTC (first alert)", Some(date(2026, 2, 1))).unwrap();
    /// assert_eq!(moment.iso(), "2026-02-01T09:05:00Z");
    /// assert_eq!(Moment::parse("9:05 UTC", None), None);
    /// assert_eq!(Moment::parse("2026-01-31 or later", None), None);
    /// ```
    pub fn parse(text: &str, day: Option<Date>) -> Option<Self> {
        let text = text.trim();
        if let Some(date) = compact(text) {
            return Some(Self { date, time: None, offset: None });
        }
        let (stamp, length) = Stamp::at_line_start(text)?;
        // `г.`: the year, in Russian.
        let rest =
            text.get(length..)?.trim_start().trim_start_matches("г.").trim_start().trim_end_matches('.');
        let remark = rest.starts_with(['(', '[', '（']) && rest.ends_with([')', ']', '）']);
        if !(rest.is_empty() || remark) {
            return None;
        }
        let date = match stamp.date {
            Some(date) => date.resolve(day)?,
            // The text only states that the time is unknown.
            None if stamp.time.is_none() => return None,
            None => day?,
        };
        let local = stamp.time.map(|time| date.to_datetime(time));
        let offset = local.and_then(|local| stamp.zone?.offset_at(local));
        Some(Self { date, time: stamp.time, offset })
    }

    /// The instant, if a time of day is known; without a zone the time is taken as UTC.
    pub fn instant(&self) -> Option<Timestamp> {
        let offset = Offset::from_seconds(self.offset.unwrap_or(0)).ok()?;
        offset.to_timestamp(self.date.to_datetime(self.time?)).ok()
    }

    /// The same moment in UTC, if the time of day and the zone are known; otherwise as it is.
    pub fn in_utc(&self) -> Self {
        let Some(instant) = self.offset.and(self.instant()) else { return *self };
        let utc = Offset::UTC.to_datetime(instant);
        Self { date: utc.date(), time: Some(utc.time()), offset: Some(0) }
    }

    /// The order of two moments of one document; `None` unless both have a time of day. If only one of them has an offset,
    /// it counts for both.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.offset.is_some() && other.offset.is_some() {
            return Some(self.instant()?.cmp(&other.instant()?));
        }
        Some(self.date.to_datetime(self.time?).cmp(&other.date.to_datetime(other.time?)))
    }

    /// The moment in the form of RFC 3339 as far as it is known: `2026-01-31`, `2026-01-31T14:05:00`,
    /// `2026-01-31T14:05:00Z`; fit for the `datetime` attribute of HTML's `<time>`.
    pub fn iso(&self) -> String {
        match (self.time, self.offset) {
            (None, _) => self.date.to_string(),
            (Some(time), None) => format!("{}T{time}", self.date),
            (Some(time), Some(0)) => format!("{}T{time}Z", self.date),
            (Some(time), Some(seconds)) => format!("{}T{time}{}", self.date, offset_text(seconds)),
        }
    }

    /// The time of day with its zone for people: `14:05`, `14:05:30 UTC`, `14:05 UTC+02:00`. `None` if only the date is
    /// known.
    pub fn clock_text(&self) -> Option<String> {
        let time = self.time?;
        let clock = if time.second() == 0 {
            format!("{:02}:{:02}", time.hour(), time.minute())
        } else {
            format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
        };
        Some(match self.offset {
            None => clock,
            Some(0) => format!("{clock} UTC"),
            Some(seconds) => format!("{clock} UTC{}", offset_text(seconds)),
        })
    }
}

/// `20260131`: eight digits that are a day of this century are nothing else.
fn compact(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = text[..4].parse().ok().filter(|year| (2000..2100).contains(year))?;
    Date::new(year, text[4..6].parse().ok()?, text[6..].parse().ok()?).ok()
}

fn offset_text(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_values_of_front_matter() {
        for (text, iso) in [
            ("2026-01-31", "2026-01-31"),
            ("2026-01-31T09:02:00Z", "2026-01-31T09:02:00Z"),
            ("2021-04-19T18:50:00-00:00", "2021-04-19T18:50:00Z"),
            ("2019-01-11T05:30:00+05:30", "2019-01-11T05:30:00+05:30"),
            ("2014-07-16 23:29 UTC", "2014-07-16T23:29:00Z"),
            ("2021-10-01 00:00:00", "2021-10-01T00:00:00"),
            ("2023-04-18T09:02:29.5Z", "2023-04-18T09:02:29.5Z"),
            ("9:05 UTC", "2026-02-01T09:05:00Z"),
            ("14:05 PST", "2026-02-01T14:05:00-08:00"),
            ("July 4, 2025, 2:05 PM PST", "2025-07-04T14:05:00-07:00"),
            ("14:05 IST", "2026-02-01T14:05:00"),
            ("31 January 2026", "2026-01-31"),
            ("2026年1月31日 14時05分", "2026-01-31T14:05:00"),
            ("Jan 31, 10:18 AM", "2026-01-31T10:18:00"),
            ("10/02/2026", "2026-02-10"),
            ("2026-01-31 (a Saturday)", "2026-01-31"),
            ("~2026-01-31 14:05 UTC (first alert)", "2026-01-31T14:05:00Z"),
            ("January 14-19, 2026", "2026-01-14"),
            ("2026-01-31 14:05 to 2026-02-01 06:29 UTC", "2026-01-31T14:05:00Z"),
            ("2026-01-31 ??:??", "2026-01-31"),
            ("1/31/26", "2026-01-31"),
            ("20260131", "2026-01-31"),
            ("31 января 2026 г.", "2026-01-31"),
        ] {
            let day = Date::constant(2026, 2, 1);
            assert_eq!(Moment::parse(text, Some(day)).map(|m| m.iso()).as_deref(), Some(iso), "{text}");
        }
    }

    #[test]
    fn refuses_values_that_are_not_dates() {
        for text in [
            "",
            "soon",
            "2026-13-01",
            "2026-01-31 late",
            "2026-01-31T25:00Z",
            "2026-01-31 14:05 XYZ",
            "2026-01-??",
            "??:??",
            "HH:mm",
            "31 February 2026",
            "10/11/2019",
            "20261301",
            "19260131",
            "2026013",
            "v2026.01.31",
            "Größe-und-so",
            ":30",
        ] {
            assert_eq!(Moment::parse(text, Some(Date::constant(2026, 2, 1))), None, "{text}");
        }
    }

    #[test]
    fn instants_respect_the_zone() {
        let utc = Moment::parse("2026-01-31T09:00:00Z", None).unwrap();
        let paris = Moment::parse("2026-01-31T10:00:00+01:00", None).unwrap();
        assert_eq!(utc.instant(), paris.instant());
        assert_eq!(paris.clock_text().unwrap(), "10:00 UTC+01:00");
    }
}
