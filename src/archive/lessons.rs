//! What all incidents taught, and what they were about.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::taxonomy::{Taxonomy, Term};
use super::{Archive, ArchivedDocument};
use retold_document::Document;
use retold_document::model::LessonKind;

/// Themes, at most: the largest. Each of the others has the lessons of few incidents, which its term leads to.
const MOST_THEMES: usize = 40;

/// Incidents with lessons that make a theme of what they share.
const INCIDENTS: usize = 2;

/// A lesson of an archive, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LessonPlace {
    /// Index of the report in [`Archive::postmortems`].
    pub postmortem: usize,
    /// Index of the lesson in what [`taught`] gives.
    pub lesson: usize,
}

/// The lessons of incidents that have something in common: a tag, a cause or a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The name of the tag, cause or service.
    pub label: String,
    /// Newest first.
    pub members: Vec<LessonPlace>,
    /// How many incidents they are from.
    pub incidents: usize,
}

/// All lessons of an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LessonLists {
    /// Newest first.
    pub all: Vec<LessonPlace>,
    /// How many incidents they are from.
    pub incidents: usize,
    /// By slug: the tags, causes and services that most incidents with lessons share.
    pub themes: BTreeMap<String, Theme>,
}

impl LessonLists {
    /// The lessons of `archive`.
    pub fn of(archive: &Archive) -> Self {
        let places: Vec<Vec<LessonPlace>> = archive
            .postmortems
            .par_iter()
            .enumerate()
            .map(|(index, archived)| places(index, archived))
            .collect();
        let incidents = places.iter().filter(|lessons| !lessons.is_empty()).count();
        let mut members: BTreeMap<&str, (&str, BTreeSet<usize>)> = BTreeMap::new();
        for taxonomy in Taxonomy::ALL.into_iter().filter(|taxonomy| is_subject(*taxonomy)) {
            for Term { slug, label, members: postmortems } in archive.taxonomies.terms(taxonomy) {
                let taught = postmortems.iter().copied().filter(|index| !places[*index].is_empty());
                members.entry(slug).or_insert_with(|| (label, BTreeSet::new())).1.extend(taught);
            }
        }
        let mut largest: Vec<_> =
            members.into_iter().filter(|(_, (_, members))| members.len() >= INCIDENTS).collect();
        largest.sort_by_key(|(_, (_, members))| std::cmp::Reverse(members.len()));
        largest.truncate(MOST_THEMES);
        let theme = |(slug, (label, postmortems)): (&str, (&str, BTreeSet<usize>))| {
            let members = postmortems.iter().flat_map(|index| places[*index].iter().copied()).collect();
            let theme = Theme { label: label.to_owned(), members, incidents: postmortems.len() };
            (slug.to_owned(), theme)
        };
        let themes = largest.into_iter().map(theme).collect();
        Self { all: places.into_iter().flatten().collect(), incidents, themes }
    }
}

/// Whether a taxonomy groups incidents by what they were about.
pub fn is_subject(taxonomy: Taxonomy) -> bool {
    matches!(taxonomy.name(), "tags" | "causes" | "services")
}

fn places(postmortem: usize, archived: &ArchivedDocument) -> Vec<LessonPlace> {
    (0..taught(&archived.document).len()).map(|lesson| LessonPlace { postmortem, lesson }).collect()
}

/// A lesson of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaughtLesson<'a> {
    pub kind: LessonKind,
    pub text: &'a str,
    /// Where it begins in the body, in bytes of the file; `None` in front matter.
    pub at: Option<usize>,
}

/// The lessons of a report: those that it calls so, in the body or else in front matter; where there are none, what could
/// improve.
pub fn taught(document: &Document) -> Vec<TaughtLesson<'_>> {
    let of_kind = |kind| {
        let lessons = document.lessons.iter().filter(move |lesson| lesson.kind == kind);
        lessons.map(|lesson| TaughtLesson {
            kind: lesson.kind,
            text: &lesson.text,
            at: Some(lesson.span.start).filter(|start| *start >= document.body_start),
        })
    };
    let written = document.front_matter.lessons.iter();
    let written = written.map(|text| TaughtLesson { kind: LessonKind::Learned, text, at: None });
    let mut lessons: Vec<_> = of_kind(LessonKind::Learned).collect();
    if lessons.is_empty() {
        lessons.extend(written);
    }
    if lessons.is_empty() {
        lessons.extend(of_kind(LessonKind::CouldImprove));
    }
    lessons
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Selection;
    use crate::config::{Config, Overrides};
    use crate::source::SourceTree;

    #[test]
    fn themes_are_what_incidents_with_lessons_share() {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let documents = [
            ("2026-01-01-a.md", "---\ntags: [dns, ttl]\nlessons: [One, Two]\n---\n# A\n"),
            ("2026-01-02-b.md", "---\nservices: DNS\n---\n# B\n\n## What could be improved\n\n- Three\n"),
            ("2026-01-03-c.md", "---\ntags: ttl\n---\n# C\n"),
        ];
        let tree = SourceTree::from_pairs(documents);
        let archive = Archive::from_tree(tree, &config, Selection::default()).0;
        let lists = LessonLists::of(&archive);
        assert_eq!((lists.all.len(), lists.incidents), (3, 2));
        let themes: Vec<_> = lists
            .themes
            .iter()
            .map(|(slug, theme)| (slug.as_str(), theme.incidents, theme.members.len()))
            .collect();
        assert_eq!(themes, [("dns", 2, 3)]);
    }
}
