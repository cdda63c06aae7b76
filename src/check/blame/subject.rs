//! Who a sentence says did something.

use std::ops::Range;

use super::kinds::{Kind, Kinds};
use super::statement::Statement;

/// The subject of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A name, at this word.
    Named(usize),
    /// A person in a role, at this word.
    Role(usize),
    /// `we`, `he`, `somebody`, at this word.
    Pronoun(usize),
    /// A thing, or nothing that is known.
    Other,
}

impl Actor {
    /// The word of the person.
    pub fn word(self) -> Option<usize> {
        match self {
            Self::Named(word) | Self::Role(word) | Self::Pronoun(word) => Some(word),
            Self::Other => None,
        }
    }

    pub fn is_person(self) -> bool {
        self != Self::Other
    }
}

/// How far before a phrase its subject may stand, in words.
const FARTHEST: usize = 10;

/// How far from the beginning of a sentence its subject may stand, in words.
const FIRST: usize = 5;

impl Statement<'_> {
    /// The subject of the phrase that begins at word `at`: the nearest noun before it in the same clause, with what belongs
    /// to it in between ("the engineer on call failed to …"). Behind a conjunction, it is that of the sentence ("we looked,
    /// but missed it").
    pub fn actor(&self, at: usize) -> Actor {
        // Adverbs and auxiliaries stand between the subject and its verb.
        let end = self.before_adverbs(at);
        if end > 0 && (self.is(Kind::Conjunction, end - 1) || self.is(Kind::Conjunction, end)) {
            return self.earlier_actor(end);
        }
        if self.words[at].lower.ends_with("ing") {
            // "An engineer forgetting the flag"
            let before = at.checked_sub(1).filter(|_| !self.words[at].begins_clause);
            if let Some(found) = before.map(|word| self.person(word)).filter(|found| found.is_person()) {
                return found;
            }
            return self.nearest_pronoun(self.clause_start(at)..at);
        }
        if end == 0 {
            return Actor::Other;
        }
        if self.words[end].begins_clause {
            return self.actor_before_insertion(end);
        }
        self.subject_in(self.clause_start(end).max(end.saturating_sub(FARTHEST)), end)
    }

    pub fn is_adverb(&self, word: usize) -> bool {
        self.is(Kind::Adverb, word) || self.words[word].lower.ends_with("ly")
    }

    /// The person who is the subject of a verb at word `end`, in the words from `start` on.
    fn subject_in(&self, start: usize, end: usize) -> Actor {
        for word in (start..end).rev() {
            // "The engineer who ran the script did not read it": the person is in front of the relative clause.
            let is_relative = self.is_relative(word);
            if is_relative && word + 1 == end {
                return self.antecedent(start, word);
            }
            // "Felix wrote a fix that ignored it": the fix did.
            if word + 1 == end && matches!(self.words[word].lower.as_ref(), "that" | "which") {
                return word.checked_sub(1).map_or(Actor::Other, |before| self.person(before));
            }
            let found = if is_relative { Actor::Other } else { self.person(word) };
            // Behind a preposition is what belongs to the subject: "an engineer from the vendor".
            if found.is_person() && !self.is_object(found, start, word) {
                return if self.belongs(found, word, end) { found } else { Actor::Other };
            }
        }
        Actor::Other
    }

    fn is_relative(&self, word: usize) -> bool {
        matches!(self.words[word].lower.as_ref(), "who" | "whose")
    }

    /// The person that "who", at word `relative`, is about: any, but those whom a noun of another kind stands for ("users
    /// who forgot their password").
    fn antecedent(&self, start: usize, relative: usize) -> Actor {
        let Some(before) = relative.checked_sub(1).filter(|before| *before >= start) else {
            return Actor::Pronoun(relative);
        };
        match self.person(before) {
            Actor::Other => self.subject_in(start, relative),
            found => found,
        }
    }

    /// The subject of a verb that opens a clause at word `end`: "John, who was new, deleted it", "the developer, tired, …".
    fn actor_before_insertion(&self, end: usize) -> Actor {
        const LONGEST: usize = 6;
        let first = self.first_actor(end);
        // "I looked at it, missed the warning, and …"
        let goes_on = first.word() == Some(0) && self.is_own(first);
        let insertion = self.clause_start(end);
        let is_inserted = end - insertion <= LONGEST
            && insertion > 0
            && (self.is_relative(insertion) || first.word().is_some_and(|word| word + 1 == insertion));
        if goes_on || is_inserted { first } else { Actor::Other }
    }

    /// The last pronoun in `words` that is a subject.
    fn nearest_pronoun(&self, words: Range<usize>) -> Actor {
        let mut found = words.rev().filter(|word| !self.is_relative(*word)).map(|word| self.person(word));
        found.find(|found| matches!(found, Actor::Pronoun(_))).unwrap_or(Actor::Other)
    }

    /// The subject that a sentence goes on with at word `end`: the pronoun before it, else the person at its beginning.
    pub fn earlier_actor(&self, end: usize) -> Actor {
        match self.nearest_pronoun(0..end) {
            Actor::Other => self.first_actor(end),
            found => found,
        }
    }

    /// The person at the beginning of the clause behind that of word `at`.
    pub fn next_actor(&self, at: usize) -> Actor {
        const NEAR: usize = 4;
        let start = self.clause_end(at.saturating_sub(1));
        let people = (start..self.words.len().min(start + NEAR)).map(|word| (word, self.person(word)));
        let mut subjects =
            people.filter(|(word, found)| found.is_person() && !self.is_object(*found, start, *word));
        subjects.next().map_or(Actor::Other, |(_, found)| found)
    }

    /// The person at the beginning of a sentence, before word `end`.
    fn first_actor(&self, end: usize) -> Actor {
        let people =
            (0..end.min(FIRST)).filter(|word| !self.is_relative(*word)).map(|word| (word, self.person(word)));
        let mut subjects =
            people.filter(|(word, found)| found.is_person() && !self.is_object(*found, 0, *word));
        subjects.next().map_or(Actor::Other, |(_, found)| found)
    }

    /// Whether the words between the person at `word` and `end` belong to the person: a surname, or what opens with a
    /// preposition, a relative pronoun or a participle ("the developer creating the request …").
    fn belongs(&self, found: Actor, word: usize, end: usize) -> bool {
        let next = word + 1;
        if next == end {
            return true;
        }
        let is_named = matches!(found, Actor::Named(_));
        let is_last = next + 1 == end;
        let lower = self.words[next].lower.as_ref();
        is_named && is_last && self.is(Kind::Work, next)
            || is_named
                && is_last
                && self.written(next).starts_with(char::is_uppercase)
                && !self.is(Kind::Thing, next)
            || self.is(Kind::Preposition, next)
            || matches!(lower, "who" | "that" | "whose" | "responsible" | "involved")
            || lower.ends_with("ing")
    }

    fn person(&self, word: usize) -> Actor {
        if self.words[word].is_literal {
            return Actor::Other;
        }
        let kinds = self.words[word].kinds;
        // "Peter's change" is Peter's doing.
        if kinds.has(Kind::Name) && (!kinds.has(Kind::Owner) || self.is(Kind::Work, word + 1)) {
            return Actor::Named(word);
        }
        if kinds.has(Kind::Pronoun) {
            return Actor::Pronoun(word);
        }
        if self.words[word].lower == "lead" && self.words.get(word + 1).is_some_and(|next| next.lower == "to")
        {
            return Actor::Other;
        }
        let is_department = kinds.has(Kind::Department)
            && (word == 0
                || self.words[word].begins_clause
                || self.is(Kind::Determiner, word - 1) && word == 1
                || self.is(Kind::Owner, word - 1)
                || self.is(Kind::Conjunction, word - 1));
        if kinds.has(Kind::Person) || is_department { Actor::Role(word) } else { Actor::Other }
    }

    /// Whether a preposition makes the person at `word` an object: right before it, or before its article ("by an
    /// engineer"). Pronouns are subjects by their form, and so are those of whom some are meant ("one of the engineers").
    fn is_object(&self, found: Actor, start: usize, word: usize) -> bool {
        let opens = |index: usize| {
            self.is(Kind::Preposition, index)
                && !(index > 0 && self.words[index].lower == "of" && self.is(Kind::Many, index - 1))
        };
        match found {
            Actor::Pronoun(_) => return false,
            Actor::Named(_) => return word > start && opens(word - 1),
            Actor::Role(_) | Actor::Other => {}
        }
        // An article, and at most two adjectives.
        for index in (start..word).rev().take(3) {
            if self.is(Kind::Preposition, index) {
                return opens(index);
            }
            if self.is(Kind::Determiner, index) {
                return index > start && opens(index - 1);
            }
            if self.words[index].lower.starts_with(|c: char| c.is_ascii_digit()) {
                return false;
            }
        }
        false
    }

    /// Whether what is at word `at` belongs to a person: "Peter's fault", "somebody's careless typo".
    pub fn is_possessed(&self, at: usize) -> bool {
        const NEAR: usize = 3;
        let mut first = at;
        while first > 0 && at - first < NEAR && !self.words[first].begins_clause {
            first -= 1;
            if self.is(Kind::Owner, first) {
                return true;
            }
        }
        false
    }

    /// Whether what is before word `end` is of the person behind it: "a slip of the technician", "a typo by John".
    pub fn is_of_person(&self, end: usize) -> bool {
        const NEAR: usize = 4;
        let opens = self.words.get(end).is_some_and(|word| {
            !word.begins_clause && matches!(word.lower.as_ref(), "of" | "by" | "from" | "between")
        });
        let mut behind = (end + 1..self.words.len().min(end + 1 + NEAR))
            .take_while(|word| !self.words[*word].begins_clause && !self.is(Kind::Owner, *word));
        let found = behind.find(|word| self.is_somebody(*word));
        opens && found.is_some_and(|word| self.person(word).is_person() && self.ends_noun(word))
    }

    /// Whether the noun at `word` belongs to no other noun behind it, as in "the operator pattern".
    fn ends_noun(&self, word: usize) -> bool {
        let Some(next) = self.words.get(word + 1) else { return true };
        let open = Kind::Preposition.set().with(Kind::Conjunction.set()).with(Kind::Adverb.set());
        next.begins_clause
            || next.kinds.meets(open)
            || next.lower.ends_with("ed")
            || matches!(
                next.lower.as_ref(),
                "was" | "were" | "is" | "led" | "cost" | "made" | "meant" | "took"
            )
    }

    /// Whether the word at `word` opens the person who did it in the passive.
    pub fn opens_agent(&self, word: usize) -> bool {
        matches!(self.words[word].lower.as_ref(), "by" | "durch" | "vom" | "von" | "par" | "por")
    }

    /// Whether the phrase that begins at word `at` is what a person did, in the passive: "was missed by the reviewer".
    pub fn is_done_by_person(&self, at: usize) -> bool {
        let end = self.before_adverbs(at);
        let is_aux = |word: usize| {
            let lower = self.words[word].lower.as_ref();
            matches!(lower, "was" | "were" | "been" | "being" | "got")
        };
        // In other languages, it is part of the phrase.
        let is_passive = end > 0 && is_aux(end - 1)
            || matches!(
                self.words[at].lower.as_ref(),
                "wurde" | "wurden" | "worden" | "été" | "fue" | "fueron" | "sido"
            );
        is_passive && self.agent(at).is_person()
    }

    /// Whether a mark shows that nothing before word `at` is its subject: it is the first one, or behind a colon or a dash.
    pub fn opens(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        let gap = &self.passage.text[self.words[before].range.end..self.words[at].range.start];
        self.words[at].begins_clause && gap.contains([':', '-', '–', '—'])
    }

    /// Whether `who` are people of somebody else: "the vendor's people", "the other team".
    pub fn is_of_others(&self, who: Actor) -> bool {
        who.word()
            .filter(|_| !self.is_own(who))
            .is_some_and(|word| self.is_possessed(word) || word > 0 && self.words[word - 1].lower == "other")
    }

    /// The person behind "by" in the clause of word `at`: "dropped by John", "rebooted by an engineer".
    pub fn agent(&self, at: usize) -> Actor {
        let end = self.clause_end(at);
        let Some(by) = (at..end).find(|word| self.opens_agent(*word)) else { return Actor::Other };
        // "By the engineer's script" is no person.
        let mut behind = (by + 1..end.min(by + 6)).take_while(|word| !self.is(Kind::Owner, *word));
        let found = behind.find(|word| self.words[*word].kinds.meets(Kinds::SOMEBODY));
        found.map_or(Actor::Other, |word| self.person(word))
    }

    /// Whether `who` is one person: of a group, what it did not see is a plain fact.
    pub fn is_individual(&self, who: Actor) -> bool {
        who.word().is_some_and(|word| !self.is(Kind::Group, word))
    }

    /// Whether `who` are those who write.
    pub fn is_own(&self, who: Actor) -> bool {
        who.word().is_some_and(|word| self.is(Kind::Own, word))
    }
}
