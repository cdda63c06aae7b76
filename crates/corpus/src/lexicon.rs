//! The vocabulary: every word form, by the rank of its frequency.
//!
//! The ranks are laid out so that topics can prefer words without bending the law of Zipf. After the
//! general words come blocks of one word per topic, so the words of a block have almost the same
//! frequency. A document about topic `t` replaces a drawn word by the `t`-th word of its block: over
//! the archive every block keeps its share, while the words of a topic gather in its documents.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::general::GENERAL;
use crate::rng::{Rng, Stream};
use crate::topics::{TOPICS, WORDS_PER_TOPIC};
use crate::zipf::ZipfMandelbrot;

/// Number of blocks, that is of words of each topic.
const BLOCKS: usize = 2495;

/// Mandelbrot's offset for words: 2.7 is what is usually fitted to English text.
const WORD_OFFSET: f64 = 2.7;

/// The rank from which words get rare faster: what Gerlach and Altmann (*Stochastic model for the
/// vocabulary growth in natural languages*, 2013) found for English.
const WORD_KNEE: f64 = 7873.0;

/// The vocabulary, which is the same for all seeds.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

/// 50,000 word forms, lower-case ASCII, the most frequent first.
pub(crate) struct Lexicon {
    words: Vec<String>,
    law: ZipfMandelbrot,
}

impl Lexicon {
    fn new() -> Self {
        let mut words: Vec<String> = GENERAL.iter().map(ToString::to_string).collect();
        for block in 0..WORDS_PER_TOPIC {
            words.extend(TOPICS.iter().map(|topic| topic.words[block].to_string()));
        }
        let mut coiner = Coiner::new(&words);
        for _ in WORDS_PER_TOPIC..BLOCKS {
            for topic in 0..TOPICS.len() {
                words.push(coiner.coin(topic));
            }
        }
        let ranks = u32::try_from(words.len()).unwrap_or(u32::MAX);
        Self { law: ZipfMandelbrot::with_knee(ranks, WORD_OFFSET, WORD_KNEE), words }
    }

    /// The word of a rank, counted from 0.
    pub(crate) fn word(&self, rank: usize) -> &str {
        &self.words[rank]
    }

    /// All words, most frequent first.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// The rank of a random word of running text.
    pub(crate) fn draw(&self, rng: &mut Rng) -> usize {
        self.law.draw(rng)
    }

    /// The rank of a random word that is neither a general nor a hand-written one.
    pub(crate) fn draw_coined(&self, rng: &mut Rng) -> usize {
        loop {
            let rank = self.draw(rng);
            if is_coined(rank) {
                return rank;
            }
        }
    }
}

/// Whether the word of a rank was not written by hand.
pub(crate) fn is_coined(rank: usize) -> bool {
    rank >= GENERAL.len() + TOPICS.len() * WORDS_PER_TOPIC
}

/// The topic of the word of a rank; `None` for the general words.
pub(crate) fn topic_of(rank: usize) -> Option<usize> {
    Some(rank.checked_sub(GENERAL.len())? % TOPICS.len())
}

/// The rank of the word that `topic` has where the word of `rank` is; general words stay.
pub(crate) fn in_topic(rank: usize, topic: usize) -> usize {
    topic_of(rank).map_or(rank, |own| rank - own + topic)
}

/// Syllables are one of each; empty codas are the most frequent, so that words stay pronounceable.
/// There is no `p` and no `k` alone: with them, some words came out that nobody wants to read.
const ONSETS: [&str; 32] = [
    "b", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gl", "gr", "h", "j", "l", "m", "n", "pl", "pr",
    "qu", "r", "s", "sn", "st", "sw", "str", "t", "th", "tr", "v", "w", "y",
];
const NUCLEI: [&str; 9] = ["a", "e", "i", "o", "u", "ai", "ea", "ou", "io"];
const CODAS: [&str; 12] = ["", "", "", "", "n", "r", "l", "s", "m", "nd", "rt", "x"];

/// Endings that a stemmer takes off again.
const ENDINGS: [&str; 6] = ["s", "ed", "ing", "er", "ation", "ly"];

/// Coins words that look like words.
struct Coiner {
    rng: Rng,
    taken: HashSet<String>,
    /// The words without ending, by topic: inflected forms belong where their stem belongs.
    stems: Vec<Vec<String>>,
}

impl Coiner {
    fn new(taken: &[String]) -> Self {
        Self {
            rng: Rng::new(0, Stream::Vocabulary, 0),
            taken: taken.iter().cloned().collect(),
            stems: vec![Vec::new(); TOPICS.len()],
        }
    }

    /// A word that was not there before; every second one is a form of an earlier one of the topic.
    fn coin(&mut self, topic: usize) -> String {
        loop {
            let stems = &self.stems[topic];
            let inflect = !stems.is_empty() && self.rng.percent(50);
            let word = if inflect {
                let stem = &stems[self.rng.below(stems.len())];
                format!("{stem}{}", self.rng.pick(&ENDINGS))
            } else {
                // Frequent words are short (Zipf's law of abbreviation).
                let syllables = if stems.len() < 400 { 2 } else { self.rng.between(2, 3) };
                self.stem(syllables)
            };
            if self.taken.insert(word.clone()) {
                if !inflect {
                    self.stems[topic].push(word.clone());
                }
                return word;
            }
        }
    }

    fn stem(&mut self, syllables: usize) -> String {
        let mut stem = String::new();
        for syllable in 1..=syllables {
            stem.push_str(self.rng.pick(&ONSETS));
            stem.push_str(self.rng.pick(&NUCLEI));
            // A closed syllable within a word would pile up consonants.
            if syllable == syllables {
                stem.push_str(self.rng.pick(&CODAS));
            }
        }
        stem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifty_thousand_different_words() {
        let words: HashSet<&str> = LEXICON.words().collect();
        assert_eq!(words.len(), 50_000);
        assert!(words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())));
    }

    #[test]
    fn topics_share_out_the_blocks() {
        assert_eq!(in_topic(99, 4), 99);
        assert_eq!(in_topic(100, 4), 104);
        assert_eq!(topic_of(in_topic(49_999, 4)), Some(4));
        let rank = LEXICON.words().position(|word| word == "redis");
        assert_eq!(rank.and_then(topic_of), TOPICS.iter().position(|topic| topic.words[0] == "cache"));
    }
}
