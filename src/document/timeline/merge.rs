//! The course of an incident from all that is said of it: front matter, labels, sentences and timeline.

use super::{Timeline, milestones, sentences};
use crate::document::body::Body;
use crate::document::course::{Course, Milestone};
use crate::document::facts::{Fact, Origin};
use crate::document::front_matter::{FrontMatter, KeyPlaces};
use crate::document::keys::Key;
use crate::document::moment::Moment;

/// The course of the incident that `body` tells below `front_matter`: what is said outright first, then what
/// the wording of `timeline` tells.
pub fn course(
    front_matter: &FrontMatter,
    key_places: &KeyPlaces,
    body: &Body<'_>,
    timeline: &Timeline,
) -> Course {
    let mut course = Course::written(front_matter, key_places);
    let told = sentences::of_sentences(body);
    let found: Vec<(Milestone, Fact<Moment>)> = milestones::of_timeline(timeline)
        .into_iter()
        .filter_map(|(milestone, index)| {
            let entry = &timeline.entries[index];
            let moment = entry.at.and_then(|at| at.moment())?;
            Some((milestone, Fact::new(moment, Origin::Timeline, entry.span.clone())))
        })
        .collect();
    for (milestone, fact) in told.milestones {
        // A sentence may tell of the notice that was heard, not of the first.
        let has_earlier = milestone == Milestone::Detected
            && fact.origin == Origin::Sentence
            && found.iter().any(|(other, earlier)| {
                *other == milestone
                    && earlier.value.instant() < fact.value.instant()
                    && earlier.value.time.is_some()
            });
        if !has_earlier {
            course.fill_in_order(milestone, fact);
        }
    }
    for (milestone, fact) in found {
        // An end before the one that the author gives was that of the harm.
        if milestone == Milestone::Resolved
            && let Some(end) = course.moment(milestone)
            && fact.value.instant() < end.instant()
            && fact.value.time.is_some()
        {
            course.fill_in_order(Milestone::Mitigated, fact);
        } else {
            course.fill_in_order(milestone, fact);
        }
    }
    if let Some(date) = told.date {
        course.fill_in_order(Milestone::Started, date);
    }
    if let Some(date) = front_matter.date.filter(|_| is_of_status_page(front_matter)) {
        let span = key_places.get(&Key::Date).cloned().unwrap_or_default();
        course.fill_in_order(Milestone::Started, Fact::new(date, Origin::FrontMatter, span));
    }
    course
}

/// Whether the front matter is that of an entry of a status page, whose `date` is when the incident started.
fn is_of_status_page(front_matter: &FrontMatter) -> bool {
    const STATES: [&str; 6] =
        ["resolved", "investigating", "identified", "monitoring", "in_progress", "ongoing"];
    let is_state = |status: &String| STATES.iter().any(|state| status.eq_ignore_ascii_case(state));
    front_matter.date.is_some_and(|date| date.time.is_some())
        && (front_matter.resolved.is_some() || front_matter.status.as_ref().is_some_and(is_state))
        && (front_matter.severity.is_some() || !front_matter.services.is_empty())
}
