//! Remarks that hold at any time: they blame nobody for what happened.

use std::ops::Range;

use super::kinds::Kind;
use super::statement::Statement;
use super::words::Word;

/// How far before a fault the verb may stand whose object it is, in words.
const NEAR: usize = 4;

impl Statement<'_> {
    /// Whether the fault at `words` is one that may happen, or that did not happen: "poor communication can lead to …",
    /// "this prevented bad decisions".
    pub fn is_general(&self, words: Range<usize>) -> bool {
        self.is_averted(words.start) || self.is_possible_subject(words)
    }

    /// Whether a verb before word `at`, in its clause, says that what is there came to nothing.
    fn is_averted(&self, at: usize) -> bool {
        let start = self.clause_start(at).max(at.saturating_sub(NEAR));
        let start = if self.words[at].begins_clause { at } else { start };
        (start..at).any(|word| self.is(Kind::Averted, word))
    }

    /// Whether what is at `words` is the subject of a sentence about what may come of it.
    fn is_possible_subject(&self, words: Range<usize>) -> bool {
        let is_may = |word: &Word<'_>| matches!(word.lower.as_ref(), "can" | "may" | "might");
        let is_next = self.words.get(words.end).is_some_and(is_may);
        let is_first = self.clause_start(words.start) == 0 && words.start <= 1;
        let is_past = |word: &Word<'_>| {
            matches!(
                word.lower.as_ref(),
                "caused" | "did" | "had" | "led" | "made" | "meant" | "was" | "were"
            )
        };
        // "Lack of clarity about what users can do" is no remark.
        let is_relative = |word: usize| {
            self.is_somebody(word)
                || matches!(self.words[word].lower.as_ref(), "that" | "what" | "which" | "who")
        };
        let is_main = |word: usize| is_may(&self.words[word]) && !is_relative(word - 1);
        is_next || is_first && (1..self.words.len()).any(is_main) && !self.words.iter().any(is_past)
    }

    /// Whether the mistakes at `at` are any that people make: "to learn from mistakes", but not "the mistakes that we made".
    pub fn is_any_mistake(&self, at: usize) -> bool {
        let lower = |word: Option<usize>| word.map_or("", |word| self.words[word].lower.as_ref());
        let before = at.checked_sub(1);
        match self.words[at].lower.as_ref() {
            "mistakes" => {
                let behind = at + 1..self.clause_end(at);
                let mut behind = behind.into_iter();
                let is_made = behind.any(|word| self.words[word].lower == "made" || self.is_somebody(word));
                !is_made && (at == 0 || is_dealt_with(lower(before)))
            }
            // "The fear of making a mistake"
            "mistake" => {
                let verb = before
                    .filter(|word| self.is(Kind::Determiner, *word))
                    .and_then(|word| word.checked_sub(1));
                matches!(lower(verb.or(before)), "make" | "making")
            }
            _ => false,
        }
    }
}

/// Whether `word`, in front of "mistakes", makes them any that may happen.
fn is_dealt_with(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "any"
            | "avoid"
            | "avoiding"
            | "catch"
            | "common"
            | "fewer"
            | "fix"
            | "from"
            | "future"
            | "hide"
            | "hiding"
            | "including"
            | "or"
            | "similar"
            | "such"
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::is_blamed;

    #[test]
    fn what_may_happen_at_any_time_blames_nobody() {
        for (text, expected) in [
            ("Poor communication can lead to confusion.", false),
            ("Lack of focus: if the goal is not clear, it may slow the group down.", false),
            ("Poor communication led to confusion.", true),
            ("Lack of care about what people can do.", true),
            ("Good questions prevented bad decisions.", false),
            ("Automation reduced human error.", false),
            ("Bad decisions followed.", true),
            ("Reviewers should report any mistakes.", false),
            ("We recorded it all, including mistakes.", false),
            ("These are the mistakes we made.", true),
            ("It lowers the fear of making a mistake.", false),
            ("The mistake was found after a week.", true),
            ("What can we do better?", false),
            ("We must do better.", true),
            ("Incorrectly configured alerts led to a delay.", false),
            ("Accidentally deleted the volume that was in use.", true),
            ("The architect was mistaken.", false),
            ("因为疏忽，证书没有续期。", true),
            ("周知が不十分だった。", true),
            ("팀 간 소통이 부족했다.", true),
            ("Faltou atenção na revisão.", true),
            ("调查不足。", false),
            ("調査が不足していた。", true),
            ("这样可避免本地产生文件并误提交到分支。", false),
        ] {
            assert_eq!(is_blamed("word", text), expected, "{text}");
        }
    }
}
