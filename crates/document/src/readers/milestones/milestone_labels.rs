//! Labels before times that name a milestone, or the incident as a whole.

use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::fields::Field;
use crate::model::Milestone;

/// Longest label that is read, in bytes.
const MAX_LABEL: usize = 60;

static TABLE: LazyLock<WordTable> =
    LazyLock::new(|| WordTable::parse(include_str!("../../../data/milestone-labels.txt")));

static FILLERS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("filler"));
static LABELS: LazyLock<FxHashMap<&str, Milestone>> = LazyLock::new(|| TABLE.map(Milestone::named));
static EXTENTS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("extent"));
static EXTENT_ENDINGS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("extent-ending").collect());
static ENDINGS: LazyLock<Vec<(&str, Milestone)>> = LazyLock::new(|| {
    let endings = TABLE.entries().filter_map(|entry| {
        let name = entry.name.strip_suffix("-ending")?;
        Some((entry.word, Milestone::named(name)?))
    });
    endings.collect()
});

/// The milestone that a label names.
pub fn milestone_of(name: &str) -> Option<Milestone> {
    if name.len() > MAX_LABEL {
        return None;
    }
    let lower = name.to_lowercase();
    let mut label = String::with_capacity(lower.len());
    let words = lower.split(|c: char| !(c.is_alphanumeric() || c == '\''));
    for word in words.filter(|word| !word.is_empty() && !FILLERS.contains(*word)) {
        if !label.is_empty() {
            label.push(' ');
        }
        label.push_str(word);
    }
    LABELS.get(label.as_str()).copied().or_else(|| {
        let ending = ENDINGS.iter().find(|(ending, _)| lower.ends_with(ending));
        ending.map(|(_, milestone)| *milestone)
    })
}

/// Whether a label names how long, or when, an incident was as a whole: `Duration`, `Time of outage`.
pub fn is_extent(name: &str) -> bool {
    if name.len() > MAX_LABEL {
        return false;
    }
    let lower = name.trim().to_lowercase();
    matches!(Field::of(name), Some(Field::Duration | Field::Date))
        || EXTENTS.contains(lower.as_str())
        || EXTENT_ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

/// Whether a label names when an incident was: `Date`, `Date and time of the incident`.
pub fn is_date(name: &str) -> bool {
    if name.len() > MAX_LABEL {
        return false;
    }
    let lower = name.to_lowercase();
    lower.starts_with("date") && lower.contains("time") && !lower.contains("publ")
        || Field::of(name) == Some(Field::Date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_those_of_known_meanings() {
        let text = include_str!("../../../data/milestone-labels.txt");
        let endings = Milestone::ALL.map(|milestone| format!("{}-ending", milestone.name()));
        let mut names: Vec<&str> = endings.iter().map(String::as_str).collect();
        names.extend(["filler", "extent", "extent-ending"]);
        names.extend(Milestone::ALL.map(Milestone::name));
        assert_eq!(WordTable::faults(text, &names, str::to_lowercase), [""; 0]);
    }

    #[test]
    fn labels_name_milestones_once_fillers_are_left_out() {
        for (label, milestone) in [
            ("Time the incident was first detected", Some(Milestone::Detected)),
            ("Alert", Some(Milestone::Detected)),
            ("Root cause identified at", Some(Milestone::Identified)),
            ("Root cause", None),
            ("Fully-restored", Some(Milestone::Resolved)),
            ("First", None),
            ("Impact", None),
            ("障害発生日時", Some(Milestone::Started)),
            ("Дата обнаружения", Some(Milestone::Detected)),
        ] {
            assert_eq!(milestone_of(label), milestone, "{label}");
        }
    }

    #[test]
    fn extents_are_whole_labels_or_their_endings() {
        for (label, expected) in [
            ("Duration", true),
            ("Outage", true),
            ("First outage", false),
            ("Impact time frame", true),
            ("影響期間", true),
            ("Owner", false),
        ] {
            assert_eq!(is_extent(label), expected, "{label}");
        }
    }
}
