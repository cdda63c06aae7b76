//! Selects the entries of a timeline that are milestones, if their wording is clear.

use crate::model::Milestone;
use crate::model::{Timeline, When};
use crate::readers::milestones::classify::Confidence::{self, High, Medium};
use crate::readers::milestones::classify::Signals;
use crate::text::stamps::stamps_in;

/// A detection of less than high confidence is one of so many first entries.
const EARLY_ENTRIES: usize = 5;

/// An acknowledgement of less than high confidence is at most so many entries behind the detection.
const MAX_ENTRIES_TO_ACKNOWLEDGE: usize = 4;

/// The entries that may be a milestone: the first and the last one of each confidence.
#[derive(Debug, Clone, Copy, Default)]
struct Candidates {
    first: [Option<(usize, When)>; Confidence::ALL.len()],
    last: [Option<(usize, When)>; Confidence::ALL.len()],
}

impl Candidates {
    fn first(&self, confidence: Confidence) -> Option<(usize, When)> {
        self.first[confidence as usize]
    }

    /// Adds an entry that may be the first one only.
    fn add_first(&mut self, confidence: Confidence, index: usize, at: When) {
        self.first[confidence as usize].get_or_insert((index, at));
    }

    fn add(&mut self, confidence: Confidence, index: usize, at: When) {
        self.add_first(confidence, index, at);
        self.last[confidence as usize] = Some((index, at));
    }

    /// The entry of the highest confidence: the last such one of the end of an incident, else the first one.
    fn best(&self, milestone: Milestone) -> Option<(usize, When, Confidence)> {
        let entries = if milestone == Milestone::Resolved { &self.last } else { &self.first };
        Confidence::ALL.into_iter().find_map(|confidence| {
            let (index, at) = entries[confidence as usize]?;
            Some((index, at, confidence))
        })
    }
}

/// The milestones among the entries of `timeline`, each with the index of its entry, in the order of the
/// milestones.
pub fn find(timeline: &Timeline) -> Vec<(Milestone, usize)> {
    let candidates = candidates(timeline);
    let of = |milestone: Milestone| &candidates[milestone as usize];
    let detected = of(Milestone::Detected).best(Milestone::Detected);
    let detection = detected.map_or(0, |(index, ..)| index);
    // An incident that is declared has been detected.
    let declared = of(Milestone::Acknowledged).first(High).map_or(usize::MAX, |(index, _)| index);
    let mut found: Vec<(Milestone, usize, When)> = Vec::new();
    for milestone in Milestone::ALL {
        let Some((index, at, confidence)) = of(milestone).best(milestone) else { continue };
        let is_late = matches!(milestone, Milestone::Started | Milestone::Detected) && index > declared;
        if is_late && confidence < High {
            continue;
        }
        let counts = confidence == High
            || match milestone {
                // What breaks after the detection is not the start.
                Milestone::Started => index <= detection,
                Milestone::Detected => index < EARLY_ENTRIES,
                // To look into it right after the detection is to acknowledge it; later it is work.
                Milestone::Acknowledged => {
                    index <= detection + MAX_ENTRIES_TO_ACKNOWLEDGE
                        && detected.is_none_or(|(_, noticed, _)| at.day <= noticed.day + 1)
                }
                // A problem that is identified before any detection is only noticed.
                Milestone::Identified => index > detection && (detected.is_some() || confidence == Medium),
                // Who asks about the problem has noticed it, and asks nobody for help yet.
                Milestone::Escalated => detected.is_none_or(|(noticed, ..)| index > noticed),
                _ => confidence >= Medium,
            };
        if counts {
            found.push((milestone, index, at));
        }
    }
    // An end with a later one behind it is a mitigation.
    let resolved = found.iter().find(|(milestone, ..)| *milestone == Milestone::Resolved);
    if let Some(&(_, last, end)) = resolved
        && !found.iter().any(|(milestone, ..)| *milestone == Milestone::Mitigated)
        && let Some((index, at)) = of(Milestone::Resolved).first(High)
        && index < last
        && is_before(&at, &end)
        && index > detection
    {
        found.push((Milestone::Mitigated, index, at));
        found.sort_by_key(|(milestone, ..)| *milestone);
    }
    in_order(found).into_iter().map(|(milestone, index, _)| (milestone, index)).collect()
}

/// The candidates for each milestone.
fn candidates(timeline: &Timeline) -> [Candidates; Milestone::ALL.len()] {
    let mut candidates = [Candidates::default(); Milestone::ALL.len()];
    let mut signals = Signals::default();
    for (index, entry) in timeline.entries.iter().enumerate() {
        let Some(at) = entry.at else { continue };
        signals.read(&entry.text);
        // An end before the problem comes again, or goes on, is not an end.
        if signals.recurs || signals.persists {
            candidates[Milestone::Resolved as usize] = Candidates::default();
        }
        // A report does not begin with the end: what is deployed first is the fault.
        if is_first(timeline, index, &at) {
            signals.milestones.retain(|(milestone, _)| *milestone != Milestone::Resolved);
        }
        if signals.persists {
            candidates[Milestone::Mitigated as usize] = Candidates::default();
        }
        // `The leak began on 3 March at 10:00` may be the source of the entry's time.
        if let Some(confidence) = signals.dated_start
            && has_own_time(&entry.text, &at)
        {
            candidates[Milestone::Started as usize].add_first(confidence, index, at);
        }
        for &(milestone, confidence) in &signals.milestones {
            candidates[milestone as usize].add(confidence, index, at);
        }
    }
    candidates
}

/// Whether the entry at `index` is the first of several, and its time the earliest.
fn is_first(timeline: &Timeline, index: usize, at: &When) -> bool {
    let last = timeline.entries.iter().rev().find_map(|entry| entry.at);
    index == 0 && timeline.entries.len() >= 3 && last.is_some_and(|last| is_before(at, &last))
}

/// Whether the first time in `text` is that of its entry.
fn has_own_time(text: &str, at: &When) -> bool {
    stamps_in(text).next().is_some_and(|(stamp, _)| {
        let date = stamp.date.and_then(|date| date.resolve(at.date));
        stamp.time.is_some() && stamp.time == at.time && date == at.date
    })
}

/// Removes milestones that contradict the order of the others, worst ones first.
fn in_order(mut found: Vec<(Milestone, usize, When)>) -> Vec<(Milestone, usize, When)> {
    loop {
        let conflicts = |at: usize| {
            let (milestone, _, when) = &found[at];
            found
                .iter()
                .filter(|(other, _, then)| {
                    let backwards =
                        if other < milestone { is_before(when, then) } else { is_before(then, when) };
                    other != milestone && backwards && !(milestone.is_unordered() && other.is_unordered())
                })
                .count()
        };
        let worst = (0..found.len())
            .map(|at| (conflicts(at), at))
            .max_by_key(|(count, at)| (*count, usize::MAX - at));
        match worst {
            Some((count, at)) if count > 0 => found.remove(at),
            _ => return found,
        };
    }
}

fn is_before(at: &When, other: &When) -> bool {
    match (at.time, other.time) {
        (Some(time), Some(before)) => (at.day, time) < (other.day, before),
        _ => at.day < other.day,
    }
}

/// The end or the mitigation that `clause` shows with high confidence.
pub fn end_in_clause(clause: &str) -> Option<Milestone> {
    let mut signals = Signals::default();
    signals.read(clause);
    let is_sure = |milestone| signals.milestones.contains(&(milestone, High));
    [Milestone::Resolved, Milestone::Mitigated]
        .into_iter()
        .find(|milestone| is_sure(*milestone) && !signals.recurs && !signals.persists)
}

/// The detection or identification that `clause` shows with high confidence: the first of the two.
pub fn in_clause(clause: &str) -> Option<Milestone> {
    let mut signals = Signals::default();
    signals.read(clause);
    let found = signals.milestones.iter().find(|(milestone, confidence)| match milestone {
        Milestone::Detected => *confidence == High,
        Milestone::Identified => true,
        _ => false,
    });
    found.map(|(milestone, _)| *milestone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Entry;
    use jiff::civil::Time;

    fn names(texts: &[&str]) -> Vec<(&'static str, usize)> {
        let mut timeline = Timeline::default();
        for (index, text) in texts.iter().enumerate() {
            let minute = i8::try_from(index).unwrap();
            let at = When { date: None, day: 0, time: Some(Time::constant(10, minute, 0, 0)), offset: None };
            timeline.entries.push(Entry {
                at: Some(at),
                until: None,
                approximate: false,
                text: (*text).to_owned(),
                span: 0..0,
                offset: None,
            });
        }
        find(&timeline).into_iter().map(|(milestone, index)| (milestone.name(), index)).collect()
    }

    #[test]
    fn plain_wordings_are_milestones() {
        for (text, name) in [
            ("Outage begins", "started"),
            ("Start of the incident", "started"),
            ("First errors", "started"),
            ("Der Ausfall beginnt", "started"),
            ("障害発生", "started"),
            ("Alert fired for the pump", "detected"),
            ("PagerDuty pages the plumber", "detected"),
            ("The outage is reported by two customers", "detected"),
            ("We noticed that the pressure drops", "detected"),
            ("During the 16-17 May sprint, Ann discovered the outage", "detected"),
            ("Ann noticed we had six minutes without water", "detected"),
            ("Ann pings Ben about pumps that do not start", "detected"),
            ("Operators report problems when they open a valve", "detected"),
            ("Ben pages the PagerDuty of the water works", "escalated"),
            ("Ann pings Ben", "escalated"),
            ("検知: 圧力低下", "detected"),
            ("收到告警", "detected"),
            ("Ann acknowledges the page", "acknowledged"),
            ("Incident declared", "acknowledged"),
            ("Ann began investigating", "acknowledged"),
            ("Escalated to the water works", "escalated"),
            ("Ben is called in", "escalated"),
            ("Root cause identified: a stuck valve", "identified"),
            ("Ben finds the cause of the pressure drop", "identified"),
            ("Ursache gefunden", "identified"),
            ("原因特定", "identified"),
            ("Leak mitigated", "mitigated"),
            ("Release rolled back", "mitigated"),
            ("Workaround in place", "mitigated"),
            ("Incident resolved", "resolved"),
            ("All clear", "resolved"),
            ("Pressure is back to normal", "resolved"),
            ("Service fully restored", "resolved"),
            ("End of outage", "resolved"),
            ("Fix deployed to all pumps", "resolved"),
            ("Störung behoben", "resolved"),
            ("Incident résolu", "resolved"),
            ("Incidente resuelto", "resolved"),
            ("服务恢复", "resolved"),
        ] {
            let found = names(&[text]);
            assert!(found.contains(&(name, 0)), "{text}: {found:?}");
        }
    }

    #[test]
    fn denials_plans_and_other_matters_are_none() {
        for text in [
            "The incident is not resolved yet",
            "Ann tried to restore the service",
            "The leak would be mitigated by a new valve",
            "Rollback attempted",
            "復旧予定",
            "A new valve is bought",
            "Potential fix deployed",
            "DNS resolution issue",
            "Reverted the valves since it is breaking the pumps even more",
            "The team has lunch",
        ] {
            let found = names(&[text]);
            assert!(
                found.iter().all(|(name, _)| !matches!(*name, "resolved" | "mitigated" | "identified")),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn all_milestones_are_found_in_order() {
        let found = names(&[
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
            "Retrospective held",
        ]);
        assert_eq!(
            found,
            [
                ("started", 1),
                ("detected", 2),
                ("acknowledged", 4),
                ("escalated", 5),
                ("identified", 6),
                ("mitigated", 7),
                ("resolved", 9)
            ]
        );
        // An incident that is declared first has been noticed by then.
        let found = names(&["Incident declared", "Pressure check fails", "Incident resolved"]);
        assert_eq!(found, [("acknowledged", 0), ("resolved", 2)]);
        // What is deployed first is the fault.
        let found = names(&["Patch deployed to the pumps", "First errors", "Change reverted", "All well"]);
        assert!(!found.iter().any(|(name, _)| *name == "resolved"), "{found:?}");
        // An end before the start is ignored.
        let found = names(&["Outage ends", "Outage begins", "Alert fired", "Incident declared"]);
        assert!(!found.iter().any(|(name, _)| *name == "resolved"), "{found:?}");
    }
}
