//! Evaluates how well incidents that are alike are found, beside textbook methods on the same texts.
//!
//! `cargo test --test main likeness -- --nocapture` prints the figures: nDCG@5 (Järvelin and Kekäläinen, *Cumulated
//! gain-based evaluation of IR techniques*, 2002), averaged over the documents that have a relative.
//! Of real postmortems, it also prints how many of the incidents that are shown are worth reading, by threshold.

mod baselines;
mod hidden;
mod judged;
mod reasons;
mod repeats;
mod titles;

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

use retold::archive::{Archive, ArchivedDocument, Selection};
use retold::config::{Config, Overrides};
use retold::similar::compare;
use retold::source::SourceTree;
use retold_search::Language;

use crate::support;
use baselines::{Baseline, Plain};
use judged::Judged;

/// How many neighbours are looked at.
const DEPTH: usize = 5;

/// How relevant one document is for another one, given by their indexes.
type Relevance = Box<dyn Fn(usize, usize) -> f64>;

/// Texts, and how relevant each is for each other one.
struct Set {
    name: &'static str,
    /// Name and contents of the files.
    files: Vec<(String, String)>,
    relations: Vec<(&'static str, Relevance)>,
}

fn ndcg(nearest: &[Vec<usize>], relevance: &dyn Fn(usize, usize) -> f64) -> f64 {
    let gain = |place: usize, relevance: f64| relevance / ((place + 2) as f64).log2();
    let mut sum = 0.0;
    let mut count = 0.0;
    for (index, found) in nearest.iter().enumerate() {
        let mut ideal: Vec<f64> =
            (0..nearest.len()).filter(|other| *other != index).map(|other| relevance(index, other)).collect();
        ideal.sort_by(|a, b| b.total_cmp(a));
        let best: f64 = ideal.iter().take(DEPTH).enumerate().map(|(place, value)| gain(place, *value)).sum();
        if best > 0.0 {
            let found = found.iter().take(DEPTH).enumerate();
            sum += found.map(|(place, other)| gain(place, relevance(index, *other))).sum::<f64>() / best;
            count += 1.0;
        }
    }
    sum / count
}

impl Set {
    fn archive(&self) -> Archive {
        let config = Config::load(Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let pairs = self.files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        Archive::from_tree(SourceTree::from_pairs(pairs), &config, Selection::default()).0
    }

    /// Prints the figures of all methods, and returns those of the model and of the best baseline.
    fn print(&self) -> Vec<(f64, f64)> {
        let archive = self.archive();
        // The archive has its own order.
        let position = |path: &str| self.files.iter().position(|(name, _)| name == path).unwrap();
        let order: Vec<usize> = archive.postmortems.iter().map(|p| position(&p.document.path)).collect();
        assert_eq!(order.len(), self.files.len(), "{}", self.name);
        let methods = methods(&archive);
        let mut figures = Vec::new();
        for (relation, relevance) in &self.relations {
            let relevance = |one: usize, other: usize| relevance(order[one], order[other]);
            println!("\n{}: {relation}, {} documents", self.name, self.files.len());
            let (mut best, mut ours) = (0.0_f64, 0.0);
            for (name, nearest) in &methods {
                best = best.max(ours);
                ours = ndcg(nearest, &relevance);
                println!("  {ours:.3}  {name}");
            }
            figures.push((ours, best));
        }
        figures
    }
}

/// The documents that each method finds nearest to each document of `archive`; ours is the last method.
fn methods(archive: &Archive) -> Vec<(&'static str, Vec<Vec<usize>>)> {
    let plain = |postmortem: &ArchivedDocument| {
        let facts = &postmortem.document.facts;
        let values = facts.services.iter().chain(&facts.tags).chain(&facts.teams);
        let values: BTreeSet<String> = values.map(|fact| fact.value.to_lowercase()).collect();
        Plain::new(&postmortem.document.markdown(), values)
    };
    let plain: Vec<Plain> = archive.postmortems.iter().map(plain).collect();
    let mut methods: Vec<_> = Baseline::ALL
        .into_iter()
        .map(|baseline| (baseline.name(), baseline.nearest(&plain, DEPTH)))
        .collect();
    let ours = compare(archive, Language::default()).all_nearest(DEPTH).into_iter();
    let ours = ours.map(|found| found.into_iter().map(|neighbour| neighbour.index).collect());
    methods.push(("Retold", ours.collect()));
    methods
}

fn hidden_causes(name: &'static str, recipe: hidden::Recipe) -> Set {
    let documents = hidden::archive(recipe, 11);
    let causes: Vec<usize> = documents.iter().map(|(_, cause)| *cause).collect();
    let files = documents
        .into_iter()
        .enumerate()
        .map(|(index, (text, _))| (format!("{index:04}.md"), text))
        .collect();
    let relation = move |one: usize, other: usize| f64::from(u8::from(causes[one] == causes[other]));
    Set { name, files, relations: vec![("same cause", Box::new(relation))] }
}

fn families(documents: usize) -> Set {
    let seed = 1;
    let documents: Vec<_> = retold_corpus::Corpus::new(seed, documents).iter().collect();
    let files = documents
        .into_iter()
        .map(|document| {
            // What says outright which documents belong together is left out.
            let text: String = document.text.split("## Related").next().unwrap_or_default().to_owned();
            let lines = text.lines().filter(|line| !line.starts_with("recurrence_of:"));
            let text = lines.map(|line| format!("{line}\n")).collect();
            (document.path.trim_start_matches("content/").to_owned(), text)
        })
        .collect();
    let relation = move |one, other| {
        f64::from(u8::from(retold_corpus::family(seed, one) == retold_corpus::family(seed, other)))
    };
    Set { name: "generated families", files, relations: vec![("same family", Box::new(relation))] }
}

/// The entries of a list of public postmortems: a sentence or two each, below headings of kinds of causes.
fn short_entries() -> Option<Set> {
    let list = fs::read_to_string(support::corpus()?.join("danluu/README.md")).unwrap();
    let (mut category, mut entries) = (String::new(), Vec::new());
    for line in list.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            heading.clone_into(&mut category);
        } else if let Some((company, rest)) = line.strip_prefix('[').and_then(|line| line.split_once("](")) {
            let is_list =
                ["Other", "Analysis", "Contributors", "Table"].iter().any(|word| category.starts_with(word));
            if let Some((_, text)) = rest.split_once(')').filter(|_| !is_list && !category.is_empty()) {
                let text = text.trim_start_matches(['.', ',', ':', ' ']);
                entries.push((company.trim().to_owned(), category.clone(), format!("{company} {text}")));
            }
        }
    }
    let files = entries
        .iter()
        .enumerate()
        .map(|(index, (_, _, text))| {
            (
                format!("{index:03}.md"),
                format!("# Incident {index}\n\n## Summary\n\n{text}\n\n## Root cause\n\n"),
            )
        })
        .collect();
    let labels: Vec<(String, String)> =
        entries.into_iter().map(|(company, category, _)| (company.to_lowercase(), category)).collect();
    let companies = labels.clone();
    let same_company =
        move |one: usize, other: usize| f64::from(u8::from(companies[one].0 == companies[other].0));
    let same_category = move |one: usize, other: usize| {
        f64::from(u8::from(labels[one].1 == labels[other].1 && labels[one].1 != "Uncategorized"))
    };
    let relations: Vec<(&'static str, Relevance)> =
        vec![("same company", Box::new(same_company)), ("same category", Box::new(same_category))];
    Some(Set { name: "short entries", files, relations })
}

/// Prints what the sets give, and asserts the minima: a little below the current values.
#[test]
fn hidden_causes_are_found() {
    // Without `RETOLD_LIKENESS=whole`, smaller archives of the same kind, as debug builds are slow.
    let part = if env::var_os("RETOLD_LIKENESS").is_some_and(|value| value == "whole") { 1 } else { 4 };
    let usual = hidden_causes("hidden causes", hidden::USUAL.part(part)).print();
    let hard = hidden_causes("hidden causes, hard", hidden::HARD.part(part)).print();
    let families = families(1000 / part).print();
    let least = if part == 1 { [0.99, 0.96, 0.89] } else { [0.98, 0.57, 0.96] };
    for ((ours, best), least) in [usual[0], hard[0], families[0]].into_iter().zip(least) {
        assert!(ours > best && ours > least, "{ours} {best} {least}");
    }
}

#[test]
fn short_entries_of_a_cause_are_found() {
    let Some(set) = short_entries() else { return };
    for ((ours, best), lead) in set.print().into_iter().zip([0.08, 0.015]) {
        assert!(ours > best + lead, "{ours} {best}");
    }
}

#[test]
fn incidents_that_people_call_alike_are_found() {
    let content = Judged::content();
    let figures = content.print();
    assert!(figures.ours > figures.best + 0.18 && figures.worth > 0.95, "{figures:?}");
    reasons::print_words(content.set());
    let drafts = reasons::print_drafts(content.set());
    assert!(drafts > 0.9, "{drafts}");
    let titles = titles::print(&content);
    assert!(titles > 0.65, "{titles}");
    if let Some(judged) = Judged::corpus() {
        let figures = judged.print();
        assert!(figures.ours > figures.best + 0.09 && figures.worth > 0.9, "{figures:?}");
        reasons::print_words(judged.set());
    }
}

/// With `RETOLD_LIKENESS=pool`, prints the pairs that are still to be judged.
#[test]
fn pairs_to_be_judged_are_pooled_from_all_methods() {
    if env::var_os("RETOLD_LIKENESS").is_some_and(|value| value == "pool") {
        Judged::content().print_pool("content/");
        if let Some(judged) = Judged::corpus() {
            judged.print_pool("corpus/");
        }
    }
}

/// Of the judged pairs that are suggested as the same thing again, all share a mechanism, and nearly all the cause.
#[test]
fn what_may_be_the_same_thing_again_is() {
    let judged: Vec<_> = [Some(Judged::content()), Judged::corpus()].into_iter().flatten().collect();
    let mut grades = [0; 4];
    for set in &judged {
        let (found, unjudged) = repeats::suggested(set);
        println!("suggested as the same thing, {}: by grade {found:?}, {unjudged} not judged", set.set.name);
        grades.iter_mut().zip(found).for_each(|(sum, count)| *sum += count);
    }
    assert_eq!(grades[0] + grades[1], 0, "{grades:?}");
    assert!(grades[3] >= 3 && grades[3] >= 4 * grades[2], "{grades:?}");
}
