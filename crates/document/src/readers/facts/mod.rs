//! Gathers the facts on a document as a whole, with their places: from front matter, labels, path and title.

pub mod byline;
mod day_of_label;
mod day_of_text;
pub mod days;
pub mod infer_kind;
mod parse_value;
pub mod undertakings;

use crate::model::Facts;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::keys::Key;
use crate::lexicon::fields::Field;
use crate::lexicon::without_shortcodes;
use crate::model::Outline;
use crate::model::{Class, Fact, Origin};
use crate::model::{FrontMatter, KeyPlaces, Kind};
use crate::structure::labels::Labelled;
use crate::text::placeholder::is_unset;
use retold_times::Moment;

/// The sources of facts.
pub struct Evidence<'a> {
    pub path: &'a str,
    pub front_matter: &'a FrontMatter,
    pub outline: &'a Outline,
    /// See [`crate::document::Document::title_heading`].
    pub title_heading: Option<usize>,
    /// In the order of the text.
    pub labels: &'a [Labelled],
    pub key_places: &'a KeyPlaces,
    /// The first line of a body without any heading, if it may be a title.
    pub first_line: Option<(String, Range<usize>)>,
}

impl Evidence<'_> {
    /// The value of the front matter for `key`, with its place.
    fn stated<T: Clone>(&self, key: Key, value: &Option<T>) -> Option<Fact<T>> {
        value.clone().map(|value| Fact::new(value, Origin::FrontMatter, self.place(key)))
    }

    /// The place of `key` in the file; empty if unknown.
    fn place(&self, key: Key) -> Range<usize> {
        self.key_places.get(&key).cloned().unwrap_or_default()
    }

    /// The values of the front matter for `key`, else those that `read` finds behind labels for `field`, each once.
    fn list(
        &self,
        key: Key,
        written: &[String],
        field: Field,
        read: fn(&str) -> Vec<String>,
    ) -> Vec<Fact<String>> {
        if !written.is_empty() {
            // `Ann ([@ann](https://example.org/ann))`
            let bare = |value: &String| match key {
                Key::Authors => value.split(" (").next().unwrap_or(value).trim().to_owned(),
                _ => value.clone(),
            };
            let fact = |value: &String| Fact::new(bare(value), Origin::FrontMatter, self.place(key));
            return written.iter().map(fact).collect();
        }
        let mut facts: Vec<Fact<String>> = Vec::new();
        let mut seen = BTreeSet::new();
        for label in self.labels.iter().filter(|label| label.field == field) {
            for value in label.values.iter().flat_map(|value| read(value)) {
                if seen.insert(value.clone()) {
                    facts.push(Fact::new(value, label.origin, label.span.clone()));
                }
            }
        }
        facts
    }
}

impl Facts {
    /// The facts in `evidence`, without the days: see `days::Days`.
    pub fn gather(evidence: &Evidence<'_>) -> Self {
        let (written, labels) = (evidence.front_matter, evidence.labels);
        let detection =
            |value: &str| Some(value.to_owned()).filter(|text| text.len() <= 80 && !is_unset(text));
        let in_labels = || {
            [Field::Duration, Field::TimeToResolve, Field::TimeToRecover]
                .into_iter()
                .find_map(|field| first(labels, field, parse_value::duration))
                .or_else(|| first(labels, Field::Date, parse_value::extent))
        };
        let title = title(evidence);
        let in_title = || {
            let title = title.as_ref().filter(|title| title.origin != Origin::FileName)?;
            Some(Fact::new(parse_value::range(&title.value)?, Origin::Heading, title.span.clone()))
        };
        let duration = evidence.stated(Key::Duration, &written.duration).or_else(in_labels).or_else(in_title);
        Self {
            title,
            updated: evidence
                .stated(Key::Updated, &written.updated)
                .or_else(|| first(labels, Field::Updated, |value| Moment::parse(value, None))),
            severity: evidence
                .stated(Key::Severity, &written.severity)
                .filter(|severity| !parse_value::is_choice(&severity.value))
                .or_else(|| first(labels, Field::Severity, parse_value::severity)),
            status: evidence
                .stated(Key::Status, &written.status)
                .or_else(|| first(labels, Field::Status, parse_value::status).filter(is_status_word)),
            kind: evidence.stated(Key::Kind, &written.kind).or_else(|| {
                first(labels, Field::Kind, |value| Kind::parse(parse_value::before_remark(value)))
            }),
            authors: evidence.list(Key::Authors, &written.authors, Field::Authors, parse_value::names),
            services: evidence.list(Key::Services, &written.services, Field::Services, parse_value::things),
            teams: evidence.list(Key::Teams, &written.teams, Field::Teams, parse_value::things),
            tags: evidence.list(Key::Tags, &written.tags, Field::Tags, parse_value::things),
            duration,
            detection_method: evidence
                .stated(Key::DetectionMethod, &written.detection_method)
                .or_else(|| first(labels, Field::DetectionMethod, detection)),
            ..Self::default()
        }
    }
}

impl Facts {
    /// Leaves out what a file of `class`, which reports no incident, does not state on itself: its text has examples, or
    /// facts on other files. The front matter of a form is an example, too.
    pub fn keep_stated(&mut self, class: Class) {
        fn keep<T>(fact: &mut Option<Fact<T>>, class: Class) {
            if class == Class::Template
                || fact.as_ref().is_some_and(|fact| fact.origin != Origin::FrontMatter)
            {
                *fact = None;
            }
        }
        // The path is no example.
        let is_of_path = |fact: &Fact<Moment>| matches!(fact.origin, Origin::FileName | Origin::Folder);
        if !self.happened.as_ref().is_some_and(is_of_path) {
            keep(&mut self.happened, class);
        }
        keep(&mut self.severity, class);
        keep(&mut self.status, class);
        keep(&mut self.kind, class);
        keep(&mut self.duration, class);
        keep(&mut self.detection_method, class);
        for list in [&mut self.services, &mut self.teams] {
            list.retain(|fact| class != Class::Template && fact.origin == Origin::FrontMatter);
        }
    }
}

/// Rejects values that are prose rather than a status: `A short description of …`.
fn is_status_word(status: &Fact<String>) -> bool {
    let words = status.value.split_whitespace().count();
    let is_hint = ["A ", "An ", "The "].iter().any(|article| status.value.starts_with(article));
    !is_hint && (status.origin != Origin::Heading || words <= 2)
}

/// The title: of the front matter, else the main heading, a label, the first line.
fn title(evidence: &Evidence<'_>) -> Option<Fact<String>> {
    let heading = || {
        let heading = evidence.outline.headings.get(evidence.title_heading?)?;
        Some(Fact::new(heading.text.clone(), Origin::Heading, heading.span.clone()))
    };
    let bare = |mut title: Fact<String>| {
        let text = without_shortcodes(&title.value);
        if text.len() < title.value.len() && !text.is_empty() {
            title.value = text.to_owned();
        }
        title
    };
    evidence
        .stated(Key::Title, &evidence.front_matter.title)
        .or_else(heading)
        .or_else(|| {
            first(evidence.labels, Field::Title, |value| {
                Some(value.to_owned()).filter(|text| text.len() <= 200 && !is_unset(text))
            })
        })
        .or_else(|| {
            let (text, span) = evidence.first_line.as_ref()?;
            Some(Fact::new(text.clone(), Origin::Sentence, span.clone()))
        })
        .map(bare)
}

/// The first value behind a label for `field` that `read` can read, with its place.
fn first<T>(labels: &[Labelled], field: Field, read: impl Fn(&str) -> Option<T>) -> Option<Fact<T>> {
    labels.iter().filter(|label| label.field == field).find_map(|label| {
        let value = label.values.iter().find_map(|value| read(value))?;
        Some(Fact::new(value, label.origin, label.span.clone()))
    })
}
