//! Records of teams as they are written, each value with its place.

use std::collections::BTreeMap;

use retold_diagnostic::Place;
use retold_document::Document;
use retold_document::keys::Key;

/// The keys of a record.
pub const FIELDS: [&str; 8] = ["pattern", "lesson", "incident", "status", "date", "link", "note", "team"];

/// Those that show what it is about.
const SUBJECTS: [&str; 3] = ["pattern", "lesson", "incident"];

/// A value of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub text: String,
    pub place: Place,
}

/// A record as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// By key; keys that are unknown are among them.
    pub fields: BTreeMap<String, Written>,
    /// The team, unless the record names its own.
    pub team: Option<Written>,
    pub place: Place,
}

impl Record {
    /// The value of `key`, if it is not empty.
    pub fn get(&self, key: &str) -> Option<&Written> {
        self.fields.get(key).filter(|written| !written.text.trim().is_empty())
    }

    /// The keys that show what it is about, with their values.
    pub fn subjects(&self) -> impl Iterator<Item = (&'static str, &Written)> {
        SUBJECTS.into_iter().filter_map(|key| Some((key, self.get(key)?)))
    }

    /// The team that recorded it.
    pub fn team(&self) -> Option<&Written> {
        self.get("team").or(self.team.as_ref())
    }
}

/// The records in the front matter of `document`: of the first of its teams.
pub fn in_front_matter(document: &Document) -> Vec<Record> {
    let read = &document.front_matter;
    let place = |text: &str| document.place_of(Key::Exposure, text);
    let team = read
        .teams
        .first()
        .map(|team| Written { text: team.clone(), place: document.place_of(Key::Teams, team) });
    let record = |fields: &BTreeMap<String, String>| {
        let written = |(key, text): (&String, &String)| {
            (key.clone(), Written { text: text.clone(), place: place(text) })
        };
        let first = FIELDS.iter().find_map(|key| fields.get(*key));
        Record {
            fields: fields.iter().map(written).collect(),
            team: team.clone(),
            place: place(first.map_or("", String::as_str)),
        }
    };
    read.exposure.iter().map(record).collect()
}
