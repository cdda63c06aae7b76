//! What the parser takes from a document, as plain data in the terms of the labels.

use std::collections::BTreeMap;

use retold_document::Document;
use retold_document::model::{ActionStatus, Due};
use retold_document::model::{Class, Moment};
use retold_document::model::{Entry, Fact, LessonKind};

/// A value and the line that it stands in; line 0 is the file's path.
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
    /// By phase: `started`, `detected` …
    pub moments: BTreeMap<&'static str, Found>,
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
    /// The one place that knows how a [`Document`] is laid out.
    pub fn of(document: &Document) -> Self {
        let lines = Lines::of(&document.text);
        let facts = &document.facts;
        let text = |fact: &Option<Fact<String>>| {
            fact.as_ref().map(|fact| Found { line: lines.of_fact(fact), value: fact.value.clone() })
        };
        let texts = |facts: &[Fact<String>]| -> Vec<Found> {
            facts.iter().map(|fact| Found { line: lines.of_fact(fact), value: fact.value.clone() }).collect()
        };
        let timeline: Vec<Found> = document
            .timeline
            .entries
            .iter()
            .map(|entry| Found { line: lines.at(entry.span.start), value: entry_time(entry) })
            .collect();
        let zone = document.timeline.zone.clone();
        Self {
            class: Some(Found {
                line: document.class_span.as_ref().map_or(0, |span| lines.at(span.start)),
                value: class(document).to_owned(),
            }),
            title: text(&facts.title),
            date: facts
                .date
                .as_ref()
                .map(|fact| Found { line: lines.of_fact(fact), value: fact.value.date.to_string() }),
            severity: text(&facts.severity),
            status: text(&facts.status),
            authors: texts(&facts.authors),
            services: texts(&facts.services),
            duration: facts
                .duration
                .as_ref()
                .map(|fact| Found { line: lines.of_fact(fact), value: fact.value.as_secs() }),
            zone: zone.map(|value| Found { line: timeline.first().map_or(0, |entry| entry.line), value }),
            moments: document
                .course
                .iter()
                .map(|(milestone, fact)| {
                    let found = Found { line: lines.of_fact(fact), value: moment_time(&fact.value) };
                    (milestone.name(), found)
                })
                .collect(),
            timeline,
            sections: document
                .sections
                .iter()
                .map(|section| Found {
                    line: lines.at(section.span.start),
                    value: section.kind.name().to_owned(),
                })
                .collect(),
            actions: document
                .actions
                .items
                .iter()
                .map(|action| UnderstoodAction {
                    line: lines.at(action.span.start),
                    owner: action.owner.clone(),
                    due: match action.due {
                        Some(Due::On(date)) => Some(date.to_string()),
                        Some(Due::In(days)) => Some(format!("{days} days")),
                        None => None,
                    },
                    status: action.status.map(|status| {
                        match status {
                            ActionStatus::Open => "open",
                            ActionStatus::InProgress => "in-progress",
                            ActionStatus::Done => "done",
                            ActionStatus::Declined => "declined",
                        }
                        .to_owned()
                    }),
                })
                .collect(),
            lessons: document
                .lessons
                .iter()
                .map(|lesson| Found {
                    line: lines.at(lesson.span.start),
                    value: match lesson.kind {
                        LessonKind::WentWell => "went-well",
                        LessonKind::CouldImprove => "could-improve",
                        LessonKind::GotLucky => "got-lucky",
                        LessonKind::Learned => "lessons",
                    }
                    .to_owned(),
                })
                .collect(),
            whys: document.whys.len(),
        }
    }
}

/// The class in the words of the labels, which have one for pages of every sort and many for incidents.
fn class(document: &Document) -> &'static str {
    match document.class {
        Class::Incident => document.facts.kind.as_ref().map_or("incident", |kind| kind.value.name()),
        Class::Index | Class::Readme | Class::Page => "index",
        Class::Template => "template",
        Class::Empty => "empty",
        Class::Collection => "collection",
    }
}

/// `2026-01-31 14:05`, or as much of it as is known; `?` for nothing.
fn entry_time(entry: &Entry) -> String {
    match (&entry.at, entry.offset) {
        (Some(at), _) => match (at.date, at.time) {
            (Some(date), Some(time)) => format!("{date} {:02}:{:02}", time.hour(), time.minute()),
            (Some(date), None) => date.to_string(),
            (None, Some(time)) => format!("{:02}:{:02}", time.hour(), time.minute()),
            (None, None) => "?".to_owned(),
        },
        (None, Some(offset)) => {
            let minutes = offset.as_mins();
            format!("T+{:02}:{:02}", minutes / 60, minutes % 60)
        }
        (None, None) => "?".to_owned(),
    }
}

/// `2026-01-31 14:05`, or the day alone.
fn moment_time(moment: &Moment) -> String {
    match moment.time {
        Some(time) => format!("{} {:02}:{:02}", moment.date, time.hour(), time.minute()),
        None => moment.date.to_string(),
    }
}

/// Where the lines of a text start.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// The line, from 1, that byte `offset` stands in.
    fn at(&self, offset: usize) -> usize {
        self.0.partition_point(|&start| start <= offset)
    }

    fn of_fact<T>(&self, fact: &Fact<T>) -> usize {
        if fact.span.is_empty() { 0 } else { self.at(fact.span.start) }
    }
}

#[test]
fn lines_are_counted_from_one() {
    let lines = Lines::of("a\nb\n\nc");
    assert_eq!([0, 1, 2, 4, 5].map(|offset| lines.at(offset)), [1, 1, 2, 3, 4]);
}
