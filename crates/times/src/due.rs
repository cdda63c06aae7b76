//! When an action is due: a date, or a number of days after the postmortem.

use jiff::civil::Date;
use serde::Serialize;

use crate::Stamp;
use crate::text::{is_ideographic, strip_word};

/// When an action is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Due {
    On(Date),
    /// Days after the postmortem.
    In(i32),
}

/// Reads what a column or label gives as due: `2026-01-31`, `by Jan 31`, `14 days`, `within two weeks`.
pub fn of_value(text: &str, near: Option<Date>) -> Option<Due> {
    let text =
        text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '(' | '~' | '['));
    let text = skip_preposition(text);
    if let Some((date, _)) = date_at(text, near) {
        return Some(Due::On(date));
    }
    days_at(text).map(|(days, _)| Due::In(days))
}

const PREPOSITIONS: [&str; 22] = [
    "by the",
    "by",
    "until",
    "before",
    "due",
    "on",
    "no later than",
    "bis zum",
    "bis",
    "spätestens",
    "am",
    "avant le",
    "avant",
    "pour le",
    "d'ici le",
    "le",
    "antes del",
    "para el",
    "hasta el",
    "el",
    "end of",
    "eod",
];

fn skip_preposition(text: &str) -> &str {
    PREPOSITIONS.iter().find_map(|word| strip_word(text, word)).unwrap_or(text).trim_start()
}

/// The date that `text` starts with, and the number of bytes that it takes.
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

/// The number of days that `text` starts with: `14 days`, `in two weeks`, `within 30 days`; and the number of
/// bytes that they take.
pub fn days_at(text: &str) -> Option<(i32, usize)> {
    let mut rest = text;
    for word in [
        "within the next",
        "in the next",
        "within",
        "in",
        "next",
        "innerhalb von",
        "binnen",
        "sous",
        "dans",
        "en",
    ] {
        if let Some(after) = strip_word(rest, word) {
            rest = after.trim_start();
            break;
        }
    }
    rest = rest.trim_start_matches('~');
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (count, rest) = if digits > 0 {
        (rest[..digits].parse::<i32>().ok()?, &rest[digits..])
    } else {
        NUMBERS.iter().find_map(|(word, count)| Some((*count, strip_word(rest, word)?)))?
    };
    let rest = rest.trim_start_matches([' ', '-', '\u{a0}']);
    let rest =
        strip_word(rest, "business").or_else(|| strip_word(rest, "working")).unwrap_or(rest).trim_start();
    let (days, rest) = UNITS.iter().find_map(|(word, days)| Some((*days, strip_word(rest, word)?)))?;
    let days = count.checked_mul(days).filter(|days| (1..=1100).contains(days))?;
    Some((days, text.len() - rest.len()))
}

const NUMBERS: [(&str, i32); 26] = [
    ("one", 1),
    ("a", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
    ("thirty", 30),
    ("sixty", 60),
    ("ninety", 90),
    ("zwei", 2),
    ("drei", 3),
    ("vier", 4),
    ("deux", 2),
    ("trois", 3),
    ("quatre", 4),
    ("dos", 2),
    ("tres", 3),
    ("cuatro", 4),
    ("一", 1),
    ("两", 2),
];

const UNITS: [(&str, i32); 29] = [
    ("days", 1),
    ("day", 1),
    ("d", 1),
    ("weeks", 7),
    ("week", 7),
    ("wks", 7),
    ("w", 7),
    ("months", 30),
    ("month", 30),
    ("日以内", 1),
    ("日間", 1),
    ("日", 1),
    ("天", 1),
    ("週間", 7),
    ("周", 7),
    ("个月", 30),
    ("ヶ月", 30),
    ("か月", 30),
    ("tagen", 1),
    ("tage", 1),
    ("wochen", 7),
    ("woche", 7),
    ("monate", 30),
    ("jours", 1),
    ("semaines", 7),
    ("mois", 30),
    ("días", 1),
    ("semanas", 7),
    ("meses", 30),
];

/// The due date that all of a remark in brackets gives: `due 2026-01-31`, `by Jan 31`, `2026-01-31`,
/// `within two weeks`.
pub fn of_remark(text: &str, near: Option<Date>) -> Option<Due> {
    let text = text.trim();
    let (value, said) = match ["due date", "due by", "due on", "due", "deadline", "eta", "target"]
        .iter()
        .find_map(|word| strip_word(text, word))
    {
        Some(rest) => {
            (rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '=')), true)
        }
        None => (text, false),
    };
    let bare = skip_preposition(value);
    if let Some((date, length)) = date_at(bare, near) {
        let rest = bare[length..].trim();
        return (said || rest.is_empty() || rest.starts_with([',', ';'])).then_some(Due::On(date));
    }
    let (days, length) = days_at(bare)?;
    // `(30 days)` may be anything.
    let is_term = said || strip_word(bare, "within").is_some() || strip_word(bare, "in").is_some();
    (is_term && value[value.len() - bare.len() + length..].trim().is_empty()).then_some(Due::In(days))
}

/// The due date at the end of an item's text (`… by 2026-01-31`), and where it begins.
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
        let value = PREPOSITIONS
            .iter()
            .filter(|word| !matches!(**word, "on" | "am" | "le" | "el" | "end of" | "eod"))
            .find_map(|word| strip_word(&tail[at..], word));
        let Some(value) = value.map(|value| value.trim_start_matches([' ', ':', '='])) else { continue };
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
