//! Times of day as people write them.

use jiff::civil::Time;

use crate::scan::{Scan, digit, is_word};
use crate::words::{Role, SIGNS};
use crate::{durations, zones};

/// A time of day that was read.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    pub time: Time,
    /// `24:00`: midnight at the end of the day.
    pub day_end: bool,
    /// An hour of 1 to 12 without `am` or `pm`.
    pub half: Half,
    /// Seconds are written.
    pub seconds: bool,
    /// `頃`, `左右` or `-ish` follows.
    pub approximate: bool,
    /// Written in Chinese, Japanese or Korean.
    pub east_asian: bool,
}

/// The half of the day as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    Morning,
    Afternoon,
    /// Not written and ambiguous: `2:05`.
    Open,
    /// Not written and not needed: `14:05`.
    None,
}

/// Reads a time of day, without its zone.
pub fn read(scan: &mut Scan<'_>) -> Option<Reading> {
    let mut here = *scan;
    let mut half = Half::None;
    if !here.peek()?.is_ascii() {
        if here.eat_any(&SIGNS.morning) {
            half = Half::Morning;
        } else if here.eat_any(&SIGNS.afternoon) {
            half = Half::Afternoon;
        }
        here.spaces();
    }
    let prefixed = half != Half::None;
    let (first, digits) = here.number(1, 4)?;
    if digits == 4 && !prefixed {
        return compact(scan, here, first);
    }
    if digits > 2 {
        return None;
    }
    let mut parts = Parts { hour: first, minute: 0, second: 0, nanosecond: 0, seconds: false };
    let mut east_asian = prefixed;
    let colon = here.eat_char(&[':', '：']).is_some();
    if colon {
        (parts.minute, _) = here.number(2, 2)?;
        seconds(&mut here, &mut parts)?;
    } else if here.rest.starts_with('.') {
        here.eat(".");
        (parts.minute, _) = here.number(2, 2)?;
    } else if hour_sign(&mut here, &mut parts, prefixed) {
        east_asian = true;
    } else if let Some(minute) = french_minutes(&mut here) {
        parts.minute = minute;
        return finish(scan, here, parts, half, false);
    }
    if !prefixed && !east_asian {
        let written = meridiem(&mut here, first);
        let clock_word = written.is_none() && {
            let mut after = here;
            after.spaces();
            let word = after.eat_role(Role::OClock) || (colon && after.eat_word(&["h"]));
            if word {
                here = after;
            }
            word
        };
        half = written.unwrap_or(Half::None);
        // `3 PM 連続`: a count of something else.
        let mut after = here;
        if !colon && after.spaces() && after.peek().is_some_and(|c| c.is_alphabetic() && !is_word(c)) {
            return None;
        }
        // `12.39UTC`
        let is_of_zone = digits == 2 && here.rest.starts_with("UTC");
        if !colon && written.is_none() && !clock_word && !is_of_zone {
            return None;
        }
    } else if prefixed && !colon && !east_asian {
        return None;
    }
    finish(scan, here, parts, half, east_asian)
}

struct Parts {
    hour: u32,
    minute: u32,
    second: u32,
    nanosecond: u32,
    seconds: bool,
}

/// `:30`, `:30.123`, `:30,123`, `:30,1`, or nothing; a part of these fails.
fn seconds(scan: &mut Scan<'_>, parts: &mut Parts) -> Option<()> {
    let continues = scan.rest.starts_with([':', '：']) && scan.peek_second().and_then(digit).is_some();
    if !continues {
        return Some(());
    }
    scan.eat_char(&[':', '：']);
    (parts.second, _) = scan.number(2, 2)?;
    parts.seconds = true;
    let mut here = *scan;
    let fraction = match here.eat_char(&['.', ',']) {
        Some('.') => here.number(1, 9),
        Some(_) => here.number(1, 3),
        None => None,
    };
    if let Some((value, count)) = fraction {
        parts.nanosecond = value * 10_u32.pow(9 - u32::try_from(count).ok()?);
        *scan = here;
    }
    Some(())
}

/// `時05分30秒`, `时`, `点05分`, `時半`. With a bare `点` things are counted; `時間` is a length of time.
fn hour_sign(scan: &mut Scan<'_>, parts: &mut Parts, prefixed: bool) -> bool {
    let mut here = *scan;
    here.spaces();
    let Some(sign) = here.eat_char(&['時', '时', '点', '點', '시']) else {
        return false;
    };
    if here.rest.starts_with(['間', '间']) {
        return false;
    }
    let mut certain = prefixed || !matches!(sign, '点' | '點');
    let mut after = here;
    after.spaces();
    if let Some((minute, _)) = after.number(1, 2) {
        after.spaces();
        if after.eat_char(&['分', '분']).is_some() && !after.rest.starts_with(['間', '间', '钟', '鐘'])
        {
            parts.minute = minute;
            certain = true;
            here = after;
            after.spaces();
            if let Some((second, _)) = after.number(1, 2)
                && after.eat_char(&['秒', '초']).is_some()
            {
                parts.second = second;
                parts.seconds = true;
                here = after;
            }
        } else if matches!(sign, '点' | '點') && !prefixed {
            return false;
        }
    } else if here.eat_char(&['半']).is_some() {
        parts.minute = 30;
        certain = true;
    } else if here.eat_any(&["钟", "鐘", "整"]) || here.rest.starts_with("左右") {
        certain = true;
    }
    if certain {
        *scan = here;
    }
    certain
}

/// `h05` and ` h 05`, where no unit of minutes follows.
fn french_minutes(scan: &mut Scan<'_>) -> Option<u32> {
    let mut here = *scan;
    here.spaces();
    here.eat_char(&['h', 'H'])?;
    here.spaces();
    let (minute, _) = here.number(2, 2)?;
    let mut after = here;
    after.spaces();
    // `2h 15m` is a length of time.
    if durations::is_minute(after.word()) {
        return None;
    }
    *scan = here;
    Some(minute)
}

/// `am`, `PM`, `p.m.`, `p. m.`
fn meridiem(scan: &mut Scan<'_>, hour: u32) -> Option<Half> {
    let mut here = *scan;
    here.spaces();
    let half = match here.eat_char(&['a', 'A', 'p', 'P'])? {
        'a' | 'A' => Half::Morning,
        _ => Half::Afternoon,
    };
    let dotted = here.eat(".");
    if dotted {
        here.spaces();
    }
    here.eat_char(&['m', 'M'])?;
    if !here.at_boundary() {
        return None;
    }
    if dotted {
        here.eat(".");
    } else if hour > 12 && half == Half::Morning && scan.rest.trim_start().starts_with("am") {
        // German: `14:05 am Montag`.
        return None;
    }
    *scan = here;
    Some(half)
}

/// Reads forms that are a time of day only behind a date: `14.05`, `0400 PT`, `0400 hrs`.
pub fn read_after_date(scan: &mut Scan<'_>) -> Option<Reading> {
    let mut here = *scan;
    let (first, digits) = here.number(2, 4)?;
    if digits == 4 {
        let mut after = here;
        after.spaces();
        // `0400 PT`, `0400 hrs`
        let has_zone = zones::find(after.rest).is_some_and(|zone| !zone.bare_offset);
        if !has_zone {
            if !after.eat_word(&["hrs", "hours", "h", "uhr"]) {
                return None;
            }
            here = after;
        }
        let parts =
            Parts { hour: first / 100, minute: first % 100, second: 0, nanosecond: 0, seconds: false };
        return finish_at(scan, here, parts, Half::None, false);
    }
    here.eat_char(&['.'])?;
    let (minute, _) = here.number(2, 2)?;
    let parts = Parts { hour: first, minute, second: 0, nanosecond: 0, seconds: false };
    finish(scan, here, parts, Half::None, false).filter(|_| digits == 2)
}

/// `0930 UTC`, `1405Z`: four digits are a clock if a zone that can be nothing else follows.
fn compact<'a>(scan: &mut Scan<'a>, here: Scan<'a>, number: u32) -> Option<Reading> {
    let mut after = here;
    let spaced = after.spaces();
    let zone = zones::find(after.rest)?;
    let utc = after.rest.starts_with('Z');
    if zone.bare_offset || (zone.doubtful && (spaced || !utc)) || (spaced && zone.length < 3) {
        return None;
    }
    // The zone is read by the caller, as after any other clock.
    let parts = Parts { hour: number / 100, minute: number % 100, second: 0, nanosecond: 0, seconds: false };
    finish_at(scan, here, parts, Half::None, false)
}

fn finish<'a>(
    scan: &mut Scan<'a>,
    mut here: Scan<'a>,
    parts: Parts,
    half: Half,
    east_asian: bool,
) -> Option<Reading> {
    let mut approximate = false;
    let mut after = here;
    after.spaces();
    // `-ish` ends where its word ends.
    let is_spelled = after.rest.starts_with(|c: char| c.is_ascii());
    if after.eat_any(&SIGNS.about_behind) && (!is_spelled || after.at_boundary()) {
        approximate = true;
        here = after;
    }
    let ends = match (here.peek(), here.peek_second()) {
        (Some(':' | '：' | '.' | ','), Some(c)) if digit(c).is_some() => false,
        (Some('%' | '_' | '/'), Some(c)) if digit(c).is_none() && is_word(c) => false,
        // A zone may be written without a blank.
        (Some(c), _) if is_word(c) => zones::find(here.rest).is_some_and(|zone| !zone.doubtful || c == 'Z'),
        // `3:16-18`: verses, or figures of another kind.
        (Some('-'), Some(c)) if digit(c).is_some() && parts.hour < 10 && half == Half::None => {
            let mut tail = here;
            tail.dash();
            match tail.number(1, 9) {
                Some((_, digits)) => {
                    digits == 4 || tail.rest.starts_with([':', 'h', '-', '/', '.', '：']) || {
                        meridiem(&mut tail, 1).is_some()
                    }
                }
                None => false,
            }
        }
        _ => true,
    };
    if !ends {
        return None;
    }
    let reading = finish_at(scan, here, parts, half, east_asian)?;
    Some(Reading { approximate, ..reading })
}

/// Makes the time of its parts, if there is such a time.
fn finish_at<'a>(
    scan: &mut Scan<'a>,
    here: Scan<'a>,
    parts: Parts,
    half: Half,
    east_asian: bool,
) -> Option<Reading> {
    let Parts { hour, minute, second, nanosecond, seconds } = parts;
    let hour = match half {
        Half::Morning if hour == 12 => 0,
        // `14:05 AM` contradicts itself.
        Half::Morning if hour > 12 => return None,
        Half::Afternoon if hour < 12 => hour + 12,
        _ => hour,
    };
    let day_end = hour == 24 && minute == 0 && second == 0 && nanosecond == 0;
    let hour = if day_end { 0 } else { hour };
    // A leap second is read as the last second of the minute.
    let second = if second == 60 { 59 } else { second };
    let time = Time::new(
        i8::try_from(hour).ok()?,
        i8::try_from(minute).ok()?,
        i8::try_from(second).ok()?,
        i32::try_from(nanosecond).ok()?,
    )
    .ok()?;
    let half = if half == Half::None && (1..=12).contains(&hour) { Half::Open } else { half };
    *scan = here;
    Some(Reading { time, day_end, half, seconds, approximate: false, east_asian })
}

#[cfg(test)]
mod tests {
    use crate::stamps::testing::check;

    #[test]
    fn reads_clocks() {
        check(&[
            ("14:05", "14:05"),
            ("14:05:30", "14:05:30"),
            ("14:05:30.123", "14:05:30.123"),
            ("14:05:30,123", "14:05:30.123"),
            ("14:05:30,8", "14:05:30.8"),
            ("9:05", "09:05"),
            ("2:05 pm", "14:05"),
            ("2:05PM", "14:05"),
            ("2 PM", "14:00"),
            ("2pm", "14:00"),
            ("04:24pm", "16:24"),
            ("12:15 a.m.", "00:15"),
            ("2:05 p. m.", "14:05"),
            ("2:05 p.\u{a0}m.", "14:05"),
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
}
