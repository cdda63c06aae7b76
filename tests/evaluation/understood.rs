//! What the parser takes from a document, as plain data in the terms of the labels.

use std::collections::BTreeMap;

use retold::report::{ActionReport, DocumentReport, EntryReport};
use retold_document::model::LessonKind;
use serde::Serialize;

use super::labels;

/// A value and its line; line 0 is the file's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T = String> {
    pub line: usize,
    pub value: T,
}

/// Everything that is compared with a label.
#[derive(Debug, Clone, Default)]
pub struct Understood {
    pub class: Option<Found>,
    pub title: Option<Found>,
    pub date: Option<Found>,
    pub severity: Option<Found>,
    pub status: Option<Found>,
    pub authors: Vec<Found>,
    pub services: Vec<Found>,
    /// In seconds.
    pub duration: Option<Found<i64>>,
    pub zone: Option<Found>,
    /// By milestone: `started`, `detected` …
    pub moments: BTreeMap<String, Found>,
    pub timeline: Vec<Found>,
    pub sections: Vec<Found>,
    pub actions: Vec<UnderstoodAction>,
    pub lessons: Vec<Found>,
    pub whys: usize,
}

/// An action item.
#[derive(Debug, Clone, Default)]
pub struct UnderstoodAction {
    pub line: usize,
    pub owner: Option<String>,
    pub due: Option<String>,
    /// `done`, `in-progress`, `open` or `declined`.
    pub status: Option<String>,
}

impl Understood {
    /// The one place that knows how a report is laid out.
    pub fn of(report: &DocumentReport) -> Self {
        let facts = |name: &str| -> Vec<Found> {
            let facts = report.facts.iter().filter(|fact| fact.name == name);
            facts.map(|fact| Found { line: line(fact.line), value: fact.value.clone() }).collect()
        };
        let fact = |name: &str| facts(name).into_iter().next();
        let timeline: Vec<Found> = report
            .timeline
            .iter()
            .map(|entry| Found { line: line(entry.line), value: entry_time(entry) })
            .collect();
        let zone = report.zone.clone();
        Self {
            class: Some(Found { line: line(report.class_line), value: class(report) }),
            // A title that only the file's name gives has no line.
            title: fact("title").filter(|title| title.line > 0),
            date: fact("date").map(|date| Found { value: date.value[..10].to_owned(), ..date }),
            severity: fact("severity"),
            status: fact("status"),
            authors: facts("author"),
            services: facts("service"),
            duration: fact("duration")
                .map(|found| Found { line: found.line, value: labels::seconds(&found.value).unwrap() }),
            zone: zone.map(|value| Found { line: timeline.first().map_or(0, |entry| entry.line), value }),
            moments: report
                .milestones
                .iter()
                .map(|moment| {
                    (
                        name(moment.milestone),
                        Found { line: line(moment.line), value: written_time(&moment.at) },
                    )
                })
                .collect(),
            timeline,
            sections: report
                .sections
                .iter()
                .map(|section| Found { line: line(section.line), value: name(section.kind) })
                .collect(),
            actions: report.actions.iter().map(action).collect(),
            lessons: report
                .lessons
                .iter()
                .map(|lesson| Found {
                    line: line(lesson.line),
                    value: match lesson.kind {
                        LessonKind::Learned => "lessons".to_owned(),
                        kind => name(kind),
                    },
                })
                .collect(),
            whys: report.whys.len(),
        }
    }
}

fn action(action: &ActionReport) -> UnderstoodAction {
    UnderstoodAction {
        line: line(action.line),
        owner: action.owner.clone(),
        due: action.due.clone().filter(|_| action.due_is_stated),
        status: action.status.map(name),
    }
}

fn line(line: Option<usize>) -> usize {
    line.unwrap_or(0)
}

/// The name of a variant as reports write it.
fn name(variant: impl Serialize) -> String {
    serde_json::to_value(variant).unwrap().as_str().unwrap().to_owned()
}

/// The class in the words of the labels, which have one for pages of every sort and many for incidents.
fn class(report: &DocumentReport) -> String {
    let kind = report.facts.iter().find(|fact| fact.name == "kind");
    match report.class {
        "incident" => kind.map_or("incident", |kind| &kind.value),
        "index" | "readme" | "page" => "index",
        other => other,
    }
    .to_owned()
}

/// `2026-01-31 14:05`, or as much of it as is known; `?` for nothing.
fn entry_time(entry: &EntryReport) -> String {
    match (&entry.at, entry.offset_seconds) {
        (Some(at), _) => written_time(at),
        (None, Some(offset)) => format!("T+{:02}:{:02}", offset / 3_600, offset / 60 % 60),
        (None, None) => "?".to_owned(),
    }
}

/// `2026-01-31T14:05:00Z` as `2026-01-31 14:05`; a day or a time of day alone as it is, without seconds.
fn written_time(at: &str) -> String {
    match at.split_once('T') {
        Some((date, time)) => format!("{date} {}", &time[..5]),
        None if at.contains(':') => at[..5].to_owned(),
        None => at.to_owned(),
    }
}

#[test]
fn times_are_those_of_the_labels() {
    for (at, time) in [
        ("2026-01-31T14:05:00+01:00", "2026-01-31 14:05"),
        ("2026-01-31", "2026-01-31"),
        ("14:05:00", "14:05"),
    ] {
        assert_eq!(written_time(at), time);
    }
}
