//! The milestones of an incident, and the phases between them.
//!
//! Detection runs from the start to the first notice, escalation until the right people know, diagnosis
//! until the cause is known, resolution until it is over.

use jiff::Timestamp;
use serde::Serialize;

use super::text;
use retold_document::model::Moment;
use retold_document::model::{Fact, Origin};
use retold_document::model::{Milestone, Milestones};
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
    /// Time since the start, such as `+1 h 5 min`; empty at the start and where it is not known.
    pub offset_text: String,
    /// The text of the timeline's entry that it was read from; none where the author named it.
    pub basis: Option<String>,
}

/// A phase of an incident, for a picture to scale.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PhaseView {
    /// `detection`, `escalation`, `diagnosis` or `resolution`.
    pub key: &'static str,
    pub label: &'static str,
    pub duration_text: String,
    /// Percent of the whole, with two decimals at most.
    pub start: f64,
    pub width: f64,
}

/// The milestones of a document, in order of an incident's life.
pub fn milestones(document: &Document) -> Vec<MilestoneView> {
    let milestones = &document.milestones;
    let start = milestones.at(Milestone::Started).and_then(|moment| moment.instant());
    milestones
        .iter()
        .map(|(milestone, fact)| {
            let moment = fact.value;
            let day = text::date(moment.date);
            let offset =
                start.zip(moment.instant()).filter(|_| milestone != Milestone::Started).map(|(start, at)| {
                    let offset = at.duration_since(start);
                    format!("{}{}", if offset.is_negative() { "−" } else { "+" }, text::duration(offset))
                });
            MilestoneView {
                key: milestone.name(),
                label: milestone.label(),
                iso: moment.iso(),
                text: moment.clock_text().map_or_else(|| day.clone(), |clock| format!("{day}, {clock}")),
                offset_text: offset.unwrap_or_default(),
                basis: basis(document, fact),
            }
        })
        .collect()
}

/// The entry of the timeline that a milestone rests on, in short.
fn basis(document: &Document, fact: &Fact<Moment>) -> Option<String> {
    let entry = document.timeline.entries.iter().find(|entry| entry.span == fact.span)?;
    (fact.origin == Origin::Timeline).then(|| shorten(&entry.text, BASIS_LIMIT))
}

/// The phases between the milestones, to scale; none if they take no time at all.
pub fn phases(milestones: &Milestones) -> Vec<PhaseView> {
    let phases = milestones.phases();
    let (Some(first), Some(last)) = (phases.first(), phases.last()) else { return Vec::new() };
    let (start, end) = (first.from.1, last.to.1);
    let whole = end.duration_since(start).as_secs_f64();
    if whole <= 0.0 {
        return Vec::new();
    }
    let percent = |at: Timestamp| (at.duration_since(start).as_secs_f64() / whole * 10_000.0).round() / 100.0;
    phases
        .iter()
        .map(|phase| PhaseView {
            key: phase.kind.name(),
            label: phase.kind.label(),
            duration_text: text::duration(phase.duration()),
            start: percent(phase.from.1),
            width: ((percent(phase.to.1) - percent(phase.from.1)) * 100.0).round() / 100.0,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
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
    fn phases_run_from_milestone_to_milestone() {
        let known = known(&[
            (Milestone::Started, "09:00"),
            (Milestone::Detected, "09:15"),
            (Milestone::Identified, "09:45"),
            (Milestone::Mitigated, "09:50"),
            (Milestone::Resolved, "10:00"),
        ]);
        let phases: Vec<_> =
            phases(&known).into_iter().map(|p| (p.key, p.duration_text, p.start, p.width)).collect();
        assert_eq!(
            phases,
            [
                ("detection", "15 min".to_owned(), 0.0, 25.0),
                ("diagnosis", "30 min".to_owned(), 25.0, 50.0),
                ("resolution", "15 min".to_owned(), 75.0, 25.0),
            ]
        );
        let milestones = milestones(&with(known));
        assert_eq!(milestones[1].offset_text, "+15 min");
        assert_eq!(milestones[0].offset_text, "");
    }

    #[test]
    fn milestones_out_of_order_give_no_picture() {
        let known = known(&[(Milestone::Started, "09:00"), (Milestone::Resolved, "08:00")]);
        assert_eq!(phases(&known), []);
        assert_eq!(milestones(&with(known))[1].offset_text, "−1 h");
    }
}
