//! Vectors of terms, of which most are zero.

use crate::vocabulary::TermIndex;

/// The terms that are not zero, in order.
pub type Sparse = Vec<(TermIndex, f32)>;

/// The product of two vectors: the cosine of their angle if both have length 1.
pub fn dot(one: &Sparse, other: &Sparse) -> f32 {
    let (mut a, mut b, mut sum) = (0, 0, 0.0);
    while let (Some((left, x)), Some((right, y))) = (one.get(a), other.get(b)) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                sum += x * y;
                (a, b) = (a + 1, b + 1);
            }
        }
    }
    sum
}

/// The vector with length 1, or empty.
pub fn normalised(mut vector: Sparse) -> Sparse {
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    } else {
        vector.clear();
    }
    vector
}

/// The `most` heaviest terms of a `vector` with length 1, again with length 1.
pub fn top(vector: Sparse, most: usize) -> Sparse {
    if vector.len() <= most {
        return vector;
    }
    let mut kept = heaviest(&vector, most);
    kept.shrink_to_fit();
    kept.sort_unstable_by_key(|(term, _)| *term);
    normalised(kept)
}

/// The `most` heaviest terms of a vector, the heaviest first; of equals the first.
pub fn heaviest(vector: &Sparse, most: usize) -> Sparse {
    let mut kept = vector.clone();
    let order = |a: &(TermIndex, f32), b: &(TermIndex, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if kept.len() > most {
        kept.select_nth_unstable_by(most, order);
        kept.truncate(most);
    }
    kept.sort_unstable_by(order);
    kept
}

/// Sums by index, which are cheap to take and to clear however long the range of indexes is.
#[derive(Debug)]
pub struct Scratch {
    sums: Vec<f32>,
    touched: Vec<u32>,
}

impl Scratch {
    /// For indexes below `length`.
    pub fn new(length: usize) -> Self {
        Self { sums: vec![0.0; length], touched: Vec::new() }
    }

    pub fn add(&mut self, index: u32, value: f32) {
        let sum = &mut self.sums[index as usize];
        if *sum == 0.0 {
            self.touched.push(index);
        }
        *sum += value;
    }

    pub fn get(&self, index: u32) -> f32 {
        self.sums[index as usize]
    }

    /// Takes all sums out, in the order in which their indexes were first added.
    pub fn drain(&mut self) -> impl Iterator<Item = (u32, f32)> + '_ {
        let Self { sums, touched } = self;
        touched.drain(..).map(|index| (index, std::mem::take(&mut sums[index as usize])))
    }
}
