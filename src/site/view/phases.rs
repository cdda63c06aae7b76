//! The phases of an incident as a bar to scale, with an axis.
//!
//! Detection runs from the start to the first notice, escalation until the right people know, diagnosis
//! until the cause is known, resolution until it is over.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use retold_document::model::Phase;

/// Where one phase takes more of the whole, the bar is broken in it, so that the others can be seen.
const LARGEST_SHARE: f64 = 0.9;

/// The width of a phase in which the bar is broken, in percent.
const BROKEN_WIDTH: f64 = 50.0;

/// The least distance of two labels of the axis, in percent.
const LABEL_DISTANCE: f64 = 16.0;

/// Most steps of the axis.
const MOST_STEPS: i64 = 5;

/// Steps of the axis up to a day, in seconds.
const STEPS: [i64; 20] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400,
    172_800, 432_000,
];

/// A phase of an incident.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PhaseView {
    /// `detection`, `escalation`, `diagnosis` or `resolution`.
    pub key: &'static str,
    pub seconds: i64,
    /// Percent of the bar, with two decimals at most.
    pub start: f64,
    pub width: f64,
}

/// The axis below the bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AxisView {
    pub ticks: Vec<TickView>,
    /// Where the bar is broken, in percent; none where all of it is to scale.
    pub broken_at: Option<f64>,
    /// The key of the phase in which it is broken.
    pub broken_phase: Option<&'static str>,
}

/// A mark of the axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TickView {
    /// Percent of the bar.
    pub at: f64,
    /// Since the start.
    pub seconds: i64,
    /// `start`, `middle` or `end`: which part of the label is at the mark.
    pub anchor: &'static str,
}

/// The bar and its axis; none if the phases take no time at all.
pub fn view(phases: &[Phase]) -> (Vec<PhaseView>, Option<AxisView>) {
    let Some(scale) = Scale::of(phases) else { return (Vec::new(), None) };
    let bars = phases.iter().map(|phase| {
        let (start, end) = (scale.percent(phase.from.1), scale.percent(phase.to.1));
        PhaseView {
            key: phase.kind.name(),
            seconds: phase.duration().as_secs(),
            start,
            width: rounded(end - start),
        }
    });
    let broken = scale.broken.map(|index| &phases[index]);
    let axis = AxisView {
        ticks: scale.ticks(phases),
        broken_at: broken
            .map(|phase| rounded(f64::midpoint(scale.percent(phase.from.1), scale.percent(phase.to.1)))),
        broken_phase: broken.map(|phase| phase.kind.name()),
    };
    (bars.collect(), Some(axis))
}

/// Where on the bar a time is.
struct Scale {
    start: Timestamp,
    /// All of the time, in seconds.
    whole: f64,
    /// The phase in which the bar is broken, by its index, and its begin and end since the start.
    broken: Option<usize>,
    long: (f64, f64),
}

impl Scale {
    /// `None` if the phases take no time.
    fn of(phases: &[Phase]) -> Option<Self> {
        let start = phases.first()?.from.1;
        let since = |at: Timestamp| at.duration_since(start).as_secs_f64();
        let whole = since(phases.last()?.to.1);
        let long = phases.iter().position(|phase| phase.duration().as_secs_f64() > whole * LARGEST_SHARE);
        // A phase with nothing beside it hides nothing.
        let broken = long.filter(|index| phases[*index].duration().as_secs_f64() < whole);
        let bounds = broken.map(|index| (since(phases[index].from.1), since(phases[index].to.1)));
        (whole > 0.0).then_some(Self { start, whole, broken, long: bounds.unwrap_or_default() })
    }

    fn percent(&self, at: Timestamp) -> f64 {
        let since = at.duration_since(self.start).as_secs_f64();
        if self.broken.is_none() {
            return rounded(since / self.whole * 100.0);
        }
        let (from, to) = self.long;
        let rate = (100.0 - BROKEN_WIDTH) / (self.whole - (to - from));
        rounded(if since <= from {
            since * rate
        } else if since >= to {
            from * rate + BROKEN_WIDTH + (since - to) * rate
        } else {
            from * rate + (since - from) / (to - from) * BROKEN_WIDTH
        })
    }

    fn ticks(&self, phases: &[Phase]) -> Vec<TickView> {
        let times: Vec<Timestamp> = if self.broken.is_some() {
            self.bounds_of_phases(phases)
        } else {
            let step = SignedDuration::from_secs(step(self.whole));
            let next = |at: &Timestamp| at.checked_add(step).ok();
            let end = phases.last().map_or(self.start, |phase| phase.to.1);
            std::iter::successors(Some(self.start), next).take_while(|at| *at <= end).collect()
        };
        let tick = |at: &Timestamp| {
            let percent = self.percent(*at);
            TickView {
                at: percent,
                seconds: at.duration_since(self.start).as_secs(),
                anchor: match percent {
                    ..6.0 => "start",
                    6.0..92.0 => "middle",
                    _ => "end",
                },
            }
        };
        times.iter().map(tick).collect()
    }

    /// The bounds of phases whose labels have room; the start and the end always have it.
    fn bounds_of_phases(&self, phases: &[Phase]) -> Vec<Timestamp> {
        let end = phases.last().map_or(self.start, |phase| phase.to.1);
        let mut times = vec![self.start];
        for at in phases.iter().map(|phase| phase.to.1) {
            let distance = |other: Timestamp| (self.percent(at) - self.percent(other)).abs();
            if times.last().is_some_and(|last| distance(*last) >= LABEL_DISTANCE)
                && distance(end) >= LABEL_DISTANCE
            {
                times.push(at);
            }
        }
        times.push(end);
        times
    }
}

/// The step of an axis for so many seconds, in seconds.
fn step(whole: f64) -> i64 {
    // An incident of millions of years has no seconds to lose.
    #[expect(clippy::cast_possible_truncation, reason = "the value is rounded")]
    let whole = whole.ceil() as i64;
    let days = std::iter::successors(Some(864_000), |step: &i64| step.checked_mul(2));
    STEPS.into_iter().chain(days).find(|step| whole / step <= MOST_STEPS).unwrap_or(whole)
}

fn rounded(percent: f64) -> f64 {
    (percent * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_document::model::{Fact, Milestone, Milestones, Moment, Origin};

    fn known(milestones: &[(Milestone, &str)]) -> Vec<Phase> {
        let mut known = Milestones::default();
        for (milestone, at) in milestones {
            let moment = Moment::parse(&format!("2026-01-{at} UTC"), None).unwrap();
            known.set(*milestone, Fact::new(moment, Origin::FrontMatter, 0..0));
        }
        known.phases()
    }

    fn bars(view: &[PhaseView]) -> Vec<(&str, i64, f64, f64)> {
        view.iter().map(|p| (p.key, p.seconds, p.start, p.width)).collect()
    }

    #[test]
    fn phases_run_from_milestone_to_milestone() {
        let phases = known(&[
            (Milestone::Started, "31 09:00"),
            (Milestone::Detected, "31 09:15"),
            (Milestone::Identified, "31 09:45"),
            (Milestone::Mitigated, "31 09:50"),
            (Milestone::Resolved, "31 10:00"),
        ]);
        let (view, axis) = view(&phases);
        assert_eq!(
            bars(&view),
            [
                ("detection", 900, 0.0, 25.0),
                ("diagnosis", 1_800, 25.0, 50.0),
                ("resolution", 900, 75.0, 25.0),
            ]
        );
        let axis = axis.unwrap();
        let ticks: Vec<_> = axis.ticks.iter().map(|tick| (tick.at, tick.seconds, tick.anchor)).collect();
        assert_eq!(
            ticks,
            [
                (0.0, 0, "start"),
                (25.0, 900, "middle"),
                (50.0, 1_800, "middle"),
                (75.0, 2_700, "middle"),
                (100.0, 3_600, "end")
            ]
        );
        assert_eq!(axis.broken_at, None);
    }

    #[test]
    fn the_bar_is_broken_in_a_phase_that_leaves_no_room_for_others() {
        let phases = known(&[
            (Milestone::Started, "30 09:00"),
            (Milestone::Detected, "30 09:02"),
            (Milestone::Identified, "30 09:10"),
            (Milestone::Resolved, "31 09:00"),
        ]);
        let (view, axis) = view(&phases);
        let axis = axis.unwrap();
        assert_eq!(
            bars(&view),
            [
                ("detection", 120, 0.0, 10.0),
                ("diagnosis", 480, 10.0, 40.0),
                ("resolution", 85_800, 50.0, 50.0),
            ]
        );
        assert_eq!((axis.broken_at, axis.broken_phase), (Some(75.0), Some("resolution")));
        let ticks: Vec<_> = axis.ticks.iter().map(|tick| (tick.at, tick.seconds)).collect();
        assert_eq!(ticks, [(0.0, 0), (50.0, 600), (100.0, 86_400)]);
    }

    #[test]
    fn a_phase_with_nothing_beside_it_is_whole() {
        let phases = known(&[
            (Milestone::Started, "31 09:00"),
            (Milestone::Detected, "31 09:00"),
            (Milestone::Resolved, "31 10:00"),
        ]);
        let (view, axis) = view(&phases);
        assert_eq!(bars(&view), [("detection", 0, 0.0, 0.0), ("resolution", 3_600, 0.0, 100.0)]);
        assert_eq!(axis.unwrap().broken_at, None);
    }

    #[test]
    fn phases_without_length_give_no_bar() {
        let phases = known(&[(Milestone::Started, "31 09:00"), (Milestone::Resolved, "31 09:00")]);
        assert_eq!(view(&phases), (Vec::new(), None));
    }

    #[test]
    fn axes_have_few_steps() {
        for (seconds, expected) in [
            (4.0, 1),
            (300.0, 60),
            (3_600.0, 900),
            (86_400.0, 21_600),
            (3_000_000.0, 864_000),
            (1e9, 221_184_000),
        ] {
            assert_eq!(step(seconds), expected, "{seconds}");
        }
    }
}
