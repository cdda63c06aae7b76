//! Who a sentence says did something.

use std::ops::Range;

use super::people::People;
use super::phrases::Kind;
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
const FARTHEST: usize = 8;

/// The subject of the phrase that begins at word `at`: the nearest noun before it in the same clause, with what belongs to
/// it in between ("the engineer on call failed to …"). Behind a conjunction, it is that of the sentence ("we looked, but
/// missed it").
pub fn actor(statement: &Statement<'_>, people: &People, at: usize) -> Actor {
    let is = |kind, word: usize| statement.has(kind, word..word + 1);
    // Adverbs and auxiliaries stand between the subject and its verb.
    let mut end = at;
    while end > 0 && !statement.words[end].begins_clause && is(Kind::Adverb, end - 1) {
        end -= 1;
    }
    if end > 0 && (is(Kind::Conjunction, end - 1) || is(Kind::Conjunction, end)) {
        return earlier_actor(statement, people, end);
    }
    if statement.words[at].lower.ends_with("ing") {
        return nearest_pronoun(statement, people, clause_start(statement, at)..at);
    }
    if end == 0 {
        return Actor::Other;
    }
    if statement.words[end].begins_clause {
        // "John, who was new, deleted it": the clause before is an insertion.
        let insertion = clause_start(statement, end);
        let is_insertion =
            insertion > 0 && matches!(statement.words[insertion].lower.as_ref(), "who" | "whose");
        return if is_insertion { first_actor(statement, people, insertion) } else { Actor::Other };
    }
    let start = clause_start(statement, end).max(end.saturating_sub(FARTHEST));
    for word in (start..end).rev() {
        let found = person(statement, people, word);
        // "The engineer who ran the script did not read it": the person is in front of the relative clause.
        let is_relative = statement.words[word].lower == "who" && word + 1 < end;
        if found.is_person() && !is_relative {
            let is_subject =
                belongs(statement, found, word, end) && !is_object(statement, found, start, word);
            return if is_subject { found } else { Actor::Other };
        }
    }
    Actor::Other
}

/// The last pronoun in `words` that is a subject.
fn nearest_pronoun(statement: &Statement<'_>, people: &People, words: Range<usize>) -> Actor {
    let mut found = words.rev().map(|word| person(statement, people, word));
    found.find(|found| matches!(found, Actor::Pronoun(_))).unwrap_or(Actor::Other)
}

/// The subject that a sentence goes on with at word `end`: the pronoun before it, else the person at its beginning.
pub fn earlier_actor(statement: &Statement<'_>, people: &People, end: usize) -> Actor {
    match nearest_pronoun(statement, people, 0..end) {
        Actor::Other => first_actor(statement, people, end),
        found => found,
    }
}

/// The person at the beginning of a sentence, before word `end`.
fn first_actor(statement: &Statement<'_>, people: &People, end: usize) -> Actor {
    let people = (0..end.min(FIRST)).map(|word| (word, person(statement, people, word)));
    let mut subjects =
        people.filter(|(word, found)| found.is_person() && !is_object(statement, *found, 0, *word));
    subjects.next().map_or(Actor::Other, |(_, found)| found)
}

/// How far from the beginning of a sentence its subject may stand, in words.
const FIRST: usize = 4;

/// Whether the words between the person at `word` and `end` belong to the person: a surname, or what opens with a
/// preposition, a relative pronoun or a participle ("the developer creating the request …").
fn belongs(statement: &Statement<'_>, found: Actor, word: usize, end: usize) -> bool {
    let next = word + 1;
    if next == end {
        return true;
    }
    let is_surname = matches!(found, Actor::Named(_)) && next + 1 == end;
    let lower = statement.words[next].lower.as_ref();
    let is_work = statement.has(Kind::Work, next..next + 1) && next + 1 == end;
    is_work && matches!(found, Actor::Named(_))
        || is_surname && statement.written(next).starts_with(char::is_uppercase)
        || statement.has(Kind::Preposition, next..next + 1)
        || matches!(lower, "who" | "that" | "whose")
        || lower.ends_with("ing")
}

fn clause_start(statement: &Statement<'_>, at: usize) -> usize {
    (1..at).rev().find(|index| statement.words[*index].begins_clause).unwrap_or(0)
}

fn person(statement: &Statement<'_>, people: &People, word: usize) -> Actor {
    if statement.words[word].is_literal {
        return Actor::Other;
    }
    let written = statement.written(word);
    // "Peter's change" is Peter's doing.
    let possessor = written.strip_suffix("'s").or_else(|| written.strip_suffix("’s"));
    let is_work = possessor.is_some() && statement.has(Kind::Work, word + 1..word + 2);
    if people.is_name(possessor.filter(|_| is_work).unwrap_or(written)) {
        return Actor::Named(word);
    }
    if statement.has(Kind::Pronoun, word..word + 1) {
        return Actor::Pronoun(word);
    }
    if statement.has(Kind::Person, word..word + 1) {
        return Actor::Role(word);
    }
    Actor::Other
}

/// Whether a preposition makes the person at `word` an object: right before it, or before its article ("by an engineer").
/// Pronouns are subjects by their form.
fn is_object(statement: &Statement<'_>, found: Actor, start: usize, word: usize) -> bool {
    let is = |kind, index: usize| statement.has(kind, index..index + 1);
    match found {
        Actor::Pronoun(_) => return false,
        Actor::Named(_) => return word > start && is(Kind::Preposition, word - 1),
        Actor::Role(_) | Actor::Other => {}
    }
    // An article, and at most two adjectives.
    for index in (start..word).rev().take(3) {
        if is(Kind::Preposition, index) {
            return true;
        }
        if is(Kind::Determiner, index) {
            return index > start && is(Kind::Preposition, index - 1);
        }
        if statement.words[index].lower.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
    }
    false
}

/// Whether the word before `at` is a person to whom what follows belongs: "Peter's fault".
pub fn is_possessed(statement: &Statement<'_>, people: &People, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let written = statement.written(before);
    let Some(stem) = written.strip_suffix("'s").or_else(|| written.strip_suffix("’s")) else {
        return false;
    };
    people.is_name(stem)
}

/// The person behind "by" in the clause of word `at`: "dropped by John", "rebooted by an engineer".
pub fn agent(statement: &Statement<'_>, people: &People, at: usize) -> Actor {
    let end = statement.clause_end(at);
    let Some(by) = (at..end).find(|word| statement.words[*word].lower == "by") else { return Actor::Other };
    let mut behind = (by + 1..end.min(by + 4)).map(|word| person(statement, people, word));
    behind.find(|found| found.is_person()).unwrap_or(Actor::Other)
}
