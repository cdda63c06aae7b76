//! How well blame is found: sentences of real reports, sentences written for it, and the seed's two examples.
//!
//! `cargo test --test main blame -- --nocapture` prints the figures. `RETOLD_EVALUATION=verbose` shows the sentences for
//! development that are labelled otherwise; those kept aside are never shown, so that no rule is made for them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use retold::archive::{Archive, Selection};
use retold::check::{self, Settings};
use retold::config::{Config, Overrides};
use retold::source::SourceTree;

use crate::support;

/// A sentence and the rules that should find something in it, without their group.
struct Labelled {
    labels: BTreeSet<String>,
    sentence: String,
}

/// The sentences of a file: its column `labels`, and its last one.
fn read(file: &str) -> Vec<Labelled> {
    read_where(file, |_| true)
}

/// The sentences of a file in the lines that `is_wanted` takes by their columns.
fn read_where(file: &str, is_wanted: impl Fn(&[&str]) -> bool) -> Vec<Labelled> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/evaluation/blame").join(file);
    let text = fs::read_to_string(&path).unwrap();
    let lines = text.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    lines
        .filter(|columns| is_wanted(columns))
        .map(|columns| {
            let labels = columns[0].split(',').map(|label| label.trim().to_owned());
            Labelled {
                labels: labels.filter(|label| label != "none").collect(),
                sentence: columns.last().copied().unwrap_or_default().to_owned(),
            }
        })
        .collect()
}

/// The rules on blame that find something in each of `documents`, by index.
fn found(documents: &[String]) -> BTreeMap<usize, BTreeSet<String>> {
    let names: Vec<_> = (0..documents.len()).map(|index| format!("{index}.md")).collect();
    let tree =
        SourceTree::from_pairs(names.iter().map(String::as_str).zip(documents.iter().map(String::as_str)));
    let config = Config::load(Path::new("/nowhere"), None, Overrides::default()).unwrap();
    let (archive, _) = Archive::from_tree(tree, &config, Selection::default());
    let settings = Settings::new(&config, jiff::civil::date(2026, 2, 1));
    let mut found: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for finding in check::review(&archive, settings) {
        if let (Some(rule), Some(place)) = (finding.rule.strip_prefix("blame/"), &finding.place) {
            let name = place.path.rsplit('/').next().unwrap().trim_end_matches(".md");
            found.entry(name.parse().unwrap()).or_default().insert(rule.to_owned());
        }
    }
    found
}

/// Precision and recall of finding blame of any kind in `labelled`.
fn score(half: &str, labelled: &[Labelled], is_verbose: bool) -> (f64, f64) {
    let documents: Vec<_> = labelled.iter().map(|one| format!("# A\n\n{}\n", one.sentence)).collect();
    let found = found(&documents);
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    for (index, one) in labelled.iter().enumerate() {
        match (one.labels.is_empty(), found.get(&index)) {
            (false, Some(_)) => right += 1,
            (true, Some(rules)) => {
                wrong += 1;
                if is_verbose {
                    println!("  wrong {rules:?}: {}", one.sentence);
                }
            }
            (false, None) => {
                missed += 1;
                if is_verbose {
                    println!("  missed {:?}: {}", one.labels, one.sentence);
                }
            }
            (true, None) => {}
        }
    }
    let mut by_label: BTreeMap<(&str, bool), (usize, usize)> = BTreeMap::new();
    for (index, one) in labelled.iter().enumerate() {
        for label in &one.labels {
            let count = by_label.entry((label, one.sentence.is_ascii())).or_default();
            *count = (count.0 + usize::from(found.contains_key(&index)), count.1 + 1);
        }
    }
    println!("{by_label:?}");
    let ratio = |others: i32| f64::from(right) / f64::from((right + others).max(1));
    let (precision, recall) = (ratio(wrong), ratio(missed));
    println!("blame, {half}: {} sentences, precision {precision:.3}, recall {recall:.3}", labelled.len());
    (precision, recall)
}

fn is_verbose() -> bool {
    std::env::var_os("RETOLD_EVALUATION").is_some_and(|value| value == "verbose")
}

#[test]
fn blame_is_found_in_sentences_of_real_reports() {
    let (development, held_out) = (read("development.tsv"), read("held-out.tsv"));
    assert!(development.len() + held_out.len() >= 400);
    let (precision, recall) = score("development", &development, is_verbose());
    assert!(precision >= 0.98 && recall >= 0.93, "precision {precision:.3}, recall {recall:.3}");
    let (precision, recall) = score("held out", &held_out, false);
    assert!(precision >= 0.88 && recall >= 0.72, "precision {precision:.3}, recall {recall:.3}");
}

#[test]
fn blame_is_found_in_sentences_written_for_it_and_not_in_their_look_alikes() {
    let of = |set: &'static str| read_where("written.tsv", move |columns| columns[1] == set);
    let (development, unseen) = (of("development"), of("unseen"));
    assert!(development.len() + unseen.len() >= 400);
    let minimum = |what: &str, found: (f64, f64), precision: f64, recall: f64| {
        assert!(found.0 >= precision && found.1 >= recall, "{what}: {found:?}");
    };
    minimum("development", score("written, development", &development, is_verbose()), 0.95, 0.9);
    minimum("unseen", score("written, unseen", &unseen, false), 0.95, 0.88);
}

#[test]
fn blame_is_found_in_sentences_of_further_reports() {
    let of = |set: &'static str| read_where("public.tsv", move |columns| columns[1] == set);
    let (development, unseen) = (of("development"), of("unseen"));
    assert!(development.len() + unseen.len() >= 400);
    let (precision, recall) = score("further, development", &development, is_verbose());
    assert!(precision >= 0.93 && recall >= 0.88, "precision {precision:.3}, recall {recall:.3}");
    let (precision, recall) = score("further, unseen", &unseen, false);
    assert!(precision >= 0.86 && recall >= 0.67, "precision {precision:.3}, recall {recall:.3}");
}

#[test]
fn blame_is_found_in_sentences_drawn_without_looking_for_it() {
    let of = |set: &'static str| read_where("drawn.tsv", move |columns| columns[1] == set);
    let (development, unseen) = (of("development"), of("unseen"));
    assert!(development.len() + unseen.len() >= 600);
    let (precision, recall) = score("drawn, development", &development, is_verbose());
    assert!(precision >= 0.52 && recall >= 0.9, "precision {precision:.3}, recall {recall:.3}");
    let (precision, recall) = score("drawn, unseen", &unseen, false);
    assert!(precision >= 0.44 && recall >= 0.95, "precision {precision:.3}, recall {recall:.3}");
}

#[test]
fn blame_is_found_in_the_forms_that_it_takes_and_not_in_their_look_alikes() {
    let of = |set: &'static str| read_where("forms.tsv", move |columns| columns[1] == set);
    let sets = ["first", "second"];
    let found = sets.map(|set| score(&format!("forms, {set}"), &of(set), is_verbose()));
    for (set, (precision, recall)) in sets.iter().zip(found) {
        assert!(precision >= 0.95 && recall >= 0.9, "{set}: {precision:.3}, {recall:.3}");
    }
}

#[test]
fn the_seeds_example_of_blame_is_found_and_its_blameless_one_is_not() {
    let Some(corpus) = support::corpus() else { return };
    let seeds = fs::read_dir(corpus.join("../seeds")).unwrap();
    let seed = seeds
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .find(|text| text.contains("**Incorrect (blame-focused):**"))
        .unwrap();
    let examples: Vec<_> =
        seed.split("```markdown\n").skip(1).map(|text| text.split("```").next().unwrap()).collect();
    let found = |text: &str| {
        let folder = support::Archive::new().file("content/example.md", text);
        let run = folder.run(&["check", "--format", "json"]);
        run.stdout.matches("\"rule\": \"blame/").count()
    };
    assert!(found(examples[0]) >= 5);
    assert_eq!(found(examples[1]), 0);
}
