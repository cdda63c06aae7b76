//! Random numbers that are a pure function of a few integers.

/// What a stream of random numbers is for.
///
/// Two streams of the same seed and key have nothing in common, so a new draw in one part of a
/// document leaves all other parts as they were.
#[derive(Clone, Copy)]
pub(crate) enum Stream {
    Vocabulary = 1,
    FamilyOrder,
    Family,
    Time,
    Facts,
    Summary,
    Body,
    Token,
    Query,
}

/// `SplitMix64`: Steele, Lea and Flood, *Fast splittable pseudorandom number generators* (OOPSLA
/// 2014). Eight bytes of state, and good enough for text that only has to look natural.
pub(crate) struct Rng(u64);

impl Rng {
    /// The stream of `seed` for one purpose and one `key` (an index, most often).
    pub(crate) fn new(seed: u64, stream: Stream, key: usize) -> Self {
        Self(mix(mix(mix(seed) ^ stream as u64) ^ key as u64))
    }

    /// 64 random bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number in `0..bound`; 0 if `bound` is 0.
    ///
    /// Multiply and shift (Lemire, *Fast random integer generation in an interval*, 2019) without
    /// its rejection step: the bias is below `bound / 2^64`.
    #[expect(clippy::cast_possible_truncation, reason = "the product's high word is below `bound`")]
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// A number in `low..=high`.
    pub(crate) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True `percent` times out of a hundred.
    pub(crate) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `items`, all alike. `items` is not empty.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }

    /// Puts `items` in a random order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// `SplitMix64`'s finaliser: a bijection on 64 bits in which every input bit reaches every output bit.
pub(crate) fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_differ_and_repeat() {
        let first = |stream, key| Rng::new(7, stream, key).next();
        assert_eq!(first(Stream::Body, 3), first(Stream::Body, 3));
        assert_ne!(first(Stream::Body, 3), first(Stream::Body, 4));
        assert_ne!(first(Stream::Body, 3), first(Stream::Facts, 3));
    }

    #[test]
    fn below_covers_its_range_evenly() {
        let mut rng = Rng::new(1, Stream::Body, 0);
        let mut counts = [0; 10];
        for _ in 0..10_000 {
            counts[rng.below(10)] += 1;
        }
        assert!(counts.iter().all(|count| (850..1150).contains(count)), "{counts:?}");
    }
}
