//! What labels in a body name, in several languages.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::{entries, folded, normalise};

/// What a label names.
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
    /// Time to resolve: a duration where nothing else is called one.
    TimeToResolve,
    /// Time to recover or to repair: a duration where nothing better is.
    TimeToRecover,
    DetectionMethod,
    Trigger,
}

/// The fields by what labels call them.
static FIELDS: LazyLock<FxHashMap<String, Field>> = LazyLock::new(|| {
    entries(include_str!("../../data/fields.txt"))
        .filter_map(|(name, label)| Some((folded(label), Field::named(name)?)))
        .collect()
});

impl Field {
    /// The field that the file of labels calls `name`.
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "id" => Self::Id,
            "title" => Self::Title,
            "date" => Self::Date,
            "published" => Self::Published,
            "updated" => Self::Updated,
            "severity" => Self::Severity,
            "status" => Self::Status,
            "kind" => Self::Kind,
            "authors" => Self::Authors,
            "services" => Self::Services,
            "teams" => Self::Teams,
            "tags" => Self::Tags,
            "duration" => Self::Duration,
            "time-to-resolve" => Self::TimeToResolve,
            "time-to-recover" => Self::TimeToRecover,
            "detection-method" => Self::DetectionMethod,
            "trigger" => Self::Trigger,
            _ => return None,
        })
    }

    /// The field that a label names, if it is metadata.
    pub fn of(name: &str) -> Option<Self> {
        // No name is this long; prose need not be looked at.
        if name.len() > 60 { None } else { FIELDS.get(normalise(name).as_str()).copied() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_labels_are_compared() {
        let mut seen = std::collections::BTreeSet::new();
        for (field, name) in entries(include_str!("../../data/fields.txt")) {
            assert!(Field::named(field).is_some(), "{field}");
            assert_eq!(normalise(name), folded(name));
            assert!(seen.insert(name), "{name} is written twice");
        }
    }
}
