//! Real postmortems, and how much a reader judged that one helps while handling another: `judged.tsv`.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use retold_likeness::Neighbour;

use retold::similar::compare;
use retold_search::Language;

use super::{Relevance, Set, support};

/// How many similar incidents a reader looks at.
const SHOWN: usize = 3;

/// How alike two incidents have to be to be shown, in the table of thresholds.
const LIKENESS: [f32; 4] = [0.15, 0.2, 0.25, 0.3];
const DISTINCTION: [f32; 5] = [1.0, 1.3, 2.0, 3.0, 4.0];

/// A set of postmortems with judged pairs.
pub struct Judged {
    pub set: Set,
    /// The grade of each judged pair of query and candidate.
    pub grades: HashMap<(String, String), u8>,
    /// The documents of which pairs were judged, in order.
    queries: Vec<String>,
}

/// Half of the queries: settings are chosen by looking at the one, and minima are asserted of the other.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Half {
    Looking,
    Asserting,
}

/// What is asserted of a set.
#[derive(Debug)]
pub struct Figures {
    /// The nDCG of the model, and that of the best baseline.
    pub ours: f64,
    pub best: f64,
    /// The part of the incidents shown that share a cause, a trigger or a fix.
    pub worth: f64,
}

impl Judged {
    /// The sample archive.
    pub fn content() -> Self {
        Self::new(
            "judged pairs, content",
            "content/",
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("content"),
            |_| true,
        )
    }

    /// The documents of the corpus that report an incident.
    pub fn corpus() -> Option<Self> {
        Some(Self::new("judged pairs, corpus", "corpus/", &support::corpus()?, reports_an_incident))
    }

    /// The files below `folder` for which `is_wanted` holds, with the pairs whose paths start with `prefix`.
    fn new(name: &'static str, prefix: &str, folder: &Path, is_wanted: fn(&str) -> bool) -> Self {
        let mut paths = Vec::new();
        collect(folder, "", &mut paths);
        paths.sort();
        let files: Vec<(String, String)> = paths
            .into_iter()
            .filter(|path| is_wanted(path))
            .map(|path| {
                let text = fs::read_to_string(folder.join(&path)).unwrap();
                (path, text)
            })
            .collect();
        let grades: HashMap<(String, String), u8> = include_str!("judged.tsv")
            .lines()
            .filter_map(|line| line.strip_prefix(prefix))
            .map(|line| {
                let fields: Vec<&str> = line.split('\t').collect();
                let [query, candidate, grade, _relation] = fields[..] else { panic!("{line}") };
                let candidate = candidate.strip_prefix(prefix).unwrap();
                for path in [query, candidate] {
                    assert!(files.iter().any(|(name, _)| name == path), "there is no {prefix}{path}");
                }
                ((query.to_owned(), candidate.to_owned()), grade.parse().unwrap())
            })
            .collect();
        let queries: BTreeSet<&String> = grades.keys().map(|(query, _)| query).collect();
        let queries: Vec<String> = queries.into_iter().cloned().collect();
        let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
        let relation = |half: Option<Half>| -> Relevance {
            let (names, grades, queries) = (names.clone(), grades.clone(), queries.clone());
            Box::new(move |one, other| {
                let is_asked = half.is_none() || half == half_of(&queries, &names[one]);
                let grade = grades.get(&(names[one].clone(), names[other].clone())).filter(|_| is_asked);
                // The gain of a grade doubles, as is usual: one repetition counts for more than a list of the same product.
                f64::from((1_u32 << grade.copied().unwrap_or(0)) - 1)
            })
        };
        let relations = vec![
            ("graded", relation(None)),
            ("graded, half for looking", relation(Some(Half::Looking))),
            ("graded, half for asserting", relation(Some(Half::Asserting))),
        ];
        Self { set: Set { name, files, relations }, grades, queries }
    }

    /// The documents.
    pub fn set(&self) -> &Set {
        &self.set
    }

    /// Prints the figures of all methods, and how many of the incidents that are shown are worth reading, by threshold.
    /// Returns those of the half for asserting.
    pub fn print(&self) -> Figures {
        let figures = self.set.print();
        let archive = self.set.archive();
        let model = compare(&archive, Language::default());
        let path = |index: usize| archive.postmortems[index].document.path.clone();
        let nearest = model.all_nearest(2 * SHOWN);
        let print = |name: &str, half: Option<Half>, is_shown: &dyn Fn(usize, &Neighbour) -> bool| {
            let (mut queries, mut with, mut unjudged, mut grades) = (0, 0, 0, [0; 4]);
            for (query, nearest) in nearest.iter().enumerate() {
                let of = half_of(&self.queries, &path(query));
                if of.is_none() || half.is_some() && half != of {
                    continue;
                }
                let shown = nearest.iter().filter(|found| !found.is_copy() && is_shown(query, found));
                let shown: Vec<_> = shown.take(SHOWN).collect();
                queries += 1;
                with += usize::from(!shown.is_empty());
                for found in shown {
                    let grade = self.grades.get(&(path(query), path(found.index)));
                    unjudged += usize::from(grade.is_none());
                    grades[usize::from(grade.copied().unwrap_or(0))] += 1;
                }
            }
            let all: usize = grades.iter().sum();
            let share = |least: usize| grades[least..].iter().sum::<usize>() as f64 / all.max(1) as f64;
            let (worth, related) = (100.0 * share(2), 100.0 * share(1));
            println!(
                "  {name:<24}  {with:>2} of {queries:<2}  {all:>5}  {worth:>10.0} %  {related:>10.0} %  {unjudged:>10}"
            );
            share(2)
        };
        println!("  likeness, distinction      queries  shown  grade 2 or 3  grade 1 to 3  not judged");
        let is_alike = |query, found: &Neighbour| model.is_alike(query, found.index, found.likeness);
        print("by `is_alike`", None, &is_alike);
        print("half for looking", Some(Half::Looking), &is_alike);
        let worth = print("half for asserting", Some(Half::Asserting), &is_alike);
        for least in LIKENESS {
            for distinction in DISTINCTION {
                print(&format!("{least}, {distinction}"), None, &|_, found| {
                    found.likeness >= least && model.distinction(found.likeness) >= distinction
                });
            }
        }
        let [.., (ours, best)] = figures[..] else { panic!("{figures:?}") };
        Figures { ours, best, worth }
    }

    /// Prints the pairs that any method finds among the first and nobody judged, as lines to fill in: by name, so that
    /// nothing shows which method found a pair, or at which place.
    pub fn print_pool(&self, prefix: &str) {
        let archive = self.set.archive();
        let path = |index: usize| archive.postmortems[index].document.path.as_str();
        let is_query = |index: usize| half_of(&self.queries, path(index)).is_some();
        let mut pool = BTreeSet::new();
        for (_, nearest) in super::methods(&archive) {
            for (query, found) in nearest.iter().enumerate().filter(|(query, _)| is_query(*query)) {
                let unjudged = found.iter().map(|index| path(*index)).filter(|candidate| {
                    !self.grades.contains_key(&(path(query).to_owned(), (*candidate).to_owned()))
                });
                pool.extend(unjudged.map(|candidate| (path(query), candidate)));
            }
        }
        for (query, candidate) in pool {
            println!("{prefix}{query}\t{prefix}{candidate}\t?\t?");
        }
    }
}

/// The half to which a document belongs: every second one; `None` if none of its pairs was judged.
fn half_of(queries: &[String], path: &str) -> Option<Half> {
    let place = queries.binary_search_by(|query| query.as_str().cmp(path)).ok()?;
    Some(if place % 2 == 0 { Half::Looking } else { Half::Asserting })
}

/// Adds the paths of the files below `folder`, each after `prefix`, to `paths`.
fn collect(folder: &Path, prefix: &str, paths: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), paths);
        } else {
            paths.push(path);
        }
    }
}

/// Whether a file of the corpus reports one incident, rather than being a list, a template, a link or a description.
fn reports_an_incident(path: &str) -> bool {
    let lists = ["danluu/", "moj-incident-log/", "MANIFEST.tsv", "osm-owg/post-mortems.md"];
    let without_text = [
        "alx-school/44caleb/README.md",
        "openfoodfacts/2023-02-16-off2-shutdown.md",
        "jenkins-status/2023-01-24-ci-down.md",
    ];
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let is_description = name.contains("template")
        || name.starts_with("index.")
        || name == "readme.md" && !path.starts_with("alx-school/");
    !is_description && !without_text.contains(&path) && !lists.iter().any(|list| path.starts_with(list))
}
