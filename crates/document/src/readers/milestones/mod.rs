//! The milestones of an incident, from front matter, labels, sentences and timeline.

mod choose;
mod entries;
mod milestone_labels;
mod phrases;
mod stated;
mod wording;

use std::cmp::Ordering;

use jiff::SignedDuration;
use jiff::civil::Date;

use crate::keys::Key;
use crate::model::{Candidate, Fact, FrontMatter, KeyPlaces, Loss, Milestone, Milestones, Origin, Timeline};
use crate::readers::milestones::choose::{Candidates, Source, choose};
use crate::structure::body::Body;
use retold_times::Moment;

/// A sentence whose day is further from that of the timeline has a wrong date.
const MAX_DAYS_APART: i32 = 7;

/// What is known of when the incident was.
#[derive(Debug)]
pub struct Found {
    pub milestones: Milestones,
    /// All that may be a milestone, the chosen ones among them.
    pub candidates: Vec<Candidate>,
    /// The length of the range of times that a label or sentences give for the incident.
    pub length: Option<Fact<SignedDuration>>,
}

/// The milestones of the incident that `body` describes below `front_matter`. Candidates for them are those of the front
/// matter, of labels, of sentences and of the entries of `timeline`.
pub fn read(
    front_matter: &FrontMatter,
    key_places: &KeyPlaces,
    body: &Body<'_>,
    timeline: &Timeline,
) -> Found {
    let mut candidates = Candidates::default();
    let mut length = None;
    for (milestone, fact) in Milestones::in_front_matter(front_matter, key_places) {
        candidates.add(Source::Key, milestone, fact, "key");
    }
    // Front matter that gives both ends of all phases is complete.
    let ends = [Milestone::Started, Milestone::Detected, Milestone::Identified, Milestone::Resolved];
    let is_given = |milestone: &Milestone| candidates.all.iter().any(|given| given.milestone == *milestone);
    if !ends.iter().all(is_given) {
        let mut entries = Candidates::default();
        entries::add(&mut entries, timeline, body.text);
        length = add_stated(&mut candidates, body, days_of(timeline), &entries.all);
        candidates.all.append(&mut entries.all);
        if let Some(date) = front_matter.date.filter(|_| is_of_status_page(front_matter)) {
            let span = key_places.get(&Key::Date).cloned().unwrap_or_default();
            let fact = Fact::new(date, Origin::FrontMatter, span);
            candidates.add(Source::PostDate, Milestone::Started, fact, "date of a status post");
        }
    }
    let mut candidates = candidates.all;
    let mut milestones = choose(&mut candidates);
    share_zone(&mut milestones);
    Found { milestones, candidates, length }
}

/// Adds what labels and sentences state, and returns the length of the incident as a range of times in them gives it. `days` are the first and the last day of the timeline, `entries` the
/// candidates from its entries.
fn add_stated(
    candidates: &mut Candidates,
    body: &Body<'_>,
    days: Option<(Date, Date)>,
    entries: &[Candidate],
) -> Option<Fact<SignedDuration>> {
    let known = candidates.all.len();
    let mut lengths = stated::add(candidates, body);
    drop_later_detections(&mut candidates.all[known..], entries);
    let Some(days) = days else { return length_of(&lengths) };
    let stated = &mut candidates.all[known..];
    let is_wrong = |candidate: &&Candidate| {
        candidate.fact.origin == Origin::Sentence && has_wrong_day(candidate, days, entries)
    };
    let wrong: Vec<usize> =
        stated.iter().filter(is_wrong).map(|candidate| candidate.fact.span.start).collect();
    for candidate in stated.iter_mut().filter(|candidate| candidate.fact.origin == Origin::Sentence) {
        // A wrong start makes the end in the same sentence wrong, too.
        if wrong.contains(&candidate.fact.span.start) {
            candidate.lost = Some(Loss::OtherDay);
        }
    }
    lengths.retain(|length| !wrong.contains(&length.span.start));
    length_of(&lengths)
}

/// Drops sentences that give a later time than the detection among `entries`: they may describe a later report.
fn drop_later_detections(stated: &mut [Candidate], entries: &[Candidate]) {
    let is_detection =
        |candidate: &&Candidate| candidate.milestone == Milestone::Detected && candidate.lost.is_none();
    let found = entries.iter().filter(is_detection).rev().max_by_key(|entry| entry.weight);
    let Some(found) = found.map(|entry| entry.fact.value) else { return };
    for candidate in stated.iter_mut().filter(|candidate| candidate.fact.origin == Origin::Sentence) {
        let is_later = found.compare(&candidate.fact.value).is_some_and(Ordering::is_lt);
        if candidate.milestone == Milestone::Detected && is_later {
            candidate.lost = Some(Loss::NotFirst);
        }
    }
}

/// Whether `candidates`, which are those of a file of many incidents, are not those of a single one: of one milestone only, or of
/// days far apart.
pub fn are_of_many(candidates: &[Candidate]) -> bool {
    let days = || candidates.iter().map(|candidate| candidate.fact.value.date);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return true };
    let is_single = candidates.iter().all(|candidate| candidate.milestone == candidates[0].milestone);
    is_single || first.until(last).is_ok_and(|span| span.get_days() > MAX_DAYS_APART)
}

/// The length of the first range of a label, else of a sentence, if all sentences agree: services may be down for different times.
fn length_of(lengths: &[Fact<SignedDuration>]) -> Option<Fact<SignedDuration>> {
    if let Some(labelled) = lengths.iter().find(|length| length.origin == Origin::Label) {
        return Some(labelled.clone());
    }
    let first = lengths.first()?.value;
    let agrees = |length: &Fact<SignedDuration>| (length.value - first).abs() <= first / 4;
    lengths.iter().all(agrees).then(|| lengths[0].clone())
}

/// The first and the last day of a timeline.
fn days_of(timeline: &Timeline) -> Option<(Date, Date)> {
    let mut days = timeline.entries.iter().filter_map(|entry| entry.at?.date);
    let first = days.next()?;
    Some(days.fold((first, first), |(first, last), day| (first.min(day), last.max(day))))
}

/// Whether a sentence gives a start days after the last day of the timeline, an end before its first day, or either more
/// than [`MAX_DAYS_APART`] from where the timeline has it.
fn has_wrong_day(stated: &Candidate, (first, last): (Date, Date), entries: &[Candidate]) -> bool {
    let day = stated.fact.value.date;
    let mut same = entries.iter().filter(|entry| entry.milestone == stated.milestone && entry.lost.is_none());
    let is_near = |entry: &Candidate| {
        day.until(entry.fact.value.date).is_ok_and(|span| span.get_days().abs() <= MAX_DAYS_APART)
    };
    let is_far = same.clone().next().is_some() && !same.any(is_near);
    let is_outside = match stated.milestone {
        Milestone::Resolved => day.tomorrow().is_ok_and(|next| next < first),
        _ => last.tomorrow().is_ok_and(|next| next < day),
    };
    is_far || is_outside
}

/// Sets the zone of moments without one, if all other moments of the body have the same: a document uses one clock.
fn share_zone(milestones: &mut Milestones) {
    let in_body = |fact: &Fact<Moment>| fact.origin != Origin::FrontMatter;
    let mut offsets: Vec<i32> = milestones
        .iter()
        .filter(|(_, fact)| in_body(fact))
        .filter_map(|(_, fact)| fact.value.offset)
        .collect();
    offsets.sort_unstable();
    offsets.dedup();
    let [offset] = offsets.as_slice() else { return };
    let bare: Vec<(Milestone, Fact<Moment>)> = milestones
        .iter()
        .filter(|(_, fact)| in_body(fact) && fact.value.time.is_some() && fact.value.offset.is_none())
        .map(|(milestone, fact)| (milestone, fact.clone()))
        .collect();
    for (milestone, mut fact) in bare {
        fact.value.offset = Some(*offset);
        milestones.set(milestone, fact);
    }
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

#[cfg(test)]
mod testing {
    use crate::document::Document;
    use crate::source_file::SourceFile;
    use crate::structure::vocabulary::Vocabulary;

    fn parse(text: &str) -> Document {
        let file = SourceFile {
            path: "pumps.md".to_owned(),
            name: "pumps.md".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        Document::parse(file, &Vocabulary::default()).0
    }

    /// The milestones of a document with `text`.
    pub fn milestones(text: &str) -> Vec<String> {
        let document = parse(text);
        let found = document.milestones.iter();
        found.map(|(milestone, fact)| format!("{} {}", milestone.name(), fact.value.iso())).collect()
    }

    /// How long the incident took in a document with `text`.
    pub fn duration(text: &str) -> Option<jiff::SignedDuration> {
        parse(text).facts.duration.map(|duration| duration.value)
    }
}

#[cfg(test)]
mod tests {
    use super::testing::milestones;

    #[test]
    fn entries_of_status_pages_start_at_their_date() {
        let text = "---\ntitle: Pumps\ndate: 2026-01-31 10:00:00\nresolved: true\nresolvedWhen: 2026-01-31 12:00:00\n\
                    severity: down\naffected:\n  - Pumps\n---\n\nPumps are down.\n";
        assert_eq!(milestones(text), ["started 2026-01-31T10:00:00", "resolved 2026-01-31T12:00:00"]);
        let text = "---\ntitle: Pumps\ndate: 2026-01-31 10:00:00\nstatus: resolved\nresolved_on: 2026-01-31 12:00:00\n\
                    affected:\n  - Pumps\n---\n\nPumps are down.\n";
        assert_eq!(milestones(text), ["started 2026-01-31T10:00:00", "resolved 2026-01-31T12:00:00"]);
        // A blog's date is that of publication.
        assert!(
            milestones("---\ntitle: Pumps\ndate: 2026-01-31 10:00:00\n---\n\nPumps were down.\n").is_empty()
        );
    }

    #[test]
    fn the_timeline_overrides_wrong_dates_of_sentences() {
        let text = "# Pumps\n\n## Summary\n\nThe pumps were down from 2026-02-12 10:31 to 2026-02-12 10:57.\n\n## Timeline\n\n\
                    - 2026-02-01 10:31 Outage begins\n- 10:40 Alert fired\n- 10:57 Incident resolved\n";
        assert_eq!(
            milestones(text),
            ["started 2026-02-01T10:31:00", "detected 2026-02-01T10:40:00", "resolved 2026-02-01T10:57:00"]
        );
    }

    #[test]
    fn an_earlier_end_is_a_mitigation() {
        let text = "---\ntitle: Pumps\nstarted: 2026-01-31 09:00\nresolved: 2026-01-31 12:00\n---\n\n## Timeline\n\n\
                    - 10:00 Alert fired\n- 10:30 Service restored\n- 11:00 Valve replaced\n";
        assert!(
            milestones(text).contains(&"mitigated 2026-01-31T10:30:00".to_owned()),
            "{:?}",
            milestones(text)
        );
    }

    #[test]
    fn the_first_detection_counts_and_zones_are_shared() {
        let text = "# Pumps\n\nThe leak was reported on January 31, 2026 at 10:20 UTC.\n\n## Timeline\n\n\
                    - 10:00 Pumps go offline\n- 10:05 Alert fired\n- 10:20 Users report a leak\n- 11:00 Incident resolved\n";
        assert_eq!(milestones(text)[1], "detected 2026-01-31T10:05:00Z");
        let text = "# Pumps\n\n**Duration:** May 9, 2026, 9:00 AM - 11:00 AM (UTC-5)\n\n## Timeline\n\n\
                    - 9:05 AM: Alert fired\n- 9:10 AM: Escalated to the plumbers\n- 11:00 AM: Incident resolved\n";
        assert_eq!(
            milestones(text),
            [
                "started 2026-05-09T09:00:00-05:00",
                "detected 2026-05-09T09:05:00-05:00",
                "escalated 2026-05-09T09:10:00-05:00",
                "resolved 2026-05-09T11:00:00-05:00"
            ]
        );
    }

    #[test]
    fn a_date_with_a_time_of_day_is_a_start() {
        assert_eq!(
            milestones("# Pumps\n\n- **Date:** 31/01/2026 3am UTC\n\n## Impact\n\nAll pumps.\n"),
            ["started 2026-01-31T03:00:00Z"]
        );
        assert!(milestones("# Pumps\n\n- **Published:** 31/01/2026 3am UTC\n").is_empty());
    }
}
