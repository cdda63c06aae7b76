//! Which entries of a timeline are milestones, as far as their wording leaves no doubt.

use crate::model::Milestone;
use crate::model::{Timeline, When};
use crate::readers::milestones::classify::{LIKELY, SURE, Telling};
use crate::readers::timeline::draft::stamps_in;

/// A detection that only its wording makes likely stands among the first entries.
const EARLY: usize = 5;

/// The entries that may be a milestone, by how sure that is.
#[derive(Debug, Clone, Copy, Default)]
struct Candidates {
    first: [Option<(usize, When)>; 3],
    last: [Option<(usize, When)>; 3],
}

/// The milestones that the entries of `timeline` tell, each with the index of its entry, in the order of
/// the milestones.
pub fn of_timeline(timeline: &Timeline) -> Vec<(Milestone, usize)> {
    let mut candidates = [Candidates::default(); Milestone::ALL.len()];
    let mut telling = Telling::default();
    for (index, entry) in timeline.entries.iter().enumerate() {
        let Some(at) = entry.at else { continue };
        telling.read(&entry.text);
        // What did not help, or not for long, was no end.
        if telling.recurs || telling.persists {
            candidates[Milestone::Resolved as usize] = Candidates::default();
        }
        if telling.persists {
            candidates[Milestone::Mitigated as usize] = Candidates::default();
        }
        // `The leak began on 3 March at 10:00` may be what gives the entry its time.
        if let Some(rank) = telling.dated_start
            && tells_its_time(&entry.text, &at)
        {
            candidates[Milestone::Started as usize].first[usize::from(rank)].get_or_insert((index, at));
        }
        for &(milestone, rank) in &telling.milestones {
            let found = &mut candidates[milestone as usize];
            found.first[usize::from(rank)].get_or_insert((index, at));
            found.last[usize::from(rank)] = Some((index, at));
        }
    }
    // The first one that is sure, else the first one that is likely.
    let choose = |milestone: Milestone| {
        let found = &candidates[milestone as usize];
        let ranks = if milestone == Milestone::Resolved { &found.last } else { &found.first };
        let rank = ranks.iter().position(Option::is_some)?;
        Some((ranks[rank]?, u8::try_from(rank).ok()?))
    };
    let detected = choose(Milestone::Detected).map(|(found, _)| found);
    // An incident that is declared has been noticed.
    let declared = candidates[Milestone::Acknowledged as usize].first[usize::from(SURE)]
        .map_or(usize::MAX, |(index, _)| index);
    let mut found: Vec<(Milestone, usize, When)> = Vec::new();
    for milestone in Milestone::ALL {
        let Some(((index, at), rank)) = choose(milestone) else { continue };
        let detection = detected.map_or(0, |(index, _)| index);
        let is_late = matches!(milestone, Milestone::Started | Milestone::Detected) && index > declared;
        if is_late && rank > SURE {
            continue;
        }
        let counts = rank == SURE
            || match milestone {
                // What breaks later is the course of the incident, not its start.
                Milestone::Started => index <= detection,
                Milestone::Detected => index < EARLY || candidates[milestone as usize].first[0].is_some(),
                // Looking into it right after it was noticed is taking it on; later it is work.
                Milestone::Acknowledged => {
                    index <= detection + 4 && detected.is_none_or(|(_, noticed)| at.day <= noticed.day + 1)
                }
                // Before anything was noticed a problem that is identified is only noticed.
                Milestone::Identified => index > detection && detected.is_some(),
                _ => rank <= LIKELY,
            };
        if counts {
            found.push((milestone, index, at));
        }
    }
    let resolved = found.iter().find(|(milestone, ..)| *milestone == Milestone::Resolved);
    // What was an end at first was none, if there is a later one.
    if let Some(&(_, last, end)) = resolved
        && !found.iter().any(|(milestone, ..)| *milestone == Milestone::Mitigated)
        && let Some((index, at)) = candidates[Milestone::Resolved as usize].first[usize::from(SURE)]
        && index < last
        && is_before(&at, &end)
        && index > detected.map_or(0, |(detection, _)| detection)
    {
        found.push((Milestone::Mitigated, index, at));
        found.sort_by_key(|(milestone, ..)| *milestone);
    }
    in_order(found).into_iter().map(|(milestone, index, _)| (milestone, index)).collect()
}

/// Whether the first time in `text` is that of its entry.
fn tells_its_time(text: &str, at: &When) -> bool {
    stamps_in(text).next().is_some_and(|(stamp, _)| {
        let date = stamp.date.and_then(|date| date.resolve(at.date));
        stamp.time.is_some() && stamp.time == at.time && date == at.date
    })
}

/// Leaves out what contradicts the order of the milestones, and of that what contradicts most.
fn in_order(mut found: Vec<(Milestone, usize, When)>) -> Vec<(Milestone, usize, When)> {
    loop {
        let conflicts = |at: usize| {
            let (milestone, _, when) = &found[at];
            found
                .iter()
                .filter(|(other, _, then)| {
                    let backwards =
                        if other < milestone { is_before(when, then) } else { is_before(then, when) };
                    other != milestone && backwards && !(milestone.is_free() && other.is_free())
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

/// Whether a clause tells of the detection, or of the cause being found: the first of the two.
pub fn told_by(clause: &str) -> Vec<Milestone> {
    let mut telling = Telling::default();
    telling.read(clause);
    telling
        .milestones
        .iter()
        .filter(|(milestone, rank)| match milestone {
            Milestone::Detected => *rank == SURE,
            Milestone::Identified => true,
            _ => false,
        })
        .map(|(milestone, _)| *milestone)
        .take(1)
        .collect()
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
        of_timeline(&timeline).into_iter().map(|(milestone, index)| (milestone.name(), index)).collect()
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
    fn a_whole_course_is_found_in_order() {
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
        // An end before the beginning is none.
        let found = names(&["Outage ends", "Outage begins", "Alert fired", "Incident declared"]);
        assert!(!found.iter().any(|(name, _)| *name == "resolved"), "{found:?}");
    }
}
