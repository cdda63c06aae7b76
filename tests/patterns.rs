//! Evaluates the causes and triggers that are proposed from the text of postmortems.
//!
//! `cargo test --test main patterns -- --nocapture` prints precision and recall; `RETOLD_EVALUATION=verbose` shows each
//! proposal with its evidence, and what was missed. The sample archive names its patterns in front matter, which is left
//! out; what a reader found in documents of the corpus is in `patterns/judged.tsv`.

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

use retold::archive::patterns::Patterns;
use retold::archive::patterns::suggest::{Proposal, Proposer};
use retold::archive::taxonomy::Taxonomy;
use retold_document::{Document, SourceFile, Vocabulary};

use crate::support;

/// What a document is about.
struct Known {
    /// What has to be found.
    told: BTreeSet<String>,
    /// What may be said, but need not.
    possible: BTreeSet<String>,
}

/// The proposals that were right or wrong, and what was to be found.
#[derive(Default)]
struct Score {
    right: usize,
    wrong: usize,
    found: usize,
    told: usize,
}

impl Score {
    fn add(
        &mut self,
        patterns: &Patterns,
        taxonomy: Taxonomy,
        proposals: &[Proposal],
        known: &Known,
        path: &str,
    ) {
        let set = patterns.of(taxonomy).unwrap();
        let is_verbose = env::var_os("RETOLD_EVALUATION").is_some_and(|value| value == "verbose");
        // What is more general is right as well.
        let covers = |proposed: &str, known: &str| {
            let above = set.with_id(known).map_or(&[][..], |known| &known.ancestors);
            proposed == known || above.iter().any(|index| set.patterns[*index].id == proposed)
        };
        for proposal in proposals {
            let is_right = known.told.iter().chain(&known.possible).any(|known| covers(&proposal.id, known));
            self.right += usize::from(is_right);
            self.wrong += usize::from(!is_right);
            if is_verbose {
                let evidence: Vec<String> = proposal
                    .evidence
                    .iter()
                    .map(|evidence| format!("{} “{}”", evidence.line, evidence.words))
                    .collect();
                println!(
                    "    {} {path} {}: {}",
                    if is_right { "+" } else { "WRONG" },
                    proposal.id,
                    evidence.join(", ")
                );
            }
        }
        for told in &known.told {
            let is_found = proposals.iter().any(|proposal| covers(&proposal.id, told));
            self.found += usize::from(is_found);
            if is_verbose && !is_found {
                println!("    missed {path} {told}");
            }
        }
        self.told += known.told.len();
    }

    fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.found as f64 / self.told.max(1) as f64
    }

    fn print(&self, name: &str) {
        println!(
            "  {name:<28} {:>3} proposed, precision {:.2}; {:>3} of {:>3} found, recall {:.2}",
            self.right + self.wrong,
            self.precision(),
            self.found,
            self.told,
            self.recall()
        );
    }
}

/// The causes and the triggers of one set of documents.
#[derive(Default)]
struct Scores {
    causes: Score,
    triggers: Score,
}

impl Scores {
    fn add(&mut self, patterns: &Patterns, document: &Document, causes: &Known, triggers: &Known) {
        let proposals = Proposer::new(patterns).propose(document);
        let trigger: Vec<Proposal> = proposals.trigger.into_iter().collect();
        self.causes.add(patterns, Taxonomy::Causes, &proposals.causes, causes, &document.path);
        self.triggers.add(patterns, Taxonomy::Triggers, &trigger, triggers, &document.path);
    }

    /// Asserts minima of precision and recall for causes and for triggers.
    fn is_at_least(&self, causes: (f64, f64), triggers: (f64, f64)) {
        for (score, (precision, recall)) in [(&self.causes, causes), (&self.triggers, triggers)] {
            assert!(score.precision() >= precision && score.recall() >= recall);
        }
    }

    fn print(&self, name: &str) {
        println!("{name}");
        self.causes.print("causes");
        self.triggers.print("triggers");
    }
}

fn document(path: &str, bytes: Vec<u8>) -> Document {
    let file = SourceFile { path: path.to_owned(), name: path.to_owned(), bytes };
    Document::parse(file, &Vocabulary::default()).0
}

/// The ids of the patterns that `labels` name; what the vocabulary does not know is left out.
fn ids(patterns: &Patterns, taxonomy: Taxonomy, labels: &[String]) -> BTreeSet<String> {
    let set = patterns.of(taxonomy).unwrap();
    labels.iter().filter_map(|label| set.named(label)).map(|pattern| pattern.id.clone()).collect()
}

#[test]
fn the_patterns_of_the_sample_archive_are_proposed_from_its_text() {
    let (patterns, _) = Patterns::new(None);
    let mut scores = Scores::default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let document = document(name, fs::read(path).unwrap());
        let written = &document.front_matter;
        let known = |told| Known { told, possible: BTreeSet::new() };
        let causes = known(ids(&patterns, Taxonomy::Causes, &written.causes));
        let trigger: Vec<String> = written.trigger.iter().cloned().collect();
        let triggers = known(ids(&patterns, Taxonomy::Triggers, &trigger));
        if !causes.told.is_empty() || !triggers.told.is_empty() {
            scores.add(&patterns, &document, &causes, &triggers);
        }
    }
    scores.print("sample archive");
    // Authors name the patterns that they find worth naming, so that much of what is proposed beside them is right.
    scores.is_at_least((0.85, 0.2), (0.85, 0.45));
}

#[test]
fn the_patterns_of_real_postmortems_are_proposed_from_their_text() {
    let Some(corpus) = support::corpus() else { return };
    let (patterns, _) = Patterns::new(None);
    let (mut tuned, mut apart) = (Scores::default(), Scores::default());
    for line in include_str!("patterns/judged.tsv").lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [set, path, causes, triggers] = fields[..] else { panic!("{line}") };
        let document = document(path, fs::read(corpus.join(path)).unwrap());
        let causes = judged(&patterns, Taxonomy::Causes, causes);
        let triggers = judged(&patterns, Taxonomy::Triggers, triggers);
        let scores = if set == "apart" { &mut apart } else { &mut tuned };
        scores.add(&patterns, &document, &causes, &triggers);
    }
    tuned.print("corpus, tuned with");
    apart.print("corpus, not tuned with");
    tuned.is_at_least((0.9, 0.35), (0.9, 0.5));
    apart.is_at_least((0.9, 0.35), (0.9, 0.3));
}

/// The patterns of a field of `judged.tsv`: those that are told, and in brackets those that may be said.
fn judged(patterns: &Patterns, taxonomy: Taxonomy, field: &str) -> Known {
    let set = patterns.of(taxonomy).unwrap();
    let (told, possible) = field.split_once('(').unwrap_or((field, ""));
    let ids = |text: &str| -> BTreeSet<String> {
        let words = text.trim_end_matches(')').split_whitespace().filter(|word| *word != "-");
        words.map(|id| set.with_id(id).unwrap_or_else(|| panic!("there is no `{id}`")).id.clone()).collect()
    };
    Known { told: ids(told), possible: ids(possible) }
}
