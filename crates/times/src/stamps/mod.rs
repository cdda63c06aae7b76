//! [`Stamp`]: a date, a time of day and a zone, or a range of them.

mod brackets;
mod date_and_clock;
mod ranges;
#[cfg(test)]
pub mod testing;
mod zone_of_clock;

use jiff::civil::Time;

use self::brackets::opening_bracket;
use self::date_and_clock::{clock_after_date, date_after_clock, month_and_day};
use self::ranges::range;
use self::zone_of_clock::{ends_stamp, second_clock, zone};
use crate::clocks::Half;
use crate::scan::{Scan, digit};
use crate::unknown::Unknown;
use crate::words::{Role, Roles, SIGNS, meaning};
use crate::{WrittenDate, Zone, clocks, dates, unknown, zones};

/// A point in time, or a range, as written. Missing parts are `None`.
///
/// ```
/// use jiff::civil::{date, time};
/// use retold_times::{Stamp, WrittenDate};
///
/// let (stamp, length) = Stamp::at("31 January 2026, 14:05–15:10 UTC: alerts fired").unwrap();
/// assert_eq!(length, "31 January 2026, 14:05–15:10 UTC".len());
/// assert_eq!(stamp.date, Some(WrittenDate::Full(date(2026, 1, 31))));
/// assert_eq!(stamp.time, Some(time(14, 5, 0, 0)));
/// assert_eq!(stamp.zone.unwrap().name, "UTC");
/// assert_eq!(stamp.until.unwrap().time, Some(time(15, 10, 0, 0)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stamp {
    /// The date, as far as it is written.
    pub date: Option<WrittenDate>,
    /// The time of day; `24:00` is midnight, with `date` the day after.
    pub time: Option<Time>,
    /// The zone of `time`. In a range, a zone at one end is the zone of both.
    pub zone: Option<Zone>,
    /// The end of a range: `02:00-04:30`. Its `date` is `None` where only the start has one.
    pub until: Option<Box<Stamp>>,
    /// Whether the time is not exact: `~14:05`, `ca.`, `about`, `頃`.
    pub approximate: bool,
    /// Whether a time is written as unknown: `??:??`, `HH:mm`, `[???]`, `時刻不明`.
    pub unknown: bool,
}

impl Stamp {
    /// Reads the stamp that `text` starts with, perhaps in brackets. Also returns the number of bytes read; they end before
    /// the separator (`-`, `:`, `|`, …) behind the stamp.
    ///
    /// Numbers that may be something else are not read: `2026`, `3:1`, `1.2.3`, and `10/06 14:05`, in which either number
    /// can be the month.
    ///
    /// ```
    /// use retold_times::Stamp;
    ///
    /// assert_eq!(Stamp::at("[14:43 UTC] - alerts fired").unwrap().1, "[14:43 UTC]".len());
    /// assert!(Stamp::at("??:?? - alerts fired").unwrap().0.unknown);
    /// assert_eq!(Stamp::at("alerts fired at 14:43"), None);
    /// assert_eq!(Stamp::at("16:9 screens"), None);
    /// ```
    pub fn at(text: &str) -> Option<(Self, usize)> {
        Self::read(text, false)
    }

    /// Reads the stamp that a line or cell starts with: like [`Stamp::at`], but two numbers before a time of day are a date
    /// even if either of them can be the month, and the year of `3/14/26` may have two digits.
    ///
    /// ```
    /// use retold_times::{Stamp, WrittenDate};
    ///
    /// let (stamp, _) = Stamp::at_line_start("10/06 14:05 alerts fired").unwrap();
    /// assert_eq!(stamp.date, Some(WrittenDate::AmbiguousMonthDay { first: 10, second: 6 }));
    /// assert_eq!(Stamp::at("10/06 14:05 alerts fired"), None);
    /// ```
    pub fn at_line_start(text: &str) -> Option<(Self, usize)> {
        Self::read(text, true)
    }

    fn read(text: &str, is_line_start: bool) -> Option<(Self, usize)> {
        let start = Scan::new(text);
        let mut scan = start;
        let closing = opening_bracket(&mut scan);
        if !may_start(scan) {
            return None;
        }
        let is_between = scan.eat_role(Role::Between);
        if is_between || scan.eat_role(Role::From) {
            scan.spaces();
        }
        let mut point = point(&mut scan, is_line_start)?;
        range(&mut scan, &mut point, is_between);
        let mut stamp = point.stamp;
        if let Some(closing) = closing {
            let mut after = scan;
            after.spaces();
            if after.eat_char(&[closing]).is_some() {
                scan = after;
                if stamp.time.is_some()
                    && stamp.zone.is_none()
                    && let Some(zone) = zone(&mut scan, false, &stamp)
                {
                    stamp.zone = Some(zone);
                }
            }
        }
        Some((stamp, scan.since(start)))
    }
}

/// The roles of words that a stamp can start with.
const STARTS: Roles = Roles::of(&[Role::Month, Role::Weekday, Role::About, Role::From, Role::Between]);

/// Whether the first word or character can start a stamp: most texts do not.
fn may_start(scan: Scan<'_>) -> bool {
    let Some(c) = scan.peek() else { return false };
    if c.is_ascii_alphabetic() {
        let word = scan.word();
        return meaning(word, STARTS).is_some() || unknown::is_template(word);
    }
    digit(c).is_some()
        || c.is_alphabetic()
        || matches!(c, '?' | '？')
        || SIGNS.about.iter().any(|sign| sign.starts_with(c))
}

/// A stamp without the end of its range, and the state for reading the end.
struct Point {
    stamp: Stamp,
    half: Half,
    /// The clock shows the end of its day: `24:00`.
    day_end: bool,
}

impl Point {
    /// Midnight at the end of a day is the start of the next; without a year the next is not always known.
    fn end_day(&mut self) {
        match self.stamp.date {
            _ if !self.day_end => {}
            Some(WrittenDate::Full(date)) => {
                self.stamp.date = date.tomorrow().ok().map(WrittenDate::Full);
            }
            Some(_) => self.stamp.time = None,
            None => {}
        }
    }
}

/// Reads a date with a clock, or either alone; `is_line_start` as of [`Stamp::at_line_start`].
fn point(scan: &mut Scan<'_>, is_line_start: bool) -> Option<Point> {
    let mut here = *scan;
    let mut point = Point {
        stamp: Stamp { approximate: about(&mut here), ..Stamp::default() },
        half: Half::None,
        day_end: false,
    };
    let short_year = |scan: &mut Scan<'_>| is_line_start.then(|| dates::short_year(scan)).flatten();
    if let Some(reading) = dates::read(&mut here).or_else(|| short_year(&mut here)) {
        point.stamp.date = Some(reading.date);
        if let Some(last) = reading.last {
            point.stamp.until = Some(Box::new(Stamp { date: Some(last), ..Stamp::default() }));
        } else {
            clock_after_date(&mut here, &mut point, &reading);
        }
    } else if let Some(date) = month_and_day(&mut here, is_line_start) {
        point.stamp.date = Some(date);
        clock(&mut here, &mut point, false);
    } else if clock(&mut here, &mut point, false) {
        date_after_clock(&mut here, &mut point);
    } else {
        let what = unknown::read(&mut here)?;
        point.stamp.unknown = true;
        if what != Unknown::Time {
            let mut after = here;
            after.spaces();
            if clock(&mut after, &mut point, false) || unknown::read(&mut after).is_some() {
                here = after;
            }
        }
    }
    point.end_day();
    *scan = here;
    Some(point)
}

/// Reads a word or sign before a time or amount that is not exact.
pub fn about(scan: &mut Scan<'_>) -> bool {
    // Most begin with their first number.
    if scan.peek().is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    let mut here = *scan;
    if here.eat_role(Role::About) {
        let length = here.since(*scan);
        // The abbreviation of one letter has its full stop.
        if !here.eat(".") && length == 1 {
            return false;
        }
    } else if !here.eat_any(&SIGNS.about) {
        return false;
    }
    here.spaces();
    *scan = here;
    true
}

/// Reads a clock with its zone into `point`. With `T` before it, an offset may follow without a blank.
fn clock(scan: &mut Scan<'_>, point: &mut Point, after_t: bool) -> bool {
    let mut here = *scan;
    let approximate = about(&mut here);
    let with_date = point.stamp.date.is_some_and(|date| matches!(date, WrittenDate::Full(_)));
    let after_date = |scan: &mut Scan<'_>| {
        clocks::read_after_date(scan)
            .filter(|_| ends_stamp(*scan) || zones::find(scan.rest.trim_start()).is_some())
    };
    let Some(reading) =
        clocks::read(&mut here).or_else(|| if with_date { after_date(&mut here) } else { None })
    else {
        return false;
    };
    let stamp = &mut point.stamp;
    stamp.time = Some(reading.time);
    stamp.approximate |= approximate || reading.approximate;
    point.half = reading.half;
    point.day_end = reading.day_end;
    let exact = after_t || reading.seconds;
    if let Some(zone) = zone(&mut here, exact, stamp) {
        stamp.zone = Some(if reading.east_asian { zone.in_east_asia() } else { zone });
    }
    second_clock(&mut here);
    *scan = here;
    true
}

#[cfg(test)]
mod tests {
    use super::testing::{check, short};
    use super::*;

    #[test]
    fn reads_the_words_of_many_languages() {
        check(&[
            ("21 октября 2018 г. в 22:52", "2018-10-21 22:52"),
            ("21 окт 2018 года 22:52", "2018-10-21 22:52"),
            ("с 23:00 до 23:10", "23:00 .. 23:10"),
            ("около 14:05", "14:05 ~"),
            ("3 травня 2026 року о 14:05", "2026-05-03 14:05"),
            ("31 de janeiro de 2026 às 14h05", "2026-01-31 14:05"),
            ("das 14:05 às 14:20", "14:05 .. 14:20"),
            ("5 fev 2026 14:05", "2026-02-05 14:05"),
            ("31 gennaio 2026 alle 14:05", "2026-01-31 14:05"),
            ("dalle 14:05 alle 14:20", "14:05 .. 14:20"),
            ("31 januari 2026 om 14:05", "2026-01-31 14:05"),
            ("van 14:05 tot 14:20", "14:05 .. 14:20"),
            ("31 stycznia 2026 o 14:05", "2026-01-31 14:05"),
            ("od 14:05 do 14:20", "14:05 .. 14:20"),
            ("31 januari 2026 kl 14:05", "2026-01-31 14:05"),
            ("31. ledna 2026 14:05", "2026-01-31 14:05"),
            ("31 ocak 2026 14:05", "2026-01-31 14:05"),
        ]);
    }

    #[test]
    fn reads_unknown_and_inexact_times() {
        check(&[
            ("~14:05", "14:05 ~"),
            ("≈ 14:05", "14:05 ~"),
            ("ca. 14:05", "14:05 ~"),
            ("circa 14:05", "14:05 ~"),
            ("about 2 PM", "14:00 ~"),
            ("Around 14:05 UTC", "14:05 UTC ~"),
            ("approx. 14:05", "14:05 ~"),
            ("±01:00", "01:00 ~"),
            ("gegen 14 Uhr", "14:00 ~"),
            ("vers 14h05", "14:05 ~"),
            ("約14:05", "14:05 ~"),
            ("14:05 頃", "14:05 ~"),
            ("14時ごろ", "14:00 ~"),
            ("14:05左右", "14:05 ~"),
            ("14:05-ish", "14:05 ~"),
            ("2022-05-?? HH:mm", "?"),
            ("2021/22-??-?? HH:mm", "?"),
            ("??:??", "?"),
            ("[???]", "?"),
            ("HH:MM", "?"),
            ("xx:xx", "?"),
            ("YYYY-MM-DD HH:MM", "?"),
            ("2026-04-03 時刻不明", "2026-04-03 ?"),
            ("2026-04-03 ??:??", "2026-04-03 ?"),
        ]);
    }

    #[test]
    fn ignores_text_that_is_not_a_stamp() {
        for text in [
            "",
            "3",
            "3 hosts",
            "3:1",
            "10:1 ratio",
            "16:9 screens",
            "1.2.3",
            "2026.1.3",
            "v1.2.3",
            "8080",
            "host:8080",
            "10.0.0.1:22",
            "3:16-18",
            "2026",
            "January",
            "January 2026",
            "May be",
            "may 3 hosts",
            "2 may fail",
            "2026-02-31",
            "31/02/2026",
            "2026-13-01",
            "February 30, 2026",
            "2h 15m",
            "14 hours",
            "2h15m",
            "25:00",
            "14:60",
            "14:05 AM",
            "1405",
            "2時間15分",
            "3点",
            "5xx/4xx errors",
            "5 ago",
            "about half",
            "from here",
            "Monday",
            "- 14:05",
            "#14:05",
            "2026/01/31/outage.html",
            "2026-01-31-outage",
            "14:05:30:20",
            "$5",
            "?",
            "3 PM 連続",
            "10/06 14:05",
            "01 Jan 0001",
            "12-05",
            "12:3",
            "1:2:3",
            "(see below)",
            "[link]",
            "2026 UTCfoo",
            "1st place",
            "20202-01-24 12:00",
        ] {
            assert_eq!(Stamp::at(text).map(|(stamp, length)| (short(&stamp), length)), None, "{text}");
        }
    }
}
