//! How much each term says about the likeness of two documents.
//!
//! Rarity alone is not enough: names of hosts, people and tickets are rare, but documents that share one have nothing
//! else in common. So a term is weighted by how alike the documents are that share it, *apart from the term itself*: its
//! cohesion. Both follow from the archive, and there is no list of words and no share of documents to set.
//!
//! The cohesion of a term in few documents is an average of few pairs. It is drawn to that of any two documents as far as
//! chance alone would spread it (empirical Bayes; Efron and Morris, *Data analysis using Stein's estimator*, 1975).

use rayon::prelude::*;

use super::sparse::{Scratch, Sparse, dot, top};
use super::vocabulary::TermIndex;

/// Terms of a document by which its likeness to others is estimated. More would be boilerplate.
const KEPT: usize = 80;

/// Documents of a term that are looked at, spread evenly.
const MOST_DOCUMENTS: usize = 32;

/// Pairs of documents of which the usual likeness is estimated.
const PAIRS: usize = 4096;

/// Words of a document in which a word that is written once already begins to be dampened.
const USUAL_LENGTH: f32 = 600.0;

/// Documents with a term below which its cohesion says nothing about how much cohesions differ.
const FEW: usize = 3;

/// The factor for each of `terms` terms that weights get for its cohesion: 1 where documents that share it are as
/// alike as any two. `documents` are vectors of terms, weighted by rarity.
pub fn cohesion(documents: &[Sparse], terms: usize) -> Vec<f32> {
    let kept: Vec<Sparse> = documents.par_iter().map(|document| top(document, KEPT)).collect();
    let (usual, variance) = (mean_likeness(&kept, terms), f64::from(usual_likeness(&kept).1).powi(2));
    if usual <= 0.0 {
        return vec![1.0; terms];
    }
    let postings = postings(&kept, terms);
    let squares: Vec<f32> =
        kept.iter().map(|document| document.iter().map(|(_, weight)| weight * weight).sum()).collect();
    let observed: Vec<(f64, f64)> = (0..terms)
        .into_par_iter()
        .map_init(
            || Scratch::new(terms),
            |scratch, term| likeness(&kept, &squares, &postings[term], term, scratch),
        )
        .collect();
    let prior = prior(&observed, variance);
    let factor = |&(likeness, pairs): &(f64, f64)| {
        let lift = if pairs == 0.0 || prior.is_infinite() {
            1.0
        } else {
            (likeness * pairs + usual * prior) / (pairs + prior) / usual
        };
        (lift.max(0.0).ln_1p() / std::f64::consts::LN_2) as f32
    };
    observed.iter().map(factor).collect()
}

/// The mean likeness of all pairs of documents.
fn mean_likeness(documents: &[Sparse], terms: usize) -> f64 {
    let count = documents.len();
    let mut sum = vec![0.0_f64; terms];
    let mut own = 0.0;
    for (term, weight) in documents.iter().flatten() {
        sum[*term as usize] += f64::from(*weight);
        own += f64::from(weight * weight);
    }
    let pairs = (count * count.saturating_sub(1)) as f64;
    (sum.iter().map(|sum| sum * sum).sum::<f64>() - own) / pairs.max(1.0)
}

/// The mean likeness of a sample of pairs of documents, and its standard deviation.
pub fn usual_likeness(documents: &[Sparse]) -> (f32, f32) {
    let count = documents.len();
    // Steps of different lengths through the documents: pairs without a pattern, the same each time.
    let likeness: Vec<f64> = (0..PAIRS.min(count * count.saturating_sub(1)))
        .map(|index| {
            let one = index % count;
            let step = 1 + (index / count + index * 7) % (count - 1);
            f64::from(dot(&documents[one], &documents[(one + step) % count]))
        })
        .collect();
    let center = likeness.iter().sum::<f64>() / likeness.len().max(1) as f64;
    let variance =
        likeness.iter().map(|value| (value - center).powi(2)).sum::<f64>() / likeness.len().max(1) as f64;
    (center as f32, variance.sqrt() as f32)
}

/// The documents of each term.
fn postings(documents: &[Sparse], terms: usize) -> Vec<Vec<u32>> {
    let mut postings = vec![Vec::new(); terms];
    for (document, index) in documents.iter().zip(0_u32..) {
        document.iter().for_each(|(term, _)| postings[*term as usize].push(index));
    }
    postings
}

/// The mean likeness of two of the `members`, without the `term` that they share, and how many pairs that is.
fn likeness(
    documents: &[Sparse],
    squares: &[f32],
    members: &[u32],
    term: usize,
    scratch: &mut Scratch,
) -> (f64, f64) {
    let step = members.len().div_ceil(MOST_DOCUMENTS).max(1);
    let (mut count, mut own) = (0.0, 0.0);
    for member in members.iter().step_by(step).map(|member| *member as usize) {
        count += 1.0;
        for (other, weight) in &documents[member] {
            if *other as usize == term {
                own -= f64::from(weight * weight);
            } else {
                scratch.add(*other, *weight);
            }
        }
        own += f64::from(squares[member]);
    }
    // |Σ u|² is the sum over all pairs, those of a document with itself included.
    let all = scratch.drain().map(|(_, sum)| f64::from(sum * sum)).sum::<f64>();
    if count < 2.0 {
        return (0.0, 0.0);
    }
    let ordered = count * (count - 1.0);
    ((all - own) / ordered, ordered / 2.0)
}

/// How many pairs the usual likeness counts for: the variance of a single pair, by that of the terms' true cohesions.
fn prior(observed: &[(f64, f64)], variance: f64) -> f64 {
    let least = (FEW * (FEW - 1) / 2) as f64;
    let known: Vec<&(f64, f64)> = observed.iter().filter(|(_, pairs)| *pairs >= least).collect();
    let total: f64 = known.iter().map(|(_, pairs)| pairs).sum();
    if known.is_empty() || total == 0.0 {
        return f64::INFINITY;
    }
    let mean = known.iter().map(|(likeness, pairs)| likeness * pairs).sum::<f64>() / total;
    let spread = known.iter().map(|(likeness, pairs)| (likeness - mean).powi(2) * pairs).sum::<f64>() / total;
    let by_chance = variance * known.len() as f64 / total;
    if spread > by_chance { variance / (spread - by_chance) } else { f64::INFINITY }
}

/// The rarity of a term that `with` of `documents` have: the logarithm of their ratio (Spärck Jones, 1972).
pub fn rarity(documents: usize, with: u32) -> f32 {
    (documents as f32 / with as f32).ln()
}

/// A vector of terms, with the weight of each multiplied by `factors`, and of length 1.
pub fn weighted(document: &Sparse, factors: &[f32]) -> Sparse {
    super::sparse::normalised(
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
