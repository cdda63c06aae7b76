//! When an action is due, as people write it: a date, or a number of days after the postmortem.
//!
//! In all functions, `near` is a day close to the due date, such as that of the postmortem. It completes dates without a
//! year and resolves dates such as `03/10/2021`, which are not read without it.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Serialize;

use crate::scan::Scan;
use crate::text::{is_ideographic, strip_word};
use crate::{Stamp, WordTable, durations};

/// When an action is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Due {
    /// On a day.
    On(Date),
    /// A number of days after the postmortem.
    In(i32),
}

const TEXT: &str = include_str!("../data/due.txt");

/// The phrases of `data/due.txt`, longer ones first.
struct Phrases {
    by: Vec<&'static str>,
    on: Vec<&'static str>,
    within: Vec<&'static str>,
    label: Vec<&'static str>,
    working: Vec<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let table = WordTable::parse(TEXT);
    Phrases {
        by: table.longest_first("by"),
        on: table.longest_first("on"),
        within: table.longest_first("within"),
        label: table.longest_first("label"),
        working: table.longest_first("working"),
    }
});

/// The text behind one of `phrases` at the start of `text`.
fn strip_any<'a>(text: &'a str, phrases: &[&str]) -> Option<&'a str> {
    phrases.iter().find_map(|phrase| strip_word(text, phrase)).map(str::trim_start)
}

/// The text behind a preposition, or all of `text`.
fn behind_preposition(text: &str) -> &str {
    strip_any(text, &PHRASES.by).or_else(|| strip_any(text, &PHRASES.on)).unwrap_or(text).trim_start()
}

/// The due date that a column or a labelled value begins with.
///
/// ```
/// use jiff::civil::date;
/// use retold_times::Due;
/// use retold_times::due::of_value;
///
/// let near = Some(date(2026, 1, 10));
/// assert_eq!(of_value("by Jan 31", near), Some(Due::On(date(2026, 1, 31))));
/// assert_eq!(of_value("within two weeks", near), Some(Due::In(14)));
/// assert_eq!(of_value("next sprint", near), None);
/// ```
pub fn of_value(text: &str, near: Option<Date>) -> Option<Due> {
    let text =
        text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '(' | '~' | '['));
    let text = behind_preposition(text);
    if let Some((date, _)) = date_at(text, near) {
        return Some(Due::On(date));
    }
    days_at(text).map(|(days, _)| Due::In(days))
}

/// The date that `text` starts with, and the number of bytes that it takes with its time of day, if one follows.
///
/// ```
/// use jiff::civil::date;
/// use retold_times::due::date_at;
///
/// assert_eq!(date_at("2026-01-31: rotate the keys", None), Some((date(2026, 1, 31), 10)));
/// assert_eq!(date_at("rotate the keys", None), None);
/// ```
pub fn date_at(text: &str, near: Option<Date>) -> Option<(Date, usize)> {
    let first = text.chars().next()?;
    if !(first.is_alphanumeric()) {
        return None;
    }
    if let Some(iso) = text.get(..10)
        && iso.as_bytes()[4] == b'-'
        && let Ok(date) = iso.parse()
        && !text[10..].starts_with(|c: char| c.is_ascii_digit())
    {
        return Some((date, 10));
    }
    let (stamp, length) = Stamp::at(text)?;
    Some((stamp.date?.resolve(near)?, length))
}

/// The number of days that `text` starts with (a month has 30), and the number of bytes read.
fn days_at(text: &str) -> Option<(i32, usize)> {
    let rest = strip_any(text, &PHRASES.within).unwrap_or(text).trim_start_matches('~');
    let mut scan = Scan::new(rest);
    let count = durations::count(&mut scan)?;
    scan.rest = scan.rest.trim_start_matches([' ', '-', '\u{a0}']);
    scan.rest = strip_any(scan.rest, &PHRASES.working).unwrap_or(scan.rest);
    let days = u64::from(count).checked_mul(durations::days_of_unit(&mut scan)?)?;
    let days = i32::try_from(days).ok().filter(|days| (1..=1100).contains(days))?;
    Some((days, text.len() - scan.rest.len()))
}

/// The due date that all of a remark in brackets gives. Days count only with a word such as `due` or `within`: `30 days`
/// alone may be anything.
///
/// ```
/// use jiff::civil::date;
/// use retold_times::Due;
/// use retold_times::due::of_remark;
///
/// assert_eq!(of_remark("due 2026-01-31", None), Some(Due::On(date(2026, 1, 31))));
/// assert_eq!(of_remark("within two weeks", None), Some(Due::In(14)));
/// assert_eq!(of_remark("30 days", None), None);
/// ```
pub fn of_remark(text: &str, near: Option<Date>) -> Option<Due> {
    let text = text.trim();
    let labelled = strip_any(text, &PHRASES.label)
        .map(|value| value.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '=')));
    let is_labelled = labelled.is_some();
    let value = labelled.unwrap_or(text);
    let bare = behind_preposition(value);
    if let Some((date, length)) = date_at(bare, near) {
        let rest = bare[length..].trim();
        return (is_labelled || rest.is_empty() || rest.starts_with([',', ';'])).then_some(Due::On(date));
    }
    let (days, length) = days_at(bare)?;
    let is_term = is_labelled || strip_any(bare, &PHRASES.within).is_some();
    (is_term && bare[length..].trim().is_empty()).then_some(Due::In(days))
}

/// The due date that a text ends with, behind `by` or the like, and the byte at which that word begins.
///
/// ```
/// use jiff::civil::date;
/// use retold_times::Due;
/// use retold_times::due::at_end;
///
/// let due = Due::On(date(2026, 1, 31));
/// assert_eq!(at_end("Rotate the keys by 2026-01-31.", None), Some((due, 16)));
/// assert_eq!(at_end("Read the log of 2026-01-31", None), None);
/// ```
pub fn at_end(text: &str, near: Option<Date>) -> Option<(Due, usize)> {
    let trimmed = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '!' | '。'));
    let window = trimmed.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
    let tail = &trimmed[window..];
    if let Some(date_text) = tail.strip_suffix("まで").or_else(|| tail.strip_suffix("までに")) {
        let at = date_text.char_indices().rev().find(|(_, c)| is_ideographic(*c) && !"年月日".contains(*c));
        let start = at.map_or(0, |(at, c)| at + c.len_utf8());
        let (date, length) = date_at(date_text[start..].trim_start(), near)?;
        return (length >= date_text[start..].trim().len()).then_some((Due::On(date), window + start));
    }
    if !tail.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut before = ' ';
    for (at, c) in tail.char_indices() {
        let begins = !before.is_alphanumeric() && c.is_alphabetic();
        before = c;
        if !begins {
            continue;
        }
        let Some(value) = strip_any(&tail[at..], &PHRASES.by) else { continue };
        let value = value.trim_start_matches([' ', ':', '=']);
        if let Some((date, length)) = date_at(value, near)
            && value[length..].trim().is_empty()
        {
            return Some((Due::On(date), window + at));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_no_faults() {
        let names = ["by", "on", "within", "label", "working"];
        assert_eq!(WordTable::faults(TEXT, &names, str::to_lowercase), Vec::<String>::new());
    }

    #[test]
    fn values_are_dates_or_days() {
        let near = Some(Date::constant(2026, 1, 10));
        for (text, due) in [
            ("2026-01-31", Some(Due::On(Date::constant(2026, 1, 31)))),
            ("by 2026-01-31 (firm)", Some(Due::On(Date::constant(2026, 1, 31)))),
            ("14 days", Some(Due::In(14))),
            ("in two weeks", Some(Due::In(14))),
            ("2 weeks", Some(Due::In(14))),
            ("within 30 days", Some(Due::In(30))),
            ("2週間", Some(Due::In(14))),
            ("zwei Wochen", Some(Due::In(14))),
            ("1 month", Some(Due::In(30))),
            ("ASAP", None),
            ("next sprint", None),
            ("TBD", None),
            ("", None),
            ("99999999999 weeks", None),
        ] {
            assert_eq!(of_value(text, near), due, "{text}");
        }
    }

    #[test]
    fn remarks_and_ends_are_read() {
        let day = Due::On(Date::constant(2026, 1, 31));
        for text in ["due 2026-01-31", "due: 2026-01-31", "by 2026-01-31", "2026-01-31", "until 2026-01-31"] {
            assert_eq!(of_remark(text, None), Some(day), "{text}");
        }
        for text in ["30 days", "see 2026-01-31", "as in 2026-01-31", "2026-01-31 backup"] {
            assert_eq!(of_remark(text, None), None, "{text}");
        }
        assert_eq!(at_end("Rotate the keys by 2026-01-31.", None), Some((day, 16)));
        assert_eq!(at_end("Rotate the keys until 2026-01-31", None), Some((day, 16)));
        assert_eq!(at_end("Rotate the keys. Due 2026-01-31", None), Some((day, 17)));
        assert_eq!(at_end("Read the log of 2026-01-31", None), None);
        assert_eq!(at_end("Standby 2026-01-31", None), None);
    }
}
