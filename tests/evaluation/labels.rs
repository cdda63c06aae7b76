//! What a careful reader takes from a document, written down by hand.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

/// The labels of one document; the README beside the label files explains each key.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Label {
    pub path: String,
    pub class: String,
    pub title: Option<String>,
    pub date: Option<String>,
    pub date_or: Vec<String>,
    pub severity: Option<String>,
    pub status: Option<String>,
    pub authors: Vec<String>,
    pub services: Vec<String>,
    pub duration: Option<String>,
    pub duration_or: Vec<String>,
    pub zone: Option<String>,
    pub moments: BTreeMap<String, Vec<String>>,
    pub maybe: BTreeMap<String, Vec<String>>,
    pub timeline: Vec<String>,
    pub timeline_or: Vec<Vec<String>>,
    /// The line of the first entry; for people, not compared.
    pub timeline_line: Option<usize>,
    pub sections: Vec<Mark>,
    pub actions: Vec<ActionLabel>,
    pub lessons: Vec<Mark>,
    pub whys: usize,
    pub notes: Option<String>,
}

/// An action item.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ActionLabel {
    pub line: usize,
    pub owner: Option<String>,
    pub due: Option<String>,
    pub status: Option<String>,
    /// Whether it is a matter of taste.
    pub maybe: bool,
}

/// A line and its content: `12 impact`, or `12 impact maybe` where it is a matter of taste.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Mark {
    pub line: usize,
    pub kind: String,
    pub maybe: bool,
}

impl TryFrom<String> for Mark {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (line, kind, maybe) = match words[..] {
            [line, kind] => (line, kind, false),
            [line, kind, "maybe"] => (line, kind, true),
            _ => return Err(format!("`{text}` is not `line kind` or `line kind maybe`")),
        };
        let line = line.parse().map_err(|_| format!("`{text}` does not start with a line number"))?;
        Ok(Self { line, kind: kind.to_owned(), maybe })
    }
}

impl Label {
    /// Whether the document reports an event, so that all of its facts are labelled.
    pub fn is_narrative(&self) -> bool {
        matches!(self.class.as_str(), "incident" | "near-miss" | "drill" | "bug" | "project")
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelFile {
    document: Vec<Label>,
}

/// Reads `place`, which is a file or a folder of files, in the order of their names.
pub fn read(place: &Path) -> Vec<Label> {
    let files = if place.is_dir() {
        let mut files: Vec<_> = fs::read_dir(place)
            .unwrap_or_else(|error| panic!("{}: {error}", place.display()))
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
            .collect();
        files.sort();
        files
    } else {
        vec![place.to_owned()]
    };
    files.iter().flat_map(|file| read_file(file)).collect()
}

fn read_file(file: &Path) -> Vec<Label> {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let read: LabelFile = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    read.document
}

/// The seconds of a length of time such as `1d 2h 3m`.
pub fn seconds(length: &str) -> Option<i64> {
    length.split_whitespace().try_fold(0, |sum, part| {
        let unit = match part.chars().last()? {
            'd' => 86_400,
            'h' => 3_600,
            'm' => 60,
            's' => 1,
            _ => return None,
        };
        let number: i64 = part[..part.len() - 1].parse().ok()?;
        Some(sum + number * unit)
    })
}

#[test]
fn marks_are_read() {
    let mark = |text: &str| Mark::try_from(text.to_owned());
    assert_eq!(mark("12 impact"), Ok(Mark { line: 12, kind: "impact".to_owned(), maybe: false }));
    assert!(mark("12 impact maybe").unwrap().maybe);
    for wrong in ["", "12", "impact 12", "12 impact perhaps"] {
        assert!(mark(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn lengths_of_time_are_amounts() {
    assert_eq!(seconds("1d 1h 1m"), Some(90_060));
    assert_eq!(seconds("25h 1m"), seconds("1d 1h 1m"));
    assert_eq!(seconds("soon"), None);
}
