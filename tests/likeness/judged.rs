//! Real postmortems, and how much a reader judged that one helps while handling another: `judged.tsv`.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use retold::similar::Model;
use retold_search::Language;

use super::{Set, support};

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
        let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
        let by_name = grades.clone();
        // The gain of a grade doubles, as is usual, so that one repetition counts for more than a list of the same product.
        let gain = move |one: usize, other: usize| {
            let grade = by_name.get(&(names[one].clone(), names[other].clone())).copied().unwrap_or(0);
            f64::from((1_u32 << grade) - 1)
        };
        Self { set: Set { name, files, relations: vec![("graded", Box::new(gain))] }, grades }
    }

    /// The documents.
    pub fn set(&self) -> &Set {
        &self.set
    }

    /// Prints the figures of all methods, and how many of the incidents that are shown are worth reading, by threshold.
    pub fn print(&self) -> (f64, f64) {
        let figures = self.set.print();
        let archive = self.set.archive();
        let model = Model::new(&archive, Language::default());
        let path = |index: usize| archive.postmortems[index].document.path.clone();
        let nearest = model.all_nearest(2 * SHOWN);
        let queries: Vec<usize> = (0..nearest.len())
            .filter(|index| self.grades.keys().any(|(query, _)| *query == path(*index)))
            .collect();
        let line = |is_shown: &dyn Fn(f32) -> bool| {
            let (mut shown, mut with, mut grades) = (0, 0, [0; 4]);
            for query in &queries {
                let before = shown;
                let alike =
                    nearest[*query].iter().filter(|found| !found.is_copy() && is_shown(found.likeness));
                for found in alike.take(SHOWN) {
                    shown += 1;
                    let grade = self.grades.get(&(path(*query), path(found.index))).copied().unwrap_or(0);
                    grades[usize::from(grade)] += 1;
                }
                with += usize::from(shown > before);
            }
            let share = |least: usize| {
                let count: usize = grades[least..].iter().sum();
                format!("{count:>3} ({:>3.0} %)", 100.0 * count as f64 / shown.max(1) as f64)
            };
            format!("{with:>2} of {}  {shown:>5}  {}  {}", queries.len(), share(2), share(1))
        };
        println!("  likeness  distinction  queries   shown  grade 2 or 3  grade 1 to 3");
        println!("  by `is_alike`          {}", line(&|likeness| model.is_alike(likeness)));
        for least in LIKENESS {
            for distinction in DISTINCTION {
                let line = line(&|likeness| likeness >= least && model.distinction(likeness) >= distinction);
                println!("  {least:<8}  {distinction:<11}  {line}");
            }
        }
        figures[0]
    }

    /// Prints the pairs that any method finds among the first and nobody judged, as lines to fill in: by name, so that
    /// nothing shows which method found a pair, or at which place.
    pub fn print_pool(&self, prefix: &str) {
        let archive = self.set.archive();
        let path = |index: usize| archive.postmortems[index].document.path.as_str();
        let queries: BTreeSet<&str> = self.grades.keys().map(|(query, _)| query.as_str()).collect();
        let mut pool = BTreeSet::new();
        for (_, nearest) in super::methods(&archive) {
            for (query, found) in
                nearest.iter().enumerate().filter(|(query, _)| queries.contains(path(*query)))
            {
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
