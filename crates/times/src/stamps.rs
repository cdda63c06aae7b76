//! Reads a [`Stamp`]: puts dates, clocks, zones and ranges together.

use jiff::civil::Time;

use crate::clocks::Half;
use crate::scan::{Scan, digit};
use crate::unknown::Unknown;
use crate::words::{ABOUT_WORDS, FROM_WORDS, Meaning, meaning};
use crate::{Stamp, WrittenDate, Zone, clocks, dates, unknown, zones};

/// Signs before a time that is not exact.
pub(super) const ABOUT_SIGNS: [&str; 11] =
    ["~", "≈", "∼", "±", "〜", "～", "約", "约", "大约", "大約", "およそ"];

impl Stamp {
    /// Reads the stamp that `text` starts with; also gives the number of bytes read, which end before the
    /// separator (`-`, `:`, `|`, …) that follows the stamp.
    pub fn at(text: &str) -> Option<(Self, usize)> {
        let start = Scan::new(text);
        let mut scan = start;
        let closing = opening_bracket(&mut scan);
        if !may_start(scan) {
            return None;
        }
        let between = scan.eat_word(FROM_WORDS.get(..3).unwrap_or(&[]));
        if between || scan.eat_word(&FROM_WORDS) {
            scan.spaces();
        }
        let mut point = point(&mut scan)?;
        range(&mut scan, &mut point, between);
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

/// A quick look at the first character: most texts do not start with a stamp.
fn may_start(scan: Scan<'_>) -> bool {
    let Some(c) = scan.peek() else { return false };
    if c.is_ascii_alphabetic() {
        let word = scan.word();
        let meaning = meaning(word);
        return meaning != Meaning::default() || unknown::is_template(word);
    }
    digit(c).is_some() || c.is_alphabetic() || matches!(c, '?' | '？' | '~' | '≈' | '∼' | '±' | '〜' | '～')
}

fn opening_bracket(scan: &mut Scan<'_>) -> Option<char> {
    let closing = match scan.eat_char(&['[', '(', '（', '【', '［', '「'])? {
        '[' => ']',
        '(' => ')',
        '（' => '）',
        '【' => '】',
        '［' => '］',
        _ => '」',
    };
    scan.spaces();
    Some(closing)
}

/// A stamp without the end of its range, and what it takes to read that.
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

/// Reads a date with a clock, or either alone.
fn point(scan: &mut Scan<'_>) -> Option<Point> {
    let mut here = *scan;
    let mut point = Point {
        stamp: Stamp { approximate: about(&mut here), ..Stamp::default() },
        half: Half::None,
        day_end: false,
    };
    if let Some(reading) = dates::read(&mut here) {
        point.stamp.date = Some(reading.date);
        if let Some(last) = reading.last {
            point.stamp.until = Some(Box::new(Stamp { date: Some(last), ..Stamp::default() }));
        } else {
            clock_after_date(&mut here, &mut point, &reading);
        }
    } else if let Some(date) = month_and_day(&mut here) {
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

/// Reads `01-31 `, `31/01 ` and `31.01. ` where a clock follows: alone these are numbers of any kind. Without a
/// year hyphens are of the international order, and strokes tell only what is not ambiguous.
fn month_and_day(scan: &mut Scan<'_>) -> Option<WrittenDate> {
    let mut here = *scan;
    let (first, _) = here.number(1, 2)?;
    let separator = here.eat_char(&['-', '/', '.'])?;
    let (second, _) = here.number(1, 2)?;
    if (separator == '.' && !here.eat(".")) || !here.spaces() {
        return None;
    }
    let clock = { here }.number(1, 2).is_some() && clocks::read(&mut { here }).is_some();
    if !clock {
        return None;
    }
    let month_first = dates::month_day(first, second);
    let day_first = dates::month_day(second, first);
    let date = match separator {
        '-' => month_first.or(day_first)?,
        '/' => match (day_first, month_first) {
            (Some(date), None) | (None, Some(date)) => date,
            (Some(date), Some(other)) if date == other => date,
            _ => return None,
        },
        _ => day_first?,
    };
    *scan = here;
    Some(date)
}

/// Reads a word or sign that says that the time is not exact.
fn about(scan: &mut Scan<'_>) -> bool {
    // Most begin with their first number.
    if scan.peek().is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    let mut here = *scan;
    let word = here.word();
    if !word.is_empty() && here.eat_word(&ABOUT_WORDS) {
        // The abbreviation of one letter has its full stop.
        if !here.eat(".") && word.len() == 1 {
            return false;
        }
    } else if !here.eat_any(&ABOUT_SIGNS) {
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

/// Reads the zone behind a clock: `UTC`, ` (UTC)`, `+02:00`. `exact` if `-04:30` is an offset rather than
/// the end of a range.
fn zone(scan: &mut Scan<'_>, exact: bool, stamp: &Stamp) -> Option<Zone> {
    let mut here = *scan;
    let spaced = here.spaces();
    let mut inner = here;
    if let Some(closing) = opening_bracket(&mut inner) {
        let found = zones::find(inner.rest)?;
        let zone = Zone::new(inner.rest, &found);
        inner.skip(found.length);
        inner.spaces();
        inner.eat_char(&[closing])?;
        *scan = inner;
        return Some(zone);
    }
    let found = zones::find(here.rest)?;
    let mut after = here;
    after.skip(found.length);
    if found.bare_offset {
        let minus = here.rest.starts_with(['-', '−']);
        let written = here.rest.get(..found.length)?.trim_start_matches(['+', '-', '−', '±']);
        let certain = if written.contains(':') {
            !minus || exact || (spaced && stamp.date.is_some())
        } else {
            // `-0430`, `+02`
            written.len() == 4 || exact || (!minus && !spaced && written.len() == 2)
        };
        if !certain {
            return None;
        }
    } else {
        // A word may be the first of the sentence.
        let of_clock = !found.doubtful || (!spaced && here.rest.starts_with('Z')) || ends_stamp(after);
        if !(of_clock && after.at_boundary()) {
            return None;
        }
    }
    let zone = Zone::new(here.rest, &found);
    // `UTC time`
    let mut more = after;
    more.spaces();
    if found.length <= 4 && more.eat_word(&["time"]) {
        after = more;
    }
    *scan = after;
    Some(zone)
}

/// A separator follows, or nothing: the word before belongs to the stamp and not to a sentence.
fn ends_stamp(mut scan: Scan<'_>) -> bool {
    scan.spaces();
    scan.peek().is_none_or(|c| {
        matches!(
            c,
            '-' | '–'
                | '—'
                | ':'
                | '|'
                | ')'
                | ']'
                | ','
                | ';'
                | '('
                | '.'
                | '*'
                | '/'
                | '\n'
                | '\r'
                | '）'
                | '：'
        )
    })
}

/// Skips the same time in another zone: ` (17:14 UTC)`, ` / 17:14 UTC`.
fn second_clock(scan: &mut Scan<'_>) {
    let mut here = *scan;
    here.spaces();
    let closing = opening_bracket(&mut here);
    if closing.is_none() {
        if here.eat_char(&['/']).is_none() {
            return;
        }
        here.spaces();
    }
    about(&mut here);
    if dates::read(&mut here).is_some() {
        if closing.is_none() {
            return;
        }
        here.eat_char(&[',', 'T']);
        here.spaces();
    }
    let Some(reading) = clocks::read(&mut here) else { return };
    let stamp = Stamp { time: Some(reading.time), ..Stamp::default() };
    let zone = zone(&mut here, reading.seconds, &stamp);
    match closing {
        Some(closing) => {
            here.spaces();
            if here.eat_char(&[closing]).is_none() {
                return;
            }
        }
        None if zone.is_none() => return,
        None => {}
    }
    *scan = here;
}

/// Reads what stands between a date and its clock, and the clock.
fn clock_after_date(scan: &mut Scan<'_>, point: &mut Point, date: &dates::Reading) {
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
    if here.eat_word(&["at", "um", "à", "from", "von", "ab", "@"]) || here.eat("@") {
        here.spaces();
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

/// Reads the date that stands behind its clock: `, 31 January 2026`, ` on January 31`, ` (Oct 29)`.
fn date_after_clock(scan: &mut Scan<'_>, point: &mut Point) {
    let mut here = *scan;
    let comma = here.eat_char(&[',']).is_some();
    if !here.spaces() && !comma {
        return;
    }
    let closing = opening_bracket(&mut here);
    let word = here.eat_word(&["on", "am", "le", "del", "el", "of", "the"]);
    if word {
        here.spaces();
    }
    let Some(reading) = dates::read(&mut here) else { return };
    // `14:05 May 3 …` may be a sentence.
    let linked = comma || word || closing.is_some();
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

/// Reads the end of a range: `-04:30`, ` to 2026-02-01 06:29`, `〜15:00`.
fn range(scan: &mut Scan<'_>, start: &mut Point, between: bool) {
    if start.stamp.until.is_some() {
        return;
    }
    let mut here = *scan;
    let spaced = here.spaces();
    let dash = here.dash();
    if dash {
        here.eat(">");
    } else {
        let linked = here.eat_any(&["〜", "～", "~", "→", "から", "至", "到", "부터", "jusqu'à", "jusqu’à"])
            || here.eat_word(&[
                "to", "until", "till", "til", "through", "thru", "bis", "à", "a", "au", "hasta", "al",
            ])
            || (between && here.eat_word(&["and", "und", "et", "y"]));
        if !linked {
            return;
        }
    }
    here.spaces();
    if !dash && here.eat_word(&["the"]) {
        here.spaces();
    }
    if !may_start(here) {
        return;
    }
    let Some(mut end) = point(&mut here) else { return };
    if end.stamp.unknown && end.stamp.time.is_none() && !here.at_boundary() {
        return;
    }
    let (first, last) = (&mut start.stamp, &mut end.stamp);
    let same_kind = match (first.time, last.time) {
        (Some(_), Some(_)) => true,
        (Some(_), None) => last.unknown,
        (None, _) if first.unknown => last.time.is_some() || last.unknown,
        (None, _) => match (first.date, last.date) {
            // `2026-01-31 - May 3 hosts` has a sentence behind the dash.
            (Some(WrittenDate::Full(_)), Some(WrittenDate::MonthDay { .. })) => !(dash && spaced),
            (Some(_), Some(_)) => last.until.is_none(),
            _ => false,
        },
    };
    let backwards = matches!(
        (first.date, last.date),
        (Some(WrittenDate::Full(first)), Some(WrittenDate::Full(last))) if last < first
    );
    if !same_kind || backwards {
        return;
    }
    last.until = None;
    if let (Half::Open, Half::Morning | Half::Afternoon) = (start.half, end.half) {
        first.time = first.time.map(|time| in_half(time, last.time, end.half));
    }
    if let (Some(WrittenDate::MonthDay { month, day }), Some(WrittenDate::Full(date))) =
        (first.date, last.date)
    {
        let year = if month > date.month() { date.year().saturating_sub(1) } else { date.year() };
        if let Ok(date) = jiff::civil::Date::new(year, month, day) {
            first.date = Some(WrittenDate::Full(date));
        }
    }
    // A zone behind the range is for both ends. A date there is the start's, too.
    if first.time.is_some() {
        if first.zone.is_none() {
            first.zone.clone_from(&last.zone);
        } else if last.zone.is_none() {
            last.zone.clone_from(&first.zone);
        }
        if first.date.is_none() {
            first.date = last.date.take();
        }
    }
    first.until = Some(Box::new(end.stamp));
    *scan = here;
}

/// The start of `10:00-11:30 pm`, read in the half of the day that puts it before the end.
fn in_half(start: Time, end: Option<Time>, half: Half) -> Time {
    let shifted = |afternoon: bool| {
        let hour = start.hour() % 12 + if afternoon { 12 } else { 0 };
        Time::new(hour, start.minute(), start.second(), start.subsec_nanosecond()).unwrap_or(start)
    };
    let same = shifted(half == Half::Afternoon);
    if end.is_some_and(|end| same > end) { shifted(half != Half::Afternoon) } else { same }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stamp in short: date, time, zone, `..` and the end, with `~` and `?`.
    fn short(stamp: &Stamp) -> String {
        let mut parts = Vec::new();
        match stamp.date {
            Some(WrittenDate::Full(date)) => parts.push(date.to_string()),
            Some(WrittenDate::Ambiguous { day_first, month_first }) => {
                parts.push(format!("{day_first}|{month_first}"));
            }
            Some(WrittenDate::MonthDay { month, day }) => parts.push(format!("{month:02}-{day:02}")),
            Some(WrittenDate::AmbiguousMonthDay { .. }) | None => {}
        }
        parts.extend(stamp.time.map(|time| {
            time.strftime(if time.second() == 0 && time.subsec_nanosecond() == 0 {
                "%H:%M"
            } else {
                "%H:%M:%S%.f"
            })
            .to_string()
        }));
        parts.extend(stamp.zone.as_ref().map(|zone| zone.name.clone()));
        if stamp.approximate {
            parts.push("~".to_owned());
        }
        if stamp.unknown {
            parts.push("?".to_owned());
        }
        if let Some(until) = &stamp.until {
            parts.push(format!(".. {}", short(until)));
        }
        parts.join(" ")
    }

    /// Every form with a separator and text behind it, and alone.
    fn check(forms: &[(&str, &str)]) {
        let mut wrong = String::new();
        for (form, expected) in forms {
            for tail in ["", " - alerts fired", ": alerts fired", " – 3 hosts", " | alerts", "\n"] {
                let text = format!("{form}{tail}");
                let read = Stamp::at(&text);
                let found = read.as_ref().map(|(stamp, length)| (short(stamp), *length));
                if found != Some(((*expected).to_owned(), form.len())) {
                    wrong += &format!("{text:?}: {found:?}, not {expected:?} {}\n", form.len());
                }
            }
        }
        assert!(wrong.is_empty(), "\n{wrong}");
    }

    #[test]
    fn reads_dates() {
        check(&[
            ("2026-01-31", "2026-01-31"),
            ("2026/01/31", "2026-01-31"),
            ("2026.01.31", "2026-01-31"),
            ("2026-1-5", "2026-01-05"),
            ("31-01-2026", "2026-01-31"),
            ("31/01/2026", "2026-01-31"),
            ("31.01.2026", "2026-01-31"),
            ("05.06.2026", "2026-06-05"),
            ("05-06-2026", "2026-06-05|2026-05-06"),
            ("06-19-2026", "2026-06-19"),
            ("06/19/2022", "2022-06-19"),
            ("03/10/2021", "2021-10-03|2021-03-10"),
            ("04/04/2021", "2021-04-04"),
            ("January 31, 2026", "2026-01-31"),
            ("Jan 31 2026", "2026-01-31"),
            ("Jan. 31st, 2026", "2026-01-31"),
            ("31 January 2026", "2026-01-31"),
            ("31 Jan, 2026", "2026-01-31"),
            ("31-Jan-2026", "2026-01-31"),
            ("2026-Jan-31", "2026-01-31"),
            ("31st of January 2026", "2026-01-31"),
            ("Jan 14", "01-14"),
            ("14 May", "05-14"),
            ("Monday, January 31, 2026", "2026-01-31"),
            ("Sat 31 January 2026", "2026-01-31"),
            ("2025-07-26 Saturday", "2025-07-26"),
            ("2025-07-26 (Sat)", "2025-07-26"),
            ("January 14-19, 2026", "2026-01-14 .. 2026-01-19"),
            ("January 14 to 19, 2026", "2026-01-14 .. 2026-01-19"),
            ("14-19 January 2026", "2026-01-14 .. 2026-01-19"),
            ("14.–19. Januar 2026", "2026-01-14 .. 2026-01-19"),
            ("January 14 - February 2, 2026", "2026-01-14 .. 2026-02-02"),
            ("2026-01-14 to 2026-01-19", "2026-01-14 .. 2026-01-19"),
            ("2026年1月31日", "2026-01-31"),
            ("２０２６年１月３１日", "2026-01-31"),
            ("2026年 1月 31日（土）", "2026-01-31"),
            ("1月31日", "01-31"),
            ("2026년 1월 31일", "2026-01-31"),
            ("31. Januar 2026", "2026-01-31"),
            ("3. März", "03-03"),
            ("31 janvier 2026", "2026-01-31"),
            ("1er février 2026", "2026-02-01"),
            ("31 de enero de 2026", "2026-01-31"),
            ("31 de enero", "01-31"),
        ]);
    }

    #[test]
    fn reads_clocks() {
        check(&[
            ("14:05", "14:05"),
            ("14:05:30", "14:05:30"),
            ("14:05:30.123", "14:05:30.123"),
            ("14:05:30,123", "14:05:30.123"),
            ("9:05", "09:05"),
            ("2:05 pm", "14:05"),
            ("2:05PM", "14:05"),
            ("2 PM", "14:00"),
            ("2pm", "14:00"),
            ("04:24pm", "16:24"),
            ("12:15 a.m.", "00:15"),
            ("12:15 pm", "12:15"),
            ("24:00", "00:00"),
            ("0930 UTC", "09:30 UTC"),
            ("1405Z", "14:05 Z"),
            ("[14:43]", "14:43"),
            ("(14:43)", "14:43"),
            ("[14:43 UTC]", "14:43 UTC"),
            ("14:05 Uhr", "14:05"),
            ("14 Uhr", "14:00"),
            ("14h05", "14:05"),
            ("14 h 05", "14:05"),
            ("14時05分", "14:05"),
            ("14時05分30秒", "14:05:30"),
            ("14点05分", "14:05"),
            ("午後2時5分", "14:05"),
            ("午後2時半", "14:30"),
            ("下午2:05", "14:05"),
            ("上午 9:05", "09:05"),
            ("１４：０５", "14:05"),
        ]);
    }

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
            ("2026-01-31 14.43 UTC", "2026-01-31 14:43 UTC"),
            ("2026-01-31 14.43", "2026-01-31 14:43"),
            ("[01-31 16:21]", "01-31 16:21"),
            ("31/01 16:21", "01-31 16:21"),
            ("31.01. 16:21", "01-31 16:21"),
            ("24:00, 31 January 2026", "2026-02-01 00:00"),
            ("22:30 UTC (Oct 29)", "10-29 22:30 UTC"),
            ("14:05, 31 January 2026", "2026-01-31 14:05"),
            ("14:05 31/01/2026", "2026-01-31 14:05"),
        ]);
    }

    #[test]
    fn reads_zones() {
        check(&[
            ("14:05 UTC", "14:05 UTC"),
            ("14:05UTC", "14:05 UTC"),
            ("14:05Z", "14:05 Z"),
            ("14:05 (UTC)", "14:05 UTC"),
            ("14:05 UTC+2", "14:05 UTC+2"),
            ("14:05 UTC-07:00", "14:05 UTC-07:00"),
            ("14:05 GMT+1", "14:05 GMT+1"),
            ("14:05+02:00", "14:05 +02:00"),
            ("14:05 +0530", "14:05 +0530"),
            ("2026-01-31 14:05 -0700", "2026-01-31 14:05 -0700"),
            ("2:05 PM PST", "14:05 PST"),
            ("16:37 Denver", "16:37 Denver"),
            ("14:05 Pacific Time", "14:05 Pacific Time"),
            ("14:05 US/Pacific", "14:05 US/Pacific"),
            ("14:05 Europe/Paris", "14:05 Europe/Paris"),
            ("14:05 日本時間", "14:05 日本時間"),
            ("13:14 EDT (17:14 UTC)", "13:14 EDT"),
            ("10:00 PT / 18:00 UTC", "10:00 PT"),
            ("14:05 MESZ", "14:05 MESZ"),
        ]);
    }

    #[test]
    fn reads_ranges() {
        check(&[
            ("02:00-04:30", "02:00 .. 04:30"),
            ("10:00–10:20", "10:00 .. 10:20"),
            ("10:00 - 10:20 UTC", "10:00 UTC .. 10:20 UTC"),
            ("18:00 to 19:12 UTC", "18:00 UTC .. 19:12 UTC"),
            ("18:00 UTC to 19:12", "18:00 UTC .. 19:12 UTC"),
            ("14:00〜15:00", "14:00 .. 15:00"),
            ("10:00-11:30 pm", "22:00 .. 23:30"),
            ("11:00-1:00 PM", "11:00 .. 13:00"),
            ("2025-10-08 17:09 to 2025-10-09 06:29", "2025-10-08 17:09 .. 2025-10-09 06:29"),
            ("2025-10-08 17:09 - 2025-10-09 06:29", "2025-10-08 17:09 .. 2025-10-09 06:29"),
            ("from 17:09 until 18:10 UTC", "17:09 UTC .. 18:10 UTC"),
            ("between 17:09 and 18:10", "17:09 .. 18:10"),
            (
                "2026-01-31 20:18 (UTC) until the 2026-02-01 03:45 (UTC)",
                "2026-01-31 20:18 UTC .. 2026-02-01 03:45 UTC",
            ),
            ("~17:09 - ~18:10", "17:09 ~ .. 18:10 ~"),
        ]);
    }

    #[test]
    fn reads_what_is_unknown_or_not_exact() {
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
    fn leaves_what_is_no_stamp() {
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
