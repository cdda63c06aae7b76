//! The names of metadata in labels.

use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::FxHashMap;

use crate::lexicon::normalise::{normalise, without_accents};

/// A kind of metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Id,
    Title,
    Date,
    Published,
    Updated,
    Severity,
    Status,
    Kind,
    Authors,
    Services,
    Teams,
    Tags,
    Duration,
    /// Time to resolve: the duration where no label names one.
    TimeToResolve,
    /// Time to recover or to repair: the duration where neither of the other two is given.
    TimeToRecover,
    DetectionMethod,
    Trigger,
}

const WORDS: &str = include_str!("../../data/fields.txt");

/// The fields by their normalised labels.
static FIELDS: LazyLock<FxHashMap<String, Field>> = LazyLock::new(|| {
    let table = WordTable::parse(WORDS);
    let field = |name| NAMES.into_iter().find(|(known, _)| *known == name).map(|(_, field)| field);
    table.entries().filter_map(|entry| Some((without_accents(entry.word), field(entry.name)?))).collect()
});

/// The fields by their names in the table of words.
const NAMES: [(&str, Field); 17] = [
    ("id", Field::Id),
    ("title", Field::Title),
    ("date", Field::Date),
    ("published", Field::Published),
    ("updated", Field::Updated),
    ("severity", Field::Severity),
    ("status", Field::Status),
    ("kind", Field::Kind),
    ("authors", Field::Authors),
    ("services", Field::Services),
    ("teams", Field::Teams),
    ("tags", Field::Tags),
    ("duration", Field::Duration),
    ("time-to-resolve", Field::TimeToResolve),
    ("time-to-recover", Field::TimeToRecover),
    ("detection-method", Field::DetectionMethod),
    ("trigger", Field::Trigger),
];

/// Labels that are longer, in bytes, name no field and need not be normalised.
const LONGEST_LABEL: usize = 60;

impl Field {
    /// The field that the text of a label names; `None` if it is not metadata.
    pub fn of(label: &str) -> Option<Self> {
        if label.len() > LONGEST_LABEL { None } else { FIELDS.get(normalise(label).as_str()).copied() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::section_names::as_compared;

    #[test]
    fn the_table_of_words_is_sound() {
        let faults = WordTable::faults(WORDS, &NAMES.map(|(name, _)| name), as_compared);
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(FIELDS.len(), WordTable::parse(WORDS).entries().count(), "a label stands for two fields");
    }

    #[test]
    fn labels_name_fields_in_any_form() {
        for (label, field) in [
            ("Severity", Some(Field::Severity)),
            ("Author(s)", Some(Field::Authors)),
            ("SÉVÉRITÉ", Some(Field::Severity)),
            ("発生日時", Some(Field::Date)),
            ("Mood", None),
            ("Severity of what happened to the pumps in the night of the third of May", None),
        ] {
            assert_eq!(Field::of(label), field, "{label}");
        }
    }
}
