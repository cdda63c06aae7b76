//! How far two readings of a document agree: what both have, what one lacks, what one made up.

mod comparison;

use std::collections::BTreeMap;
use std::fmt;

use super::labels::Label;
use super::understood::Understood;
use comparison::Comparison;

/// What is counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Class,
    Title,
    Date,
    Severity,
    Status,
    Authors,
    Services,
    Duration,
    Sections,
    Entries,
    Zone,
    Started,
    Detected,
    Acknowledged,
    Escalated,
    Identified,
    Mitigated,
    Resolved,
    /// The seven phases together.
    Moments,
    Actions,
    Owners,
    DueDates,
    ActionStatus,
    Lessons,
    Whys,
}

/// The phases of an incident in the words of the labels.
const PHASES: [(&str, Kind); 7] = [
    ("started", Kind::Started),
    ("detected", Kind::Detected),
    ("acknowledged", Kind::Acknowledged),
    ("escalated", Kind::Escalated),
    ("identified", Kind::Identified),
    ("mitigated", Kind::Mitigated),
    ("resolved", Kind::Resolved),
];

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Class => "class",
            Self::Title => "title",
            Self::Date => "date",
            Self::Severity => "severity",
            Self::Status => "status",
            Self::Authors => "authors",
            Self::Services => "services",
            Self::Duration => "duration",
            Self::Sections => "sections",
            Self::Entries => "timeline entries",
            Self::Zone => "zone",
            Self::Started => "  started",
            Self::Detected => "  detected",
            Self::Acknowledged => "  acknowledged",
            Self::Escalated => "  escalated",
            Self::Identified => "  identified",
            Self::Mitigated => "  mitigated",
            Self::Resolved => "  resolved",
            Self::Moments => "phases",
            Self::Actions => "actions",
            Self::Owners => "owners",
            Self::DueDates => "due dates",
            Self::ActionStatus => "action status",
            Self::Lessons => "lessons",
            Self::Whys => "whys",
        })
    }
}

/// How often the reading was right about one kind of fact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub right: usize,
    pub missed: usize,
    pub invented: usize,
}

impl Tally {
    /// The share of what was found that is there; 1 if nothing was found.
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.invented)
    }

    /// The share of labelled facts that were found; 1 if nothing is labelled.
    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Error {
    Missed,
    Invented,
}

/// One difference, for people to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub path: String,
    /// From 1; 0 if it is not known.
    pub line: usize,
    pub kind: Kind,
    pub error: Error,
    pub value: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, kind, error, value } = self;
        let error = if *error == Error::Missed { "missed" } else { "invented" };
        write!(f, "{path}:{line}: {}: {error} {value}", kind.to_string().trim_start())
    }
}

/// Counts and differences over many documents.
#[derive(Debug, Clone, Default)]
pub struct Score {
    pub tallies: BTreeMap<Kind, Tally>,
    pub faults: Vec<Fault>,
}

impl Score {
    pub fn tally(&self, kind: Kind) -> Tally {
        self.tallies.get(&kind).copied().unwrap_or_default()
    }

    /// Adds what one document gives.
    pub fn add(&mut self, label: &Label, found: &Understood) {
        Comparison { score: self, path: &label.path }.document(label, found);
    }
}

#[cfg(test)]
mod tests {
    use super::super::understood::{Found, UnderstoodAction};
    use super::*;

    fn label(text: &str) -> Label {
        toml::from_str(&format!("path = 'a.md'\n{text}")).unwrap()
    }

    fn incident(text: &str) -> Label {
        label(&format!("class = 'incident'\n{text}"))
    }

    fn found(line: usize, value: &str) -> Found {
        Found { line, value: value.to_owned() }
    }

    /// (right, missed, invented)
    fn counts(label: &Label, understood: &Understood, kind: Kind) -> (usize, usize, usize) {
        let mut score = Score::default();
        score.add(label, understood);
        let Tally { right, missed, invented } = score.tally(kind);
        let counted =
            |error| score.faults.iter().filter(|fault| (fault.kind, fault.error) == (kind, error)).count();
        if kind != Kind::Moments {
            assert_eq!((counted(Error::Missed), counted(Error::Invented)), (missed, invented));
        }
        (right, missed, invented)
    }

    #[test]
    fn shares_of_nothing_are_whole() {
        let tally = Tally { right: 3, missed: 1, invented: 0 };
        assert_eq!((tally.precision(), tally.recall()), (1.0, 0.75));
        assert_eq!((Tally::default().precision(), Tally::default().recall()), (1.0, 1.0));
    }

    #[test]
    fn a_wrong_value_is_missed_and_invented() {
        let title = |value: &str| Understood { title: Some(found(1, value)), ..Understood::default() };
        let label = incident("title = 'Disk full'");
        assert_eq!(counts(&label, &title("Disk  full"), Kind::Title), (1, 0, 0));
        assert_eq!(counts(&label, &title("disk full"), Kind::Title), (0, 1, 1));
        assert_eq!(counts(&label, &Understood::default(), Kind::Title), (0, 1, 0));
        assert_eq!(counts(&incident(""), &title("Disk full"), Kind::Title), (0, 0, 1));
        assert_eq!(counts(&incident(""), &Understood::default(), Kind::Title), (0, 0, 0));
    }

    #[test]
    fn alternatives_are_equally_right() {
        let date = |value: &str| Understood { date: Some(found(1, value)), ..Understood::default() };
        let label = incident("date = '2026-01-31'\ndate_or = ['2026-02-01']");
        assert_eq!(counts(&label, &date("2026-01-31"), Kind::Date), (1, 0, 0));
        assert_eq!(counts(&label, &date("2026-02-01"), Kind::Date), (1, 0, 0));
        assert_eq!(counts(&label, &date("2026-02-02"), Kind::Date), (0, 1, 1));
    }

    #[test]
    fn durations_compare_as_amounts() {
        let label = incident("duration = '1d 2h'");
        let understood =
            |value| Understood { duration: Some(Found { line: 1, value }), ..Understood::default() };
        assert_eq!(counts(&label, &understood(93_600), Kind::Duration), (1, 0, 0));
        assert_eq!(counts(&label, &understood(93_660), Kind::Duration), (0, 1, 1));
    }

    #[test]
    fn names_have_no_order() {
        let label = incident("authors = ['Ann', 'Ben']");
        let understood =
            Understood { authors: vec![found(2, "@ben"), found(2, "Cem")], ..Understood::default() };
        assert_eq!(counts(&label, &understood, Kind::Authors), (1, 1, 1));
    }

    #[test]
    fn entries_are_compared_in_order() {
        let label = incident("timeline = ['10:00', '?', '10:05', '10:10']");
        let timeline = |times: &[&str]| Understood {
            timeline: times.iter().map(|time| found(3, time)).collect(),
            ..Understood::default()
        };
        for (times, expected) in [
            (&["10:00", "?", "10:05", "10:10"][..], (4, 0, 0)),
            (&["10:00", "10:05", "10:10"], (3, 1, 0)),
            (&["10:00", "?", "10:05", "10:07", "10:10"], (4, 0, 1)),
            (&["10:10", "10:05", "?", "10:00"], (1, 3, 3)),
            (&[], (0, 4, 0)),
        ] {
            assert_eq!(counts(&label, &timeline(times), Kind::Entries), expected, "{times:?}");
        }
        let label = incident("timeline = ['10:00', '10:05']\ntimeline_or = [['11:00']]");
        assert_eq!(counts(&label, &timeline(&["11:00"]), Kind::Entries), (1, 0, 0));
        assert_eq!(counts(&label, &timeline(&["10:00"]), Kind::Entries), (1, 1, 0));
    }

    #[test]
    fn a_zone_is_compared_where_there_is_a_timeline() {
        let understood = Understood { zone: Some(found(3, "utc")), ..Understood::default() };
        let label = incident("zone = 'UTC'\ntimeline = ['10:00']");
        assert_eq!(counts(&label, &understood, Kind::Zone), (1, 0, 0));
        assert_eq!(counts(&incident("zone = 'UTC'"), &Understood::default(), Kind::Zone), (0, 0, 0));
    }

    #[test]
    fn what_is_a_matter_of_taste_counts_neither_way() {
        let at = |phase: &str, value: &str| Understood {
            moments: BTreeMap::from([(phase.to_owned(), found(3, value))]),
            ..Understood::default()
        };
        let label = incident(
            "moments = { started = ['2026-01-31 10:00', '2026-01-31 10:01'] }\n\
             maybe = { started = ['2026-01-31 10:02'], resolved = ['2026-01-31 11:00'] }",
        );
        for (phase, value, expected) in [
            ("started", "2026-01-31 10:01", (1, 0, 0)),
            ("started", "2026-01-31 10:02", (1, 0, 0)),
            ("started", "2026-01-31 10:03", (0, 1, 1)),
            ("started", "2026-01-31", (0, 1, 0)),
            ("resolved", "2026-01-31 11:00", (0, 1, 0)),
            ("resolved", "2026-01-31 11:01", (0, 1, 1)),
            ("mitigated", "2026-01-31 11:00", (0, 1, 1)),
        ] {
            assert_eq!(counts(&label, &at(phase, value), Kind::Moments), expected, "{phase} {value}");
        }
        assert_eq!(counts(&label, &at("resolved", "2026-01-31 11:01"), Kind::Resolved), (0, 0, 1));
    }

    #[test]
    fn sections_are_distinguished_by_line_and_kind() {
        let label = incident("sections = ['3 summary', '9 impact', '12 causes maybe', '12 detection maybe']");
        let understood = Understood {
            sections: vec![found(3, "summary"), found(9, "causes"), found(12, "causes")],
            ..Understood::default()
        };
        assert_eq!(counts(&label, &understood, Kind::Sections), (1, 1, 1));
        let twice = Understood {
            sections: vec![found(3, "summary"), found(3, "summary"), found(9, "impact")],
            ..Understood::default()
        };
        assert_eq!(counts(&label, &twice, Kind::Sections), (2, 0, 1));
    }

    #[test]
    fn owners_go_with_their_action() {
        let label = incident(
            "actions = [{ line = 3, owner = 'Ann, Ben' }, { line = 4, owner = 'Cem', due = '2026-02-01', status = 'open' }, \
             { line = 5, maybe = true }]",
        );
        let action = |line, owner: Option<&str>| UnderstoodAction {
            line,
            owner: owner.map(str::to_owned),
            ..UnderstoodAction::default()
        };
        let understood = Understood {
            actions: vec![action(3, Some("@ben, @ann")), action(5, Some("Dan")), action(9, Some("Eva"))],
            ..Understood::default()
        };
        assert_eq!(counts(&label, &understood, Kind::Actions), (1, 1, 1));
        assert_eq!(counts(&label, &understood, Kind::Owners), (1, 1, 1));
        assert_eq!(counts(&label, &understood, Kind::DueDates), (0, 1, 0));
        assert_eq!(counts(&label, &understood, Kind::ActionStatus), (0, 1, 0));
    }

    #[test]
    fn whys_are_counted() {
        for (there, found, expected) in [(5, 5, (5, 0, 0)), (5, 3, (3, 2, 0)), (0, 2, (0, 0, 2))] {
            let understood = Understood { whys: found, ..Understood::default() };
            assert_eq!(counts(&incident(&format!("whys = {there}")), &understood, Kind::Whys), expected);
        }
    }

    #[test]
    fn of_a_list_of_incidents_only_title_and_date_are_labelled() {
        let understood = Understood {
            severity: Some(found(3, "SEV1")),
            sections: vec![found(3, "summary")],
            ..Understood::default()
        };
        assert_eq!(counts(&label("class = 'index'"), &understood, Kind::Severity), (0, 0, 0));
        assert_eq!(counts(&label("class = 'index'"), &understood, Kind::Sections), (0, 0, 0));
        assert_eq!(counts(&label("class = 'template'"), &understood, Kind::Severity), (0, 0, 1));
    }
}
