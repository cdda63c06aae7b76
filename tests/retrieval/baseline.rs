//! Plain BM25 over stemmed words: what any full-text search does.

use std::collections::HashMap;

use frostem::{Algorithm, Stemmer};
use retold_search::Record;

const K1: f64 = 1.2;
const B: f64 = 0.75;

/// An index of the whole text of each record.
pub struct Baseline {
    /// Id, length and frequency of each stem.
    documents: Vec<(String, f64, HashMap<String, f64>)>,
}

impl Baseline {
    pub fn new(records: &[Record]) -> Self {
        let documents = records.iter().map(|record| {
            let mut frequencies = HashMap::new();
            let mut length = 0.0;
            let sections = record.sections.iter().flat_map(|section| [&section.heading, &section.text]);
            let texts =
                [&record.title].into_iter().chain(&record.summary).chain(&record.lead).chain(sections);
            for stem in texts.flat_map(|text| stems(text)) {
                *frequencies.entry(stem).or_default() += 1.0;
                length += 1.0;
            }
            (record.id.clone(), length, frequencies)
        });
        Self { documents: documents.collect() }
    }

    /// The ids of the best ten.
    pub fn search(&self, text: &str) -> Vec<String> {
        let number = self.documents.len() as f64;
        let average = self.documents.iter().map(|(_, length, _)| length).sum::<f64>() / number;
        let mut scored: Vec<(f64, usize)> = (0..self.documents.len()).map(|index| (0.0, index)).collect();
        for stem in stems(text) {
            let having = self.documents.iter().filter(|(.., known)| known.contains_key(&stem)).count() as f64;
            let rarity = (1.0 + (number - having + 0.5) / (having + 0.5)).ln();
            for (score, index) in &mut scored {
                let (_, length, frequencies) = &self.documents[*index];
                let frequency = frequencies.get(&stem).copied().unwrap_or(0.0);
                *score +=
                    rarity * frequency * (K1 + 1.0) / (frequency + K1 * (1.0 - B + B * length / average));
            }
        }
        scored.retain(|(score, _)| *score > 0.0);
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        scored.iter().take(10).map(|(_, index)| self.documents[*index].0.clone()).collect()
    }
}

fn stems(text: &str) -> Vec<String> {
    let stemmer = Stemmer::new(Algorithm::English);
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| stemmer.stem(&word.to_lowercase()).to_string()).collect()
}
