//! Evaluates the search with known-item queries on the sample archive.
//!
//! `cargo test --test main retrieval -- --nocapture` prints recall at 1, 3 and 10, as typed and with one
//! random slip in one word, compared with plain BM25. `RETOLD_RETRIEVAL=verbose` shows the misses.

mod baseline;
mod slips;

use std::path::Path;
use std::{env, fs};

use retold::archive::{Archive, Selection};
use retold::config::{Config, Overrides};
use retold::source::SourceTree;
use retold_search::{
    ByteRange, ENTRY_NAME, Entry, Language, PackError, PackReader, Query, Record, SearchOptions,
};
use serde::Deserialize;

use baseline::Baseline;

/// The minimum of recall at 1, 3 and 10, as typed and with a typing error: a little below the current values.
const MINIMA: [[f64; 3]; 2] = [[0.90, 0.95, 0.97], [0.88, 0.94, 0.96]];

/// Slips are random: each query is tried with this many.
const SLIPS: u64 = 5;

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
        self.found.map(|found| found as f64 / self.of as f64)
    }
}

#[test]
fn known_items_are_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let labels = fs::read_to_string(root.join("tests/retrieval/queries.toml")).unwrap();
    let Labels { query: queries } = toml::from_str(&labels).unwrap();
    assert!(queries.len() >= 100);
    let records = records(&root.join("content"));
    let mut engine = Engine::new(&records);
    let baseline = Baseline::new(&records);
    for labelled in &queries {
        assert!(
            labelled.ids.iter().all(|id| records.iter().any(|record| record.id == *id)),
            "{}",
            labelled.text
        );
    }

    let verbose = env::var_os("RETOLD_RETRIEVAL").is_some();
    let mut rows = [[Recall::default(); 2]; 2];
    for (number, labelled) in (0_u64..).zip(&queries) {
        let slips = (0..SLIPS).map(|seed| slips::slip(&labelled.text, number * SLIPS + seed));
        for (row, text) in std::iter::once((0, labelled.text.clone())).chain(slips.map(|text| (1, text))) {
            let ours = engine.search(&text);
            let place = |found: &[String]| found.iter().position(|id| labelled.ids.contains(id));
            if verbose && place(&ours) != Some(0) {
                println!("{text:?}: {:?} at {:?}, first {:?}", labelled.ids, place(&ours), ours.first());
            }
            rows[row][0].count(place(&ours));
            rows[row][1].count(place(&baseline.search(&text)));
        }
    }
    println!("{} known-item queries; recall at     1     3    10", queries.len());
    for (row, name) in rows.iter().zip(["as typed", "with one slip"]) {
        for (recall, engine) in row.iter().zip(["Retold", "plain BM25"]) {
            let [one, three, ten] = recall.shares();
            println!("{name:>14}  {engine:<14} {one:>6.2}{three:>6.2}{ten:>6.2}");
        }
    }
    for (row, minima) in rows.iter().zip(MINIMA) {
        for (share, minimum) in row[0].shares().into_iter().zip(minima) {
            assert!(share >= minimum, "recall has fallen below {minima:?}");
        }
    }
}

/// The records of a folder of postmortems, as the site's index has them.
fn records(content: &Path) -> Vec<Record> {
    let root = content.parent().unwrap();
    let overrides = Overrides { content: Some(content.to_path_buf()), ..Overrides::default() };
    let config = Config::load(root, None, overrides).unwrap();
    let (tree, _) = SourceTree::read(&config).unwrap();
    let (archive, _) = Archive::from_tree(tree, &config, Selection::default());
    archive.postmortems.iter().map(retold::search::record).collect()
}

/// A pack in memory, searched.
struct Engine {
    files: std::collections::BTreeMap<String, Vec<u8>>,
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
