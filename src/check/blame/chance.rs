//! Chances that people missed: "we could have tested it", "if we had looked".

use std::ops::Range;

use super::kinds::Kind;
use super::statement::Statement;
use super::subject::Actor;

impl Statement<'_> {
    /// Whether the word at `verb`, behind adverbs, is what only people do with care: "been quickly checked".
    pub fn is_scrutiny(&self, verb: usize) -> bool {
        let verb = (verb..self.words.len()).find(|word| !self.is_adverb(*word));
        verb.is_some_and(|verb| self.is(Kind::Scrutiny, verb))
    }

    /// Whether the phrase `words`, in front of `verb`, is about what people may have done better.
    pub fn is_missed_chance(&self, words: Range<usize>, verb: Option<usize>) -> bool {
        let (start, end) = (words.start, words.end);
        let Some(verb) = verb else { return false };
        let who = self.actor(start);
        // "Had the reviewer looked", "if they had looked", "if we had been more careful"
        let last = self.words[end - 1].lower.as_ref();
        let is_condition = (self.is_somebody(end - 1) || matches!(last, "had" | "hadn't" | "not"))
            && !self.is_of_things(&words);
        let is_more = |word: usize| {
            self.is(Kind::Better, word) || self.words.get(word).is_some_and(|word| word.lower == "more")
        };
        let was_more = is_condition && self.words[verb].lower == "been" && is_more(verb + 1);
        // "We could have restored it sooner", but not "if it had been lost, we could have restored it"
        let is_case = || self.words.iter().any(|word| matches!(word.lower.as_ref(), "if" | "case"));
        let has_chance = self.words[start].lower == "could"
            && self.is_own(who)
            && self.is_participle(verb)
            && self.has(Kind::Better, verb..self.clause_end(start))
            && !self.is(Kind::Harm, verb)
            && !is_case();
        let is_of_own = (start..end).any(|word| self.is(Kind::Own, word));
        let is_regretted = is_condition
            && is_of_own
            && self.is_participle(verb)
            && !self.is(Kind::Harm, verb)
            && self.of(Kind::Benefit).any(|benefit| benefit.words.start != verb);
        // "If I had not noticed it, …" was luck.
        let is_luck = matches!(last, "hadn't" | "not") || self.is_worse();
        let has_person = is_condition || self.is_own(who) || self.is_individual(who);
        let is_diligence = self.is(Kind::Diligence, verb);
        // "Could have checked the log"
        let is_bare = start == 0 && self.words[start].lower == "could";
        let has_person = has_person || is_bare;
        is_diligence && !is_luck && (has_person || matches!(who, Actor::Role(_)))
            || has_chance
            || was_more
            || is_regretted && !self.is_worse()
    }

    /// Whether the sentence tells of harm that did not happen: "if we had restarted it, it would have lost the queue".
    fn is_worse(&self) -> bool {
        self.of(Kind::Would).any(|would| {
            let is_between = |word: &usize| self.is_adverb(*word) || self.words[*word].lower == "been";
            let verb = (would.words.end..self.words.len()).find(|word| !is_between(word));
            verb.is_some_and(|verb| self.is(Kind::Harm, verb))
        })
    }

    /// Whether "they" in the phrase `words` stands for things in front of it: "the tests could have caught it if they had …".
    fn is_of_things(&self, words: &Range<usize>) -> bool {
        let is_they =
            (words.start..words.end).any(|word| matches!(self.words[word].lower.as_ref(), "they" | "they'd"));
        let is_plural = |word: usize| {
            let lower = self.words[word].lower.as_ref();
            lower.len() > 4 && lower.ends_with('s') && !lower.ends_with("ss")
        };
        let mut before = 0..words.start;
        is_they && before.any(is_plural) && !(0..words.start).any(|word| self.is_somebody(word))
    }

    /// Whether the phrase `words` names no chance that somebody missed: it is asked for, or there was no time for it, or another
    /// way was chosen for a reason ("we could have used a cache, but that would …").
    pub fn is_open_chance(&self, words: Range<usize>) -> bool {
        let lower = |word: usize| self.words.get(word).map_or("", |word| word.lower.as_ref());
        let (first, last) = (self.clause_start(words.start), self.clause_end(words.start));
        let is_asked =
            (first..words.start).any(|word| matches!(lower(word), "how" | "ways" | "what" | "whether"));
        let is_given = (words.end..last).any(|word| lower(word) == "given");
        let is_choice = lower(last) == "but" && matches!(lower(last + 1), "that" | "this" | "it" | "which");
        // "Without the alert, we could have noticed it much later"
        let is_luck = (words.end..last).any(|word| matches!(lower(word), "later" | "longer" | "worse"))
            || words.start > first && (first..words.start).any(|word| lower(word) == "without");
        is_asked || is_given || is_choice || is_luck
    }

    /// Whether the word at `verb` is about the past: "should have tested", not "should have a test".
    pub fn is_participle(&self, verb: usize) -> bool {
        self.words[verb].lower.ends_with("ed") || self.is(Kind::Participle, verb)
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::is_blamed;

    #[test]
    fn chances_are_those_that_people_missed() {
        for (text, expected) in [
            ("In order to prevent this we could have tested the branch first.", true),
            ("The branch could have been checked before it was cut.", true),
            ("Could have checked the log.", true),
            ("Got caught up in details, should have stuck to the plan.", true),
            ("Should have immediately asked the vendor.", true),
            ("The key could have been used by others.", false),
            ("Could have led to a longer outage.", false),
            ("Without the page we could have noticed it much later.", false),
            ("Not that we should have tested it.", false),
        ] {
            assert_eq!(is_blamed("counterfactual", text), expected, "{text}");
        }
    }
}
