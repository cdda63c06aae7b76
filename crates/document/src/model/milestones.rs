//! The milestones of an incident: the moments at which it enters another phase.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::{Fact, FrontMatter, KeyPlaces, Origin};
use crate::keys::Key;
use retold_times::Moment;

/// A milestone in the life of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Milestone {
    /// The fault begins to cause harm.
    Started,
    /// A person or a monitor notices it.
    Detected,
    /// A person takes it on.
    Acknowledged,
    /// More people are called in.
    Escalated,
    /// The cause is understood.
    Identified,
    /// Nobody is harmed any more.
    Mitigated,
    /// It is over, and all is repaired.
    Resolved,
}

impl Milestone {
    /// In the order of an incident's life.
    pub const ALL: [Self; 7] = [
        Self::Started,
        Self::Detected,
        Self::Acknowledged,
        Self::Escalated,
        Self::Identified,
        Self::Mitigated,
        Self::Resolved,
    ];

    /// Returns true for the milestones between detection and end, which may come in any order:
    /// acknowledgement, escalation, identification and mitigation.
    pub fn is_unordered(self) -> bool {
        matches!(self, Self::Acknowledged | Self::Escalated | Self::Identified | Self::Mitigated)
    }

    /// The milestone with the name `name` in front matter and tables of words.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|milestone| milestone.name() == name)
    }

    /// The name as it is written in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Detected => "detected",
            Self::Acknowledged => "acknowledged",
            Self::Escalated => "escalated",
            Self::Identified => "identified",
            Self::Mitigated => "mitigated",
            Self::Resolved => "resolved",
        }
    }

    /// The name for readers of the site.
    pub fn label(self) -> &'static str {
        match self {
            Self::Started => "Started",
            Self::Detected => "Detected",
            Self::Acknowledged => "Acknowledged",
            Self::Escalated => "Escalated",
            Self::Identified => "Identified",
            Self::Mitigated => "Mitigated",
            Self::Resolved => "Resolved",
        }
    }
}

/// The known milestones of an incident, with their times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Milestones([Option<Fact<Moment>>; 7]);

impl Milestones {
    /// The milestones that the front matter gives; `places` are those of its keys.
    pub fn in_front_matter(
        front_matter: &FrontMatter,
        places: &KeyPlaces,
    ) -> impl Iterator<Item = (Milestone, Fact<Moment>)> {
        let moments = [
            (Key::Started, front_matter.started),
            (Key::Detected, front_matter.detected),
            (Key::Acknowledged, front_matter.acknowledged),
            (Key::Escalated, front_matter.escalated),
            (Key::Identified, front_matter.identified),
            (Key::Mitigated, front_matter.mitigated),
            (Key::Resolved, front_matter.resolved),
        ];
        Milestone::ALL.into_iter().zip(moments).filter_map(|(milestone, (key, moment))| {
            let span = places.get(&key).cloned().unwrap_or_default();
            Some((milestone, Fact::new(moment?, Origin::FrontMatter, span)))
        })
    }

    /// The time of `milestone` and its place, if it is known.
    pub fn get(&self, milestone: Milestone) -> Option<&Fact<Moment>> {
        self.0[milestone as usize].as_ref()
    }

    /// Sets or replaces `milestone`.
    pub fn set(&mut self, milestone: Milestone, fact: Fact<Moment>) {
        self.0[milestone as usize] = Some(fact);
    }

    /// The time of `milestone`, if it is known.
    pub fn at(&self, milestone: Milestone) -> Option<Moment> {
        self.get(milestone).map(|fact| fact.value)
    }

    /// The known milestones, in the order of an incident's life.
    pub fn iter(&self) -> impl Iterator<Item = (Milestone, &Fact<Moment>)> {
        Milestone::ALL.into_iter().filter_map(|milestone| Some((milestone, self.get(milestone)?)))
    }
}

/// A time that may be that of a milestone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub milestone: Milestone,
    pub fact: Fact<Moment>,
    /// What shows it: the kind of label or sentence, or the example of a wording.
    pub rule: &'static str,
    /// Of two candidates, that of the greater weight counts.
    pub weight: u8,
    /// Why it is not chosen; `None` for the chosen one.
    pub lost: Option<Loss>,
}

/// The reason that a candidate for a milestone is not chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// The chosen one is the same time.
    Repeated,
    /// The chosen one weighs more.
    Weaker,
    /// The chosen one stands above it in the text, and weighs the same.
    Below,
    /// The chosen one is earlier, and weighs the same.
    NotFirst,
    /// The chosen one is later, and weighs the same.
    NotLast,
    /// It is out of order beside a milestone that weighs as much or more.
    Contradicts(Milestone),
    /// The wording is not sure, and nothing around it supports it.
    Unsupported,
    /// The text takes it back.
    TakenBack,
    /// Its day is not one of the incident.
    OtherDay,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Repeated => "the same time is chosen from elsewhere",
            Self::Weaker => "another one weighs more",
            Self::Below => "one above it in the text weighs the same",
            Self::NotFirst => "an earlier one weighs the same",
            Self::NotLast => "a later one weighs the same",
            Self::Contradicts(other) => return write!(f, "out of order beside `{}`", other.name()),
            Self::Unsupported => "the wording alone is not sure, and nothing around it supports it",
            Self::TakenBack => "the text takes it back",
            Self::OtherDay => "the timeline is about another day",
        };
        f.write_str(text)
    }
}

/// A phase in the life of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PhaseKind {
    /// From the start to the detection.
    Detection,
    /// Until the right people know.
    Escalation,
    /// Until the cause is known.
    Diagnosis,
    /// Until it is over.
    Resolution,
}

impl PhaseKind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Detection => "detection",
            Self::Escalation => "escalation",
            Self::Diagnosis => "diagnosis",
            Self::Resolution => "resolution",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Detection => "Detection",
            Self::Escalation => "Escalation",
            Self::Diagnosis => "Diagnosis",
            Self::Resolution => "Resolution",
        }
    }
}

/// A phase, from one known milestone to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phase {
    pub kind: PhaseKind,
    pub from: (Milestone, Timestamp),
    pub to: (Milestone, Timestamp),
}

impl Phase {
    /// How long the phase took.
    pub fn duration(&self) -> SignedDuration {
        self.to.1.duration_since(self.from.1)
    }
}

impl Milestones {
    /// The phases between the milestones whose instant is known. Empty if those are out of order, or if the start is
    /// unknown.
    pub fn phases(&self) -> Vec<Phase> {
        let at = |milestone| Some((milestone, self.at(milestone)?.instant()?));
        let Some(start) = at(Milestone::Started) else { return Vec::new() };
        let ends = [
            (PhaseKind::Detection, at(Milestone::Detected)),
            (PhaseKind::Escalation, at(Milestone::Escalated).or_else(|| at(Milestone::Acknowledged))),
            (PhaseKind::Diagnosis, at(Milestone::Identified)),
            (PhaseKind::Resolution, at(Milestone::Resolved).or_else(|| at(Milestone::Mitigated))),
        ];
        let mut from = start;
        let mut phases = Vec::new();
        for (kind, to) in ends {
            let Some(to) = to else { continue };
            if to.1 < from.1 {
                return Vec::new();
            }
            phases.push(Phase { kind, from, to });
            from = to;
        }
        phases
    }
}
