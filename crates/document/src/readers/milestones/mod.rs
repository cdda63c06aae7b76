//! The milestones of an incident, from front matter, labels, sentences and timeline.

mod classify;
mod milestone_labels;
mod of_timeline;
mod phrases;
mod stated;

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::keys::Key;
use crate::model::Timeline;
use crate::model::{Fact, Origin};
use crate::model::{FrontMatter, KeyPlaces};
use crate::model::{Milestone, Milestones};
use crate::structure::body::Body;
use retold_times::Moment;

/// A sentence whose day is further from that of the timeline has a wrong date.
const MAX_DAYS_APART: i32 = 7;

/// The milestones of the incident that `body` describes below `front_matter`. Sources come in the order of their
/// reliability: front matter, labels and sentences, the wording of `timeline`.
pub fn read(
    front_matter: &FrontMatter,
    key_places: &KeyPlaces,
    body: &Body<'_>,
    timeline: &Timeline,
) -> Milestones {
    let mut milestones = Milestones::from_front_matter(front_matter, key_places);
    // Front matter that gives both ends of all phases is complete.
    let ends = [Milestone::Started, Milestone::Detected, Milestone::Identified, Milestone::Resolved];
    if ends.iter().all(|milestone| milestones.get(*milestone).is_some()) {
        return milestones;
    }
    let stated = stated::find(body);
    let found = facts_of_timeline(timeline);
    add_stated(&mut milestones, stated.milestones, &found, days_of(timeline));
    add_found(&mut milestones, found);
    for (milestone, fact) in stated.ranges {
        milestones.insert_in_order(milestone, fact);
    }
    if let Some(date) = stated.date {
        milestones.insert_in_order(Milestone::Started, date);
    }
    if let Some(date) = front_matter.date.filter(|_| is_of_status_page(front_matter)) {
        let span = key_places.get(&Key::Date).cloned().unwrap_or_default();
        milestones.insert_in_order(Milestone::Started, Fact::new(date, Origin::FrontMatter, span));
    }
    share_zone(&mut milestones);
    milestones
}

/// The milestones among the entries of `timeline` whose date is known.
fn facts_of_timeline(timeline: &Timeline) -> Vec<(Milestone, Fact<Moment>)> {
    let facts = of_timeline::find(timeline).into_iter().filter_map(|(milestone, index)| {
        let entry = &timeline.entries[index];
        let moment = entry.at?.moment()?;
        Some((milestone, Fact::new(moment, Origin::Timeline, entry.span.clone())))
    });
    facts.collect()
}

/// Adds milestones that labels and sentences state, except those that the milestones `found` in the timeline contradict.
/// `days` are the first and the last day of the timeline.
fn add_stated(
    milestones: &mut Milestones,
    stated: Vec<(Milestone, Fact<Moment>)>,
    found: &[(Milestone, Fact<Moment>)],
    days: Option<(Date, Date)>,
) {
    let wrong: Vec<_> = stated
        .iter()
        .filter(|(milestone, fact)| days.is_some_and(|days| has_wrong_date(*milestone, fact, days, found)))
        .map(|(_, fact)| fact.span.start)
        .collect();
    for (milestone, fact) in stated {
        let is_of_sentence = fact.origin == Origin::Sentence;
        // A sentence may describe a later report, not the detection.
        let has_earlier = is_of_sentence
            && milestone == Milestone::Detected
            && found.iter().any(|(other, earlier)| {
                *other == milestone && earlier.value.compare(&fact.value).is_some_and(Ordering::is_lt)
            });
        // A wrong start makes the end in the same sentence wrong, too.
        let is_wrong = is_of_sentence && wrong.binary_search(&fact.span.start).is_ok();
        if !has_earlier && !is_wrong {
            milestones.insert_in_order(milestone, fact);
        }
    }
}

/// Adds the milestones that were found in the timeline.
fn add_found(milestones: &mut Milestones, found: Vec<(Milestone, Fact<Moment>)>) {
    for (milestone, fact) in found {
        let is_early_end = milestone == Milestone::Resolved
            && milestones
                .at(milestone)
                .is_some_and(|end| fact.value.compare(&end).is_some_and(Ordering::is_lt));
        if !is_early_end {
            milestones.insert_in_order(milestone, fact);
            continue;
        }
        // An end before the stated one is the end of the harm; an end before the start is ignored.
        let started = milestones.at(Milestone::Started);
        if started.is_none_or(|start| fact.value.compare(&start).is_none_or(Ordering::is_gt)) {
            milestones.insert_in_order(Milestone::Mitigated, fact);
        }
    }
}

/// The first and the last day of a timeline.
fn days_of(timeline: &Timeline) -> Option<(Date, Date)> {
    let mut days = timeline.entries.iter().filter_map(|entry| entry.at?.date);
    let first = days.next()?;
    Some(days.fold((first, first), |(first, last), day| (first.min(day), last.max(day))))
}

/// Whether a sentence gives a start days after the last day of the timeline, an end before its first day, or either more
/// than [`MAX_DAYS_APART`] from where the timeline has it.
fn has_wrong_date(
    milestone: Milestone,
    fact: &Fact<Moment>,
    (first, last): (Date, Date),
    found: &[(Milestone, Fact<Moment>)],
) -> bool {
    let day = fact.value.date;
    let is_far = found.iter().any(|(other, entry)| {
        *other == milestone
            && day.until(entry.value.date).is_ok_and(|span| span.get_days().abs() > MAX_DAYS_APART)
    });
    let is_outside = match milestone {
        Milestone::Resolved => day.tomorrow().is_ok_and(|next| next < first),
        _ => last.tomorrow().is_ok_and(|next| next < day),
    };
    fact.origin == Origin::Sentence && (is_far || is_outside)
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
mod tests {
    use crate::document::Document;
    use crate::source_file::SourceFile;
    use crate::structure::vocabulary::Vocabulary;

    fn milestones(text: &str) -> Vec<String> {
        let file = SourceFile {
            path: "pumps.md".to_owned(),
            name: "pumps.md".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let document = Document::parse(file, &Vocabulary::default()).0;
        let found = document.milestones.iter();
        found.map(|(milestone, fact)| format!("{} {}", milestone.name(), fact.value.iso())).collect()
    }

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
