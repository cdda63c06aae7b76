//! Draws ranks by the law of Zipf and Mandelbrot.

use crate::rng::Rng;

/// Ranks `0..n`, drawn so that the probability of rank `r` (counted from 1) is proportional to
/// `1 / (r + q)`.
///
/// That is the law of Zipf (*The psycho-biology of language*, 1935) with Mandelbrot's offset `q`
/// (*An informational theory of the statistical structure of languages*, 1953), which flattens the
/// top ranks as real text does. The exponent is 1, the usual one for English, because a plain
/// division gives the same bits on every platform, which `powf` does not promise.
///
/// A draw takes one random number and one look-up, however large `n` is: Walker's alias method, its
/// tables built in linear time after Vose (*A linear algorithm for generating random numbers with a
/// given distribution*, 1991).
pub(crate) struct ZipfMandelbrot {
    /// Per column: how much of it, in `1 / 2^32`, belongs to its own rank, and whose the rest is.
    columns: Vec<(u32, u32)>,
}

impl ZipfMandelbrot {
    /// The law over `ranks` ranks (at least 1) with Mandelbrot's offset `q` (0 is Zipf's own law).
    pub(crate) fn new(ranks: u32, q: f64) -> Self {
        Self::with_knee(ranks, q, f64::INFINITY)
    }

    /// The law with a second regime: around the rank `knee` the exponent goes from 1 to 2.
    ///
    /// Ferrer i Cancho and Solé (*Two regimes in the frequency of words and the origins of complex
    /// lexicons*, 2001) found it in large corpora. Without it a finite vocabulary is used up early,
    /// and the number of words stops growing with the text.
    pub(crate) fn with_knee(ranks: u32, q: f64, knee: f64) -> Self {
        let weight = |rank: u32| 1.0 / (f64::from(rank) + 1.0 + q) / (1.0 + f64::from(rank) / knee);
        let mean = (0..ranks).map(weight).sum::<f64>() / f64::from(ranks);
        let mut columns: Vec<(f64, u32)> = (0..ranks).map(|rank| (weight(rank) / mean, rank)).collect();

        // Weights fall with the rank, so the columns that are too full are a prefix: fill each
        // column that is not full from the last of them, which then may become one to be filled.
        let heights = |columns: &[(f64, u32)], full: bool| {
            (0..ranks).filter(|&rank| (columns[rank as usize].0 >= 1.0) == full).collect::<Vec<_>>()
        };
        let (mut small, mut large) = (heights(&columns, false), heights(&columns, true));
        while let (Some(&low), Some(&high)) = (small.last(), large.last()) {
            small.pop();
            columns[low as usize].1 = high;
            columns[high as usize].0 -= 1.0 - columns[low as usize].0;
            if columns[high as usize].0 < 1.0 {
                large.pop();
                small.push(high);
            }
        }
        Self { columns: columns.into_iter().map(|(height, other)| (fixed_point(height), other)).collect() }
    }

    /// A rank from 0, the most frequent.
    pub(crate) fn draw(&self, rng: &mut Rng) -> usize {
        let column = rng.below(self.columns.len());
        let (own, other) = self.columns[column];
        if rng.next() >> 32 < u64::from(own) { column } else { other as usize }
    }
}

/// A height in units of `1 / 2^32`; columns that rounding left above 1 are full.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of u32")]
fn fixed_point(height: f64) -> u32 {
    (height * f64::from(u32::MAX)).clamp(0.0, f64::from(u32::MAX)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    #[test]
    fn frequencies_follow_the_law() {
        let (law, mut rng) = (ZipfMandelbrot::new(1000, 2.0), Rng::new(1, Stream::Body, 0));
        let mut counts = vec![0_u32; 1000];
        for _ in 0..1_000_000 {
            counts[law.draw(&mut rng)] += 1;
        }
        // Rank 1 over rank 22 is (22 + 2) / (1 + 2).
        let ratio = f64::from(counts[0]) / f64::from(counts[21]);
        assert!((7.5..8.5).contains(&ratio), "{ratio}");
        assert!(counts.iter().all(|&count| count > 0));
    }
}
