//! Compares what a label says of a document with what was understood, fact by fact.

use std::collections::BTreeSet;

use super::{Error, Fault, Kind, PHASES, Score};
use crate::evaluation::labels::{Label, Mark, seconds};
use crate::evaluation::understood::{Found, Understood};

/// The comparison of one document, which counts into a score.
pub(super) struct Comparison<'a> {
    pub(super) score: &'a mut Score,
    pub(super) path: &'a str,
}

impl Comparison<'_> {
    /// Compares all facts of the document.
    pub(super) fn document(&mut self, label: &Label, found: &Understood) {
        self.one(Kind::Class, std::slice::from_ref(&label.class), &[], found.class.as_ref(), same_words);
        self.one(Kind::Title, label.title.as_slice(), &[], found.title.as_ref(), same_text);
        let date: Vec<String> = label.date.iter().chain(&label.date_or).cloned().collect();
        self.one(Kind::Date, &date, &[], found.date.as_ref(), same_text);
        // Of an unfilled form and of nothing, everything else would be made up. A list of incidents may say
        // this and that about each, which is not labelled.
        if label.is_narrative() || matches!(label.class.as_str(), "template" | "empty") {
            self.facts(label, found);
            self.moments(label, found);
        }
        if label.is_narrative() {
            self.marks(Kind::Sections, &label.sections, &found.sections);
            self.timeline(label, found);
            self.actions(label, found);
            self.marks(Kind::Lessons, &label.lessons, &found.lessons);
            self.whys(label.whys, found.whys);
        }
    }

    fn facts(&mut self, label: &Label, found: &Understood) {
        let label_severity = label.severity.as_slice();
        self.one(Kind::Severity, label_severity, &[], found.severity.as_ref(), same_words);
        self.one(Kind::Status, label.status.as_slice(), &[], found.status.as_ref(), same_words);
        self.set(Kind::Authors, &label.authors, &found.authors);
        self.set(Kind::Services, &label.services, &found.services);
        let lengths: Vec<String> = label.duration.iter().chain(&label.duration_or).cloned().collect();
        let duration = found
            .duration
            .as_ref()
            .map(|found| Found { line: found.line, value: format!("{}s", found.value) });
        self.one(Kind::Duration, &lengths, &[], duration.as_ref(), |one, other| {
            seconds(one) == seconds(other)
        });
    }

    fn timeline(&mut self, label: &Label, found: &Understood) {
        let times: Vec<&str> = found.timeline.iter().map(|entry| entry.value.as_str()).collect();
        // The reading that agrees best; the first of equals.
        let readings = std::iter::once(&label.timeline).chain(&label.timeline_or);
        let differences = |reading: &&Vec<String>| {
            let common = common(reading, &times).len();
            reading.len() + times.len() - 2 * common
        };
        let Some(reading) = readings.min_by_key(differences) else { return };
        let pairs = common(reading, &times);
        let line = label.timeline_line.unwrap_or(0);
        for (at, time) in reading.iter().enumerate() {
            if pairs.iter().any(|pair| pair.0 == at) {
                self.right(Kind::Entries);
            } else {
                self.missed(Kind::Entries, line, format!("{time} (entry {})", at + 1));
            }
        }
        for (at, entry) in found.timeline.iter().enumerate() {
            if pairs.iter().all(|pair| pair.1 != at) {
                self.invented(Kind::Entries, entry.line, &entry.value);
            }
        }
        // Without a timeline the label's zone is that of times in prose.
        if !label.timeline.is_empty() {
            self.one(Kind::Zone, label.zone.as_slice(), &[], found.zone.as_ref(), same_words);
        }
    }

    fn moments(&mut self, label: &Label, found: &Understood) {
        let none = Vec::new();
        for (phase, kind) in PHASES {
            let demanded = label.moments.get(phase).unwrap_or(&none);
            let accepted = label.maybe.get(phase).unwrap_or(&none);
            let found = found.moments.get(phase);
            let known: Vec<&String> = demanded.iter().chain(accepted).collect();
            // The right day without the time is incomplete, but not invented.
            let vague = found.is_some_and(|found| {
                let is_day_of = |known: &&String| {
                    known.strip_prefix(&found.value).is_some_and(|rest| rest.starts_with(' '))
                };
                known.iter().any(is_day_of) && !known.contains(&&found.value)
            });
            let found = found.filter(|_| !vague);
            for kind in [kind, Kind::Moments] {
                let first = self.score.faults.len();
                self.one(kind, demanded, accepted, found, same_text);
                if kind == Kind::Moments {
                    // Reported once, under the phase.
                    self.score.faults.truncate(first);
                }
            }
        }
    }

    fn actions(&mut self, label: &Label, found: &Understood) {
        let mut lines = BTreeSet::new();
        for action in &found.actions {
            let labelled = label.actions.iter().find(|labelled| labelled.line == action.line);
            let is_new = lines.insert(action.line);
            let (owner, due, status) = match labelled.filter(|_| is_new) {
                Some(labelled) if labelled.maybe => continue,
                Some(labelled) => {
                    self.right(Kind::Actions);
                    (&labelled.owner, &labelled.due, &labelled.status)
                }
                None => {
                    self.invented(Kind::Actions, action.line, "item");
                    (&None, &None, &None)
                }
            };
            let at = |value: &Option<String>| value.clone().map(|value| Found { line: action.line, value });
            self.one(Kind::Owners, owner.as_slice(), &[], at(&action.owner).as_ref(), same_names);
            self.one(Kind::DueDates, due.as_slice(), &[], at(&action.due).as_ref(), same_text);
            self.one(Kind::ActionStatus, status.as_slice(), &[], at(&action.status).as_ref(), same_words);
        }
        for labelled in label.actions.iter().filter(|labelled| !labelled.maybe) {
            if lines.contains(&labelled.line) {
                continue;
            }
            self.missed(Kind::Actions, labelled.line, "item");
            for (kind, value) in [
                (Kind::Owners, &labelled.owner),
                (Kind::DueDates, &labelled.due),
                (Kind::ActionStatus, &labelled.status),
            ] {
                if let Some(value) = value {
                    self.missed(kind, labelled.line, value);
                }
            }
        }
    }

    fn whys(&mut self, there: usize, found: usize) {
        for _ in 0..there.min(found) {
            self.right(Kind::Whys);
        }
        for _ in found..there {
            self.missed(Kind::Whys, 0, format!("one of {there}"));
        }
        for _ in there..found {
            self.invented(Kind::Whys, 0, format!("one of {found}"));
        }
    }

    /// A fact of which there is one at most: any of `demanded` is right, any of `accepted` neither right nor
    /// wrong if nothing is demanded.
    fn one(
        &mut self,
        kind: Kind,
        demanded: &[String],
        accepted: &[String],
        found: Option<&Found>,
        same: fn(&str, &str) -> bool,
    ) {
        let missed = || demanded.join(" | ");
        let Some(found) = found else {
            if !demanded.is_empty() {
                self.missed(kind, 0, missed());
            }
            return;
        };
        let is_known = demanded.iter().chain(accepted).any(|known| same(known, &found.value));
        match (is_known, demanded.is_empty()) {
            (true, true) => {}
            (true, false) => self.right(kind),
            (false, is_absent) => {
                self.invented(kind, found.line, &found.value);
                if !is_absent {
                    self.missed(kind, found.line, missed());
                }
            }
        }
    }

    /// Facts of which there may be many, in any order.
    fn set(&mut self, kind: Kind, demanded: &[String], found: &[Found]) {
        for value in demanded {
            if found.iter().any(|found| same_names(value, &found.value)) {
                self.right(kind);
            } else {
                self.missed(kind, 0, value);
            }
        }
        for found in found {
            if !demanded.iter().any(|value| same_names(value, &found.value)) {
                self.invented(kind, found.line, &found.value);
            }
        }
    }

    /// Items that are distinguished by line and kind.
    fn marks(&mut self, kind: Kind, labelled: &[Mark], found: &[Found]) {
        for mark in labelled.iter().filter(|mark| !mark.maybe) {
            if found.iter().any(|found| found.line == mark.line && found.value == mark.kind) {
                self.right(kind);
            } else {
                self.missed(kind, mark.line, &mark.kind);
            }
        }
        let mut seen = BTreeSet::new();
        for found in found {
            let is_new = seen.insert((found.line, &found.value));
            let is_known = labelled.iter().any(|mark| found.line == mark.line && found.value == mark.kind);
            if !(is_new && is_known) {
                self.invented(kind, found.line, &found.value);
            }
        }
    }

    fn right(&mut self, kind: Kind) {
        self.score.tallies.entry(kind).or_default().right += 1;
    }

    fn missed(&mut self, kind: Kind, line: usize, value: impl Into<String>) {
        self.score.tallies.entry(kind).or_default().missed += 1;
        self.fault(kind, Error::Missed, line, value.into());
    }

    fn invented(&mut self, kind: Kind, line: usize, value: impl Into<String>) {
        self.score.tallies.entry(kind).or_default().invented += 1;
        self.fault(kind, Error::Invented, line, value.into());
    }

    fn fault(&mut self, kind: Kind, error: Error, line: usize, value: String) {
        self.score.faults.push(Fault { path: self.path.to_owned(), line, kind, error, value });
    }
}

/// Equal but for white space.
fn same_text(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// Equal but for white space and case.
fn same_words(one: &str, other: &str) -> bool {
    same_text(&one.to_lowercase(), &other.to_lowercase())
}

/// The same names, in any order, with or without an `@`.
fn same_names(one: &str, other: &str) -> bool {
    let names = |text: &str| -> BTreeSet<String> {
        let names = text.split([',', '、']).map(|name| name.trim().trim_start_matches('@').to_lowercase());
        names.filter(|name| !name.is_empty()).collect()
    };
    names(one) == names(other)
}

/// The longest common subsequence, as pairs of places.
fn common(one: &[String], other: &[&str]) -> Vec<(usize, usize)> {
    let (rows, columns) = (one.len(), other.len());
    let mut lengths = vec![vec![0_usize; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            lengths[row][column] = if one[row] == other[column] {
                lengths[row + 1][column + 1] + 1
            } else {
                lengths[row + 1][column].max(lengths[row][column + 1])
            };
        }
    }
    let (mut row, mut column, mut pairs) = (0, 0, Vec::new());
    while row < rows && column < columns {
        if one[row] == other[column] {
            pairs.push((row, column));
            (row, column) = (row + 1, column + 1);
        } else if lengths[row + 1][column] >= lengths[row][column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}
