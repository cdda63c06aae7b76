//! Dates and times, in the ways that programs write them.

use super::Class;
use super::text::{alphanumeric, byte, cut, digit, find, find_text, from, is_one, run, upper};

/// The length of the moment at the start of `text`, and whether it is to the second or not.
#[inline(never)]
pub(super) fn moment(text: &str) -> Option<(usize, Class)> {
    if !digit(byte(text, 0)) && !upper(byte(text, 0)) {
        return None;
    }
    let shaped = first_shape(text, 0, DATES);
    // Four digits first are a year: of this century, the last, or the zero of Go.
    let is_year = run(text, digit) != 4 || matches!(cut(text, 0, 2), "19" | "20" | "00");
    let date = if is_year { shaped } else { 0 };
    let time = time_end(text, date);
    let (end, class) = if time > date {
        (time, Class::Timestamp)
    } else if date > 0 {
        // A date alone is typed as often as logged; these are not even dates.
        if first_shape(text, 0, DATES_WITH_TIME) == date {
            return None;
        }
        (date, Class::Date)
    } else {
        (first_shape(text, 0, "99:99"), Class::Date)
    };
    let next = byte(text, end);
    (end > 0 && !alphanumeric(next) && next != b'_' && next != b'-').then_some((end, class))
}

/// Shapes of dates: `9` is a digit, `_` a digit or a space, `A` the three letters of a month, `W` of a
/// day of the week, `L` the level before klog's date.
const DATES: &str = "9999-99-99|9999/99/99|9999.99.99|99/A/9999|99-A-9999|99 A 9999|W, 99 A 9999|99/99/9999|\
    99.99.9999|99-99-9999|A 99, 9999|W A _9|A _9|L99999999|L9999|99999999|999999";

/// The last of them, which are dates only with a time behind them.
const DATES_WITH_TIME: &str = "W A _9|A _9|L99999999|L9999|99999999|999999";

/// Where the time behind a date that ends at `date` ends, with its year or zone; `date` if there is none.
#[inline(never)]
fn time_end(text: &str, date: usize) -> usize {
    let gap =
        if date == 0 { 0 } else { run(cut(text, date, text.len().min(date + 2)), |b| is_one("T t:,_-", b)) };
    let start = date + gap;
    let mut end = first_shape(text, start, if date == 0 { "99:99:99" } else { "99:99:99|999999|99:99" });
    if end == start {
        return date;
    }
    let digits = run(from(text, end + 1), digit);
    if digits > 0 && matches!(byte(text, end), b'.' | b',' | b':') {
        end += 1 + digits;
    }
    end = first_shape(text, end, "Z|+99:99|-99:99|+9999|-9999| +9999| -9999| UTC| GMT| CEST| CET|+99");
    // `Wed May  1 12:00:03 2024`
    let year = first_shape(text, end, " 9999");
    if date > 0 && !alphanumeric(byte(text, year)) { year } else { end }
}

/// Where the first of some shapes that begins at `start` ends; `start` when none is there.
fn first_shape(text: &str, start: usize, shapes: &str) -> usize {
    let mut rest = shapes;
    while !rest.is_empty() {
        let length = find(rest, "|");
        if let Some(end) = shape(text, start, cut(rest, 0, length)) {
            return end;
        }
        rest = from(rest, length + 1);
    }
    start
}

/// Where a shape that begins at `start` ends; `None` when it is not there.
fn shape(text: &str, start: usize, shape: &str) -> Option<usize> {
    let mut at = start;
    for &s in shape.as_bytes() {
        let b = byte(text, at);
        let length = match s {
            b'9' => usize::from(digit(b)),
            b'_' => usize::from(digit(b) || b == b' '),
            b'A' => name_len(text, at, "JanFebMarAprMayJunJulAugSepOctNovDec"),
            b'W' => name_len(text, at, "MonTueWedThuFriSatSun"),
            b'L' => usize::from(is_one("IWEF", b)),
            _ => usize::from(b == s),
        };
        if length == 0 {
            return None;
        }
        at += length;
    }
    Some(at)
}

/// 3 when one of the three-letter names is at `at`, else 0.
fn name_len(text: &str, at: usize, names: &str) -> usize {
    let name = cut(text, at, at + 3);
    let is_name = name.len() == 3 && find_text(names, name).is_some_and(|i| i % 3 == 0);
    if is_name { 3 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_as_programs_write_them() {
        for (text, moment_text, class) in [
            ("2024-05-01T12:00:03.123Z rest", "2024-05-01T12:00:03.123Z", Class::Timestamp),
            ("2024-05-01T12:00:03+02:00", "2024-05-01T12:00:03+02:00", Class::Timestamp),
            ("2024-05-01 12:00:03,123 INFO", "2024-05-01 12:00:03,123", Class::Timestamp),
            ("2024-05-01 12:00:03.123 UTC [1]", "2024-05-01 12:00:03.123 UTC", Class::Timestamp),
            ("2024/05/01 12:00:03 http", "2024/05/01 12:00:03", Class::Timestamp),
            ("01/May/2024:12:00:03 +0000]", "01/May/2024:12:00:03 +0000", Class::Timestamp),
            ("01 May 2024 12:00:03.123 *", "01 May 2024 12:00:03.123", Class::Timestamp),
            ("Wed, 01 May 2024 12:00:03 GMT", "Wed, 01 May 2024 12:00:03 GMT", Class::Timestamp),
            ("Wed May  1 12:00:03 2024] oops", "Wed May  1 12:00:03 2024", Class::Timestamp),
            ("May  1 12:00:03 web-01 nginx", "May  1 12:00:03", Class::Timestamp),
            ("E0501 12:00:03.123456   1 a.go", "E0501 12:00:03.123456", Class::Timestamp),
            ("240501 12:00:03 mysqld", "240501 12:00:03", Class::Timestamp),
            ("20240501T120003Z", "20240501T120003Z", Class::Timestamp),
            ("12:00:03.5 x", "12:00:03.5", Class::Timestamp),
            ("12:30 x", "12:30", Class::Date),
            ("2024-05-01 payments", "2024-05-01", Class::Date),
            ("05/01/2024", "05/01/2024", Class::Date),
        ] {
            let (length, found) = moment(text).unwrap_or((0, Class::Date));
            assert_eq!((&text[..length], found), (moment_text, class), "{text:?}");
        }
        for text in ["May be", "20240501", "9999-99-99", "2024", "1234:5", "E0382", "240501", "10.0.0.1", ""]
        {
            assert_eq!(moment(text), None, "{text:?}");
        }
    }
}
