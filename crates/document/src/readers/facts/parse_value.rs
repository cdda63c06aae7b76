//! Values as people write them, brought down to what they say: a label without its remark, names without
//! placeholders.

use jiff::SignedDuration;
use jiff::civil::Date;

use retold_times::{Stamp, WrittenDate, durations};

/// Levels of severity in the languages that are read, as words or beginnings of codes.
const LEVELS: [&str; 77] = [
    "critical",
    "crit",
    "blocker",
    "catastrophic",
    "severe",
    "major",
    "high",
    "medium",
    "moderate",
    "minor",
    "low",
    "trivial",
    "none",
    "informational",
    "info",
    "notice",
    "down",
    "disrupted",
    "degraded",
    "outage",
    "partial",
    "full",
    "maintenance",
    "warning",
    "emergency",
    "urgent",
    "significant",
    "negligible",
    "致命",
    "重大",
    "高",
    "中",
    "低",
    "緊急",
    "軽微",
    "严重",
    "一般",
    "紧急",
    "轻微",
    "kritisch",
    "hoch",
    "mittel",
    "niedrig",
    "gering",
    "schwer",
    "critique",
    "élevée",
    "élevé",
    "haute",
    "majeure",
    "majeur",
    "moyenne",
    "moyen",
    "mineure",
    "mineur",
    "faible",
    "crítica",
    "crítico",
    "alta",
    "alto",
    "media",
    "baja",
    "média",
    "médio",
    "medio",
    "baixa",
    "bassa",
    "basso",
    "средний",
    "высокий",
    "низкий",
    "критический",
    "긴급",
    "심각",
    "높음",
    "중간",
    "낮음",
];

/// The label of a severity such as `🔴 HIGH (complete failure)`, or nothing if `text` names no level.
pub fn severity(text: &str) -> Option<String> {
    // A choice of levels is a form that nobody filled in; a remark may name anything.
    let bare = text.split(['(', '（']).next().unwrap_or_default();
    let choices = bare.split(['/', '|', ',']).filter(|part| names_level(part)).count();
    if choices > 1 {
        return None;
    }
    let label = before_remark(text);
    let is_short = label.chars().count() <= 32 && label.split_whitespace().count() <= 4;
    (is_short && names_level(label)).then(|| label.to_owned())
}

fn names_level(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| {
        let code = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let prefix = &word[..word.len() - code.len()];
        let is_code = ["sev", "s", "p", "severity", "prio", "priority", "level", "tier", "lvl", ""]
            .contains(&prefix)
            && matches!(code, "0" | "1" | "2" | "3" | "4" | "5");
        is_code || LEVELS.contains(&word)
    }) || LEVELS
        .iter()
        .any(|level| !level.is_ascii() && lower.trim().starts_with(level) && level.chars().count() <= 2)
}

/// A status without a remark: `Resolved` of `✅ Resolved at 15:09 UTC`.
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
    (is_short && choices <= 2 && !is_placeholder(label) && label.chars().any(char::is_alphabetic))
        .then(|| label.trim().to_owned())
}

/// The length of time that a value states: in words, or as a range from a time to another.
pub fn duration(text: &str) -> Option<SignedDuration> {
    // `4 min/hour` is a share of the time.
    let lower = text.to_lowercase();
    if ["/hour", "/hr", "/h ", "/day", "/week", "per hour", "per day", "per week", "every hour", "every day"]
        .iter()
        .any(|rate| lower.contains(rate))
    {
        return None;
    }
    if let Some(duration) = durations::duration(text) {
        return Some(duration);
    }
    let (_, stamp) = Stamp::find_all(text).into_iter().next()?;
    if let Some(until) = stamp.until.as_deref()
        && let (Some(from), Some(to)) = (stamp.time, until.time)
    {
        let date = |stamp: &Stamp| match stamp.date {
            Some(WrittenDate::Full(date)) => Some(date),
            _ => None,
        };
        let first = date(&stamp).or(date(until)).unwrap_or(Date::constant(2000, 1, 1));
        let last = date(until).unwrap_or(first);
        let duration = last.to_datetime(to).duration_since(first.to_datetime(from));
        return duration.is_positive().then_some(duration);
    }
    None
}

/// Names in a list such as `@ann, Bob and <add name here>`.
pub fn names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in split_list(text) {
        // A remark, a mail address or a handle in brackets is not part of the name.
        let part = part.trim();
        let inner = part.strip_prefix('[').and_then(|part| part.split(']').next());
        let name = inner.unwrap_or_else(|| part.split(['(', '（', '<', '[']).next().unwrap_or(part));
        // The address of a link in angle brackets stands there bare.
        let address = name.split_whitespace().find(|word| word.contains('@') && word.contains('.'));
        let name = address.map_or(name, |address| &name[..name.find(address).unwrap_or(name.len())]);
        let name = name.trim().trim_start_matches('@').trim_end_matches(['.', ';', ':', '@']).trim();
        let length = name.chars().count();
        let words = name.split_whitespace().count();
        if (1..=60).contains(&length)
            && words <= 6
            && !is_placeholder(name)
            && name.chars().any(char::is_alphabetic)
        {
            names.push(name.to_owned());
        }
    }
    names
}

/// Things in a list: as [`names`], but remarks in brackets are part of them.
pub fn things(text: &str) -> Vec<String> {
    split_list(text)
        .into_iter()
        .map(|part| part.trim().trim_matches('`').trim_end_matches(['.', ';']).trim())
        .filter(|thing| {
            let length = thing.chars().count();
            (2..=60).contains(&length)
                && thing.split_whitespace().count() <= 6
                && !is_placeholder(thing)
                && !["all", "none", "n/a", "na", "unknown", "multiple", "various", "many", "yes", "no"]
                    .contains(&thing.to_lowercase().as_str())
        })
        .map(str::to_owned)
        .collect()
}

/// The parts of a list in one line, commas in brackets kept.
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

/// Whether a value is one that a template leaves to be filled in.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let lower = text.to_lowercase();
    let marks = text.starts_with(['<', '{', '['])
        || text.ends_with('>')
        || text.contains("{{")
        || text.contains("...");
    let words = [
        "tbd",
        "tba",
        "todo",
        "n/a",
        "na",
        "xxx",
        "yyyy",
        "name",
        "your name",
        "add name here",
        "unknown",
        "?",
        "-",
        "–",
        "—",
        "…",
    ];
    text.is_empty()
        || marks
        || words.contains(&lower.as_str())
        || lower.contains("yyyy-mm")
        || lower.starts_with("todo")
}

/// What stands before a remark in brackets or behind a dash, without marks around it.
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
