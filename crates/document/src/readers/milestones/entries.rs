//! The milestones that the entries of a timeline show.

use std::borrow::Cow;

use crate::model::{Fact, Loss, Milestone, Origin, Timeline, When};
use crate::readers::milestones::choose::{Candidates, Source};
use crate::readers::milestones::wording::Strength::{self, Likely, Maybe, Sure};
use crate::readers::milestones::wording::{Shown, Wording};
use crate::text::stamps::stamps_in;

/// A detection that is not sure is one of so many first entries.
const EARLY_ENTRIES: usize = 5;

/// An acknowledgement that is not sure is at most so many entries behind the detection.
const MAX_ENTRIES_TO_ACKNOWLEDGE: usize = 4;

/// A milestone that an entry shows.
#[derive(Debug, Clone, Copy)]
struct Found {
    shown: Shown,
    /// The index of the entry.
    index: usize,
    at: When,
    lost: Option<Loss>,
}

/// Adds the milestones that the entries of `timeline` show to `candidates`. `text` is that of the file.
pub fn add(candidates: &mut Candidates, timeline: &Timeline, text: &str) {
    let mut found = find(timeline, text);
    support(&mut found);
    for Found { shown, index, at, lost } in found {
        let Some(moment) = at.moment() else { continue };
        let source = match shown.strength {
            Sure => Source::SureEntry,
            Likely => Source::LikelyEntry,
            Maybe => Source::MaybeEntry,
        };
        let fact = Fact::new(moment, Origin::Timeline, timeline.entries[index].span.clone());
        match lost {
            Some(loss) => candidates.add_lost(source, shown.milestone, fact, shown.rule, loss),
            None => candidates.add(source, shown.milestone, fact, shown.rule),
        }
    }
}

/// All that the wordings of the entries show, in their order.
fn find(timeline: &Timeline, text: &str) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    let mut wording = Wording::default();
    for (index, entry) in timeline.entries.iter().enumerate() {
        let Some(at) = entry.at else { continue };
        wording.read(&valid(&entry.text, text.get(entry.span.clone()).unwrap_or_default()));
        // An end before the problem comes again, or goes on, is not an end.
        if wording.recurs || wording.persists {
            for known in &mut all {
                let is_end = known.shown.milestone == Milestone::Resolved
                    || known.shown.milestone == Milestone::Mitigated && wording.persists;
                if is_end {
                    known.lost = Some(Loss::TakenBack);
                }
            }
        }
        // `The leak began on 3 March at 10:00` may be the source of the entry's time.
        let dated = wording.dated_start.filter(|_| has_own_time(&entry.text, &at));
        for shown in wording.shown.iter().copied().chain(dated) {
            // A report does not begin with the end: what is deployed first is the fault.
            let is_first_end = shown.milestone == Milestone::Resolved && is_first(timeline, index, &at);
            let lost = is_first_end.then_some(Loss::Unsupported);
            all.push(Found { shown, index, at, lost });
        }
    }
    all
}

/// The text of an entry without what is struck through in `source`.
fn valid<'a>(text: &'a str, source: &str) -> Cow<'a, str> {
    let mut parts = source.split("~~");
    if source.is_empty() || parts.next().is_none_or(|before| before.len() == source.len()) {
        return Cow::Borrowed(text);
    }
    let mut valid = text.to_owned();
    while let (Some(struck), Some(_)) = (parts.next(), parts.next()) {
        valid = valid.replace(struck, " ");
    }
    Cow::Owned(valid)
}

/// Drops wordings that are not sure, where the entries around them show nothing that supports them.
fn support(found: &mut [Found]) {
    let first_of = |milestone: Milestone, least: Strength| {
        let found = found.iter().filter(|found| found.lost.is_none() && found.shown.milestone == milestone);
        found.filter(|found| found.shown.strength >= least).map(|found| (found.index, found.at)).next()
    };
    let detected = [Sure, Likely].into_iter().find_map(|least| first_of(Milestone::Detected, least));
    let detection = detected.map_or(0, |(index, _)| index);
    // An incident that is declared has been detected.
    let declared = first_of(Milestone::Acknowledged, Sure).map_or(usize::MAX, |(index, _)| index);
    let surest = |milestone: Milestone| {
        found
            .iter()
            .filter(|other| other.shown.milestone == milestone)
            .map(|other| other.shown.strength)
            .max()
    };
    let surest = Milestone::ALL.map(surest);
    for Found { shown, index, at, lost } in found {
        // Where a surer one is dropped, none that needs support takes its place.
        if shown.strength == Maybe && surest[shown.milestone as usize] > Some(Maybe) {
            lost.get_or_insert(Loss::Weaker);
        }
        let is_supported = shown.strength == Sure
            || match shown.milestone {
                // What breaks after the detection is not the start.
                Milestone::Started => *index <= detection && *index <= declared,
                Milestone::Detected => *index < EARLY_ENTRIES && *index <= declared,
                // To look into it right after the detection is to acknowledge it; later it is work.
                Milestone::Acknowledged => {
                    *index <= detection + MAX_ENTRIES_TO_ACKNOWLEDGE
                        && detected.is_none_or(|(_, noticed)| at.day <= noticed.day + 1)
                }
                // A problem that is identified before any detection is only noticed.
                Milestone::Identified => {
                    *index > detection && (detected.is_some() || shown.strength == Likely)
                }
                // Who asks about the problem has noticed it, and asks nobody for help yet.
                Milestone::Escalated => detected.is_none_or(|(noticed, _)| *index > noticed),
                _ => shown.strength >= Likely,
            };
        if !is_supported {
            lost.get_or_insert(Loss::Unsupported);
        }
    }
}

/// Whether the entry at `index` is the first of several, and its time the earliest.
fn is_first(timeline: &Timeline, index: usize, at: &When) -> bool {
    let last = timeline.entries.iter().rev().find_map(|entry| entry.at);
    index == 0 && timeline.entries.len() >= 3 && last.is_some_and(|last| is_before(at, &last))
}

fn is_before(at: &When, other: &When) -> bool {
    match (at.time, other.time) {
        (Some(time), Some(before)) => (at.day, time) < (other.day, before),
        _ => at.day < other.day,
    }
}

/// Whether the first time in `text` is that of its entry.
fn has_own_time(text: &str, at: &When) -> bool {
    stamps_in(text).next().is_some_and(|(stamp, _)| {
        let date = stamp.date.and_then(|date| date.resolve(at.date));
        stamp.time.is_some() && stamp.time == at.time && date == at.date
    })
}

#[cfg(test)]
mod tests {
    use crate::readers::milestones::testing::milestones;

    fn of_entries(texts: &[&str]) -> Vec<String> {
        let entries =
            texts.iter().enumerate().map(|(minute, text)| format!("- 2026-01-31 10:0{minute} {text}\n"));
        let found = milestones(&format!("# Pumps\n\n## Timeline\n\n{}", entries.collect::<String>()));
        found.iter().map(|found| found.replace("2026-01-31T10:0", "").replace(":00", "")).collect()
    }

    #[test]
    fn entries_show_milestones_in_their_order() {
        for (entries, expected) in [
            (
                &[
                    "Valve opened by hand",
                    "Pressure starts failing",
                    "Alert fired",
                    "Alert fired again",
                    "Incident declared",
                    "Escalated to the water works",
                    "Root cause found",
                    "Change reverted",
                    "Issue resolved for half of the town",
                    "Incident resolved",
                ][..],
                &[
                    "started 1",
                    "detected 2",
                    "acknowledged 4",
                    "escalated 5",
                    "identified 6",
                    "mitigated 7",
                    "resolved 9",
                ][..],
            ),
            // An incident that is declared first has been noticed by then.
            (
                &["Incident declared", "Pressure check fails", "Incident resolved"],
                &["acknowledged 0", "resolved 2"],
            ),
            // What is deployed first is the fault.
            (
                &["Patch deployed to the pumps", "First errors", "Change reverted", "All well"],
                &["mitigated 2"],
            ),
            // An end before the start is none.
            (
                &["Outage ends", "Outage begins", "Alert fired", "Incident declared"],
                &["started 1", "detected 2", "acknowledged 3"],
            ),
            // A later notice, however sure, does not erase the first one.
            (
                &["Support noticed dry taps", "Incident declared", "Support notices that pumps failed"],
                &["detected 0", "acknowledged 1"],
            ),
            (
                &[
                    "Alert fired",
                    "~~Incident resolved~~ (of another town)",
                    "Pumps are dry",
                    "Incident resolved",
                ],
                &["detected 0", "resolved 3"],
            ),
            (
                &["Alert fired", "Pumps back to normal, but errors came back", "The pumps were stopped"],
                &["detected 0"],
            ),
            (&["Alert fired", "We thought the issue was resolved", "Ann looks on"], &["detected 0"]),
        ] {
            assert_eq!(of_entries(entries), expected, "{entries:?}");
        }
    }
}
