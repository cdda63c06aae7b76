//! Words that show on which day an incident happened.

use std::sync::LazyLock;

use jiff::Span;
use jiff::civil::{Date, Weekday};
use retold_times::WordTable;
use retold_times::durations::duration_at;
use rustc_hash::FxHashSet;

use crate::text::words::has_word;

const WORDS: &str = include_str!("../../data/days.txt");

static TABLE: LazyLock<WordTable> = LazyLock::new(|| WordTable::parse(WORDS));
static TROUBLE: LazyLock<Phrases> = LazyLock::new(|| Phrases::of("trouble"));
static EARLIER: LazyLock<Phrases> = LazyLock::new(|| Phrases::of("earlier"));
static YESTERDAY: LazyLock<Phrases> = LazyLock::new(|| Phrases::of("yesterday"));
static TODAY: LazyLock<Phrases> = LazyLock::new(|| Phrases::of("today"));
static LAST: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("last"));
static THIS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("this"));
static BEFORE_DAY: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("before-day"));
static DAY_PARTS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("day-part"));
static PUBLISHED: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.longest_first("published"));

/// Words, and phrases or words of scripts without spaces, which are parts of texts.
struct Phrases {
    words: FxHashSet<&'static str>,
    parts: Vec<&'static str>,
}

impl Phrases {
    fn of(name: &str) -> Self {
        let is_word =
            |word: &&str| word.bytes().next().is_some_and(|byte| byte < 0xe0) && !word.contains([' ', '\'']);
        let (words, parts) = TABLE.words(name).partition::<Vec<_>, _>(is_word);
        Self { words: words.into_iter().collect(), parts }
    }

    /// Whether `text`, which is in lower case, has one of them.
    fn are_in(&self, text: &str) -> bool {
        has_word(text, &self.words) || self.parts.iter().any(|part| text.contains(part))
    }
}

/// Whether a date in `sentence` is that of the incident: the sentence has a word for trouble, and none for something earlier.
pub fn reports_trouble(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    TROUBLE.are_in(&lower) && !EARLIER.are_in(&lower)
}

/// Whether a date behind `before`, the start of its sentence, is that on which something happens: `On`, `the night of`.
/// `the report of`, `(` and `since` lead to other dates.
pub fn leads_to_day(before: &str) -> bool {
    let before = before.trim_end();
    if before.is_empty() || before.ends_with(|c: char| !c.is_ascii() && !c.is_alphabetic()) {
        return true;
    }
    let lower = before.to_lowercase();
    let lower = lower.trim_end_matches([' ', '(', ',']);
    let mut words = lower.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let last = words.next().unwrap_or_default();
    if before.ends_with(['(', ',']) {
        // `Last Saturday (March 14)`, `yesterday, March 14`
        return retold_times::weekday(last).is_some() || YESTERDAY.words.contains(last) || last == "month";
    }
    let is_part = |word: &str| DAY_PARTS.contains(word);
    BEFORE_DAY.contains(last) || is_part(last) || words.next().is_some_and(is_part)
}

/// The day that a sentence on trouble gives relative to `report`, the day of the report: `Yesterday`, `last Tuesday`.
pub fn relative_day(sentence: &str, report: Date) -> Option<Date> {
    let lower = sentence.to_lowercase();
    if EARLIER.are_in(&lower) || !TROUBLE.are_in(&lower) {
        return None;
    }
    let before = |days: i32| report.checked_sub(Span::new().days(days)).ok();
    if YESTERDAY.are_in(&lower) {
        return before(1);
    }
    if TODAY.are_in(&lower) {
        return Some(report);
    }
    if let Some(days) = days_ago(&lower) {
        return before(days);
    }
    before(weekday_before(sentence, report.weekday())?)
}

/// `two days ago`
fn days_ago(lower: &str) -> Option<i32> {
    let at = lower.find(" days ago")?;
    let start = lower[..at].rfind(|c: char| !c.is_alphanumeric()).map_or(0, |space| space + 1);
    let (duration, _) = duration_at(&lower[start..])?;
    i32::try_from(duration.as_hours() / 24).ok().filter(|days| (1..=31).contains(days))
}

/// How many days before `report` the weekday of `last Tuesday`, `On Tuesday` or `Tuesday last week` is.
fn weekday_before(sentence: &str, report: Weekday) -> Option<i32> {
    let words: Vec<&str> =
        sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_last_week = |at: usize| {
        let two = |from: usize| {
            words.get(from).zip(words.get(from + 1)).is_some_and(|(one, other)| {
                one.eq_ignore_ascii_case("last") && other.eq_ignore_ascii_case("week")
            })
        };
        two(at + 1) || at >= 3 && two(at - 3)
    };
    words.iter().enumerate().find_map(|(at, word)| {
        let day = word.starts_with(char::is_uppercase).then(|| retold_times::weekday(word)).flatten()?;
        // A day of every week is none of the incident.
        let before = words.get(at.checked_sub(1)?)?.to_lowercase();
        let back = i32::from(day.until(report));
        match before.as_str() {
            _ if word.len() < 5 || back == 0 => None,
            before if THIS.contains(before) && is_last_week(at) => {
                Some(i32::from(report.to_monday_zero_offset()) + 7 - i32::from(day.to_monday_zero_offset()))
            }
            // `Last Tuesday` on a Wednesday may be that of the week before.
            before if LAST.contains(before) => (back > 1).then_some(back),
            before => THIS.contains(before).then_some(back),
        }
    })
}

/// The text behind words that open a line on the publication: `Posted on 31 January 2026`.
pub fn behind_published(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    PUBLISHED.iter().find_map(|words| {
        let start = line.get(..words.len())?;
        let behind = line[words.len()..].trim_start_matches([' ', ':']);
        (start.to_lowercase() == *words && behind.len() < line.len() - words.len()).then_some(behind)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_table_of_words_is_sound() {
        let names = [
            "trouble",
            "earlier",
            "yesterday",
            "today",
            "last",
            "this",
            "before-day",
            "day-part",
            "published",
        ];
        assert_eq!(WordTable::faults(WORDS, &names, str::to_lowercase), Vec::<String>::new());
    }

    #[test]
    fn sentences_on_trouble_are_known() {
        for (text, expected) in [
            ("On March 14 we had an outage.", true),
            ("Pumps were DOWN on 14 March.", true),
            ("3月14日に障害が発生しました。", true),
            ("No dia 14 de março, o site ficou fora do ar.", true),
            ("On March 14 we built pumps.", false),
            ("On March 14 we deployed the change that failed.", false),
            ("A similar incident happened on March 14.", false),
        ] {
            assert_eq!(reports_trouble(text), expected, "{text}");
        }
    }

    #[test]
    fn prepositions_lead_to_days() {
        for (before, expected) in [
            ("", true),
            ("On", true),
            ("We had an outage on ", true),
            ("In the night of", true),
            ("Last Saturday (", true),
            ("Yesterday, ", true),
            ("Am", true),
            ("障害は、", true),
            ("It is a regression of the", false),
            ("Failing since", false),
            ("The change (", false),
            ("The commit", false),
        ] {
            assert_eq!(leads_to_day(before), expected, "{before}");
        }
    }

    #[test]
    fn days_are_counted_back_from_the_report() {
        // A Friday.
        let report = date(2026, 3, 20);
        for (text, expected) in [
            ("Yesterday our pumps failed.", Some(date(2026, 3, 19))),
            ("Last night our pumps failed.", Some(date(2026, 3, 19))),
            ("This morning our pumps failed.", Some(report)),
            ("Our pumps failed two days ago.", Some(date(2026, 3, 18))),
            ("Last Tuesday our pumps failed.", Some(date(2026, 3, 17))),
            ("On Tuesday, our pumps failed.", Some(date(2026, 3, 17))),
            ("On Tuesday last week, our pumps failed.", Some(date(2026, 3, 10))),
            ("Last week on Tuesday our pumps failed.", Some(date(2026, 3, 10))),
            ("Gestern gab es einen Ausfall.", Some(date(2026, 3, 19))),
            ("昨日、障害が発生しました。", Some(date(2026, 3, 19))),
            // It may be that of the week before, or this very day.
            ("Last Thursday our pumps failed.", None),
            ("On Friday our pumps failed.", None),
            ("Every Tuesday our pumps failed.", None),
            ("Yesterday we had tea.", None),
        ] {
            assert_eq!(relative_day(text, report), expected, "{text}");
        }
    }

    #[test]
    fn lines_on_the_publication_are_known() {
        for (line, behind) in [
            ("Posted on 31 January 2026", Some("31 January 2026")),
            ("*Published: 31 January 2026*", Some("31 January 2026*")),
            ("Publishedness", None),
            ("", None),
        ] {
            assert_eq!(behind_published(line), behind, "{line}");
        }
    }
}
