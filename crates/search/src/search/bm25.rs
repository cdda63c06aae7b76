//! How much a word in a document is worth.

/// How fast repetitions of a word stop adding to its worth.
const K1: f32 = 1.2;

/// How much the length of a document counts, from 0 to 1.
const B: f32 = 0.75;

/// BM25 for one word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bm25 {
    /// Inverse document frequency: rare words are worth more.
    idf: f32,
    average_length: f32,
}

impl Bm25 {
    /// `with_word` of `documents` have the word; they have `average_length` tokens on average.
    pub(super) fn new(with_word: u32, documents: u32, average_length: f32) -> Bm25 {
        let with_word = with_word.min(documents) as f32;
        let without = documents as f32 - with_word;
        // Not `f32::ln`: the platform's logarithm differs in the last bit between terminals and
        // browsers, and the order of hits must not.
        let idf = libm::logf(1.0 + (without + 0.5) / (with_word + 0.5));
        Bm25 { idf, average_length }
    }

    /// The worth of a word that stands `frequency` times in a document of `length` tokens.
    pub(super) fn score(&self, frequency: u32, length: u32) -> f32 {
        let frequency = frequency as f32;
        let norm = K1 * (1.0 - B + B * (length as f32 / self.average_length));
        self.idf * frequency * (K1 + 1.0) / (frequency + norm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_frequent_and_short_is_worth_more() {
        let rare = Bm25::new(1, 1_000, 100.0);
        let usual = Bm25::new(500, 1_000, 100.0);
        assert!(rare.score(1, 100) > usual.score(1, 100));
        assert!(rare.score(2, 100) > rare.score(1, 100));
        assert!(rare.score(1, 50) > rare.score(1, 100));
        assert!(usual.score(1, 100) > 0.0);
        assert!(Bm25::new(1_000, 1_000, 100.0).score(1, 100) > 0.0);
    }
}
