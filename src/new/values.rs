//! [`Values`]: what is known of an incident before its postmortem is written.

use std::collections::BTreeMap;

use jiff::civil::Date;
use retold_document::keys::Key;
use retold_document::model::Milestone;
use retold_times::Moment;

use crate::adopt::scalar;

/// What is known of an incident. Texts are single lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    pub id: Option<String>,
    pub title: Option<String>,
    /// The date of the postmortem.
    pub date: Option<Date>,
    pub severity: Option<String>,
    /// A severity of an alert that the archive does not rank: a remark for the author, not a value.
    pub unranked_severity: Option<String>,
    pub services: Vec<String>,
    pub teams: Vec<String>,
    pub tags: Vec<String>,
    pub authors: Vec<String>,
    pub milestones: BTreeMap<Milestone, Moment>,
    pub detection_method: Option<String>,
    /// Error texts that people may search for.
    pub signatures: Vec<String>,
    /// The address of the incident or the alert.
    pub source: Option<String>,
    pub draft: bool,
}

impl Values {
    /// Takes the values of `other` where there is none yet.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let list = |own: Vec<String>, other: Vec<String>| if own.is_empty() { other } else { own };
        let mut milestones = other.milestones;
        milestones.extend(self.milestones);
        Self {
            id: self.id.or(other.id),
            title: self.title.or(other.title),
            date: self.date.or(other.date),
            unranked_severity: if self.severity.is_some() {
                None
            } else {
                self.unranked_severity.or(other.unranked_severity)
            },
            severity: self.severity.or(other.severity),
            services: list(self.services, other.services),
            teams: list(self.teams, other.teams),
            tags: list(self.tags, other.tags),
            authors: list(self.authors, other.authors),
            milestones,
            detection_method: self.detection_method.or(other.detection_method),
            signatures: list(self.signatures, other.signatures),
            source: self.source.or(other.source),
            draft: self.draft || other.draft,
        }
    }

    /// The day on which the incident began, as far as it is known; else the date of the postmortem.
    pub fn day(&self) -> Option<Date> {
        self.milestones.values().map(|moment| moment.date).min().or(self.date)
    }

    /// What is known of what happened, as a postmortem without a text, by which others are found; `None` without a title.
    pub fn sketch(&self) -> Option<String> {
        let title = self.title.as_ref()?;
        let known = Self {
            title: Some(title.clone()),
            services: self.services.clone(),
            tags: self.tags.clone(),
            signatures: self.signatures.clone(),
            ..Self::default()
        };
        let lines = known.front_matter().into_iter().map(|(key, value)| format!("{}: {value}\n", key.name()));
        Some(format!("---\n{}---\n", lines.collect::<String>()))
    }

    /// The keys of the front matter that have a value, each with its value as YAML.
    pub(super) fn front_matter(&self) -> Vec<(Key, String)> {
        let mut written = Vec::new();
        let mut text = |key: Key, value: Option<&String>| {
            written.extend(value.map(|value| (key, scalar(value))));
        };
        text(Key::Id, self.id.as_ref());
        text(Key::Title, self.title.as_ref());
        text(Key::Date, self.date.map(|date| date.to_string()).as_ref());
        text(Key::Severity, self.severity.as_ref());
        for (key, list) in [
            (Key::Services, &self.services),
            (Key::Teams, &self.teams),
            (Key::Tags, &self.tags),
            (Key::Authors, &self.authors),
            (Key::Signatures, &self.signatures),
        ] {
            if !list.is_empty() {
                let values: Vec<_> = list.iter().map(|value| scalar(value)).collect();
                written.push((key, format!("[{}]", values.join(", "))));
            }
        }
        for (milestone, moment) in &self.milestones {
            written.extend(Key::of(milestone.name()).map(|key| (key, moment.iso())));
        }
        let mut text = |key: Key, value: Option<&String>| {
            written.extend(value.map(|value| (key, scalar(value))));
        };
        text(Key::DetectionMethod, self.detection_method.as_ref());
        text(Key::Source, self.source.as_ref());
        if self.draft {
            written.push((Key::Draft, "true".to_owned()));
        }
        written
    }
}

/// Returns `text` as one line without control characters; `None` if nothing is left.
pub fn one_line(text: &str) -> Option<String> {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let line = words.collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_values_come_before_those_of_an_alert() {
        let given = Values {
            title: Some("Given".into()),
            services: vec!["api".into()],
            severity: Some("SEV1".into()),
            ..Values::default()
        };
        let alert = Values {
            title: Some("Alert".into()),
            services: vec!["web".into()],
            tags: vec!["dns".into()],
            unranked_severity: Some("warning".into()),
            ..Values::default()
        };
        let both = given.or(alert);
        assert_eq!(both.title.as_deref(), Some("Given"));
        assert_eq!((both.services, both.tags), (vec!["api".to_owned()], vec!["dns".to_owned()]));
        assert_eq!(both.unranked_severity, None);
    }

    #[test]
    fn texts_become_one_line() {
        assert_eq!(one_line(" a\n\tb\u{2028}c\u{1b}[1m ").as_deref(), Some("a b c [1m"));
        assert_eq!(one_line(" \n"), None);
    }
}
