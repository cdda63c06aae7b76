//! How much each term says about the likeness of two documents: how rare it is, how often it is written, and its
//! cohesion (`cohesion.rs`).

use crate::cohesion::KEPT;
use crate::sparse::{Sparse, dot};
use crate::vocabulary::TermIndex;

/// Pairs of documents of which the usual likeness is estimated.
const PAIRS: usize = 4096;

/// Words of a document in which a word that is written once already begins to be dampened.
const USUAL_LENGTH: f32 = 600.0;

/// How much more a name counts in documents of which nothing else is known.
const MORE_FOR_NAMES: f32 = 0.25;

/// Pairs of one folder of which it can be said how much more alike they are.
const FEW_PAIRS: usize = 30;

/// How alike two documents usually are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usual {
    pub mean: f32,
    /// The standard deviation.
    pub deviation: f32,
    /// How much more alike than others two documents are that are in one folder.
    pub in_one_folder: f32,
}

impl Usual {
    /// Of a sample of pairs of `documents` that are kept in `folders`; `None` is a folder of its own.
    pub fn of(documents: &[Sparse], folders: &[Option<u64>]) -> Self {
        let count = documents.len();
        // Steps of different lengths through the documents: pairs without a pattern, the same each time.
        let pairs: Vec<(f64, bool)> = (0..PAIRS.min(count * count.saturating_sub(1)))
            .map(|index| {
                let one = index % count;
                let other = (one + 1 + (index / count + index * 7) % (count - 1)) % count;
                let is_in_one_folder = folders[one].is_some() && folders[one] == folders[other];
                (f64::from(dot(&documents[one], &documents[other])), is_in_one_folder)
            })
            .collect();
        let center = mean(pairs.iter().map(|(likeness, _)| *likeness));
        let variance = mean(pairs.iter().map(|(likeness, _)| (likeness - center).powi(2)));
        let of = |in_one_folder| {
            pairs.iter().filter(move |(_, is)| *is == in_one_folder).map(|(likeness, _)| *likeness)
        };
        let is_known = of(true).count() >= FEW_PAIRS && of(false).count() >= FEW_PAIRS;
        let more = if is_known { (mean(of(true)) - mean(of(false))).max(0.0) } else { 0.0 };
        Self { mean: center as f32, deviation: variance.sqrt() as f32, in_one_folder: more as f32 }
    }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0_f64), |(sum, count), value| (sum + value, count + 1.0));
    sum / count.max(1.0)
}

/// The rarity of a term that `with` of `documents` have: the logarithm of their ratio (Spärck Jones, 1972).
pub fn rarity(documents: usize, with: u32) -> f32 {
    (documents as f32 / with as f32).ln()
}

/// How far the likeness of `documents` is known, from 0 to 1: of a sentence or two, by a few terms, and not by as many as are looked at of
/// a report.
pub fn known(documents: &[Sparse]) -> f64 {
    let terms: usize = documents.iter().map(|document| document.len().min(KEPT)).sum();
    terms as f64 / (documents.len() * KEPT).max(1) as f64
}

/// How much more a name counts than other words. A report has many of them, of hosts, people and places. Of a sentence or two, the
/// name is what they are about, and the other words are what chance brings together: so it counts as far as little is `known`.
pub fn of_name(documents: &[Sparse]) -> f32 {
    1.0 + MORE_FOR_NAMES * (1.0 - known(documents)) as f32
}

/// A vector of terms, with the weight of each multiplied by `factors`, and of length 1.
pub fn weighted(document: &Sparse, factors: &[f32]) -> Sparse {
    crate::sparse::normalised(
        document.iter().map(|(term, weight)| (*term, weight * factors[*term as usize])).collect(),
    )
}

/// A count of a term in a document of `length` words, dampened: each further time says less, as words come in bursts, and
/// the longer the text is, the sooner (in a few sentences, what is named three times is what they are about).
pub fn dampened(count: f32, length: f32) -> f32 {
    (count * length.max(1.0) / USUAL_LENGTH).ln_1p()
}

/// The index of a term as an index of slices.
pub fn at(term: TermIndex) -> usize {
    term as usize
}
