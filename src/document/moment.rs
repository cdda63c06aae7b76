//! Points in time as people write them: a date, perhaps a time of day, perhaps a zone.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use serde::Serialize;

/// A point in time, as exact as its author wrote it and no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Moment {
    pub date: Date,
    pub time: Option<Time>,
    /// Offset from UTC in seconds, if a zone was written.
    pub offset: Option<i32>,
}

impl Moment {
    /// Reads RFC 3339, `2026-01-31`, `2026-01-31 14:05`, `2026-01-31 14:05:30 UTC` and `… +01:00`. A
    /// time of day alone is on `day`.
    pub fn parse(text: &str, day: Option<Date>) -> Option<Self> {
        let text = text.trim();
        let Some(date_text) = text.get(..10).filter(|t| t.as_bytes()[4] == b'-' && t.as_bytes()[7] == b'-')
        else {
            let (time, offset) = parse_time(text)?;
            return Some(Self { date: day?, time: Some(time), offset });
        };
        let date: Date = date_text.parse().ok()?;
        let rest = &text[10..];
        if rest.is_empty() {
            return Some(Self { date, time: None, offset: None });
        }
        let rest = rest.strip_prefix(['T', 't']).or_else(|| rest.strip_prefix([' ', ',']))?.trim_start();
        let (time, offset) = parse_time(rest)?;
        Some(Self { date, time: Some(time), offset })
    }

    /// The instant, if a time of day is known; without a zone the time is taken as UTC.
    pub fn instant(&self) -> Option<Timestamp> {
        let offset = Offset::from_seconds(self.offset.unwrap_or(0)).ok()?;
        offset.to_timestamp(self.date.to_datetime(self.time?)).ok()
    }

    /// RFC 3339 as far as it is known, fit for the `datetime` attribute of HTML's `<time>`.
    pub fn iso(&self) -> String {
        match (self.time, self.offset) {
            (None, _) => self.date.to_string(),
            (Some(time), None) => format!("{}T{time}", self.date),
            (Some(time), Some(0)) => format!("{}T{time}Z", self.date),
            (Some(time), Some(seconds)) => format!("{}T{time}{}", self.date, offset_text(seconds)),
        }
    }

    /// The time of day with its zone as people read it (`14:05 UTC`), or nothing if only the date is known.
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

fn offset_text(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// `14:05`, `14:05:30`, `14:05:30.5`, each perhaps with `Z`, `UTC`, `GMT` or a numeric offset.
fn parse_time(text: &str) -> Option<(Time, Option<i32>)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(text.len());
    let (clock, zone) = text.split_at(end);
    if !matches!(clock.split(':').count(), 2 | 3) || clock.starts_with(':') {
        return None;
    }
    // A clock of one digit (`9:05`) is common in prose; the parser wants two.
    let padded = if clock.find(':') == Some(1) { format!("0{clock}") } else { clock.to_owned() };
    let time: Time = padded.parse().ok()?;
    Some((time, parse_zone(zone.trim())?))
}

/// `Some(None)` for no zone, `Some(Some(seconds))` for a known one, `None` for text that is no zone.
fn parse_zone(zone: &str) -> Option<Option<i32>> {
    if zone.is_empty() {
        return Some(None);
    }
    if ["z", "utc", "gmt"].iter().any(|name| zone.eq_ignore_ascii_case(name)) {
        return Some(Some(0));
    }
    let zone = zone.strip_prefix("UTC").unwrap_or(zone);
    let (sign, digits) = match zone.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some((hours, minutes)), _) => (hours, minutes),
        (None, 1 | 2) => (digits, "0"),
        (None, 4) => digits.split_at_checked(2)?,
        _ => return None,
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 14 && minutes < 60).then_some(Some(sign * (hours * 60 + minutes) * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_occurs_in_front_matter() {
        for (text, iso) in [
            ("2026-01-31", "2026-01-31"),
            ("2026-01-31T09:02:00Z", "2026-01-31T09:02:00Z"),
            ("2021-04-19T18:50:00-00:00", "2021-04-19T18:50:00Z"),
            ("2019-01-11T05:30:00+05:30", "2019-01-11T05:30:00+05:30"),
            ("2014-07-16 23:29 UTC", "2014-07-16T23:29:00Z"),
            ("2021-10-01 00:00:00", "2021-10-01T00:00:00"),
            ("2023-04-18T09:02:29.5Z", "2023-04-18T09:02:29.5Z"),
            ("9:05 UTC", "2026-02-01T09:05:00Z"),
        ] {
            let day = Date::constant(2026, 2, 1);
            assert_eq!(Moment::parse(text, Some(day)).map(|m| m.iso()).as_deref(), Some(iso), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "soon",
            "2026-13-01",
            "2026-01-31 late",
            "2026-01-31T25:00Z",
            "14:05 PST",
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
