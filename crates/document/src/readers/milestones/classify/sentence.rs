//! The words of a sentence, and queries on the words around one of them.

use crate::readers::milestones::classify::words::Word;

/// The meanings of the words of a sentence, in its order.
#[derive(Debug, Clone, Copy)]
pub struct Sentence<'a> {
    pub all: &'a [Word],
    /// Whether the sentence gives the time of its start itself: `began on 3 March`.
    pub is_dated: bool,
}

impl Sentence<'_> {
    /// Whether one of `wanted` is in the sentence.
    pub fn has(&self, wanted: &[Word]) -> bool {
        self.all.iter().any(|word| wanted.contains(word))
    }

    /// Whether one of `wanted` is among the `back` words before `at` or the `ahead` words after it, in the same
    /// sentence.
    pub fn near(&self, at: usize, wanted: &[Word], back: usize, ahead: usize) -> bool {
        let before = self.all[at.saturating_sub(back)..at].iter().rev();
        let behind = self.all[at + 1..(at + ahead + 1).min(self.all.len())].iter();
        before.take_while(|word| **word != Word::Stop).any(|word| wanted.contains(word))
            || behind.take_while(|word| **word != Word::Stop).any(|word| wanted.contains(word))
    }

    /// Whether the sentence opens with harm, before it names who notices: `The site is down`.
    pub fn opens_with_harm(&self) -> bool {
        let harm = self.all.iter().take(6).position(|word| matches!(word, Word::Down | Word::Gone));
        harm.is_some_and(|at| {
            self.near(at, &[Word::Be], 2, 0)
                && !self.all[..at].iter().any(|word| {
                    !matches!(word, Word::Service | Word::Be | Word::Of | Word::Full | Word::Other)
                })
        })
    }

    /// Whether a negation or a plan is shortly before `at`, or right after it.
    pub fn is_denied(&self, at: usize) -> bool {
        self.near(at, &[Word::Not, Word::Failed], 4, 1)
    }

    /// The word right after `at`.
    pub fn after(&self, at: usize) -> Word {
        self.all.get(at + 1).copied().unwrap_or(Word::Other)
    }

    /// The word right before `at`.
    pub fn before(&self, at: usize) -> Word {
        at.checked_sub(1).map_or(Word::Other, |before| self.all[before])
    }

    /// Whether the last meaningful word among the `reach` before `at` names a fault: `outage starts`, `the issue was
    /// resolved`.
    pub fn fault_before(&self, at: usize, reach: usize) -> bool {
        (at.saturating_sub(reach)..at)
            .rev()
            .map(|other| self.all[other])
            .find(|word| !word.is_filler() && *word != Word::Other)
            .is_some_and(|word| matches!(word, Word::Fault | Word::Incident))
    }
}
