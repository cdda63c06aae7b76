//! Who a sentence says did something.

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
    pub fn is_person(self) -> bool {
        self != Self::Other
    }
}

/// How far before a phrase its subject may stand, in words.
const FARTHEST: usize = 8;

/// The subject of the phrase that begins at word `at`: the nearest noun before it in the same clause, with what belongs to
/// it in between ("the engineer on call failed to …").
pub fn actor(statement: &Statement<'_>, people: &People, at: usize) -> Actor {
    let mut end = at;
    // Adverbs and auxiliaries stand between the subject and its verb.
    while end > 0 && !statement.words[end].begins_clause && statement.has(Kind::Adverb, end - 1..end) {
        end -= 1;
    }
    if end == 0 || statement.words[end].begins_clause && end == at && !is_relative(statement, end) {
        return Actor::Other;
    }
    let start = clause_start(statement, end).max(end.saturating_sub(FARTHEST));
    for word in (start..end).rev() {
        let found = person(statement, people, word);
        if found.is_person() {
            let is_object = is_behind_preposition(statement, start, word);
            let is_surname = |word: usize| statement.written(word).starts_with(char::is_uppercase);
            let is_next = word + 1 == end
                || statement.has(Kind::Preposition, word + 1..word + 2)
                || matches!(found, Actor::Named(_)) && word + 2 == end && is_surname(word + 1);
            return if is_next && !is_object { found } else { Actor::Other };
        }
    }
    Actor::Other
}

/// Whether the word in front of `at` refers to a person before the comma: "the engineer, who …".
fn is_relative(statement: &Statement<'_>, at: usize) -> bool {
    at > 0 && statement.words[at - 1].lower == "who"
}

fn clause_start(statement: &Statement<'_>, at: usize) -> usize {
    (1..at).rev().find(|index| statement.words[*index].begins_clause).unwrap_or(0)
}

fn person(statement: &Statement<'_>, people: &People, word: usize) -> Actor {
    if statement.words[word].is_literal {
        return Actor::Other;
    }
    if people.is_name(statement.written(word)) {
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

/// Whether a preposition makes the noun of `word` an object: right before it, or before its article ("by an engineer").
fn is_behind_preposition(statement: &Statement<'_>, start: usize, word: usize) -> bool {
    let is = |kind, index: usize| statement.has(kind, index..index + 1);
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
