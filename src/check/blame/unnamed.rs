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
        let Some(verb) = (0..at).rev().find(is_verb) else { return self.is_work_before(at) };
        let is_of_thing = (verb..at).any(|word| self.opens_agent(word)) && !self.agent(verb).is_person();
        let before = self.before_adverbs(verb).checked_sub(1);
        let is_passive = before
            .is_some_and(|word| matches!(self.words[word].lower.as_ref(), "was" | "were" | "been" | "got"));
        let is_human = is_minding || self.is(Kind::Diligence, verb) || self.is(Kind::Act, verb);
        !is_of_thing && (is_passive && is_human || self.opens(verb))
    }

    /// Whether the words before word `at` are what people do, and nothing else: "Live changes without testing".
    fn is_work_before(&self, at: usize) -> bool {
        let is_verb = |word: &usize| {
            self.is(Kind::Modal, *word) || self.is(Kind::Negation, *word) || self.is_aux(*word)
        };
        let is_work =
            at.checked_sub(1).is_some_and(|word| self.is(Kind::Work, word) && self.clause_start(at) <= word);
        is_work && !(0..at).any(|word| is_verb(&word))
    }

    fn is_aux(&self, word: usize) -> bool {
        matches!(
            self.words[word].lower.as_ref(),
            "allow"
                | "allowed"
                | "allows"
                | "are"
                | "do"
                | "does"
                | "enable"
                | "enables"
                | "is"
                | "let"
                | "lets"
                | "was"
                | "were"
        )
    }

    /// Whether the sentence has no subject up to the clause of word `at`, which is its first one: "Got caught up in details,
    /// should have …".
    pub fn is_bare_before(&self, at: usize) -> bool {
        let is_verb = self.words[0].lower.ends_with("ed") || self.is(Kind::Participle, 0);
        at > 0 && self.words[at].begins_clause && is_verb && !(0..at).any(|word| self.is_somebody(word))
    }

    /// Whether a machine is the subject right before word `at`: "the model forgot".
    pub fn is_done_by_machine(&self, at: usize) -> bool {
        let end = self.before_adverbs(at);
        end > 0
            && !self.words[end].begins_clause
            && self.is(Kind::Machine, end - 1)
            && !self.is_somebody(end - 1)
    }

    /// Whether a thing did what ends at word `end`: "was ignored by the parser".
    pub fn is_done_by_thing(&self, end: usize) -> bool {
        let at = end.saturating_sub(1);
        let is_next = self.words.get(end).is_some_and(|next| !next.begins_clause);
        // "Could have been avoided by testing"
        let is_act = self.words.get(end + 1).is_some_and(|word| word.lower.ends_with("ing"));
        is_next && self.opens_agent(end) && !is_act && !self.agent(at).is_person()
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

#[cfg(test)]
mod tests {
    use crate::check::testing::is_blamed;

    #[test]
    fn what_only_people_do_needs_no_subject() {
        for (text, expected) in [
            ("Live configuration changes without testing.", true),
            ("The platform allows changes without review.", false),
            ("Skipped empirical testing.", true),
            ("Skipping automated testing completely.", true),
            ("The tests were skipped.", false),
            ("Merged it without explicitly checking the lock.", true),
            ("We used the copy instead of waiting for the original.", true),
            ("Used the copy instead of waiting for the original.", false),
            ("It could have been avoided by testing it.", true),
            ("Its failures use `error` not `warn`.", false),
            ("The engineer did not run the tests.", true),
            ("The engineer did not have access to the log.", false),
            ("The customer did not run the update.", false),
            ("I was sure that it was done; it was not.", true),
            ("I was sure that it was done.", false),
            ("I didn't think it was worth it.", false),
            ("It was lost because the engineer did not check the log.", true),
            ("I went on before reading the log.", true),
            ("Before reading the log, we went on.", false),
            ("The model forgot to ask.", false),
            ("The maintainer forgot to ask.", true),
            ("What caused it was an engineer forgetting to renew the key.", true),
        ] {
            assert_eq!(is_blamed("counterfactual", text), expected, "{text}");
        }
    }

    #[test]
    fn personnel_is_a_subject_in_other_languages_too() {
        for (text, expected) in [
            ("值班人员未检查日志。", true),
            ("调度员未能及时识别风险。", true),
            ("服务未启动。", false),
            ("チームで共有すべき問題であった。", true),
            ("Der Administrator hat die falsche Tabelle gelöscht.", true),
            ("Der Dienst hat die falsche Tabelle gelöscht.", false),
        ] {
            assert_eq!(is_blamed("counterfactual", text), expected, "{text}");
        }
    }
}
