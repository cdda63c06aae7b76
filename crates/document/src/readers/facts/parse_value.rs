//! The values behind labels: severities and statuses without remarks, lengths of time, names without placeholders.

use jiff::SignedDuration;
use jiff::civil::Date;

use crate::lexicon::severities::{begins_with_level, is_level};
use crate::text::marks::before_bracket;
use crate::text::placeholder::{is_unset, is_vague};
use retold_times::{Stamp, WrittenDate, durations};

/// The severity in a value such as `🔴 HIGH (complete failure)`, without mark and remark; `None` if it names no level.
pub fn severity(text: &str) -> Option<String> {
    if is_choice(text) {
        return None;
    }
    let label = before_remark(text);
    let is_short = label.chars().count() <= 32 && label.split_whitespace().count() <= 4;
    (is_short && names_level(label)).then(|| label.to_owned())
}

/// Returns true if a value has several levels outside the remark: the options of a form.
pub fn is_choice(text: &str) -> bool {
    before_bracket(text).split(['/', '|', ',']).filter(|part| names_level(part)).count() > 1
}

/// Returns true if a text has a word or code for a level of severity.
fn names_level(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| {
        let code = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let prefix = &word[..word.len() - code.len()];
        let is_code = ["sev", "s", "p", "severity", "prio", "priority", "level", "tier", "lvl", ""]
            .contains(&prefix)
            && matches!(code, "0" | "1" | "2" | "3" | "4" | "5");
        is_code || is_level(word)
    }) || begins_with_level(lower.trim())
}

/// The status in a value, without mark and remark: `Resolved` in `✅ Resolved at 15:09 UTC`.
pub fn status(text: &str) -> Option<String> {
    let label = before_remark(text).split([',', '，', '、']).next().unwrap_or_default();
    let label = label.split(" with ").next().unwrap_or(label);
    let label = [" at ", " on ", " as of ", " since "]
        .iter()
        .filter_map(|word| {
            label.find(word).filter(|at| label[at + word.len()..].contains(|c: char| c.is_ascii_digit()))
        })
        .min()
        .map_or(label, |at| &label[..at]);
    let choices = text.split(['/', '|']).count();
    let is_short = label.chars().count() <= 60 && label.split_whitespace().count() <= 8;
    (is_short && choices <= 2 && !is_unset(label) && label.chars().any(char::is_alphabetic))
        .then(|| label.trim().to_owned())
}

/// The length of time in a value: in words, or from the first to the second of two times.
pub fn duration(text: &str) -> Option<SignedDuration> {
    // `4 min/hour` is a rate.
    let lower = text.to_lowercase();
    if ["/hour", "/hr", "/h ", "/day", "/week", "per hour", "per day", "per week", "every hour", "every day"]
        .iter()
        .any(|rate| lower.contains(rate))
    {
        return None;
    }
    durations::duration(text).or_else(|| range(text))
}

/// The length of time that a value gives besides days: from the first to the second of two clocks, or in brackets behind
/// a day: `2026-04-16 to 2026-05-16 (30 days)`.
pub fn extent(text: &str) -> Option<SignedDuration> {
    range(text).or_else(|| {
        let (days, remark) = text.trim_end().strip_suffix(')')?.rsplit_once('(')?;
        Stamp::find_iter(days).next()?.1.date?;
        let (duration, length) = durations::duration_at(remark)?;
        (length == remark.len()).then_some(duration)
    })
}

/// The time from the first to the second of two clocks.
pub fn range(text: &str) -> Option<SignedDuration> {
    Stamp::find_iter(text).find_map(|(_, stamp)| {
        let until = stamp.until.as_deref()?;
        let (from, to) = (stamp.time?, until.time?);
        let date = |stamp: &Stamp| match stamp.date {
            Some(WrittenDate::Full(date)) => Some(date),
            _ => None,
        };
        let first = date(&stamp).or(date(until)).unwrap_or(Date::constant(2000, 1, 1));
        let last = date(until).unwrap_or(first);
        let duration = last.to_datetime(to).duration_since(first.to_datetime(from));
        duration.is_positive().then_some(duration)
    })
}

/// The names of people in a list such as `@ann, Bob and <add name here>`.
pub fn names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in split_list(text) {
        // A remark, a mail address or a handle in brackets is not part of the name.
        let part = part.trim();
        let inner = part.strip_prefix('[').and_then(|part| part.split(']').next());
        let name = inner.unwrap_or_else(|| part.split(['(', '（', '<', '[']).next().unwrap_or(part));
        // The address of a link in angle brackets is bare.
        let address = name.split_whitespace().find(|word| word.contains('@') && word.contains('.'));
        let name = address.map_or(name, |address| &name[..name.find(address).unwrap_or(name.len())]);
        let name = name.trim().trim_start_matches('@').trim_end_matches(['.', ';', ':', '@']).trim();
        let length = name.chars().count();
        let words = name.split_whitespace().count();
        if (1..=60).contains(&length)
            && words <= 6
            && !is_unset(name)
            && name.chars().any(char::is_alphabetic)
        {
            names.push(name.to_owned());
        }
    }
    names
}

/// The services, teams or tags in a list. Unlike in [`names`], remarks in brackets are part of them.
pub fn things(text: &str) -> Vec<String> {
    split_list(text)
        .into_iter()
        .map(|part| part.trim().trim_matches('`').trim_end_matches(['.', ';']).trim())
        .filter(|thing| {
            let length = thing.chars().count();
            (2..=60).contains(&length)
                && thing.split_whitespace().count() <= 6
                && !is_unset(thing)
                && !is_vague(thing)
        })
        .map(str::to_owned)
        .collect()
}

/// The parts of a list in one line; commas in brackets separate nothing.
fn split_list(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' | '[' => depth += 1,
            ')' | '）' | ']' => depth = depth.saturating_sub(1),
            ',' | ';' | '、' | '，' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & ")).collect()
}

/// The text before a remark in brackets or behind a dash, without the marks around it.
pub fn before_remark(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
    let end = text
        .char_indices()
        .find(|(at, c)| {
            matches!(c, '(' | '（' | '[' | '—' | '–' | '·' | '|' | '。' | '；' | ';')
                || text[*at..].starts_with(" - ")
                || text[*at..].starts_with(": ")
        })
        .map_or(text.len(), |(at, _)| at);
    let cut = &text[..end];
    // A sentence behind the label is a remark, too: `Critical. All users were affected.`
    let cut = cut.split(". ").next().unwrap_or(cut);
    cut.trim().trim_end_matches(|c: char| !c.is_alphanumeric() && c != '!')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_from_words_and_ranges() {
        for (text, minutes) in
            [("2 hours", Some(120)), ("10:00 - 11:30 UTC", Some(90)), ("4 min/hour", None), ("a while", None)]
        {
            assert_eq!(duration(text).map(|duration| duration.as_mins()), minutes, "{text}");
        }
        for (text, minutes) in [
            ("2026-04-16 to 2026-05-16 (30 days)", Some(30 * 1440)),
            ("2026-01-30 10:00 UTC to 2026-01-31 11:00 UTC (about a day)", Some(1500)),
            ("Pumps out 2026-01-31, 5:00 - 7:26 UTC", Some(146)),
            ("2026-01-31 (2 days after the flood)", None),
            ("the flood (2 days)", None),
        ] {
            assert_eq!(extent(text).map(|duration| duration.as_mins()), minutes, "{text}");
        }
    }

    #[test]
    fn severities_lose_their_remarks() {
        for (text, expected) in [
            ("HIGH (complete failure of it)", Some("HIGH")),
            ("Critical (Complete production outage)", Some("Critical")),
            ("SEV3 (no outage, low water, a warning ignored)", Some("SEV3")),
            ("High - Core functionality broken", Some("High")),
            ("🔴 Critical", Some("Critical")),
            ("SEV-4（ヒヤリハット）", Some("SEV-4")),
            ("Critical. All users were affected.", Some("Critical")),
            ("P1", Some("P1")),
            ("1", Some("1")),
            ("重大", Some("重大")),
            ("Low / Medium / High", None),
            ("<severity>", None),
            ("It was bad for everybody who used it", None),
            ("TBD", None),
        ] {
            assert_eq!(severity(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn statuses_lose_their_remarks() {
        for (text, expected) in [
            ("✅ Resolved", Some("Resolved")),
            ("Resolved at 2020-04-15 15:09 UTC", Some("Resolved")),
            ("Complete, action items in progress", Some("Complete")),
            ("Draft | Final | In review", None),
            ("TBD", None),
        ] {
            assert_eq!(status(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn names_come_without_placeholders() {
        assert_eq!(
            names("@ann, Bob B. <b@example.org>, [Eve E.], C c@example.org and <add name here>"),
            ["ann", "Bob B", "Eve E", "C"]
        );
        assert_eq!(names("TBD"), Vec::<String>::new());
        assert_eq!(things("`api`, checkout (EU, US) and none"), ["api", "checkout (EU, US)"]);
    }
}
