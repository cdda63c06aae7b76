//! Words that show how a timeline is written.

use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::readers::timeline::tables::Role;
use crate::text::phrases::ByInitial;

static TABLE: LazyLock<WordTable> =
    LazyLock::new(|| WordTable::parse(include_str!("../../../data/timeline.txt")));

pub static BEFORE_TIME: LazyLock<ByInitial> =
    LazyLock::new(|| ByInitial::of(TABLE.longest_first("before-time")));
pub static NEAR_TIME: LazyLock<ByInitial> = LazyLock::new(|| ByInitial::of(TABLE.longest_first("near-time")));
pub static ABOUT_ALL: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("about-all").collect());
pub static DAYS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("day"));
pub static NEXT_DAYS: LazyLock<ByInitial> = LazyLock::new(|| ByInitial::of(TABLE.longest_first("next-day")));
pub static INSIDE_TIME: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("inside-time"));
pub static UPDATES: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("update").collect());
pub static ABOUT_TIMES: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("about-times").collect());
pub static COLUMN_CLOCKS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("column-clock").collect());
pub static COLUMN_EVENTS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("column-event"));
pub static COLUMN_FIGURES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("column-figure"));
pub static COLUMN_TIME_PARTS: LazyLock<Vec<&str>> =
    LazyLock::new(|| TABLE.words("column-time-part").collect());
pub static COLUMN_DATE_PARTS: LazyLock<Vec<&str>> =
    LazyLock::new(|| TABLE.words("column-date-part").collect());
pub static COLUMN_ROLES: LazyLock<FxHashMap<&str, Role>> = LazyLock::new(|| {
    TABLE.map(|name| match name {
        "column-date" => Some(Role::Date),
        "column-time" => Some(Role::Time),
        "column-until" => Some(Role::Until),
        _ => None,
    })
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_known_meanings() {
        let names = [
            "before-time",
            "near-time",
            "about-all",
            "day",
            "next-day",
            "column-figure",
            "inside-time",
            "update",
            "about-times",
            "column-clock",
            "column-date",
            "column-time",
            "column-until",
            "column-date-part",
            "column-time-part",
            "column-event",
        ];
        let text = include_str!("../../../data/timeline.txt");
        assert_eq!(WordTable::faults(text, &names, str::to_lowercase), [""; 0]);
    }
}
