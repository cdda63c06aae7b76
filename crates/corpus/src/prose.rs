//! Running text: words of the vocabulary, drawn as a document with its topics would use them.

use crate::family::{Family, capitalised};
use crate::lexicon::{self, LEXICON};
use crate::rng::Rng;

/// Percentage of words about anything at all, for the rest of the words is about the topics.
const OFF_TOPIC: usize = 20;
/// One word in this many is the family's own. Two documents of a family have a handful of them
/// in common: enough to be found by, if rare words are given their due, and too few to make it easy.
const FAMILY: usize = 200;
/// Which of the family's topics a word is about: the first, half of the time.
const SHARES: [usize; 6] = [0, 0, 0, 1, 1, 2];

/// Writes words, sentences and paragraphs.
pub(crate) struct Prose<'a> {
    pub(crate) rng: Rng,
    family: &'a Family,
    last: usize,
}

impl<'a> Prose<'a> {
    pub(crate) fn new(rng: Rng, family: &'a Family) -> Self {
        Self { rng, family, last: usize::MAX }
    }

    /// A word of running text; never the same twice in a row.
    pub(crate) fn word(&mut self) -> &'static str {
        loop {
            let rank = self.rank();
            if rank != self.last {
                self.last = rank;
                return LEXICON.word(rank);
            }
        }
    }

    /// A word that says something: not one of those that all documents share.
    pub(crate) fn content_word(&mut self) -> &'static str {
        loop {
            let rank = self.rank();
            if lexicon::topic_of(rank).is_some() {
                return LEXICON.word(rank);
            }
        }
    }

    fn rank(&mut self) -> usize {
        if self.rng.below(FAMILY) == 0 {
            return self.family.words[self.rng.below(self.family.words.len())];
        }
        let rank = LEXICON.draw(&mut self.rng);
        if self.rng.percent(OFF_TOPIC) {
            return rank;
        }
        lexicon::in_topic(rank, self.family.topics[SHARES[self.rng.below(SHARES.len())]])
    }

    /// `low..=high` words with a capital at the start and without a full stop.
    pub(crate) fn phrase(&mut self, low: usize, high: usize) -> String {
        let mut phrase = String::new();
        self.push_phrase(&mut phrase, low, high);
        phrase
    }

    /// [`Prose::phrase`] at the end of `out`; returns the number of words.
    pub(crate) fn push_phrase(&mut self, out: &mut String, low: usize, high: usize) -> usize {
        let words = self.rng.between(low, high);
        out.push_str(&capitalised(self.word()));
        for written in 1..words {
            // Clauses of about eight words, and none that begins with the last word.
            if written + 1 < words && self.rng.percent(12) {
                out.push(',');
            }
            out.push(' ');
            let word = self.word();
            if self.rng.percent(2) {
                out.push('`');
                out.push_str(word);
                out.push('_');
                out.push_str(self.content_word());
                out.push('`');
            } else {
                out.push_str(word);
            }
        }
        words
    }

    /// Paragraphs of at least `words` words in all, each followed by an empty line.
    pub(crate) fn paragraphs(&mut self, out: &mut String, words: usize) {
        let mut written = 0;
        while written < words {
            for sentence in 0..self.rng.between(3, 6) {
                if written >= words {
                    break;
                }
                if sentence > 0 {
                    out.push(' ');
                }
                written += self.push_phrase(out, 6, 22);
                out.push('.');
            }
            out.push_str("\n\n");
        }
    }
}
