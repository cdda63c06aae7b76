//! Views of lessons beside the incidents that taught them.

use serde::Serialize;

use super::anchor;
use super::card::ListedCard;
use crate::archive::ArchivedDocument;
use crate::archive::lessons::{self, LessonPlace, TaughtLesson};
use crate::site::Site;
use retold_document::model::LessonKind;
use retold_document::shorten;

/// Longest lesson in a list, in characters.
const LIMIT: usize = 400;

/// What an incident taught.
#[derive(Debug, Serialize)]
pub struct TaughtView {
    card: ListedCard,
    lessons: Vec<LessonView>,
}

#[derive(Debug, Serialize)]
pub struct LessonView {
    text: String,
    /// `went-well`, `could-improve`, `got-lucky` or `learned`.
    kind: &'static str,
    /// The place in the page of the incident.
    url: String,
}

/// The lessons at `places`; those of an incident that stand beside each other together.
pub fn taught(site: &Site, places: &[LessonPlace]) -> Vec<TaughtView> {
    let of_incidents = places.chunk_by(|one, other| one.postmortem == other.postmortem);
    let taught = |places: &[LessonPlace]| {
        let index = places.first()?.postmortem;
        let archived = &site.archive.postmortems[index];
        let known = lessons::taught(&archived.document);
        let lessons = places.iter().filter_map(|place| known.get(place.lesson));
        Some(TaughtView {
            card: site.card(index),
            lessons: lessons.map(|known| lesson(archived, known)).collect(),
        })
    };
    of_incidents.filter_map(taught).collect()
}

/// A lesson of the report `archived`, with the place where it was learned.
pub fn lesson(archived: &ArchivedDocument, lesson: &TaughtLesson<'_>) -> LessonView {
    let kind = match lesson.kind {
        LessonKind::WentWell => "went-well",
        LessonKind::CouldImprove => "could-improve",
        LessonKind::GotLucky => "got-lucky",
        LessonKind::Learned => "learned",
    };
    let id = match lesson.at {
        Some(at) => anchor::heading(&archived.document, at),
        None => Some("rt-lessons"),
    };
    let url = id.map_or_else(|| archived.url.clone(), |id| format!("{}#{id}", archived.url));
    LessonView { text: shorten(lesson.text, LIMIT), kind, url }
}
