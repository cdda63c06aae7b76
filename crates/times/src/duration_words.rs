//! The words of lengths of time: units, numbers, and what stands around them.

use std::sync::LazyLock;

use crate::WordTable;
use crate::lookup::Lookup;
use crate::scan::Scan;

pub const MINUTE: u64 = 60;
pub const HOUR: u64 = 60 * MINUTE;
pub const DAY: u64 = 24 * HOUR;

const TEXT: &str = include_str!("../data/durations.txt");

static TABLE: LazyLock<WordTable> = LazyLock::new(|| WordTable::parse(TEXT));

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A unit of a length of time, in seconds.
    Length(u64),
    /// A unit that counts only where a term is read, in days.
    Term(u64),
}

fn unit_of(name: &str) -> Option<Unit> {
    Some(match name {
        "second" => Unit::Length(1),
        "minute" => Unit::Length(MINUTE),
        "hour" => Unit::Length(HOUR),
        "day" => Unit::Length(DAY),
        "week" => Unit::Length(7 * DAY),
        "date-day" => Unit::Term(1),
        "date-week" => Unit::Term(7),
        "month" => Unit::Term(30),
        _ => return None,
    })
}

/// Words of an alphabet, of which a [`Scan`] reads the whole word, and all others, longer ones first.
pub struct Words<T> {
    pub spelled: Lookup<T>,
    signs: Vec<(&'static str, T)>,
}

impl<T: Copy> Words<T> {
    fn of(value: impl Fn(&str) -> Option<T>) -> Self {
        let is_spelled = |word: &str| Scan::new(word).word() == word;
        let entries = || TABLE.entries().filter_map(|entry| Some((entry.word, value(entry.name)?)));
        let mut signs: Vec<_> = entries().filter(|(word, _)| !is_spelled(word)).collect();
        signs.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        Self {
            spelled: Lookup::collect(entries().filter(|(word, _)| is_spelled(word)), |first, _| first),
            signs,
        }
    }

    /// Reads a word.
    pub fn eat(&self, scan: &mut Scan<'_>) -> Option<T> {
        let word = scan.word();
        let (length, value) = if word.is_empty() {
            let (sign, value) = self.signs.iter().find(|(sign, _)| scan.rest.starts_with(sign))?;
            (sign.len(), *value)
        } else {
            (word.len(), self.spelled.get(word)?)
        };
        scan.skip(length);
        Some(value)
    }
}

pub static UNITS: LazyLock<Words<Unit>> = LazyLock::new(|| Words::of(unit_of));
pub static NUMBERS: LazyLock<Words<u32>> = LazyLock::new(|| Words::of(|name| name.parse().ok()));
pub static LIMITS: LazyLock<Words<()>> = LazyLock::new(|| Words::of(|name| (name == "limit").then_some(())));
pub static ABBREVIATIONS: LazyLock<Words<()>> =
    LazyLock::new(|| Words::of(|name| (name == "abbreviation").then_some(())));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_no_faults() {
        let names = [
            "second",
            "minute",
            "hour",
            "day",
            "week",
            "month",
            "date-day",
            "date-week",
            "abbreviation",
            "limit",
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "7",
            "8",
            "9",
            "10",
            "11",
            "12",
            "15",
            "20",
            "30",
            "40",
            "50",
            "60",
            "90",
        ];
        assert_eq!(WordTable::faults(TEXT, &names, str::to_lowercase), Vec::<String>::new());
    }
}
