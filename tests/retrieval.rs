//! Evaluates the search with known-item queries: on the sample archive, and on real postmortems where they are.
//!
//! `cargo test --test main retrieval -- --nocapture` prints recall at 1, 3 and 10 for words and for questions, as typed and
//! with one random slip in one word, compared with plain BM25. `RETOLD_RETRIEVAL=verbose` shows the misses, but not those of
//! the set that nothing is tuned with.

mod baseline;
mod slips;

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use retold::archive::{Archive, Selection};
use retold::config::{Config, Overrides};
use retold::source::SourceTree;
use retold_search::{
    ByteRange, ENTRY_NAME, Entry, Language, PackError, PackReader, Query, Record, SearchOptions,
};
use serde::Deserialize;

use crate::support;
use baseline::Baseline;

/// The minima of recall at 1, 3 and 10, as typed and with a typing error: a little below the current values.
type Minima = [[f64; 3]; 2];

const SAMPLE: Minima = [[0.91, 0.96, 0.98], [0.90, 0.95, 0.97]];
const FIRST: Minima = [[0.92, 0.93, 0.96], [0.92, 0.93, 0.96]];
const SECOND: Minima = [[0.87, 0.91, 0.97], [0.87, 0.93, 0.97]];

/// Slips are random: each query is tried with this many.
const SLIPS: u64 = 5;

/// Files of the corpus that list the incidents of others, which would be as right as those.
const LISTS: [&str; 2] = ["moj-incident-log/", "danluu/"];

#[derive(Deserialize)]
struct Labels {
    query: Vec<Labelled>,
}

/// A query, and the documents that its author remembers.
#[derive(Deserialize)]
struct Labelled {
    text: String,
    /// The ids of the right documents; any of them counts.
    ids: Vec<String>,
}

impl Labelled {
    fn is_question(&self) -> bool {
        self.text.ends_with('?')
    }
}

/// How often the right document was among the first 1, 3 and 10.
#[derive(Default, Clone, Copy)]
struct Recall {
    found: [usize; 3],
    of: usize,
}

impl Recall {
    fn count(&mut self, place: Option<usize>) {
        self.of += 1;
        for (found, depth) in self.found.iter_mut().zip([1, 3, 10]) {
            *found += usize::from(place.is_some_and(|place| place < depth));
        }
    }

    fn shares(self) -> [f64; 3] {
        self.found.map(|found| found as f64 / self.of.max(1) as f64)
    }
}

/// Recall of Retold and of plain BM25.
type Pair = [Recall; 2];

/// What a set of queries gave.
#[derive(Default)]
struct Measured {
    typed: Pair,
    slipped: Pair,
    questions: Pair,
}

impl Measured {
    fn print(&self, name: &str) {
        println!("{name}; recall at                    1     3    10");
        let rows = [("as typed", self.typed), ("with one slip", self.slipped), ("questions", self.questions)];
        for (row, pair) in rows {
            for (recall, engine) in pair.iter().zip(["Retold", "plain BM25"]) {
                if recall.of > 0 {
                    let [one, three, ten] = recall.shares();
                    println!("{row:>14} ({:>4})  {engine:<14} {one:>6.2}{three:>6.2}{ten:>6.2}", recall.of);
                }
            }
        }
    }

    fn hold(&self, minima: Minima) {
        for (pair, minima) in [self.typed, self.slipped].iter().zip(minima) {
            for (share, minimum) in pair[0].shares().into_iter().zip(minima) {
                assert!(share >= minimum, "recall has fallen below {minima:?}");
            }
        }
        let [ours, theirs] = self.questions.map(Recall::shares);
        assert!(
            ours.iter().zip(theirs).all(|(ours, theirs)| *ours >= theirs),
            "questions: {ours:?} is worse than {theirs:?}"
        );
    }
}

#[test]
fn known_items_of_the_sample_are_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let labels = fs::read_to_string(root.join("tests/retrieval/queries.toml")).unwrap();
    let Labels { query: queries } = toml::from_str(&labels).unwrap();
    assert!(queries.len() >= 100);
    let records = records(&root.join("content")).into_iter().map(|(_, record)| record).collect();
    let mut searched = Searched::new(records);
    let measured = searched.measure(&queries, env::var_os("RETOLD_RETRIEVAL").is_some());
    measured.print("queries of the sample archive");
    measured.hold(SAMPLE);
}

#[test]
fn known_items_of_real_archives_are_found() {
    let Some(corpus) = support::corpus() else { return };
    let records = records(&corpus);
    let is_list = |path: &str| LISTS.iter().any(|list| path.starts_with(list));
    let sets = ["first", "second"].map(|name| labels(name, &records));
    let mut searched = Searched::new(
        records.into_iter().filter(|(path, _)| !is_list(path)).map(|(_, record)| record).collect(),
    );
    let is_verbose = env::var_os("RETOLD_RETRIEVAL").is_some();
    for ((name, queries), minima) in ["first", "second"].iter().zip(sets).zip([FIRST, SECOND]) {
        let measured = searched.measure(&queries, is_verbose && *name == "first");
        measured.print(&format!("{name} set of queries of real archives"));
        measured.hold(minima);
    }
}

/// A set of queries: in its file they stand below the beginnings of their documents' paths.
fn labels(set: &str, records: &[(String, Record)]) -> Vec<Labelled> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/retrieval");
    let file = fs::read_to_string(root.join(format!("corpus-{set}.toml"))).unwrap();
    let by_document: BTreeMap<String, Vec<String>> = toml::from_str(&file).unwrap();
    let mut queries = Vec::new();
    for (begin, texts) in by_document {
        let mut having = records.iter().filter(|(path, _)| path.starts_with(&begin));
        let (Some((_, record)), None) = (having.next(), having.next()) else {
            panic!("`{begin}` does not name one document")
        };
        queries.extend(texts.into_iter().map(|text| Labelled { text, ids: vec![record.id.clone()] }));
    }
    queries
}

/// The records of a folder of postmortems, each after its path, in the order and form of the site's index.
fn records(content: &Path) -> Vec<(String, Record)> {
    let root = content.parent().unwrap();
    let overrides = Overrides { content: Some(content.to_path_buf()), ..Overrides::default() };
    let config = Config::load(root, None, overrides).unwrap();
    let (tree, _) = SourceTree::read(&config).unwrap();
    let (archive, _) = Archive::from_tree(tree, &config, Selection::default());
    let records = archive.postmortems.iter();
    records.map(|document| (document.document.path.clone(), retold::search::record(document))).collect()
}

/// An archive, searched by both.
struct Searched {
    ids: Vec<String>,
    engine: Engine,
    baseline: Baseline,
}

impl Searched {
    fn new(records: Vec<Record>) -> Self {
        Self {
            engine: Engine::new(&records),
            baseline: Baseline::new(&records),
            ids: records.into_iter().map(|record| record.id).collect(),
        }
    }

    fn measure(&mut self, queries: &[Labelled], is_verbose: bool) -> Measured {
        let mut measured = Measured::default();
        for (number, labelled) in (0_u64..).zip(queries) {
            assert!(labelled.ids.iter().all(|id| self.ids.contains(id)), "{}", labelled.text);
            let slips = (0..SLIPS).map(|seed| slips::slip(&labelled.text, number * SLIPS + seed));
            for (slipped, text) in
                std::iter::once((false, labelled.text.clone())).chain(slips.map(|text| (true, text)))
            {
                let found = [self.engine.search(&text), self.baseline.search(&text)];
                let places =
                    found.each_ref().map(|found| found.iter().position(|id| labelled.ids.contains(id)));
                if is_verbose && places[0] != Some(0) {
                    let [ours, theirs] = places;
                    println!(
                        "{text:?}: {:?} at {ours:?} (BM25 {theirs:?}), first {:?}",
                        labelled.ids,
                        found[0].first()
                    );
                }
                let count = |pair: &mut Pair| {
                    for (recall, place) in pair.iter_mut().zip(places) {
                        recall.count(place);
                    }
                };
                count(if slipped { &mut measured.slipped } else { &mut measured.typed });
                if labelled.is_question() && !slipped {
                    count(&mut measured.questions);
                }
            }
        }
        measured
    }
}

/// A pack in memory, searched.
struct Engine {
    files: BTreeMap<String, Vec<u8>>,
    reader: PackReader,
}

impl Engine {
    fn new(records: &[Record]) -> Self {
        let files = retold_search::PackWriter::write(Language::default(), records).unwrap().files;
        let entry = &files[ENTRY_NAME];
        let reader = PackReader::open(entry, &files[&Entry::decode(entry).unwrap().hot]).unwrap();
        Self { files, reader }
    }

    /// The ids of the first ten.
    fn search(&mut self, text: &str) -> Vec<String> {
        let files = &self.files;
        let fetch = |ranges: &[ByteRange]| {
            let whole = ranges.iter().map(|range| files[&range.file].clone());
            Ok::<_, PackError>(whole.collect())
        };
        let results = self
            .reader
            .search_with(&Query::parse(text, Language::default()), &SearchOptions::default(), fetch)
            .unwrap();
        results.hits.into_iter().map(|hit| hit.id).collect()
    }
}
