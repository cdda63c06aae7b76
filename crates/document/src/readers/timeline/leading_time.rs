//! The time that an entry begins with: a stamp, an offset such as `T+5m`, or a mark that the time is unknown.

use jiff::SignedDuration;
use jiff::civil::Weekday;

use retold_times::{Stamp, WrittenDate, Zone};

use crate::readers::timeline::attached_time::{attached, enclosed};
use crate::readers::timeline::since_start::relative_at;
use crate::readers::timeline::words::{BEFORE_TIME, NEAR_TIME, NEXT_DAYS, UPDATES};

/// The time that an entry begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeadingTime {
    pub stamp: Stamp,
    /// The time since the start of the incident, if the text gives that: `T+5m`.
    pub relative: Option<SignedDuration>,
    /// Whether `relative` has no `T`: it may count from the entry above.
    pub is_plus: bool,
    /// Whether the time is only near to that of the entry: `Shortly after 14:05`.
    pub is_near: bool,
    /// The day of the week, if the text gives that and no date: `Sat 14:05`.
    pub weekday: Option<Weekday>,
    /// Whether the text puts it on the day behind that of the entry before: `Next day, 14:05`, `14:05 (next day)`.
    pub is_next_day: bool,
    /// The length in bytes of the time with its separator, before the text of the entry.
    pub length: usize,
    /// Whether only a space separates time and text: `2021-03-04 was a Thursday`.
    pub is_loose: bool,
}

impl LeadingTime {
    /// Whether it has a time of day, or one since the start.
    pub fn has_clock(&self) -> bool {
        self.stamp.time.is_some() || self.relative.is_some()
    }

    /// Whether it is a date only.
    pub fn is_day(&self) -> bool {
        self.stamp.date.is_some() && self.stamp.time.is_none() && self.relative.is_none()
    }

    /// The time at the start of `text`, which is an item, a cell, a heading or a line without markup.
    pub fn of(text: &str) -> Option<Self> {
        let start = skip_marks(text);
        let body = text.get(start..)?;
        if let Some((relative, length)) = relative_at(body) {
            let rest = &body[length..];
            if rest.starts_with(|c: char| c.is_alphanumeric()) {
                return None;
            }
            // `T0 (14:05)` gives both.
            let mut stamp = Stamp::default();
            let length = length + attached(rest, &mut stamp);
            let length = start + length + separator(&body[length..]);
            let is_plus = body.starts_with('+');
            return Some(Self { stamp, relative: Some(relative), is_plus, length, ..Self::default() });
        }
        if let Some(rest) = next_day(body) {
            let clock = rest
                .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '-' | '–' | '、'));
            let leading = Self::of(clock).filter(|leading| {
                leading.stamp.time.is_some() && leading.stamp.date.is_none() && !leading.is_next_day
            })?;
            let length = text.len() - clock.len() + leading.length;
            return Some(Self { is_next_day: true, length, ..leading });
        }
        if let Some((day, skipped)) = before_clock(body) {
            let leading = Self::of(&body[skipped..]).filter(|leading| leading.stamp.time.is_some())?;
            let length = start + skipped + leading.length;
            return Some(Self { weekday: Some(day), length, ..leading });
        }
        let (mut stamp, mut length, is_near) =
            match enclosed(body).or_else(|| plain(body)).or_else(|| days_in_row(body)) {
                Some((stamp, length)) => (stamp, length, false),
                None => near(body).map(|(stamp, length)| (stamp, length, true))?,
            };
        length += attached(&body[length..], &mut stamp);
        let remark = next_day_remark(&body[length..]);
        length += remark;
        let rest = &body[length..];
        // A letter right behind it makes it a part of a word or a version; `10:00am` is read as a whole.
        if rest.starts_with(|c: char| c.is_alphanumeric() && c.is_ascii()) {
            return None;
        }
        // `3.5`, `12/3`: a number that goes on.
        if rest.starts_with(['.', '/', ',']) && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let mut gap = separator(rest);
        // The number in a series of reports is no text: `2021-03-04 14:05 Update 3`.
        if is_numbered_update(&rest[gap..]) {
            gap = rest.len();
        }
        stamp.approximate |= rest.starts_with(['~', '〜', '～']);
        let is_loose =
            gap < rest.len() && is_blank(&rest[..gap], &stamp) && !body.starts_with(is_opening_mark);
        let is_next_day = remark > 0;
        Some(Self { stamp, length: start + length + gap, is_loose, is_near, is_next_day, ..Self::default() })
    }

    /// The time that follows a label, or that a short text ends with: `First detected: 2021-03-04 10:00`,
    /// `[Start] On 2021-03-04 at 10:00 …`, `Resolved 2021-03-04 10:00`. Returns it and the length of the label in bytes.
    pub fn behind_label(text: &str) -> Option<(Self, usize)> {
        if text.len() > 400 {
            return None;
        }
        // Every time has a digit of some script: none begins behind the last one.
        let last = text.bytes().rposition(|byte| byte.is_ascii_digit() || !byte.is_ascii())?;
        let mut words = 0;
        let mut before = ' ';
        for (at, c) in text.char_indices() {
            if at > last || at > 80 || words > 7 {
                return None;
            }
            let starts_word = before.is_whitespace() || matches!(before, '(' | '[' | '：' | ':');
            if starts_word
                && at > 0
                && (c.is_ascii_digit() || c == '~' || c.is_ascii_uppercase())
                && let Some(found) =
                    Self::of(&text[at..]).filter(|found| found.relative.is_none() && !found.stamp.unknown)
            {
                let label =
                    text[..at].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '~' | '['));
                let rest = text[at + found.length..].trim_start_matches([')', ']', ' ']);
                let closes = rest.is_empty() || rest.starts_with(['(', '（', '[']) && rest.len() < 60;
                // `[Outage start] On 4 March 2021 …`
                let is_label = label.ends_with([':', '：', '-', '–', '—', '='])
                    || label.starts_with('[') && label.ends_with(']');
                let is_full =
                    found.stamp.date.is_some() || found.stamp.time.is_some() && (is_label || closes);
                let is_named = label.chars().any(char::is_alphabetic);
                return (is_full && (is_label || closes) && is_named).then_some((found, at));
            }
            words += usize::from(c.is_whitespace() && !before.is_whitespace());
            before = c;
        }
        None
    }
}

pub fn is_opening_mark(c: char) -> bool {
    matches!(c, '[' | '(' | '【' | '（' | '「' | '`' | '<')
}

/// The bytes of bullets, emoji and other marks before a time.
pub fn skip_marks(text: &str) -> usize {
    for (count, (at, c)) in text.char_indices().enumerate() {
        let is_mark = !(c.is_alphanumeric()
            || matches!(c, '~' | '+' | '±' | '?' | '≈' | '<' | '∼' | '〜' | '～' | '`')
            || is_opening_mark(c));
        if !is_mark || count >= 6 {
            return at;
        }
    }
    text.len()
}

/// A time without brackets, perhaps behind a word that opens an entry.
pub fn plain(text: &str) -> Option<(Stamp, usize)> {
    if let Some(found) = Stamp::at_line_start(text).filter(|(stamp, _)| is_stamp(stamp)) {
        return Some(found);
    }
    // `Update: 14:05`, `Update 2 - 14:05`: a status page goes on.
    if let Some(rest) = behind_update(text) {
        let is_full =
            |stamp: &Stamp| stamp.time.is_some() || matches!(stamp.date, Some(WrittenDate::Full(_)));
        let (stamp, length) = Stamp::at(rest).filter(|(stamp, _)| is_full(stamp))?;
        return Some((stamp, text.len() - rest.len() + length));
    }
    // `UTC 14:05`
    if let Some((zone, length)) = zone_before_clock(text) {
        let (stamp, end) = Stamp::at(&text[length..]).filter(|(stamp, _)| stamp.time.is_some())?;
        return Some((Stamp { zone: stamp.zone.or(Some(zone)), ..stamp }, length + end));
    }
    // `At 14:05`, `Um 14:05`.
    let rest = BEFORE_TIME.like(text).iter().find_map(|word| behind_word(text, word))?;
    let (stamp, length) = Stamp::at(rest).filter(|(stamp, _)| is_stamp(stamp))?;
    Some((stamp, text.len() - rest.len() + length))
}

/// Whether only blanks separate a time and its text; a tab sets a day apart, while clocks before tabs are those of logs.
fn is_blank(gap: &str, stamp: &Stamp) -> bool {
    gap.trim().is_empty() && (stamp.time.is_some() || !gap.contains('\t'))
}

/// The first of several days of a month, and the length in bytes of all: `2021-08-29/30`.
fn days_in_row(text: &str) -> Option<(Stamp, usize)> {
    let (first, rest) = text.split_at_checked(10).filter(|_| text.as_bytes().get(10) == Some(&b'/'))?;
    let digits = rest.bytes().skip(1).take_while(u8::is_ascii_digit).count();
    let goes_on = rest[1 + digits..].starts_with(['/', '-', '.']);
    let (stamp, length) = Stamp::at(first).filter(|(stamp, length)| *length == 10 && stamp.time.is_none())?;
    let Some(WrittenDate::Full(date)) = stamp.date else { return None };
    let last: i8 = rest[1..=digits].parse().ok().filter(|_| digits <= 2 && !goes_on)?;
    (last > date.day() && last <= date.days_in_month()).then_some((stamp, length + 1 + digits))
}

/// The zone that stands before a clock, and the length in bytes up to the clock: `UTC 14:05`.
fn zone_before_clock(text: &str) -> Option<(Zone, usize)> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let is_zone = (3..=4).contains(&letters)
        && text[letters..]
            .strip_prefix([' ', ':'])
            .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    if !is_zone {
        return None;
    }
    let (zone, length) = Zone::at(text).filter(|(_, length)| *length == letters)?;
    let clock = text[length..].trim_start_matches([' ', ':']);
    Some((zone, text.len() - clock.len()))
}

/// A time behind a word that makes it inexact: `Shortly after 14:05`.
fn near(text: &str) -> Option<(Stamp, usize)> {
    let rest = NEAR_TIME.like(text).iter().find_map(|word| behind_word(text, word))?;
    let (stamp, length) = Stamp::at(rest).filter(|(stamp, _)| is_stamp(stamp))?;
    Some((Stamp { approximate: true, ..stamp }, text.len() - rest.len() + length))
}

/// The day of the week before a clock, and the length in bytes up to the clock: `Sat 14:05`, `Saturday, 14:05`.
fn before_clock(text: &str) -> Option<(Weekday, usize)> {
    // Short forms are words of their own without a capital.
    if !text.starts_with(char::is_uppercase) {
        return None;
    }
    let end = text.find(|c: char| !c.is_alphabetic()).filter(|end| *end > 2)?;
    let rest = text[end..].trim_start_matches(['.', ',']);
    let clock = rest.trim_start_matches([' ', '@']);
    let is_before_clock = clock.len() < rest.len() && clock.starts_with(|c: char| c.is_ascii_digit());
    if !is_before_clock {
        return None;
    }
    let day = retold_times::weekday(&text[..end])?;
    let is_clock = || Stamp::at(clock).is_some_and(|(stamp, _)| stamp.date.is_none() && stamp.time.is_some());
    is_clock().then(|| (day, text.len() - clock.len()))
}

/// The text behind words for the next day.
pub fn next_day(text: &str) -> Option<&str> {
    NEXT_DAYS.like(text).iter().find_map(|word| behind(text, word))
}

/// The length in bytes of a remark in brackets that puts a clock on the next day: ` (next day)`, ` (+1)`.
fn next_day_remark(text: &str) -> usize {
    let trimmed = text.trim_start();
    let Some(inner) = trimmed.strip_prefix(['(', '（']) else { return 0 };
    let Some(end) = inner.find([')', '）']).filter(|end| *end < 24) else { return 0 };
    let remark = inner[..end].trim();
    let is_plus = matches!(remark, "+1" | "+1d" | "+1 d" | "+1 day" | "+1day");
    let closing = inner[end..].chars().next().map_or(1, char::len_utf8);
    if is_plus || next_day(remark) == Some("") { text.len() - inner.len() + end + closing } else { 0 }
}

/// The text behind `word`, which is in lower case, and a space.
fn behind_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    behind(text, word)?.strip_prefix(' ')
}

/// The text behind `word`, which is in lower case.
fn behind<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let is_same = |found: char, wanted: char| {
        found == wanted
            || if found.is_ascii() {
                found.to_ascii_lowercase() == wanted
            } else {
                found.to_lowercase().eq([wanted])
            }
    };
    let mut chars = text.chars();
    let is_there = word.chars().all(|c| chars.next().is_some_and(|other| is_same(other, c)));
    is_there.then_some(chars.as_str())
}

/// The text behind the word that opens a report in a series of them, and its number.
fn behind_update(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphabetic())?;
    let word = &text[..end];
    if !UPDATES.iter().any(|other| word.eq_ignore_ascii_case(other)) {
        return None;
    }
    let rest = text[end..].trim_start_matches([' ', '#']);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    // `Update 2: 14:05`, and not the hour of `Update 14:05`.
    let numbered = rest[digits..].trim_start();
    let is_number = digits > 0
        && (numbered.starts_with(['-', '–', '—', '(']) && digits < 3
            || rest[digits..].starts_with(": ")
            || rest[digits..].starts_with(" :"));
    let rest = if is_number { numbered } else { rest };
    Some(rest.trim_start_matches([' ', ':', '-', '–', '—', '(', '[']))
}

/// Whether `text` is only the number of a report in a series of them: `Update 3`.
pub fn is_numbered_update(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(word, number)| {
        let number = number.trim_start_matches('#');
        (1..=3).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && UPDATES.iter().any(|other| word.eq_ignore_ascii_case(other))
    })
}

/// `1/28`, `28.1.`: a text that is only a day and a month.
pub fn bare_day(text: &str) -> Option<WrittenDate> {
    let text = text.trim().trim_end_matches(['.', ':']);
    let at = text.find(['/', '.'])?;
    let (first, second) = (text.get(..at)?, text.get(at + 1..)?);
    let number = |part: &str| -> Option<i8> {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse().ok())?
    };
    WrittenDate::from_numbers(number(first)?, text[at..].chars().next()?, number(second)?)
}

pub fn is_stamp(stamp: &Stamp) -> bool {
    stamp.date.is_some() || stamp.time.is_some() || stamp.unknown
}

/// The bytes of the separator between a time and its text.
pub fn separator(text: &str) -> usize {
    text.find(|c: char| {
        !(c.is_whitespace()
            || matches!(
                c,
                '-' | '–'
                    | '—'
                    | '‒'
                    | '−'
                    | ':'
                    | '：'
                    | '|'
                    | '｜'
                    | '→'
                    | '➜'
                    | '➡'
                    | '>'
                    | '»'
                    | ','
                    | '.'
                    | ';'
                    | '~'
                    | '〜'
                    | '～'
                    | '='
                    | '·'
                    | '•'
                    | '・'
                    | '、'
                    | ']'
                    | ')'
                    | '\u{fe0f}'
            ))
    })
    .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stamp or the time since the start, and the text behind it.
    fn read(text: &str) -> Option<(String, &str)> {
        let leading = LeadingTime::of(text)?;
        Some((describe(&leading), &text[leading.length..]))
    }

    fn describe(leading: &LeadingTime) -> String {
        let stamp = &leading.stamp;
        let date = stamp.date.map(|date| match date {
            WrittenDate::Full(date) => date.to_string(),
            WrittenDate::MonthDay { month, day } => format!("{month}-{day}"),
            other => format!("{other:?}"),
        });
        let parts = [
            leading.relative.map(|relative| format!("{relative:#}")),
            date,
            stamp.time.map(|time| time.strftime("%H:%M").to_string()),
            stamp.zone.as_ref().map(|zone| zone.name.clone()),
            leading.weekday.map(|day| format!("{day:?}")[..3].to_lowercase()),
            stamp.approximate.then(|| "about".to_owned()),
            stamp.unknown.then(|| "unknown".to_owned()),
            leading.is_loose.then(|| "loose".to_owned()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn times_are_split_from_their_text() {
        for (text, time, rest) in [
            ("10:00 - pump stops", "10:00", "pump stops"),
            ("10:00 pump stops", "10:00 loose", "pump stops"),
            ("• ~10:00: pump stops", "10:00 about", "pump stops"),
            ("[10:00] pump stops", "10:00", "pump stops"),
            ("(10:00 UTC) pump stops", "10:00 UTC", "pump stops"),
            ("【10:00】水", "10:00", "水"),
            ("10:00 (UTC): pump stops", "10:00 UTC", "pump stops"),
            ("10:00 UTC / 11:00 CET – pump stops", "10:00 UTC", "pump stops"),
            ("10:00 UTC (11:00 CET): pump stops", "10:00 UTC", "pump stops"),
            ("2026-01-31 (Saturday): pump stops", "2026-01-31", "pump stops"),
            ("2026-01-31 (10:00): pump stops", "2026-01-31 10:00", "pump stops"),
            ("01-31 10:00: pump stops", "1-31 10:00", "pump stops"),
            ("2026-01-29/31: pump stops", "2026-01-29", "pump stops"),
            ("Update 2 - 10:00: pump stops", "10:00", "pump stops"),
            ("Update 10:00: pump stops", "10:00", "pump stops"),
            ("2026-01-31 10:00 Update 3", "2026-01-31 10:00", ""),
            ("10:00 Update 3 is out", "10:00 loose", "Update 3 is out"),
            ("At 10:00, pump stops", "10:00", "pump stops"),
            ("A las 10:00: la bomba", "10:00", "la bomba"),
            ("À 10:00 : la pompe", "10:00", "la pompe"),
            ("[???] pump stops", "unknown", "pump stops"),
            ("T+5m: pump stops", "5m", "pump stops"),
            ("T0-5m: quiet", "5m ago", "quiet"),
            ("T0: pump stops", "0s", "pump stops"),
            ("T0 (10:00): pump stops", "0s 10:00", "pump stops"),
            ("T-10 quiet", "10m ago", "quiet"),
            ("T+01:30 calm", "1h 30m", "calm"),
            ("+12 min calm", "12m", "calm"),
            ("Sat 10:00 calm", "10:00 sat loose", "calm"),
            ("Saturday, 10:00 UTC – calm", "10:00 UTC sat", "calm"),
            ("Shortly after 10:00: calm", "10:00 about", "calm"),
            ("By 10:00 UTC, calm", "10:00 UTC about", "calm"),
            ("kl. 10:00 lugnt", "10:00 loose", "lugnt"),
        ] {
            assert_eq!(read(text), Some((time.to_owned(), rest)), "{text}");
        }
    }

    #[test]
    fn numbers_and_words_are_no_times() {
        for text in [
            "",
            "pump stops",
            "10 pumps",
            "3.5 bar",
            "12/3",
            "10:00x",
            "T5 valve",
            "T0x",
            "-5 min",
            "+12",
            "Update 2: pump stops",
            "At the mill",
            "Atlas 10:00",
            "[x] 10:00",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn times_behind_labels_are_found() {
        for (text, expected) in [
            ("First detected: 2026-01-31 10:00", Some(("First detected: ", "2026-01-31 10:00"))),
            ("Resolved 2026-01-31 10:00", Some(("Resolved ", "2026-01-31 10:00"))),
            ("Resolved (10:00)", Some(("Resolved (", "10:00"))),
            ("Detected: 10:00 by Ann", Some(("Detected: ", "10:00 loose"))),
            ("[Start] On 2026-01-31 at 10:00, a", Some(("[Start] ", "2026-01-31 10:00"))),
            ("Resolved 2026-01-31 by Ann", None),
            ("2026-01-31 10:00", None),
            ("The pump stops, as Ann and Ben see at once: 10:00", None),
        ] {
            let found = LeadingTime::behind_label(text);
            let found = found.map(|(leading, at)| (&text[..at], describe(&leading)));
            assert_eq!(found, expected.map(|(label, time)| (label, time.to_owned())), "{text}");
        }
    }

    #[test]
    fn days_and_months_in_numbers_are_days() {
        for (text, expected) in [
            ("1/28", Some(WrittenDate::MonthDay { month: 1, day: 28 })),
            ("28.1.", Some(WrittenDate::MonthDay { month: 1, day: 28 })),
            ("28/1", Some(WrittenDate::MonthDay { month: 1, day: 28 })),
            ("2/1", Some(WrittenDate::AmbiguousMonthDay { first: 2, second: 1 })),
            ("13/32", None),
            ("1/28/26", None),
            ("10:00", None),
        ] {
            assert_eq!(bare_day(text), expected, "{text}");
        }
    }
}
