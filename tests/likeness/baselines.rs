//! What likeness is compared with: textbook methods on the same texts.

use std::collections::{BTreeMap, BTreeSet};

/// A document as the baselines see it: whole words in lower case, and the values of its front matter.
pub struct Plain {
    words: BTreeMap<String, f64>,
    length: f64,
    values: BTreeSet<String>,
}

impl Plain {
    /// Of a Markdown `text`, with the `values` of services, tags and the like.
    pub fn new(text: &str, values: BTreeSet<String>) -> Self {
        let mut words = BTreeMap::new();
        let mut length = 0.0;
        let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
        for word in text.split(|c| !is_letter(c)).map(|word| word.trim_matches(['-', '.', '/', '_'])) {
            if !word.is_empty() {
                *words.entry(word.to_lowercase()).or_insert(0.0) += 1.0;
                length += 1.0;
            }
        }
        Self { words, length, values }
    }
}

/// A method to compare documents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Baseline {
    /// The cosine of counts, weighted by rarity.
    TfIdf,
    /// The cosine of logarithms of counts, weighted by rarity; without words of more than this share of the documents.
    Sublinear { most: f64 },
    /// BM25 with the 40 heaviest terms of the document as query.
    Bm25,
    /// The Jaccard index of the metadata's values.
    Metadata,
}

impl Baseline {
    pub const ALL: [Self; 5] = [
        Self::TfIdf,
        Self::Sublinear { most: 1.0 },
        Self::Sublinear { most: 0.06 },
        Self::Bm25,
        Self::Metadata,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::TfIdf => "TF-IDF",
            Self::Sublinear { most: 1.0 } => "TF-IDF, sublinear",
            Self::Sublinear { .. } => "TF-IDF, sublinear, words of at most 6 %",
            Self::Bm25 => "BM25, 40 terms",
            Self::Metadata => "metadata, Jaccard",
        }
    }

    /// The `most` documents most like each.
    pub fn nearest(self, documents: &[Plain], most: usize) -> Vec<Vec<usize>> {
        if self == Self::Metadata {
            return rank(documents.len(), most, |one, other| {
                jaccard(&documents[one].values, &documents[other].values)
            });
        }
        let count = documents.len() as f64;
        let mut with: BTreeMap<&str, f64> = BTreeMap::new();
        for word in documents.iter().flat_map(|document| document.words.keys()) {
            *with.entry(word).or_insert(0.0) += 1.0;
        }
        let ids: BTreeMap<&str, usize> = with.keys().enumerate().map(|(id, word)| (*word, id)).collect();
        let mean = documents.iter().map(|document| document.length).sum::<f64>() / count;
        let weight = |document: &Plain, word: &str, times: f64| {
            let with = with[word];
            match self {
                Self::TfIdf => times * (count / with).ln(),
                Self::Sublinear { most } if with > most * count => 0.0,
                Self::Sublinear { .. } => (1.0 + times.ln()) * (count / with).ln(),
                _ => {
                    let rarity = (1.0 + (count - with + 0.5) / (with + 0.5)).ln();
                    rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * document.length / mean))
                }
            }
        };
        let vectors: Vec<Vec<(usize, f64)>> = documents
            .iter()
            .map(|document| {
                let words = document.words.iter();
                let mut vector: Vec<_> =
                    words.map(|(word, times)| (ids[word.as_str()], weight(document, word, *times))).collect();
                if self != Self::Bm25 {
                    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
                    vector.iter_mut().for_each(|(_, weight)| *weight /= length.max(f64::MIN_POSITIVE));
                }
                vector
            })
            .collect();
        let mut postings: Vec<Vec<(usize, f64)>> = vec![Vec::new(); ids.len()];
        for (index, vector) in vectors.iter().enumerate() {
            vector.iter().for_each(|(id, weight)| postings[*id].push((index, *weight)));
        }
        let mut scores = vec![0.0; documents.len()];
        let mut nearest = Vec::new();
        for vector in &vectors {
            let mut query = vector.clone();
            if self == Self::Bm25 {
                query.sort_by(|a, b| b.1.total_cmp(&a.1));
                query.truncate(40);
                query.iter_mut().for_each(|(_, weight)| *weight = 1.0);
            }
            scores.fill(0.0);
            for (id, weight) in query {
                postings[id].iter().for_each(|(other, other_weight)| scores[*other] += weight * other_weight);
            }
            nearest.push(best(&scores, nearest.len(), most));
        }
        nearest
    }
}

fn rank(count: usize, most: usize, score: impl Fn(usize, usize) -> f64) -> Vec<Vec<usize>> {
    let scores = |one: usize| (0..count).map(|other| score(one, other)).collect::<Vec<_>>();
    (0..count).map(|one| best(&scores(one), one, most)).collect()
}

/// The indexes of the `most` highest scores above zero, but for that of the document itself.
fn best(scores: &[f64], itself: usize, most: usize) -> Vec<usize> {
    let mut order: Vec<usize> =
        (0..scores.len()).filter(|&other| other != itself && scores[other] > 0.0).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
    order.truncate(most);
    order
}

fn jaccard(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let common = one.intersection(other).count() as f64;
    let all = one.union(other).count() as f64;
    if all == 0.0 { 0.0 } else { common / all }
}
