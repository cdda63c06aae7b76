//! What records can be about: the patterns, the lessons and the teams of an archive.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::ArchivedDocument;
use crate::archive::recurrence::{Names, Withheld};
use crate::archive::taxonomy::term_slug;
use crate::archive::tracked::TrackedAction;
use retold_diagnostic::nearest;
use retold_document::model::LessonKind;
use retold_document::{Document, slugify};

/// The longest anchor that is made from the text of a lesson, in characters.
const LONGEST_ANCHOR: usize = 60;

/// The names that records may use.
pub struct Known<'a> {
    postmortems: &'a [ArchivedDocument],
    pub names: Names,
    pub withheld: &'a Withheld,
    /// Labels by slug.
    patterns: BTreeMap<String, String>,
    teams: BTreeMap<String, String>,
}

impl<'a> Known<'a> {
    pub fn of(postmortems: &'a [ArchivedDocument], withheld: &'a Withheld) -> Self {
        let (mut patterns, mut teams) = (BTreeMap::new(), BTreeMap::new());
        for postmortem in postmortems {
            for label in labels(&postmortem.document) {
                patterns.entry(term_slug(label)).or_insert_with(|| label.to_owned());
            }
            let of_incident = postmortem.document.facts.teams.iter().map(|fact| fact.value.clone());
            let owners = TrackedAction::all_of(&postmortem.document, 0).flat_map(|action| action.owners);
            for team in of_incident.chain(owners) {
                teams.entry(term_slug(&team)).or_insert(team);
            }
        }
        Self { postmortems, names: Names::of(postmortems), withheld, patterns, teams }
    }

    /// The slug and the label of the pattern that `text` names.
    pub fn pattern(&self, text: &str) -> Option<(String, String)> {
        let (slug, label) = self.patterns.get_key_value(&term_slug(text))?;
        Some((slug.clone(), label.clone()))
    }

    pub fn nearest_pattern(&self, text: &str) -> Option<&str> {
        nearest(&term_slug(text), self.patterns.keys().map(String::as_str))
            .and_then(|slug| self.patterns.get(slug).map(String::as_str))
    }

    /// The team that `text` names, as the archive calls it.
    pub fn team(&self, text: &str) -> Option<&str> {
        self.teams.get(&term_slug(text)).map(String::as_str)
    }

    pub fn nearest_team(&self, text: &str) -> Option<&str> {
        nearest(&term_slug(text), self.teams.keys().map(String::as_str))
            .and_then(|slug| self.teams.get(slug).map(String::as_str))
    }

    /// The postmortem with `index`.
    pub fn postmortem(&self, index: usize) -> &'a ArchivedDocument {
        &self.postmortems[index]
    }
}

/// The causes and the trigger that a document names.
fn labels(document: &Document) -> impl Iterator<Item = &str> {
    let read = &document.front_matter;
    read.causes.iter().chain(&read.trigger).map(String::as_str)
}

/// The slugs of the causes and the trigger of a document, each once.
pub fn patterns(document: &Document) -> Vec<String> {
    let slugs: BTreeSet<_> = labels(document).map(term_slug).collect();
    slugs.into_iter().collect()
}

/// The anchors of the lessons of `document`, each with what it stands for: the start of the text of a lesson, as a part of an
/// address, and the id of a heading above lessons.
pub fn anchors(document: &Document) -> BTreeMap<String, String> {
    let mut anchors = BTreeMap::new();
    let found = document.lessons.iter().map(|lesson| lesson.text.as_str());
    for text in found.chain(document.front_matter.lessons.iter().map(String::as_str)) {
        let slug: String = slugify(text).chars().take(LONGEST_ANCHOR).collect();
        anchors.entry(slug.trim_end_matches('-').to_owned()).or_insert_with(|| text.to_owned());
    }
    for heading in &document.outline.headings {
        if heading.section.and_then(LessonKind::of).is_some() {
            anchors.entry(heading.id.clone()).or_insert_with(|| heading.text.clone());
        }
    }
    anchors
}
