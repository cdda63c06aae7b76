//! Lengths of time as people write them: `2h 15m`, `45 minutes`, `PT3H`, `1d 5h 47m`, `two hours`, `2時間15分`.
//!
//! They are at most a hundred years long and exact to the second. Months and years are not read, because their lengths
//! differ.

use jiff::SignedDuration;

use crate::duration_words::{ABBREVIATIONS, DAY, HOUR, LIMITS, MINUTE, NUMBERS, UNITS, Unit};
use crate::scan::{Scan, digit, is_word};
use crate::stamps::about;
use crate::words::Role;

/// A hundred years: longer values are numbers of another kind, and would not fit into a date.
const LONGEST: i64 = 36_525 * 86_400;

/// Reads the length of time that `text` starts with, perhaps behind `~` or `about`; also returns the number of bytes read.
///
/// ```
/// use jiff::SignedDuration;
/// use retold_times::durations::duration_at;
///
/// let (duration, length) = duration_at("1 hour and 5 minutes later").unwrap();
/// assert_eq!(duration, SignedDuration::from_mins(65));
/// assert_eq!(length, "1 hour and 5 minutes".len());
/// assert_eq!(duration_at("3 to 4 hours"), None);
/// assert_eq!(duration_at("14:05"), None);
/// ```
pub fn duration_at(text: &str) -> Option<(SignedDuration, usize)> {
    let start = Scan::new(text);
    let mut scan = start;
    about(&mut scan);
    if LIMITS.eat(&mut scan).is_some() {
        scan.spaces();
    }
    let seconds = iso(&mut scan).or_else(|| in_words(&mut scan)).or_else(|| parts(&mut scan))?;
    let seconds = i64::try_from(seconds).ok().filter(|seconds| *seconds <= LONGEST)?;
    Some((SignedDuration::from_secs(seconds), scan.since(start)))
}

/// The length of time that a value begins with; what follows is left out.
///
/// ```
/// use jiff::SignedDuration;
/// use retold_times::durations::duration;
///
/// assert_eq!(duration("~13 hours (17:09 to 06:29)"), Some(SignedDuration::from_hours(13)));
/// assert_eq!(duration("unknown"), None);
/// ```
pub fn duration(text: &str) -> Option<SignedDuration> {
    let text = text.trim();
    duration_at(text).map(|(duration, _)| duration).or_else(|| clock_like(text))
}

/// `00:47:00`: hours, minutes and seconds. Two parts may be a time of day.
fn clock_like(text: &str) -> Option<SignedDuration> {
    let mut scan = Scan::new(text);
    let (hours, _) = scan.number(1, 3)?;
    scan.eat_char(&[':'])?;
    let (minutes @ 0..60, _) = scan.number(2, 2)? else { return None };
    scan.eat_char(&[':'])?;
    let (seconds @ 0..60, _) = scan.number(2, 2)? else { return None };
    let whole = u64::from(hours) * HOUR + u64::from(minutes) * MINUTE + u64::from(seconds);
    ends_value(scan).then(|| i64::try_from(whole).ok().map(SignedDuration::from_secs))?
}

/// `PT3H`, `P1DT2H30M`.
fn iso(scan: &mut Scan<'_>) -> Option<u64> {
    let mut here = *scan;
    if !here.eat("P") {
        return None;
    }
    let (mut total, mut any, mut of_day) = (0_u64, false, false);
    loop {
        if !of_day && here.eat("T") {
            of_day = true;
        }
        let Some((amount, _)) = here.number(1, 9) else { break };
        let unit = match (here.eat_char(&['W', 'D', 'H', 'M', 'S'])?, of_day) {
            ('W', false) => 7 * DAY,
            ('D', false) => DAY,
            ('H', true) => HOUR,
            ('M', true) => MINUTE,
            ('S', true) => 1,
            _ => return None,
        };
        total = total.checked_add(u64::from(amount).checked_mul(unit)?)?;
        any = true;
    }
    if !any || !here.at_boundary() {
        return None;
    }
    *scan = here;
    Some(total)
}

/// `an hour`, `half an hour`, `one day`, `an hour and a half`, `two hours`.
fn in_words(scan: &mut Scan<'_>) -> Option<u64> {
    let mut here = *scan;
    let half = here.eat_word(&["half"]);
    if half {
        here.spaces();
        here.eat("-");
    }
    let number = NUMBERS.spelled.get(here.word());
    if number.is_some() {
        here.skip(here.word().len());
    }
    // `half two hours` is not a length of time.
    if !half && number.is_none() || half && number.is_some_and(|number| number > 1) {
        return None;
    }
    if number.is_some() && !here.spaces() {
        return None;
    }
    // `a m`, `a d` are not lengths of time.
    let unit = if here.word().len() > 2 { unit(&mut here)? } else { return None };
    if !here.at_boundary() {
        return None;
    }
    let mut total = if half { unit / 2 } else { unit * u64::from(number.unwrap_or(1)) };
    *scan = here;
    let mut after = here;
    after.spaces();
    if !half && after.eat_word(&["and"]) {
        after.spaces();
        if after.eat_word(&["a"]) {
            after.spaces();
            if after.eat_word(&["half"]) {
                total += unit / 2;
                *scan = after;
                return Some(total);
            }
        }
    }
    let mut after = here;
    joint(&mut after);
    if let Some(rest) = parts_below(&mut after, unit) {
        total = total.checked_add(rest)?;
        *scan = after;
    }
    Some(total)
}

fn parts(scan: &mut Scan<'_>) -> Option<u64> {
    parts_below(scan, u64::MAX)
}

/// Amounts with units, each shorter than the one before: `7 hours and 27 minutes`.
fn parts_below(scan: &mut Scan<'_>, longest: u64) -> Option<u64> {
    let mut here = *scan;
    let (mut total, mut unit) = part(&mut here, longest)?;
    loop {
        let mut after = here;
        joint(&mut after);
        let more = part(&mut after, unit);
        // `2h15`, and `2 h 15` where nothing else follows: `2 h 15 hosts`
        let mut digits = here;
        let spaced = digits.spaces();
        if more.is_none()
            && unit == HOUR
            && let Some((minutes @ 0..60, _)) = digits.number(2, 2)
            && digits.at_boundary()
            && !(digits.rest.starts_with(['.', ':']) && digits.peek_second().and_then(digit).is_some())
            && (!spaced || ends_value(digits))
        {
            total = total.checked_add(u64::from(minutes) * MINUTE)?;
            here = digits;
        }
        let Some((more, shorter)) = more else { break };
        total = total.checked_add(more)?;
        unit = shorter;
        here = after;
    }
    *scan = here;
    Some(total)
}

/// Whether nothing follows but a remark or the end of the sentence.
fn ends_value(mut scan: Scan<'_>) -> bool {
    scan.spaces();
    scan.peek().is_none_or(|c| matches!(c, '(' | '（' | ')' | '.' | ',' | ';' | '\n'))
}

/// Reads the separator between two parts: a blank, `,`, `and`.
fn joint(scan: &mut Scan<'_>) {
    let mut here = *scan;
    here.eat_char(&[',', '、']);
    here.spaces();
    if here.eat_role(Role::And) || here.eat("&") || here.eat("と") {
        here.spaces();
    }
    *scan = here;
}

/// An amount with its unit, which is shorter than `below`: seconds, and the unit's.
fn part(scan: &mut Scan<'_>, below: u64) -> Option<(u64, u64)> {
    let mut here = *scan;
    let (mut amount, _) = here.number(1, 9)?;
    // Three digits behind the point are enough.
    let mut thousandths = 0;
    if here.rest.starts_with(['.', ',']) && here.peek_second().and_then(digit).is_some() {
        here.skip(1);
        let grouped = scan.rest.as_bytes().get(here.since(*scan) - 1) == Some(&b',');
        let (value, digits) = here.number(1, 3)?;
        if grouped && digits == 3 {
            amount = amount.checked_mul(1000)?.checked_add(value)?;
        } else {
            thousandths = u64::from(value) * 10_u64.pow(3 - u32::try_from(digits).ok()?);
        }
    }
    if here.rest.starts_with('½') {
        here.skip('½'.len_utf8());
        thousandths = 500;
    }
    let spaced = here.spaces();
    if !spaced {
        here.eat("-");
    }
    let unit = unit(&mut here)?;
    if unit >= below {
        return None;
    }
    *scan = here;
    Some((u64::from(amount).checked_mul(unit)? + thousandths * unit / 1000, unit))
}

/// Reads a unit and returns its seconds.
fn unit(scan: &mut Scan<'_>) -> Option<u64> {
    let mut here = *scan;
    let Unit::Length(seconds) = any_unit(&mut here)? else { return None };
    *scan = here;
    Some(seconds)
}

/// Reads a unit, of a length of time or of a term.
fn any_unit(scan: &mut Scan<'_>) -> Option<Unit> {
    let mut here = *scan;
    let unit = UNITS.eat(&mut here)?;
    let word = scan.word();
    if word.is_empty() {
        // `分間隔`: how often, not how long.
        if here.rest.starts_with('隔') {
            return None;
        }
    } else {
        // A capital `M`, `J` or `W` means megabytes, joules or watts.
        if matches!(word, "M" | "J" | "W") {
            return None;
        }
        if ABBREVIATIONS.spelled.get(word).is_some() {
            here.eat(".");
        }
        if here.peek().is_some_and(|c| is_word(c) && digit(c).is_none()) {
            return None;
        }
    }
    *scan = here;
    Some(unit)
}

/// Whether a word is a unit of minutes.
pub(crate) fn is_minute(word: &str) -> bool {
    UNITS.spelled.get(word) == Some(Unit::Length(MINUTE))
}

/// Reads a whole number in digits or as a word.
pub(crate) fn count(scan: &mut Scan<'_>) -> Option<u32> {
    scan.number(1, 9).map(|(number, _)| number).or_else(|| NUMBERS.eat(scan))
}

/// Reads a unit of at least a day, as which a month has thirty: its days.
pub(crate) fn days_of_unit(scan: &mut Scan<'_>) -> Option<u64> {
    let mut here = *scan;
    let days = match any_unit(&mut here)? {
        Unit::Length(seconds) if seconds >= DAY => seconds / DAY,
        Unit::Length(_) => return None,
        Unit::Term(days) => days,
    };
    here.at_boundary().then(|| {
        *scan = here;
        days
    })
}

/// A length of time in its short form, which [`duration`] reads; fractions of a second are left out.
///
/// ```
/// use jiff::SignedDuration;
/// use retold_times::durations::write_duration;
///
/// assert_eq!(write_duration(SignedDuration::from_mins(135)), "2h 15m");
/// assert_eq!(write_duration(SignedDuration::ZERO), "0m");
/// ```
pub fn write_duration(duration: SignedDuration) -> String {
    let seconds = duration.as_secs();
    let parts =
        [(seconds / 86_400, 'd'), (seconds / 3_600 % 24, 'h'), (seconds / 60 % 60, 'm'), (seconds % 60, 's')];
    let words: Vec<_> =
        parts.iter().filter(|(count, _)| *count != 0).map(|(count, unit)| format!("{count}{unit}")).collect();
    if words.is_empty() { "0m".to_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lengths_of_time() {
        for (text, minutes) in [
            ("2h 15m", 135.0),
            ("0h 45m", 45.0),
            ("2h15m", 135.0),
            ("2h15", 135.0),
            ("2 h 15", 135.0),
            ("2 h 15 (environ)", 135.0),
            ("2 h 15 hosts", 120.0),
            ("01:30:00", 90.0),
            ("0:00:30", 0.5),
            ("11m", 11.0),
            ("1d 5h 47m", 1787.0),
            ("673h 34m", 40414.0),
            ("45 minutes", 45.0),
            ("45 minutes.", 45.0),
            ("19 hours 43 minutes", 1183.0),
            ("7 hours and 27 minutes", 447.0),
            ("1 hour, 5 minutes and 30 seconds", 65.5),
            ("11 Days", 15840.0),
            ("~13 hours (17:09 to 06:29)", 780.0),
            ("24 часа и 11 минут", 1451.0),
            ("около 2 часов", 120.0),
            ("2 horas e 30 minutos", 150.0),
            ("2 ore e 5 minuti", 125.0),
            ("1 uur en 20 minuten", 80.0),
            ("3 godziny", 180.0),
            ("2 timmar", 120.0),
            ("45 хвилин", 45.0),
            ("2 saat 10 dakika", 130.0),
            ("15분간", 15.0),
            ("about 2.5 hours", 150.0),
            ("1.5h", 90.0),
            ("1,5 Stunden", 90.0),
            ("1,200 minutes", 1200.0),
            ("3½ hours", 210.0),
            ("90 min", 90.0),
            ("90 mins.", 90.0),
            ("30 seconds", 0.5),
            ("1 week", 10080.0),
            ("2-hour outage", 120.0),
            ("PT3H", 180.0),
            ("P1DT2H", 1560.0),
            ("PT1H30M", 90.0),
            ("an hour", 60.0),
            ("An hour and a half", 90.0),
            ("half an hour", 30.0),
            ("two hours", 120.0),
            ("8 日間 (= 192 時間)", 11520.0),
            ("約8日間", 11520.0),
            ("2時間15分", 135.0),
            ("2 小时 15 分钟", 135.0),
            ("２時間", 120.0),
            ("2 Stunden", 120.0),
            ("1 Std. 30 Min.", 90.0),
            ("2 heures et 15 minutes", 135.0),
            ("2 horas y 15 minutos", 135.0),
            ("7h (during support hours 10:00-17:00)", 420.0),
            ("279 minutes [^3]", 279.0),
        ] {
            let found = duration(text).map(|duration| duration.as_secs_f64() / 60.0);
            assert_eq!(found, Some(minutes), "{text}");
        }
    }

    #[test]
    fn ignores_text_that_is_not_a_duration() {
        for text in [
            "",
            "Xh Xm",
            "N/A",
            "?",
            "YYY",
            "Unknown",
            "1:60:00",
            "1:30:00 on Friday",
            "10:00:00:00",
            "14:05",
            "45",
            "5 M",
            "30-45 minutes",
            "3 to 4 hours",
            "2 metres",
            "3 mice",
            "a few hours",
            "half",
            "a",
            "an",
            "one",
            "P",
            "PT",
            "P1H",
            "PR 3",
            "h",
            "1st",
            "99999999999 hours",
            "999999999 weeks",
            "14時05分",
            "1月31日",
            "8日",
            "two",
            "-5 minutes",
            "5.x days",
        ] {
            assert_eq!(duration(text), None, "{text}");
        }
    }

    #[test]
    fn the_length_read_is_right() {
        for (text, length) in [
            ("2h 15m later", 6),
            ("45 minutes. Then", 10),
            ("1 Std. 30 Min. lang", 14),
            ("PT3H x", 4),
            ("2h15 x", 4),
        ] {
            assert_eq!(duration_at(text).map(|(_, length)| length), Some(length), "{text}");
        }
    }
}
