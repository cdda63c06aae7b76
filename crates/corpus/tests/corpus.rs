//! What every generated archive promises.

use std::collections::{HashMap, HashSet};

use retold_corpus::{Corpus, GeneratedDocument, document, family, queries};
use yaml_rust2::{Yaml, YamlLoader};

const SEED: u64 = 42;

fn sample() -> Vec<GeneratedDocument> {
    Corpus::new(SEED, 200).iter().collect()
}

fn front_matter(text: &str) -> Yaml {
    let (yaml, _) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).expect("fences");
    YamlLoader::load_from_str(yaml).expect("YAML").remove(0)
}

/// Lower-case words of letters only.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

#[test]
fn same_seed_same_bytes() {
    assert_eq!(sample(), sample());
    assert_eq!(document(SEED, 77), sample()[77], "the size of the archive does not matter");
    assert_ne!(document(SEED, 77), document(SEED + 1, 77));
}

/// Fails when a change alters the bytes: benches before and after it then are not comparable. If
/// that is intended, put the new digest here.
#[test]
fn bytes_are_pinned() {
    let bytes = sample().into_iter().flat_map(|document| (document.path + &document.text).into_bytes());
    let digest = bytes
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    assert_eq!(format!("{digest:016x}"), "4be559423a332e1d");
}

#[test]
fn different_indices_differ() {
    let documents = sample();
    let texts: HashSet<&str> = documents.iter().map(|document| document.text.as_str()).collect();
    let paths: HashSet<&str> = documents.iter().map(|document| document.path.as_str()).collect();
    assert_eq!((texts.len(), paths.len()), (200, 200));
}

#[test]
fn about_twelve_hundred_words() {
    let counts: Vec<usize> =
        sample().iter().map(|document| document.text.split_whitespace().count()).collect();
    let mean = counts.iter().sum::<usize>() / counts.len();
    assert!(counts.iter().all(|count| (900..1500).contains(count)), "{counts:?}");
    assert!((1150..1250).contains(&mean), "{mean}");
}

#[test]
fn front_matter_is_yaml() {
    for GeneratedDocument { path, text } in sample() {
        let yaml = front_matter(&text);
        let string = |key: &str| yaml[key].as_str().unwrap_or_else(|| panic!("{path}: {key}")).to_string();
        for key in ["title", "type", "status", "summary", "detected", "identified"] {
            assert!(!string(key).is_empty());
        }
        let stem = path.rsplit('/').next().expect("a name");
        assert!(stem.starts_with(&string("date")) && path.starts_with(&format!("content/{}/", &stem[..4])));
        assert!(string("started") < string("resolved"));
        for key in ["authors", "tags", "services", "teams", "severities"] {
            assert!(yaml[key].as_vec().is_some_and(|list| !list.is_empty()), "{path}: {key}");
        }
        assert_eq!(yaml["severities"].as_vec().map(Vec::len), Some(1));
    }
}

#[test]
fn links_and_recurrences_lead_to_documents() {
    let documents = sample();
    let paths: HashSet<String> = documents.iter().map(|document| document.path.clone()).collect();
    let stems: HashSet<&str> =
        paths.iter().filter_map(|path| path.rsplit('/').next()?.strip_suffix(".md")).collect();
    let (mut links, mut recurrences) = (0, 0);
    for GeneratedDocument { path, text } in &documents {
        for (_, rest) in text.match_indices("](").map(|(at, _)| text.split_at(at + 2)) {
            let target = rest.split(')').next().expect("a target");
            let (folder, _) = path.rsplit_once('/').expect("a folder");
            let target = target
                .strip_prefix("../")
                .map_or_else(|| format!("{folder}/{target}"), |rest| format!("content/{rest}"));
            assert!(paths.contains(&target), "{path}: {target}");
            links += 1;
        }
        if let Some(stem) = front_matter(text)["recurrence_of"].as_str() {
            assert!(stems.contains(stem), "{path}: {stem}");
            recurrences += 1;
        }
    }
    assert!(links > 50 && recurrences > 10, "{links} links, {recurrences} recurrences");
}

/// The slope of log frequency over log rank, by least squares over ranks spread evenly in logarithm.
#[test]
fn words_follow_zipf() {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for word in sample().iter().flat_map(|document| words(&document.text).collect::<Vec<_>>()) {
        *counts.entry(word).or_default() += 1;
    }
    let mut counts: Vec<f64> = counts.into_values().map(f64::from).collect();
    counts.sort_unstable_by(|a, b| b.total_cmp(a));

    let ranks =
        std::iter::successors(Some(10_usize), |rank| Some(rank * 5 / 4)).take_while(|&rank| rank <= 5000);
    let points: Vec<(f64, f64)> = ranks
        .map(|rank| (f64::from(u32::try_from(rank).expect("small")).ln(), counts[rank - 1].ln()))
        .collect();
    let size = f64::from(u32::try_from(points.len()).expect("small"));
    let (x, y) = points.iter().fold((0.0, 0.0), |(x, y), point| (x + point.0 / size, y + point.1 / size));
    let (covariance, variance) = points
        .iter()
        .fold((0.0, 0.0), |(c, v), point| (c + (point.0 - x) * (point.1 - y), v + (point.0 - x).powi(2)));
    let slope = covariance / variance;
    assert!((-1.2..-0.8).contains(&slope), "{slope}");
}

/// Heaps: four times the text has more words, but far from four times as many.
#[test]
fn vocabulary_grows_ever_slower() {
    let vocabulary = |documents: usize| {
        let documents = Corpus::new(SEED, documents);
        documents
            .iter()
            .flat_map(|document| words(&document.text).collect::<Vec<_>>())
            .collect::<HashSet<_>>()
            .len()
    };
    let (few, many) = (vocabulary(50), vocabulary(200));
    assert!(many * 10 > few * 14 && many < few * 3, "{few} words, then {many}");
}

#[test]
fn families_share_words() {
    let documents = sample();
    let rare: Vec<HashSet<String>> = documents
        .iter()
        .map(|document| words(&document.text).filter(|word| word.len() > 5).collect())
        .collect();
    let (mut kin, mut strangers) = ((0, 0), (0, 0));
    for first in 0..rare.len() {
        for second in 0..first {
            let related = family(SEED, first) == family(SEED, second);
            let sums = if related { &mut kin } else { &mut strangers };
            *sums = (sums.0 + rare[first].intersection(&rare[second]).count(), sums.1 + 1);
        }
    }
    assert!(kin.0 / kin.1 > strangers.0 / strangers.1 * 3 / 2, "{kin:?} {strangers:?}");
}

#[test]
fn queries_have_answers() {
    let documents: Vec<(String, String)> =
        Corpus::new(SEED, 200).iter().map(|document| (document.path, document.text.to_lowercase())).collect();
    let vocabularies: Vec<HashSet<&str>> = documents
        .iter()
        .map(|(_, text)| text.split(|letter: char| !letter.is_alphanumeric()).collect())
        .collect();
    let found = |query: &str| {
        vocabularies
            .iter()
            .filter(|vocabulary| query.split(' ').all(|word| vocabulary.contains(word)))
            .count()
    };
    let queries = queries(SEED, 200);
    assert_eq!([queries.one.len(), queries.two.len(), queries.rare.len(), queries.prefix.len()], [60; 4]);
    for query in queries.one.iter().chain(&queries.two) {
        assert!(found(query) > 0, "{query}");
    }
    for prefix in &queries.prefix {
        assert!(vocabularies.iter().flatten().any(|word| word.starts_with(prefix)), "{prefix}");
    }
    for (token, stem) in &queries.rare {
        let token = token.to_lowercase();
        let holders: Vec<&String> =
            documents.iter().filter(|(_, text)| text.contains(&token)).map(|(path, _)| path).collect();
        assert!(holders.len() == 1 && holders[0].ends_with(&format!("/{stem}.md")), "{token}: {holders:?}");
    }
}

#[test]
fn small_archives_have_fewer_queries() {
    assert!(queries(SEED, 0).rare.is_empty());
    assert_eq!(queries(SEED, 3).rare.len(), 3);
}
