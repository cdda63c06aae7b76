//! The milestones that the entries of a timeline show.

use std::borrow::Cow;

use crate::model::{Fact, Loss, Milestone, Origin, Timeline, When};
use crate::readers::milestones::choose::{Candidates, Source};
use crate::readers::milestones::milestone_labels::milestone_of;
use crate::readers::milestones::wording::Strength::{self, Likely, Maybe, Sure};
use crate::readers::milestones::wording::{Shown, Wording};
use crate::text::stamps::{first_chars, stamps_in};

/// A detection that is not sure is one of so many first entries.
const EARLY_ENTRIES: usize = 5;

/// A start that is not sure is one of so many entries behind the first, where none shows a detection.
const LAST_START: usize = 1;

/// An acknowledgement that is not sure is at most so many entries behind the detection.
const MAX_ENTRIES_TO_ACKNOWLEDGE: usize = 4;

/// The rule for a problem that is found, which may be its detection.
const FOUND: &str = "Problem found in the regulator";

/// Longest name of a phase, in characters.
const MAX_PHASE: usize = 40;

/// A milestone that an entry shows.
#[derive(Debug, Clone, Copy)]
struct Found {
    shown: Shown,
    /// The index of the entry in the timeline.
    entry: usize,
    /// How many entries come before it in time.
    index: usize,
    at: When,
    lost: Option<Loss>,
}

/// Adds the milestones that the entries of `timeline` show to `candidates`. `text` is that of the file.
pub fn add(candidates: &mut Candidates, timeline: &Timeline, text: &str) {
    let mut found = find(timeline, text);
    support(&mut found);
    for Found { shown, entry, at, lost, .. } in found {
        let Some(moment) = at.moment() else { continue };
        let source = match shown.strength {
            Sure => Source::SureEntry,
            Likely => Source::LikelyEntry,
            Maybe => Source::MaybeEntry,
        };
        let fact = Fact::new(moment, Origin::Timeline, timeline.entries[entry].span.clone());
        match lost {
            Some(loss) => candidates.add_lost(source, shown.milestone, fact, shown.rule, loss),
            None => candidates.add(source, shown.milestone, fact, shown.rule),
        }
    }
}

/// All that the wordings of the entries show, in the order of their time where the last one comes first.
fn find(timeline: &Timeline, text: &str) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    let mut wording = Wording::default();
    let count = timeline.entries.len();
    let (ahead, back) = steps(timeline);
    // Status pages show the last update first.
    let is_backwards = back > ahead;
    for index in 0..count {
        let place = if is_backwards { count - 1 - index } else { index };
        let entry = &timeline.entries[place];
        let Some(at) = entry.at else { continue };
        let source = text.get(entry.span.clone()).unwrap_or_default();
        wording.read(&valid(&entry.text, source));
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
        let phase = phase(&entry.text, source).map(|milestone| Shown::of_label(milestone, "phase"));
        let is_sure = |milestone| wording.strength(milestone) == Some(Sure);
        let is_end = is_sure(Milestone::Resolved) && phase.is_none();
        let shown =
            wording.shown.iter().copied().chain(dated).filter(|shown| match (phase, shown.milestone) {
                // An entry that is named for its phase neither begins nor ends the incident otherwise.
                (Some(_), Milestone::Started | Milestone::Mitigated | Milestone::Resolved) => false,
                (Some(phase), milestone) => milestone != phase.milestone && shown.strength == Sure,
                // What ends the incident mitigates it, too.
                (None, milestone) => !(is_end && milestone == Milestone::Mitigated),
            });
        for shown in phase.into_iter().chain(shown) {
            // A report does not begin with the end: what is deployed first is the fault.
            let is_first_end =
                shown.milestone == Milestone::Resolved && index == 0 && count >= 3 && ahead + back > 0;
            let lost = is_first_end.then_some(Loss::Unsupported);
            all.push(Found { shown, entry: place, index, at, lost });
        }
    }
    all
}

/// The phase that an entry is named for: `Resolved - all pumps run`, a cell `Detection` of the row `source`.
fn phase(text: &str, source: &str) -> Option<Milestone> {
    let head = first_chars(text, MAX_PHASE);
    let is_mark = |rest: &str| [": ", " - ", " – ", " — "].iter().any(|mark| rest.starts_with(mark));
    let mut marks = head.bytes().enumerate().filter(|(_, byte)| matches!(byte, b':' | b' '));
    let named = marks.find(|(at, _)| is_mark(&head[*at..])).map(|(at, _)| at);
    let in_cell = || {
        let mut cells = source.split('|').skip(1).filter(|cell| cell.len() <= MAX_PHASE);
        cells.find_map(|cell| milestone_of(cell.trim_matches(|c: char| !c.is_alphanumeric())))
    };
    let in_row = || source.trim_start().starts_with('|').then(in_cell).flatten();
    // Work starts, too: `Start: pumps are deployed`.
    let is_clear = |milestone: &Milestone| *milestone != Milestone::Started;
    named.and_then(|end| milestone_of(&head[..end])).filter(is_clear).or_else(in_row)
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
    let start = detected.map_or(LAST_START, |(index, _)| index);
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
    let first_work = found.iter().filter(|found| {
        matches!(found.shown.milestone, Milestone::Detected | Milestone::Acknowledged | Milestone::Escalated)
    });
    let first_work = first_work.map(|found| found.index).min();
    let is_worked_on = |index: usize| first_work.is_some_and(|first| first < index);
    for Found { shown, index, at, lost, .. } in found {
        // Where a surer one is dropped, none that needs support takes its place.
        if shown.strength == Maybe && surest[shown.milestone as usize] > Some(Maybe) {
            lost.get_or_insert(Loss::Weaker);
        }
        // Who finds a problem that others already look into has found its cause.
        if shown.rule == FOUND && is_worked_on(*index) {
            lost.get_or_insert(Loss::Unsupported);
        }
        let is_supported = shown.strength == Sure
            || match shown.milestone {
                // What breaks after the detection is not the start.
                Milestone::Started => {
                    *index <= if shown.strength == Likely { start } else { detection } && *index <= declared
                }
                Milestone::Detected => *index < EARLY_ENTRIES && *index <= declared,
                // To look into it right after the detection is to acknowledge it; later it is work.
                Milestone::Acknowledged => {
                    *index <= detection + MAX_ENTRIES_TO_ACKNOWLEDGE
                        && detected.is_none_or(|(_, noticed)| at.day <= noticed.day + 1)
                }
                // A problem that is identified before any detection is only noticed.
                Milestone::Identified => {
                    *index > detection
                        && (detected.is_some() || shown.strength == Likely || is_worked_on(*index))
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

/// How many times each entry is later, and earlier, than the one above it.
fn steps(timeline: &Timeline) -> (usize, usize) {
    let mut times = timeline.entries.iter().filter_map(|entry| entry.at);
    let (mut ahead, mut back) = (0, 0);
    let Some(mut above) = times.next() else { return (0, 0) };
    for at in times {
        ahead += usize::from(is_before(&above, &at));
        back += usize::from(is_before(&at, &above));
        above = at;
    }
    (ahead, back)
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
    fn a_column_or_a_word_in_front_names_the_phase() {
        let rows = "| Time | Phase | Event |\n|-|-|-|\n| 2026-01-31 10:00 | Start | Valve breaks |\n\
                    | 2026-01-31 10:01 | Detection | Ann sees it |\n| 2026-01-31 10:02 | Mitigation | Valve closed |\n\
                    | 2026-01-31 10:03 | Resolution | New valve |\n";
        let found = milestones(&format!("# Pumps\n\n## Timeline\n\n{rows}"));
        let names: Vec<_> = found.iter().map(|found| found.split(' ').next().unwrap()).collect();
        assert_eq!(names, ["started", "detected", "mitigated", "resolved"]);
        assert_eq!(
            of_entries(&["Alert: valve 1", "Work: Ann looks", "Resolved: it runs"]),
            ["detected 0", "resolved 2"]
        );
    }

    #[test]
    fn the_last_update_may_come_first() {
        let text = "# Pumps\n\n## Timeline\n\n- 2026-01-31 10:30 Incident resolved\n- 2026-01-31 10:10 Identified the problem\n\
                    - 2026-01-31 10:00 Alert fired\n";
        assert_eq!(
            milestones(text),
            [
                "detected 2026-01-31T10:00:00",
                "identified 2026-01-31T10:10:00",
                "resolved 2026-01-31T10:30:00"
            ]
        );
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
                &["started 1", "mitigated 2"],
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
            (
                &[
                    "Investigating - we look at the pumps",
                    "Identified - the issue has been identified",
                    "Monitoring - a fix has been deployed",
                    "Resolved - this incident has been resolved",
                ],
                &["acknowledged 0", "identified 1", "mitigated 2", "resolved 3"],
            ),
            (
                &["Inizio dell'incidente", "Allarme ricevuto", "Causa identificata", "Servizio ripristinato"],
                &["started 0", "detected 1", "identified 2", "resolved 3"],
            ),
            (
                &["Start van de storing", "Melding ontvangen", "Oorzaak gevonden", "Storing opgelost"],
                &["started 0", "detected 1", "identified 2", "resolved 3"],
            ),
            (
                &["Początek awarii", "Otrzymano alert", "Znaleziono przyczynę", "Awaria usunięta"],
                &["started 0", "detected 1", "identified 2", "resolved 3"],
            ),
            (&["Alert fired", "We thought the issue was resolved", "Ann looks on"], &["detected 0"]),
        ] {
            assert_eq!(of_entries(entries), expected, "{entries:?}");
        }
    }
}
