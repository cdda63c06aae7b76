//! The milestones of an incident.

use serde::Serialize;

use super::text;
use retold_document::model::{Fact, Milestone, Moment, Origin};
use retold_document::{Document, shorten};

/// Longest text of an entry in the table of milestones, in characters.
const BASIS_LIMIT: usize = 160;

/// A milestone that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MilestoneView {
    pub key: &'static str,
    pub label: &'static str,
    pub iso: String,
    pub text: String,
    /// In the zone that the author wrote, if that is another one.
    pub written_text: Option<String>,
    /// Time since the start, such as `+1 h 5 min`; empty at the start and where it is not known.
    pub offset_text: String,
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
        let instant = fact.value.instant().filter(|_| milestone != Milestone::Started);
        MilestoneView {
            key: milestone.name(),
            label: milestone.label(),
            iso: shown.iso(),
            text: moment_text(shown),
            written_text: (shown != fact.value).then(|| moment_text(fact.value)),
            offset_text: start
                .zip(instant)
                .map(|(start, at)| text::offset(at.duration_since(start)))
                .unwrap_or_default(),
            basis: basis(document, fact),
        }
    };
    known.into_iter().map(view).collect()
}

fn moment_text(moment: Moment) -> String {
    let day = text::date(moment.date);
    moment.clock_text().map_or_else(|| day.clone(), |clock| format!("{day}, {clock}"))
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
        let offsets: Vec<_> =
            milestones(&with(known)).into_iter().map(|milestone| milestone.offset_text).collect();
        assert_eq!(offsets, ["−1 h", "", "+15 min"]);
    }
}
