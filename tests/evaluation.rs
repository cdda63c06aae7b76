//! Evaluates the parser on real postmortems: its facts against labels by people.
//!
//! The documents belong to other people and are not part of this repository; without them nothing is measured.
//! `RETOLD_CORPUS` names their folder if it is not `../shared/corpus`, `RETOLD_LABELS` a file or folder of
//! labels other than ours, which are then only reported on. `RETOLD_EVALUATION=verbose` shows every
//! difference.

mod labels;
mod score;
mod understood;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use retold::report;
use retold_document::{Document, SourceFile, Vocabulary};

use crate::support;
use score::{Kind, Score};
use understood::Understood;

/// The minimum of precision and recall for each kind of fact: a little below the current values, and raised with them.
/// For rare kinds, one more error lowers the value by much, which is a reason to investigate, not to lower the minimum.
const MINIMA: [(Kind, f64, f64); 25] = [
    (Kind::Class, 0.94, 0.94),
    (Kind::Title, 0.98, 0.97),
    (Kind::Date, 0.99, 0.98),
    (Kind::Severity, 0.99, 0.99),
    (Kind::Status, 0.99, 0.99),
    (Kind::Authors, 0.99, 0.93),
    (Kind::Services, 0.99, 0.71),
    (Kind::Duration, 0.99, 0.87),
    (Kind::Sections, 0.98, 0.98),
    (Kind::Entries, 0.99, 0.99),
    (Kind::Zone, 0.99, 0.88),
    (Kind::Started, 0.99, 0.85),
    (Kind::Detected, 0.99, 0.98),
    (Kind::Acknowledged, 0.99, 0.86),
    (Kind::Escalated, 0.99, 0.82),
    (Kind::Identified, 0.99, 0.85),
    (Kind::Mitigated, 0.92, 0.85),
    (Kind::Resolved, 0.95, 0.86),
    (Kind::Moments, 0.97, 0.89),
    (Kind::Actions, 0.99, 0.92),
    (Kind::Owners, 0.99, 0.99),
    (Kind::DueDates, 0.99, 0.99),
    (Kind::ActionStatus, 0.95, 0.97),
    (Kind::Lessons, 0.99, 0.99),
    (Kind::Whys, 0.96, 0.99),
];

#[test]
fn real_postmortems_are_understood() {
    let Some(corpus) = support::corpus() else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let other_labels = env::var_os("RETOLD_LABELS").map(PathBuf::from);
    let own_labels = root.join("tests/evaluation/labels");
    let labels = labels::read(other_labels.as_ref().unwrap_or(&own_labels));
    let mut score = Score::default();
    for label in &labels {
        let document = parse(&corpus, &label.path);
        score.add(label, &Understood::of(&report::document(&document, 14)));
    }
    println!("{} documents\n{}", labels.len(), table(&score));
    if env::var_os("RETOLD_EVALUATION").is_some_and(|value| value == "verbose") {
        for fault in &score.faults {
            println!("{fault}");
        }
    }
    if other_labels.is_none() {
        let failures = failures(&score);
        assert!(
            failures.is_empty(),
            "{}\n(RETOLD_EVALUATION=verbose shows each difference)",
            failures.join("\n")
        );
    }
}

fn parse(corpus: &Path, path: &str) -> Document {
    let bytes = fs::read(corpus.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let file = SourceFile { path: path.to_owned(), name: path.to_owned(), bytes };
    Document::parse(file, &Vocabulary::default()).0
}

fn table(score: &Score) -> String {
    let mut table = String::from("kind              labelled  right missed invented  precision recall\n");
    for (kind, ..) in MINIMA {
        let tally = score.tally(kind);
        let (precision, recall) = (tally.precision(), tally.recall());
        writeln!(
            table,
            "{kind:<17} {:>8} {:>6} {:>6} {:>8}      {precision:.3}  {recall:.3}",
            tally.right + tally.missed,
            tally.right,
            tally.missed,
            tally.invented,
        )
        .unwrap();
    }
    table
}

/// The scores below their minimum.
fn failures(score: &Score) -> Vec<String> {
    let mut failures = Vec::new();
    for (kind, precision, recall) in MINIMA {
        let tally = score.tally(kind);
        for (name, reached, least) in
            [("precision", tally.precision(), precision), ("recall", tally.recall(), recall)]
        {
            if reached < least {
                failures
                    .push(format!("{name} of {}: {reached:.3}, at least {least}", kind.to_string().trim()));
            }
        }
    }
    failures
}

#[test]
fn every_kind_has_its_minimum() {
    let mut kinds: Vec<Kind> = MINIMA.iter().map(|(kind, ..)| *kind).collect();
    kinds.dedup();
    assert_eq!(kinds.len(), Kind::Whys as usize + 1);
}

#[test]
fn our_labels_can_be_read() {
    let own_labels = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/evaluation/labels");
    let labels = labels::read(&own_labels);
    let mut paths: Vec<&str> = labels.iter().map(|label| label.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), labels.len(), "a document is labelled twice");
    for label in &labels {
        let lengths = label.duration.iter().chain(&label.duration_or);
        assert!(lengths.into_iter().all(|length| labels::seconds(length).is_some()), "{}", label.path);
        assert!(!label.class.is_empty(), "{}", label.path);
    }
}
