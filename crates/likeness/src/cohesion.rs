//! How alike the documents are that share a term.
//!
//! Rarity alone is not enough: names of hosts, people and tickets are rare, but documents that share one have nothing
//! else in common. So a term is weighted by how alike the documents are that share it, *apart from the term itself*: its
//! cohesion. It follows from the archive, and there is no list of words and no share of documents to set.
//!
//! In an archive of several organisations, each keeps its reports in a folder of its own. Two of one folder are alike
//! in any case: they name the same products, people and tools. So the likeness of two documents is compared with what
//! is usual between two of one folder, or of two folders. Of a term that is used in one folder alone, it cannot be known
//! whether it belongs to the organisation or to what happened: it counts less. The teams of the front matter are not used
//! for this: incidents come back to the same team.
//!
//! The cohesion of a term in few documents is an average of few pairs. It is drawn to that of any two documents as far as
//! chance alone would spread it (empirical Bayes; Efron and Morris, *Data analysis using Stein's estimator*, 1975). Where the documents
//! are a sentence or two, all cohesions are drawn to it by as much as they are shorter than reports: two of them share a term or
//! none, which says little about how alike they are.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::sparse::{Scratch, Sparse, top};
use crate::weights::{Usual, known};

/// Terms of a document by which its likeness to others is estimated. More would be boilerplate.
pub const KEPT: usize = 50;

/// Documents of a term that are looked at, spread evenly.
const MOST_DOCUMENTS: usize = 32;

/// Documents with a term below which its cohesion says nothing about how much cohesions differ.
const FEW: usize = 3;

/// The likeness, as a multiple of what is usual, above which more says nothing. Without it, terms of a few documents that are
/// very much alike, such as names of a product, outweigh those that many documents of a cause share.
const MOST_LIFT: f64 = 3.0;

/// The part of its weight that a term loses if all documents that have it are in one folder.
const OF_ONE_FOLDER: f64 = 1.0 / 3.0;

/// The factor for each of `terms` terms that weights get for its cohesion: 1 where documents that share it are as
/// alike as any two. `documents` are vectors of terms, weighted by rarity, and `folders` where they are kept; `None`
/// is a folder of its own.
pub fn cohesion(documents: &[Sparse], folders: &[Option<u64>], terms: usize) -> Vec<f32> {
    let kept: Vec<Sparse> = documents.par_iter().map(|document| top(document.clone(), KEPT)).collect();
    let numbers = numbered(folders);
    let usual = Means::of(&kept, &numbers, terms);
    if usual.any <= 0.0 {
        return vec![1.0; terms];
    }
    let variance = f64::from(Usual::of(&kept, folders).deviation).powi(2);
    let pairs =
        Pairs { squares: kept.iter().map(square).collect(), documents: kept, folders: numbers, usual };
    let postings = postings(&pairs.documents, terms);
    let observed: Vec<Observed> = (0..terms)
        .into_par_iter()
        .map_init(|| Scratch::new(terms), |scratch, term| pairs.observe(&postings[term], term, scratch))
        .collect();
    let prior = prior(&observed, variance);
    let known = known(&pairs.documents);
    observed.iter().map(|observed| observed.factor(pairs.usual.any, prior, known)).collect()
}

/// The folder of each document, by the index of its first document.
fn numbered(folders: &[Option<u64>]) -> Vec<u32> {
    let mut first: FxHashMap<u64, u32> = FxHashMap::default();
    let folders = folders.iter().zip(0_u32..);
    folders
        .map(|(folder, index)| folder.map_or(index, |folder| *first.entry(folder).or_insert(index)))
        .collect()
}

/// The mean likeness of two documents.
#[derive(Debug, Clone, Copy)]
struct Means {
    any: f64,
    of_one_folder: f64,
    of_two_folders: f64,
}

impl Means {
    fn of(documents: &[Sparse], folders: &[u32], terms: usize) -> Self {
        let mut scratch = Scratch::new(terms);
        let all: Vec<usize> = (0..documents.len()).collect();
        let mut by_folder = all.clone();
        by_folder.sort_by_key(|index| folders[*index]);
        let any = likeness_of_pairs(documents, &all, &mut scratch);
        let (mut sum, mut pairs) = (0.0, 0.0);
        for members in by_folder.chunk_by(|one, other| folders[*one] == folders[*other]) {
            let (more, count) = likeness_of_pairs(documents, members, &mut scratch);
            (sum, pairs) = (sum + more, pairs + count);
        }
        let mean = |(sum, pairs): (f64, f64)| sum / pairs.max(1.0);
        let known = |of: (f64, f64)| if of.1 > 0.0 && of.0 > 0.0 { mean(of) } else { mean(any) };
        Self {
            any: mean(any),
            of_one_folder: known((sum, pairs)),
            of_two_folders: known((any.0 - sum, any.1 - pairs)),
        }
    }
}

/// The sum of the likeness of all pairs of `members`, and how many pairs there are.
fn likeness_of_pairs(documents: &[Sparse], members: &[usize], scratch: &mut Scratch) -> (f64, f64) {
    let mut own = 0.0;
    for (term, weight) in members.iter().flat_map(|member| &documents[*member]) {
        scratch.add(*term, *weight);
        own += f64::from(weight * weight);
    }
    // |Σ u|² is the sum over all ordered pairs, those of a document with itself included.
    let all = scratch.drain().map(|(_, sum)| f64::from(sum).powi(2)).sum::<f64>();
    let count = members.len() as f64;
    ((all - own) / 2.0, count * (count - 1.0) / 2.0)
}

fn square(document: &Sparse) -> f32 {
    document.iter().map(|(_, weight)| weight * weight).sum()
}

/// The documents of each term.
fn postings(documents: &[Sparse], terms: usize) -> Vec<Vec<u32>> {
    let mut postings = vec![Vec::new(); terms];
    for (document, index) in documents.iter().zip(0_u32..) {
        document.iter().for_each(|(term, _)| postings[*term as usize].push(index));
    }
    postings
}

/// What is seen of the documents that share a term.
#[derive(Debug, Clone, Copy, Default)]
struct Observed {
    /// The mean likeness of two of them, apart from the term, as it would be if they were any two.
    likeness: f64,
    pairs: f64,
    /// The part of the pairs that are in one folder.
    of_one_folder: f64,
}

impl Observed {
    /// The factor for a term, where two documents `usual`ly are so much alike, the likeness of documents is `known` that far, and the
    /// `prior` says how many pairs outweigh what is usual.
    fn factor(&self, usual: f64, prior: f64, known: f64) -> f32 {
        let lift = if self.pairs == 0.0 || prior.is_infinite() {
            1.0
        } else {
            (self.likeness * self.pairs + usual * prior) / (self.pairs + prior) / usual
        };
        let lift = 1.0 + (lift.clamp(0.0, MOST_LIFT) - 1.0) * known;
        let lift = lift.ln_1p() / std::f64::consts::LN_2;
        (lift * (1.0 - OF_ONE_FOLDER * self.of_one_folder)) as f32
    }
}

/// The documents, as they are compared to find cohesions.
struct Pairs {
    documents: Vec<Sparse>,
    /// The squares of their lengths.
    squares: Vec<f32>,
    folders: Vec<u32>,
    usual: Means,
}

impl Pairs {
    /// What the `members` are like, without the `term` that they share.
    fn observe(&self, members: &[u32], term: usize, scratch: &mut Scratch) -> Observed {
        let step = members.len().div_ceil(MOST_DOCUMENTS).max(1);
        let (mut folders, mut count, mut own) = ([0; MOST_DOCUMENTS], 0, 0.0);
        for member in members.iter().step_by(step).map(|member| *member as usize) {
            folders[count] = self.folders[member];
            count += 1;
            for (other, weight) in &self.documents[member] {
                if *other as usize == term {
                    own -= f64::from(weight * weight);
                } else {
                    scratch.add(*other, *weight);
                }
            }
            own += f64::from(self.squares[member]);
        }
        let all = scratch.drain().map(|(_, sum)| f64::from(sum * sum)).sum::<f64>();
        if count < 2 {
            return Observed::default();
        }
        let pairs = (count * (count - 1) / 2) as f64;
        let of_one_folder = pairs_of_one_folder(&mut folders[..count]) / pairs;
        let Means { any, of_one_folder: same, of_two_folders: apart } = self.usual;
        let expected = of_one_folder * same + (1.0 - of_one_folder) * apart;
        Observed { likeness: (all - own) / 2.0 / pairs * any / expected, pairs, of_one_folder }
    }
}

/// How many pairs of documents are in one folder, by the folders of the documents.
fn pairs_of_one_folder(folders: &mut [u32]) -> f64 {
    folders.sort_unstable();
    let runs = folders.chunk_by(|one, other| one == other);
    runs.map(|run| run.len() * (run.len() - 1) / 2).sum::<usize>() as f64
}

/// How many pairs the usual likeness counts for: the variance of a single pair, by that of the terms' true cohesions.
fn prior(observed: &[Observed], variance: f64) -> f64 {
    let least = (FEW * (FEW - 1) / 2) as f64;
    let known: Vec<&Observed> = observed.iter().filter(|term| term.pairs >= least).collect();
    let total: f64 = known.iter().map(|term| term.pairs).sum();
    if known.is_empty() || total == 0.0 {
        return f64::INFINITY;
    }
    let mean = known.iter().map(|term| term.likeness * term.pairs).sum::<f64>() / total;
    let spread = known.iter().map(|term| (term.likeness - mean).powi(2) * term.pairs).sum::<f64>() / total;
    let by_chance = variance * known.len() as f64 / total;
    if spread > by_chance { variance / (spread - by_chance) } else { f64::INFINITY }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Five documents that share only the first term, and of two folders the documents that share one more.
    #[test]
    fn a_term_of_one_folder_counts_less_than_one_that_folders_share() {
        let document =
            |terms: &[u32]| crate::sparse::normalised(terms.iter().map(|term| (*term, 1.0)).collect());
        // Term 1 joins documents of one folder, term 2 those of two; each is joined by one more term, and all have term 0.
        let documents = [
            document(&[0, 1, 3]),
            document(&[0, 1, 3]),
            document(&[0, 2, 4]),
            document(&[0, 2, 4]),
            document(&[0]),
        ];
        let folders = [Some(1), Some(1), Some(2), Some(3), None];
        let factors = cohesion(&documents, &folders, 5);
        assert!(factors[2] > factors[1], "{factors:?}");
    }

    #[test]
    fn documents_without_a_folder_are_in_no_common_one() {
        let numbers = numbered(&[Some(7), None, Some(7), None]);
        assert_eq!(numbers[0], numbers[2]);
        assert!(numbers[1] != numbers[3] && numbers[1] != numbers[0], "{numbers:?}");
    }
}
