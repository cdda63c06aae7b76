//! How much a word in a document is worth.

use tantivy::fieldnorm::FieldNormReader;

/// How fast repetitions of a word stop adding to its worth.
const K1: f32 = 1.2;

/// How much the length of a document counts, from 0 to 1.
const B: f32 = 0.75;

/// What the lengths of documents mean for BM25, the same for all words.
///
/// tantivy stores a length as one byte, so there are 256 of them.
#[derive(Clone, Debug)]
pub(super) struct LengthNorms([f32; 256]);

impl LengthNorms {
    /// `average` is the average number of tokens of a document.
    pub(super) fn new(average: f32) -> LengthNorms {
        let norm = |id: usize| {
            let length = FieldNormReader::id_to_fieldnorm(u8::try_from(id).unwrap_or(u8::MAX));
            K1 * (1.0 - B + B * (length as f32 / average))
        };
        LengthNorms(std::array::from_fn(norm))
    }
}

/// What a word is worth that `with_word` of `documents` have: rare words are worth more.
pub(super) fn inverse_document_frequency(with_word: u32, documents: u32) -> f32 {
    let with_word = with_word.min(documents) as f32;
    let without = documents as f32 - with_word;
    // Not `f32::ln`: the platform's logarithm differs in the last bit between terminals and
    // browsers, and the order of hits must not.
    libm::logf(1.0 + (without + 0.5) / (with_word + 0.5))
}

/// The same in whole 256ths, which add up to the same in whatever order.
pub(super) fn rarity(with_word: u32, documents: u32) -> u32 {
    (inverse_document_frequency(with_word, documents) * 256.0) as u32
}

/// BM25 for one word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bm25 {
    /// Inverse document frequency, times what saturation tends to: rare words are worth more.
    weight: f32,
}

impl Bm25 {
    /// For a word that `with_word` of `documents` have.
    pub(super) fn new(with_word: u32, documents: u32) -> Bm25 {
        Bm25 { weight: inverse_document_frequency(with_word, documents) * (K1 + 1.0) }
    }

    /// What the word can be worth at most.
    pub(super) fn most(&self) -> f32 {
        self.weight
    }

    /// The worth of a word that stands `frequency` times in a document with this length byte.
    pub(super) fn score(&self, frequency: u32, length: u8, norms: &LengthNorms) -> f32 {
        let frequency = frequency as f32;
        self.weight * (frequency / (frequency + norms.0[usize::from(length)]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_frequent_and_short_is_worth_more() {
        let norms = LengthNorms::new(100.0);
        let score = |word: Bm25, frequency, length| {
            word.score(frequency, FieldNormReader::fieldnorm_to_id(length), &norms)
        };
        let rare = Bm25::new(1, 1_000);
        let usual = Bm25::new(500, 1_000);
        let everywhere = Bm25::new(1_000, 1_000);
        assert!(score(rare, 1, 100) > score(usual, 1, 100));
        assert!(score(rare, 2, 100) > score(rare, 1, 100));
        assert!(score(rare, 1, 50) > score(rare, 1, 100));
        assert!(score(everywhere, 1, 100) > 0.0);
    }
}
