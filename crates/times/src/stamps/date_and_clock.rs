//! A time of day behind its date, and a date behind its time of day.

use jiff::civil::Date;

use super::brackets::opening_bracket;
use super::zone_of_clock::zone;
use super::{Point, about, clock};
use crate::scan::Scan;
use crate::unknown::Unknown;
use crate::words::{Role, weekday};
use crate::{WrittenDate, Zone, clocks, dates, unknown};

/// Reads `01-31 `, `31/01 ` and `31.01. ` where a clock follows: alone these are numbers of any kind. At the start of a
/// line, either number of `10/06 14:05` can be the month, and `31.01 14:05` and `01-31, 14:05` are read, too.
pub fn month_and_day(scan: &mut Scan<'_>, is_line_start: bool) -> Option<WrittenDate> {
    let mut here = *scan;
    let (first, _) = here.number(1, 2)?;
    let separator = here.eat_char(&['-', '/', '.'])?;
    let (second, _) = here.number(1, 2)?;
    let closes = separator != '.' || here.eat(".") || is_line_start;
    if is_line_start {
        here.eat_char(&[',']);
    }
    let is_dense = dates::weekday_after(&mut here);
    if !closes || !here.spaces() && !is_dense {
        return None;
    }
    let mut after = here;
    about(&mut after);
    let has_clock = { after }.number(1, 2).is_some() && clocks::read(&mut after).is_some();
    if !has_clock {
        return None;
    }
    let date = WrittenDate::from_numbers(i8::try_from(first).ok()?, separator, i8::try_from(second).ok()?)?;
    if matches!(date, WrittenDate::AmbiguousMonthDay { .. }) && !is_line_start {
        return None;
    }
    *scan = here;
    Some(date)
}

/// Reads the separator between a date and its clock, and the clock.
pub fn clock_after_date(scan: &mut Scan<'_>, point: &mut Point, date: &dates::Reading) {
    let mut here = *scan;
    if date.year_first && here.rest.starts_with(['T', 't']) {
        here.skip(1);
        if clock(&mut here, point, true) {
            *scan = here;
        }
        return;
    }
    // `2026-01-31/14:05`
    if date.year_first && here.rest.starts_with('/') {
        here.skip(1);
        if clock(&mut here, point, false) {
            *scan = here;
        }
        return;
    }
    here.eat_char(&[',', '、', '，']);
    let spaced = here.spaces();
    // `2026-01-31 - 14:05`, `2026-01-31: 14:05`
    let separated = if spaced { here.dash() } else { here.eat(":") };
    if separated && !here.spaces() {
        return;
    }
    if here.eat_role(Role::BeforeClock) || here.eat("@") {
        // `21 октября 2018 г. в 22:52`
        here.eat(".");
        here.spaces();
        if here.eat_role(Role::BeforeClock) {
            here.spaces();
        }
    } else if here.eat_word(&["a"]) {
        here.spaces();
        here.eat_word(&["las", "la"]);
        here.spaces();
    } else {
        here.eat("の");
    }
    if !date.east_asian && here.since(*scan) == 0 {
        return;
    }
    if clock(&mut here, point, false) {
        if date.east_asian {
            point.stamp.zone = point.stamp.zone.take().map(Zone::in_east_asia);
        }
        *scan = here;
    } else if !separated && let Some(Unknown::Time | Unknown::Either) = unknown::read(&mut here) {
        point.stamp.unknown = true;
        *scan = here;
    } else if !separated {
        // `2026-01-31 [??:??]`
        let closing = opening_bracket(&mut here);
        if let Some(closing) = closing
            && unknown::read(&mut here).is_some()
            && here.eat_char(&[closing]).is_some()
        {
            point.stamp.unknown = true;
            *scan = here;
        }
    }
}

/// Reads the date behind a clock: `, 31 January 2026`, ` on January 31`, ` (Oct 29)`.
pub fn date_after_clock(scan: &mut Scan<'_>, point: &mut Point) {
    let mut here = *scan;
    let comma = here.eat_char(&[',']).is_some();
    if !here.spaces() && !comma {
        return;
    }
    let closing = opening_bracket(&mut here);
    let word = here.eat_role(Role::BeforeDate);
    if word {
        here.spaces();
        // `on the 14th of March`
        if here.eat_role(Role::Article) {
            here.spaces();
        }
    }
    let begins_with_weekday = weekday(here.word()).is_some();
    let Some(mut reading) = dates::read(&mut here) else { return };
    if closing.is_none()
        && let Some(date) = year_behind_zone(&mut here, point, &reading)
    {
        reading.date = date;
    }
    // `14:05 May 3 …` may be a sentence.
    let linked = comma || word || closing.is_some() || begins_with_weekday;
    if reading.last.is_some() || (matches!(reading.date, WrittenDate::MonthDay { .. }) && !linked) {
        return;
    }
    if let Some(closing) = closing
        && here.eat_char(&[closing]).is_none()
    {
        return;
    }
    // The next clock has its own date: this one is that one's.
    let mut after = here;
    after.spaces();
    if closing.is_none() && !word && clocks::read(&mut after).is_some() {
        return;
    }
    point.stamp.date = Some(reading.date);
    if closing.is_none() && point.stamp.zone.is_none() && point.stamp.time.is_some() {
        point.stamp.zone = zone(&mut here, false, &point.stamp);
    }
    *scan = here;
}

/// The full date of a `reading` without a year, if its year stands behind a zone in brackets: `May 6th (UTC), 2024`. The zone
/// is that of `point`.
fn year_behind_zone(scan: &mut Scan<'_>, point: &mut Point, reading: &dates::Reading) -> Option<WrittenDate> {
    let WrittenDate::MonthDay { month, day } = reading.date else { return None };
    let mut here = *scan;
    here.spaces();
    if !here.rest.starts_with('(') {
        return None;
    }
    let zone = zone(&mut here, false, &point.stamp)?;
    here.eat_char(&[',']);
    here.spaces();
    let (year, _) = here.number(4, 4).filter(|(year, _)| (1900..2200).contains(year))?;
    let date = Date::new(i16::try_from(year).ok()?, month, day).ok().filter(|_| here.at_boundary())?;
    point.stamp.zone.get_or_insert(zone);
    *scan = here;
    Some(WrittenDate::Full(date))
}

#[cfg(test)]
mod tests {
    use crate::stamps::testing::check;

    #[test]
    fn reads_dates_with_clocks() {
        check(&[
            ("[2026-01-31 14:05] UTC", "2026-01-31 14:05 UTC"),
            ("[Saturday, 31 January 2026 at 2:05 p.m. (PST)]", "2026-01-31 14:05 PST"),
            ("2026-01-31 (Saturday) 14:05", "2026-01-31 14:05"),
            ("Sat, 31 Jan 2026 14:05:30 +0000", "2026-01-31 14:05:30 +0000"),
            ("Sat Jan 31, 14:05", "01-31 14:05"),
            ("2026/01/31 14:05:30", "2026-01-31 14:05:30"),
            ("31 janvier 2026 à 14 h 05", "2026-01-31 14:05"),
            ("31 de enero de 2026 a las 14:05 h", "2026-01-31 14:05"),
            ("2026年1月31日 下午2点05分", "2026-01-31 14:05"),
            ("2026年1月31日（土）午後2時5分頃", "2026-01-31 14:05 ~"),
            ("2026-01-31 14:05:30.123456789", "2026-01-31 14:05:30.123456789"),
            ("19:30 US/Pacific on Thursday, 14 July 2022", "2022-07-14 19:30 US/Pacific"),
            ("22:30 UTC on October 29 to 05:39 UTC on October 30", "10-29 22:30 UTC .. 10-30 05:39 UTC"),
            ("10:49 7th Nov 2023", "2023-11-07 10:49"),
            ("2026-01-31 02:00 - 04:30 (UTC)", "2026-01-31 02:00 UTC .. 04:30 UTC"),
            ("2026-01-31 from 02:00 to 04:30 CET", "2026-01-31 02:00 CET .. 04:30 CET"),
            ("2026-01-31 14:05", "2026-01-31 14:05"),
            ("2026-01-31T14:05:30Z", "2026-01-31 14:05:30 Z"),
            ("2026-01-31T14:05:30.5+02:00", "2026-01-31 14:05:30.5 +02:00"),
            ("2026-01-31T14:05-07:00", "2026-01-31 14:05 -07:00"),
            ("2026-01-31 14:05:00-00:00", "2026-01-31 14:05 -00:00"),
            ("2026-01-31 24:00", "2026-02-01 00:00"),
            ("2026-01-31, 04:24pm", "2026-01-31 16:24"),
            ("2026-01-31 at 14:05", "2026-01-31 14:05"),
            ("2026-01-31 - 14:05", "2026-01-31 14:05"),
            ("Sep 27 2017 13:06", "2017-09-27 13:06"),
            ("Jan 14, 10:18 AM", "01-14 10:18"),
            ("26 June 2025 08:57", "2025-06-26 08:57"),
            ("24-10-2024 02:00-04:30", "2024-10-24 02:00 .. 04:30"),
            ("2024-06-28 7:26 AM Eastern", "2024-06-28 07:26 Eastern"),
            ("2018-07-30 ca. 11:20", "2018-07-30 11:20 ~"),
            ("06-05-2026 ~09:30", "2026-05-06|2026-06-05 09:30 ~"),
            ("2026年1月31日 14時05分", "2026-01-31 14:05"),
            ("1月31日14:05", "01-31 14:05"),
            ("31. Januar 2026, 14:05 Uhr", "2026-01-31 14:05"),
            ("le 31 janvier 2026 à 14h05".trim_start_matches("le "), "2026-01-31 14:05"),
            ("14:05 UTC, 31 January 2026", "2026-01-31 14:05 UTC"),
            ("14:05 on January 31, 2026", "2026-01-31 14:05"),
            ("31 January 2026 0400 PT", "2026-01-31 04:00 PT"),
            ("31/01/2026 0912 hrs", "2026-01-31 09:12"),
            ("2026-01-31 14.43 UTC", "2026-01-31 14:43 UTC"),
            ("2026-01-31 14.43", "2026-01-31 14:43"),
            ("[01-31 16:21]", "01-31 16:21"),
            ("31/01 16:21", "01-31 16:21"),
            ("31/01 ~16:21", "01-31 16:21 ~"),
            ("31.01. 16:21", "01-31 16:21"),
            ("24:00, 31 January 2026", "2026-02-01 00:00"),
            ("22:30 UTC (Oct 29)", "10-29 22:30 UTC"),
            ("14:05, 31 January 2026", "2026-01-31 14:05"),
            ("approximately 14:05 Saturday January 31st (UTC), 2026", "2026-01-31 14:05 UTC ~"),
            ("14:05 Saturday January 31st", "01-31 14:05"),
            ("14:05 UTC on the 31st of January", "01-31 14:05 UTC"),
            ("between 14:05 and 15:10 UTC on January 31", "01-31 14:05 UTC .. 15:10 UTC"),
            ("14:05 31/01/2026", "2026-01-31 14:05"),
        ]);
    }
}
