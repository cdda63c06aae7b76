//! The milestones of an incident.

use serde::Serialize;

use retold_document::model::{Fact, Milestone, Moment, Origin};
use retold_document::{Document, shorten};

/// Longest text of an entry in the table of milestones, in characters.
const BASIS_LIMIT: usize = 160;

/// A milestone that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MilestoneView {
    pub key: &'static str,
    pub iso: String,
    /// The day in ISO 8601, and the time of day with its zone.
    pub day: String,
    pub clock: Option<String>,
    /// The same in the zone that the author wrote, if that is another one.
    pub written_day: Option<String>,
    pub written_clock: Option<String>,
    /// Seconds from the start, or to it; none at the start and where they are not known.
    pub offset: Option<i64>,
    /// Whether it is before the start.
    pub is_before: bool,
    /// The text of the timeline's entry that it was read from; none where the author named it.
    pub basis: Option<String>,
}

/// The milestones of a document: in the order of time where that is known of all of them, else in that of an incident's life.
/// The times are in UTC where the zone of each is known.
pub fn milestones(document: &Document) -> Vec<MilestoneView> {
    let mut known: Vec<_> = document.milestones.iter().collect();
    if known.iter().all(|(_, fact)| fact.value.time.is_some()) {
        known.sort_by_key(|(_, fact)| fact.value.instant());
    }
    let is_utc = known.iter().all(|(_, fact)| fact.value.offset.is_some());
    let start = document.milestones.at(Milestone::Started).and_then(|moment| moment.instant());
    let view = |(milestone, fact): (Milestone, &Fact<Moment>)| {
        let shown = if is_utc { fact.value.in_utc() } else { fact.value };
        let written = Some(fact.value).filter(|written| *written != shown);
        let instant = fact.value.instant().filter(|_| milestone != Milestone::Started);
        let offset = start.zip(instant).map(|(start, at)| at.duration_since(start).as_secs());
        MilestoneView {
            key: milestone.name(),
            iso: shown.iso(),
            day: shown.date.to_string(),
            clock: shown.clock_text(),
            written_day: written
                .map(|moment| moment.date.to_string())
                .filter(|day| *day != shown.date.to_string()),
            written_clock: written.and_then(|moment| moment.clock_text()),
            offset: offset.map(i64::abs),
            is_before: offset.is_some_and(|offset| offset < 0),
            basis: basis(document, fact),
        }
    };
    known.into_iter().map(view).collect()
}

/// The entry of the timeline that a milestone rests on, in short.
fn basis(document: &Document, fact: &Fact<Moment>) -> Option<String> {
    let entry = document.timeline.entries.iter().find(|entry| entry.span == fact.span)?;
    (fact.origin == Origin::Timeline).then(|| shorten(&entry.text, BASIS_LIMIT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_document::model::Milestones;
    use retold_document::{SourceFile, Vocabulary};

    fn known(milestones: &[(Milestone, &str)]) -> Milestones {
        let mut known = Milestones::default();
        for (milestone, clock) in milestones {
            let moment = Moment::parse(&format!("2026-01-31 {clock} UTC"), None).unwrap();
            known.set(*milestone, Fact::new(moment, Origin::FrontMatter, 0..0));
        }
        known
    }

    fn with(milestones: Milestones) -> Document {
        let file = SourceFile { path: "a.md".into(), name: "a.md".into(), bytes: Vec::new() };
        Document { milestones, ..Document::parse(file, &Vocabulary::default()).0 }
    }

    #[test]
    fn milestones_have_the_time_since_the_start() {
        let known = known(&[
            (Milestone::Started, "09:00"),
            (Milestone::Detected, "09:15"),
            (Milestone::Resolved, "08:00"),
        ]);
        let milestones = milestones(&with(known));
        let offsets: Vec<_> =
            milestones.iter().map(|milestone| (milestone.offset, milestone.is_before)).collect();
        assert_eq!(offsets, [(Some(3_600), true), (None, false), (Some(900), false)]);
    }
}
