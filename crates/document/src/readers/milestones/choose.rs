//! Chooses the milestones among all that was found.

use std::cmp::Ordering;

use crate::model::{Candidate, Fact, Loss, Milestone, Milestones, Origin};
use retold_times::Moment;

/// Where a candidate comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A key of the front matter, or of a status post.
    Key,
    /// A label with a time.
    Label,
    /// A sentence with a verb right before the time, or with a range of times.
    Sentence,
    /// An entry of the timeline, by how sure its wording is.
    SureEntry,
    LikelyEntry,
    MaybeEntry,
    /// A range beside the entries of a timeline, or a clause behind a time that opens a sentence.
    Aside,
    /// The date of the incident that a label gives with a time of day.
    DateLabel,
    /// The date of a status post.
    PostDate,
}

impl Source {
    /// How much a candidate from this source weighs: the table of all weights.
    fn weight(self) -> u8 {
        match self {
            Self::Key => 200,
            Self::Label => 150,
            Self::Sentence => 110,
            Self::SureEntry => 75,
            Self::LikelyEntry => 70,
            Self::MaybeEntry => 65,
            Self::Aside => 50,
            Self::DateLabel => 40,
            Self::PostDate => 30,
        }
    }
}

/// Candidates whose weights differ by no more than this contradict each other as equals: how sure the wording of an entry is
/// shows which of two detections counts, not whether a detection or an end is wrong.
const EQUAL: u8 = 10;

/// The candidates that the readers found, in the order of the text for each source.
#[derive(Debug, Default)]
pub struct Candidates {
    pub all: Vec<Candidate>,
}

impl Candidates {
    /// Adds what `rule` found.
    pub fn add(&mut self, source: Source, milestone: Milestone, fact: Fact<Moment>, rule: &'static str) {
        self.all.push(Candidate { milestone, fact, rule, weight: source.weight(), lost: None });
    }

    /// Adds what `rule` found, but does not count because of `loss`.
    pub fn add_lost(
        &mut self,
        source: Source,
        milestone: Milestone,
        fact: Fact<Moment>,
        rule: &'static str,
        loss: Loss,
    ) {
        self.add(source, milestone, fact, rule);
        if let Some(last) = self.all.last_mut() {
            last.lost = Some(loss);
        }
    }
}

/// The milestones among `candidates`: for each the one with the greatest weight, as long as they are in order. Of two
/// that contradict each other the weaker one is dropped, and the next best takes its place. What is not chosen gets the reason.
pub fn choose(candidates: &mut Vec<Candidate>) -> Milestones {
    let mut best = settle(candidates);
    // An end with a later one behind it is a mitigation.
    if best[Milestone::Mitigated as usize].is_none()
        && let Some(end) = best[Milestone::Resolved as usize]
        && let Some(earlier) = earlier_end(candidates, &best, end)
    {
        let fact = candidates[earlier].fact.clone();
        let rule = candidates[earlier].rule;
        candidates.push(Candidate { milestone: Milestone::Mitigated, fact, rule, weight: 0, lost: None });
        best = settle(candidates);
    }
    for at in 0..candidates.len() {
        let Some(chosen) = best[candidates[at].milestone as usize].filter(|chosen| *chosen != at) else {
            continue;
        };
        if candidates[at].lost.is_none() {
            let loss = loss(&candidates[at], &candidates[chosen]);
            candidates[at].lost = Some(loss);
        }
    }
    let mut milestones = Milestones::default();
    for at in best.into_iter().flatten() {
        milestones.set(candidates[at].milestone, candidates[at].fact.clone());
    }
    milestones
}

/// The best candidate for each milestone, once no two of them contradict each other.
fn settle(candidates: &mut [Candidate]) -> [Option<usize>; Milestone::ALL.len()] {
    loop {
        let best = Milestone::ALL.map(|milestone| best(candidates, milestone));
        // How many others that weigh no less a candidate contradicts, and the first of them.
        let against = |at: usize| {
            let own = &candidates[at];
            // What the author gives outright is never overruled, nor put in order.
            if own.weight == Source::Key.weight() {
                return None;
            }
            let others = best.iter().flatten().map(|other| &candidates[*other]);
            let mut others =
                others.filter(|other| other.weight + EQUAL >= own.weight && is_backwards(own, other));
            let first = others.next()?;
            Some((others.count(), first.milestone))
        };
        let contradictions = best.iter().flatten().filter_map(|at| Some((*at, against(*at)?)));
        // Entries are put in order first. Of equal ones, a later phase counts: what begins behind it begins anew. Of labels and
        // sentences, the first ones count.
        let worst = contradictions.max_by_key(|(at, (count, _))| {
            let candidate = &candidates[*at];
            let is_entry = is_entry(candidate);
            let place = if is_entry { usize::MAX - candidate.milestone as usize } else { *at };
            (is_entry, if is_entry { *count } else { 0 }, place)
        });
        let Some((worst, (_, milestone))) = worst else { return best };
        candidates[worst].lost = Some(Loss::Contradicts(milestone));
        drop_with(candidates, worst);
    }
}

/// Drops the entries for the same milestone as the dropped `worst` that cannot take its place: later beginnings, and weaker ends.
fn drop_with(candidates: &mut [Candidate], worst: usize) {
    let Candidate { milestone, weight, lost, .. } = candidates[worst].clone();
    if !is_entry(&candidates[worst]) {
        return;
    }
    for (at, candidate) in candidates.iter_mut().enumerate() {
        let is_worse = if milestone == Milestone::Resolved { candidate.weight < weight } else { at > worst };
        if candidate.milestone == milestone && is_entry(candidate) && candidate.lost.is_none() && is_worse {
            candidate.lost = lost;
        }
    }
}

fn is_entry(candidate: &Candidate) -> bool {
    candidate.fact.origin == Origin::Timeline
}

/// The candidate of the greatest weight. Of equals the first, as what sums up the incident comes before details, but the last end
/// among entries.
fn best(candidates: &[Candidate], milestone: Milestone) -> Option<usize> {
    let mut best: Option<usize> = None;
    for (at, candidate) in candidates.iter().enumerate() {
        if candidate.milestone != milestone || candidate.lost.is_some() {
            continue;
        }
        let is_better = best.is_none_or(|known| {
            let known = &candidates[known];
            candidate.weight > known.weight || candidate.weight == known.weight && precedes(candidate, known)
        });
        if is_better {
            best = Some(at);
        }
    }
    best
}

/// Whether `candidate` counts rather than `known`, which weighs the same and comes before it.
fn precedes(candidate: &Candidate, known: &Candidate) -> bool {
    candidate.milestone == Milestone::Resolved && is_entry(candidate) && is_entry(known)
}

/// Why `candidate` lost against `chosen`, a candidate for the same milestone.
fn loss(candidate: &Candidate, chosen: &Candidate) -> Loss {
    if candidate.fact.value == chosen.fact.value {
        Loss::Repeated
    } else if candidate.weight < chosen.weight {
        Loss::Weaker
    } else if candidate.fact.origin != Origin::Timeline && chosen.fact.origin != Origin::Timeline {
        Loss::Below
    } else if candidate.milestone == Milestone::Resolved {
        Loss::NotLast
    } else {
        Loss::NotFirst
    }
}

/// The first sure end in the timeline before the end `end`, between which and the start and the detection is nothing else.
fn earlier_end(
    candidates: &[Candidate],
    best: &[Option<usize>; Milestone::ALL.len()],
    end: usize,
) -> Option<usize> {
    let after = |milestone: Milestone, fact: &Fact<Moment>| {
        best[milestone as usize]
            .is_none_or(|at| order(&candidates[at].fact.value, &fact.value) == Ordering::Less)
    };
    let is_early = |candidate: &Candidate| {
        candidate.milestone == Milestone::Resolved
            && candidate.fact.origin == Origin::Timeline
            && candidate.weight >= Source::SureEntry.weight()
            && !matches!(candidate.lost, Some(Loss::TakenBack | Loss::Unsupported))
            && order(&candidate.fact.value, &candidates[end].fact.value) == Ordering::Less
            && after(Milestone::Started, &candidate.fact)
            && after(Milestone::Detected, &candidate.fact)
    };
    let early = (0..candidates.len()).filter(|at| is_early(&candidates[*at]));
    early.min_by(|one, other| order(&candidates[*one].fact.value, &candidates[*other].fact.value))
}

/// Whether two candidates for different milestones are in the wrong order.
fn is_backwards(candidate: &Candidate, other: &Candidate) -> bool {
    let (milestone, than) = (candidate.milestone, other.milestone);
    if milestone == than || milestone.is_unordered() && than.is_unordered() {
        return false;
    }
    let found = order(&candidate.fact.value, &other.fact.value);
    if milestone < than { found == Ordering::Greater } else { found == Ordering::Less }
}

/// The order of two moments, by their days unless both have a time of day.
fn order(moment: &Moment, other: &Moment) -> Ordering {
    moment.compare(other).unwrap_or_else(|| moment.date.cmp(&other.date))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Milestone::*;
    use Source::*;

    /// Candidates at minutes after midnight.
    fn chosen(found: &[(Source, Milestone, i8)]) -> (Vec<(Milestone, i8)>, Vec<Option<Loss>>) {
        let mut candidates = Candidates::default();
        for (source, milestone, minute) in found {
            let date = jiff::civil::date(2026, 1, 31);
            let time = Some(jiff::civil::time(0, *minute, 0, 0));
            let origin = match source {
                Key => Origin::FrontMatter,
                Label => Origin::Label,
                Sentence => Origin::Sentence,
                _ => Origin::Timeline,
            };
            candidates.add(
                *source,
                *milestone,
                Fact::new(Moment { date, time, offset: None }, origin, 0..0),
                "",
            );
        }
        let mut all = candidates.all;
        let milestones = choose(&mut all);
        let minute = |moment: &Moment| moment.time.map_or(0, jiff::civil::Time::minute);
        let milestones = milestones.iter().map(|(milestone, fact)| (milestone, minute(&fact.value)));
        (milestones.collect(), all.iter().map(|candidate| candidate.lost).collect())
    }

    #[test]
    fn the_weightiest_count_and_of_equals_the_first_or_the_last_end() {
        for (found, expected) in [
            (&[(Sentence, Started, 5), (SureEntry, Started, 1)][..], &[(Started, 5)][..]),
            (&[(SureEntry, Detected, 3), (SureEntry, Detected, 5)], &[(Detected, 3)]),
            (&[(Sentence, Resolved, 5), (Sentence, Resolved, 9)], &[(Resolved, 5)]),
            // An earlier end is a mitigation.
            (&[(SureEntry, Resolved, 5), (SureEntry, Resolved, 9)], &[(Mitigated, 5), (Resolved, 9)]),
        ] {
            assert_eq!(chosen(found).0, expected, "{found:?}");
        }
    }

    #[test]
    fn a_contradiction_drops_one_and_the_next_best_takes_its_place() {
        for (found, expected) in [
            (&[(Key, Started, 5), (SureEntry, Detected, 1)][..], &[(Started, 5)][..]),
            (&[(Key, Started, 5), (Key, Detected, 1)], &[(Started, 5), (Detected, 1)]),
            (&[(Label, Detected, 5), (Label, Acknowledged, 1)], &[(Detected, 5)]),
            (
                &[(LikelyEntry, Detected, 1), (SureEntry, Acknowledged, 3), (SureEntry, Detected, 5)],
                &[(Detected, 1), (Acknowledged, 3)],
            ),
            (
                &[(SureEntry, Started, 9), (SureEntry, Detected, 1), (LikelyEntry, Acknowledged, 2)],
                &[(Detected, 1), (Acknowledged, 2)],
            ),
        ] {
            assert_eq!(chosen(found).0, expected, "{found:?}");
        }
    }

    #[test]
    fn each_that_is_not_chosen_has_a_reason() {
        let found =
            [(Key, Started, 5), (SureEntry, Started, 5), (SureEntry, Started, 6), (SureEntry, Detected, 1)];
        let losses = [None, Some(Loss::Repeated), Some(Loss::Weaker), Some(Loss::Contradicts(Started))];
        assert_eq!(chosen(&found).1, losses);
    }
}
