//! What only people do, in sentences that name nobody.

use super::kinds::Kind;
use super::statement::Statement;

/// How far from the beginning of a clause the work of people may stand that is its subject, in words.
const FIRST: usize = 4;

impl Statement<'_> {
    /// Whether the work of people is the subject of the verb at word `at`: "the review should have …", "the plan covered the
    /// start, but failed to …".
    pub fn is_done_by_activity(&self, at: usize) -> bool {
        let end = self.before_adverbs(at);
        let goes_on = self.is(Kind::Conjunction, end) || end > 0 && self.is(Kind::Conjunction, end - 1);
        if end == 0 || self.words[end].begins_clause && !goes_on {
            return false;
        }
        let start = if goes_on { 0 } else { self.clause_start(end) };
        (start..end.min(start + FIRST)).any(|word| {
            let is_object = word > start && self.is(Kind::Preposition, word - 1);
            let is_subject = goes_on || word + 1 == end || self.is(Kind::Preposition, word + 1);
            self.is(Kind::Activity, word) && is_subject && !is_object
        })
    }

    /// Whether people did what precedes word `at`, in the passive or without a subject: "it was merged without …",
    /// "Restored it without …". Behind a word such as "considering", which only people do, any verb tells that.
    pub fn is_done_by_unnamed(&self, at: usize, is_minding: bool) -> bool {
        let is_verb =
            |word: &usize| self.is(Kind::Participle, *word) || self.words[*word].lower.ends_with("ed");
        let Some(verb) = (0..at).rev().find(is_verb) else { return false };
        let is_of_thing = (verb..at).any(|word| self.opens_agent(word)) && !self.agent(verb).is_person();
        let before = self.before_adverbs(verb).checked_sub(1);
        let is_passive = before
            .is_some_and(|word| matches!(self.words[word].lower.as_ref(), "was" | "were" | "been" | "got"));
        let is_human = is_minding || self.is(Kind::Diligence, verb) || self.is(Kind::Act, verb);
        !is_of_thing && (is_passive && is_human || self.opens(verb))
    }

    /// The word at `at`, or the first of the adverbs in front of it.
    pub(super) fn before_adverbs(&self, at: usize) -> usize {
        let mut end = at;
        while end > 0 && !self.words[end].begins_clause && self.is_adverb(end - 1) {
            end -= 1;
        }
        end
    }
}
