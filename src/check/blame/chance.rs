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

    /// Whether the passive at `verb`, behind "should have been", is about what people do: "split", but not "rescheduled" or
    /// "automatically …".
    pub fn is_up_to_people(&self, verb: usize) -> bool {
        let mut adverbs = verb..self.words.len();
        let is_automatic = (verb..self.clause_end(verb.min(self.words.len().saturating_sub(1))))
            .any(|word| self.words[word].lower.starts_with("auto"));
        let verb = adverbs.find(|word| !self.is_adverb(*word));
        let is_of_thing = verb.is_some_and(|verb| {
            let next = verb + 1;
            next < self.words.len() && self.opens_agent(next) && !self.agent(next).is_person()
        });
        !is_automatic
            && !is_of_thing
            && verb.is_some_and(|verb| {
                self.is_participle(verb)
                    && !self.is(Kind::Automatic, verb)
                    && !self.is(Kind::Harm, verb)
                    && !self.words[verb].is_literal
            })
    }

    /// Whether `words`, "would have", opens what would have been better to do: "it would have been safer to …", "asking them
    /// would have helped".
    pub fn is_better_act(&self, words: Range<usize>, verb: Option<usize>) -> bool {
        let lower = |word: usize| self.words.get(word).map_or("", |word| word.lower.as_ref());
        let Some(verb) = verb else { return false };
        let first = self.clause_start(words.start);
        let is_judged = lower(verb) == "been" && matches!(lower(verb + 2), "to" | "if");
        let is_limit = matches!(
            lower(verb + 1),
            "able"
                | "difficult"
                | "enough"
                | "forced"
                | "hard"
                | "harder"
                | "impossible"
                | "likely"
                | "necessary"
                | "possible"
                | "required"
                | "tough"
                | "unable"
                | "unlikely"
        );
        is_judged && !is_limit && lower(words.start.saturating_sub(1)) == "it"
            || self.is_act(first) && self.is_benefit(verb)
    }

    /// Whether the clause that begins with word `first` is about an act of people: "Asking the vendor …".
    fn is_act(&self, first: usize) -> bool {
        self.is(Kind::Checking, first) && self.words[first].lower != "following"
    }

    fn is_benefit_behind(&self, been: usize) -> bool {
        let verb = (been + 1..self.words.len()).find(|word| !self.is_adverb(*word));
        verb.is_some_and(|verb| self.is_benefit(verb))
    }

    fn is_benefit(&self, verb: usize) -> bool {
        self.is(Kind::Benefit, verb) || self.words[verb].lower == "helped"
    }

    /// Whether "by" and an act follow word `verb` in its clause: "saved an hour by testing it".
    fn has_means(&self, verb: usize) -> bool {
        let end = self.clause_end(verb);
        (verb..end).any(|word| {
            self.words[word].lower == "by"
                && (word + 1..end.min(word + 3)).any(|next| self.words[next].lower.ends_with("ing"))
        })
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
        let has_chance = self.words[start].lower.starts_with("could")
            && (self.is_own(who) || self.is_done_by_activity(start))
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
        // "We could have saved an hour by testing it", "it could have been found by testing", "checking it could have helped"
        let is_good =
            self.is_benefit(verb) || self.words[verb].lower == "been" && self.is_benefit_behind(verb);
        let is_act = || self.is_act(self.clause_start(start)) && self.is_benefit(verb);
        if self.words[start].lower.starts_with("could") && is_good && self.has_means(verb) || is_act() {
            return true;
        }
        // "If I had not noticed it, …" was luck.
        let is_luck = matches!(last, "hadn't" | "not") || self.is_worse();
        let has_person = is_condition || self.is_own(who) || self.is_individual(who);
        let is_diligence = self.is(Kind::Diligence, verb);
        // "Could have checked the log"
        let is_bare = start == 0 && self.words[start].lower.starts_with("could");
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
            ("The premium should have been questioned harder.", true),
            ("The large table should have been partitioned.", true),
            ("Jobs should have been rescheduled.", false),
            ("It should have been partitioned automatically.", false),
            ("It should have been partitioned by the loader.", false),
            ("We could have saved an hour by testing it.", true),
            ("Asking the vendor could have helped.", true),
            ("If I had read the changelog, I would have known.", true),
            ("If I had lost the key, it would have been worse.", false),
            ("Could've tested it.", true),
            ("Restarting it could have helped.", false),
            ("It would have been safer to wait.", true),
            ("It would have been impossible to wait.", false),
        ] {
            assert_eq!(is_blamed("counterfactual", text), expected, "{text}");
        }
    }
}
