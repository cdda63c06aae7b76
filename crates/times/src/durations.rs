//! Lengths of time as people write them: `2h 15m`, `45 minutes`, `PT3H`, `1d 5h 47m`, `7 hours 27 minutes`.

use jiff::SignedDuration;

use crate::scan::{Scan, digit, is_word};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// A hundred years: what is longer is a number of another kind, and would not fit into a date.
const LONGEST: i64 = 36_525 * 86_400;

/// Units, from the longest, with their seconds.
const UNITS: [(u64, &[&str]); 5] = [
    (
        7 * DAY,
        &["w", "wk", "wks", "week", "weeks", "woche", "wochen", "semaine", "semaines", "semana", "semanas"],
    ),
    (DAY, &["d", "day", "days", "tag", "tage", "tagen", "jour", "jours", "j", "día", "días", "dia", "dias"]),
    (
        HOUR,
        &["h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heure", "heures", "hora", "horas"],
    ),
    (MINUTE, &["m", "min", "mins", "mn", "minute", "minutes", "minuten", "minuto", "minutos"]),
    (
        1,
        &[
            "s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden", "seconde", "secondes",
            "segundo", "segundos",
        ],
    ),
];

/// The same for writing without blanks; longer ones first.
const SIGNS: [(u64, &[&str]); 5] = [
    (7 * DAY, &["週間", "周间", "个星期", "星期", "주"]),
    (DAY, &["日間", "日间", "天"]),
    (HOUR, &["時間", "个小时", "個小時", "小时", "小時", "시간"]),
    (MINUTE, &["分間", "分钟", "分鐘", "分", "분"]),
    (1, &["秒間", "秒钟", "秒", "초"]),
];

/// Reads the duration that `text` starts with; also gives the number of bytes read.
pub fn duration_at(text: &str) -> Option<(SignedDuration, usize)> {
    let start = Scan::new(text);
    let mut scan = start;
    about(&mut scan);
    let seconds = iso(&mut scan).or_else(|| in_words(&mut scan)).or_else(|| parts(&mut scan))?;
    let seconds = i64::try_from(seconds).ok().filter(|seconds| *seconds <= LONGEST)?;
    Some((SignedDuration::from_secs(seconds), scan.since(start)))
}

/// The duration that a value such as `~13 hours (17:09 to 06:29)` states first.
pub fn duration(text: &str) -> Option<SignedDuration> {
    duration_at(text.trim()).map(|(duration, _)| duration)
}

/// Skips `~`, `about`, `約` and their like.
fn about(scan: &mut Scan<'_>) {
    let mut here = *scan;
    let signs = ["~", "≈", "∼", "±", "<", ">", "〜", "～", "約", "约", "大约", "大約", "およそ"];
    let words = [
        "about",
        "around",
        "approximately",
        "approx",
        "roughly",
        "nearly",
        "almost",
        "circa",
        "ca",
        "etwa",
        "ungefähr",
        "environ",
        "aproximadamente",
        "over",
        "under",
    ];
    if here.eat_any(&signs) {
        here.spaces();
        *scan = here;
    } else if here.eat_word(&words) {
        here.eat(".");
        here.spaces();
        *scan = here;
    }
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

/// `an hour`, `half an hour`, `one day`, `eine Stunde`.
fn in_words(scan: &mut Scan<'_>) -> Option<u64> {
    let mut here = *scan;
    if let Some(amount) = number_word(here.word()) {
        here.skip(here.word().len());
        here.spaces();
        let unit = if here.word().len() > 2 { unit(&mut here)? } else { return None };
        *scan = here;
        return Some(amount * unit);
    }
    let half = here.eat_word(&["half"]);
    if half {
        here.spaces();
        here.eat("-");
    }
    let article = here.eat_word(&["a", "an", "one", "eine", "einen", "ein", "une", "un", "una"]);
    if !(half || article) || !here.spaces() && article {
        return None;
    }
    let word = here.word();
    // `a m`, `a d` are no lengths of time.
    let unit = if word.len() > 2 { unit(&mut here)? } else { return None };
    if !here.at_boundary() {
        return None;
    }
    let mut total = if half { unit / 2 } else { unit };
    *scan = here;
    let mut after = here;
    after.spaces();
    if article && !half && after.eat_word(&["and"]) {
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

/// The numbers that are written as words more often than not.
fn number_word(word: &str) -> Option<u64> {
    let words = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let index = words.iter().position(|name| name.eq_ignore_ascii_case(word))?;
    Some(index as u64 + 2)
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
        // `2h15`
        let mut digits = here;
        if more.is_none()
            && unit == HOUR
            && let Some((minutes @ 0..60, _)) = digits.number(2, 2)
            && digits.at_boundary()
            && !(digits.rest.starts_with(['.', ':']) && digits.peek_second().and_then(digit).is_some())
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

/// What stands between two parts: a blank, `,`, `and`.
fn joint(scan: &mut Scan<'_>) {
    let mut here = *scan;
    here.eat_char(&[',', '、']);
    here.spaces();
    if here.eat_word(&["and", "und", "et", "y", "e"]) || here.eat("&") || here.eat("と") {
        here.spaces();
    }
    *scan = here;
}

/// An amount with its unit, which is shorter than `below`: seconds, and the unit's.
fn part(scan: &mut Scan<'_>, below: u64) -> Option<(u64, u64)> {
    let mut here = *scan;
    let (mut amount, _) = here.number(1, 9)?;
    // Thousandths of what stands behind the point, of which three digits tell enough.
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

/// The seconds of the unit that stands here.
fn unit(scan: &mut Scan<'_>) -> Option<u64> {
    let mut here = *scan;
    let word = here.word();
    if word.is_empty() {
        let &(seconds, _) = SIGNS.iter().find(|(_, signs)| here.eat_any(signs))?;
        // `分間隔`: how often, not how long.
        if here.rest.starts_with('隔') {
            return None;
        }
        *scan = here;
        return Some(seconds);
    }
    // Megabytes, metres and days of a month are no minutes: a capital `M` or `D` stands for something else.
    let &(seconds, _) =
        UNITS.iter().find(|(_, names)| names.iter().any(|name| name.eq_ignore_ascii_case(word)))?;
    if matches!(word, "M" | "J" | "W") {
        return None;
    }
    here.skip(word.len());
    // `Std.`, `Min.`; a full stop before a blank and a small letter or digit is of the abbreviation.
    if matches!(
        word.to_ascii_lowercase().as_str(),
        "std" | "min" | "sek" | "hr" | "hrs" | "mins" | "sec" | "secs"
    ) && here.rest.starts_with('.')
    {
        here.eat(".");
    }
    if here.peek().is_some_and(|c| is_word(c) && digit(c).is_none()) {
        return None;
    }
    *scan = here;
    Some(seconds)
}

/// A duration as it is written in front matter: `2h 15m`.
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
    fn leaves_what_is_none() {
        for text in [
            "",
            "Xh Xm",
            "N/A",
            "?",
            "YYY",
            "Unknown",
            "1:30:00",
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
    fn tells_how_much_it_read() {
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
