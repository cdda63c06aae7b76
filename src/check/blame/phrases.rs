//! The tables of words.

use std::borrow::Cow;

use retold_times::WordTable;
use rustc_hash::FxHashMap;

use super::kinds::{Kind, Kinds};
use super::parts::Parts;

const BLAME: &str = include_str!("../data/blame.txt");
const VERBS: &str = include_str!("../data/blame-verbs.txt");

/// A part of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// A word in lower case.
    Word(Cow<'static, str>),
    /// At most [`GAP`] words of the same clause: `took … down`.
    Gap,
    /// A word of any of these kinds: `failure to <diligent>`.
    Any(Kinds),
    /// A word that stands for one person: `why did <one>`.
    One,
}

/// Most words in a gap.
const GAP: usize = 5;

/// A phrase of the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    pub kind: Kind,
    /// The first one is a word.
    pub elements: Vec<Element>,
    /// For a verb: its base form.
    pub base: &'static str,
}

/// What a phrase needs to know of a word.
pub trait Words {
    fn len(&self) -> usize;
    /// The word in lower case; `None` if it is no word of the author's own.
    fn lower(&self, word: usize) -> Option<&str>;
    fn kinds(&self, word: usize) -> Kinds;
    fn begins_clause(&self, word: usize) -> bool;
}

impl Phrase {
    fn of(kind: Kind, words: &'static str, base: &'static str) -> Self {
        let elements = words.split(' ').map(|word| match word.strip_prefix('<') {
            None if word == "…" => Element::Gap,
            None => Element::Word(Cow::Borrowed(word)),
            Some("one>") => Element::One,
            Some("somebody>") => Element::Any(Kinds::SOMEBODY),
            Some(name) => {
                Element::Any(Kind::named(name.trim_end_matches('>')).map(Kind::set).unwrap_or_default())
            }
        });
        Self { kind, elements: elements.collect(), base }
    }

    /// Whether the phrase is the one word that it begins with.
    pub fn is_word(&self) -> bool {
        self.elements.len() == 1
    }

    /// The end of the phrase if it begins at word `at`, as an index into `words`.
    pub fn end(&self, words: &impl Words, at: usize) -> Option<usize> {
        end(&self.elements, words, at, at)
    }
}

/// Where `elements` end if they begin at word `at` of a phrase that begins at `first`.
fn end(elements: &[Element], words: &impl Words, at: usize, first: usize) -> Option<usize> {
    let Some((element, rest)) = elements.split_first() else { return Some(at) };
    let is_open = |word: usize| word < words.len() && (word == first || !words.begins_clause(word));
    if *element == Element::Gap {
        let mut next = at;
        while next <= at + GAP && is_open(next) {
            if let Some(end) = end(rest, words, next, first) {
                return Some(end);
            }
            next += 1;
        }
        return None;
    }
    if !is_open(at) {
        return None;
    }
    let lower = words.lower(at)?;
    let is_found = match element {
        Element::Word(word) => **word == *lower,
        Element::Any(kinds) => words.kinds(at).meets(*kinds),
        Element::One => words.kinds(at).meets(Kinds::SOMEBODY) && !words.kinds(at).has(Kind::Group),
        Element::Gap => false,
    };
    if is_found {
        return end(rest, words, at + 1, first);
    }
    // "Did not explicitly ask", "without manually checking"
    let may_stand_between =
        || at > first && lower.ends_with("ly") && words.lower(at - 1).is_some_and(opens_verb);
    if may_stand_between() { end(elements, words, at + 1, first) } else { None }
}

/// Whether an adverb of manner may stand between `word` and the verb that belongs to it.
fn opens_verb(word: &str) -> bool {
    word.ends_with("n't") || matches!(word, "been" | "had" | "have" | "never" | "not" | "to" | "without")
}

/// The phrases of the tables and of an archive.
#[derive(Debug)]
pub struct Phrases {
    /// By their first word, the longest first.
    by_first_word: FxHashMap<Cow<'static, str>, Beginning>,
    parts: Parts,
}

/// The phrases that begin with a word.
#[derive(Debug, Default)]
pub struct Beginning {
    /// The longest first.
    pub phrases: Vec<Phrase>,
    /// The kinds of the word by itself.
    pub kinds: Kinds,
    pub may_blame: bool,
    /// Whether any of the phrases stands for people.
    pub has_people: bool,
}

impl Phrases {
    /// `own` are words of blame of the configuration.
    pub fn new(own: &[String]) -> Self {
        let table = WordTable::parse(BLAME);
        let (parts, words): (Vec<_>, Vec<_>) = table
            .entries()
            .filter_map(|entry| Some((Kind::named(entry.name)?, entry)))
            .partition(|(_, entry)| Parts::is_language(entry.language));
        let mut all: Vec<_> =
            words.into_iter().map(|(kind, entry)| Phrase::of(kind, entry.word, "")).collect();
        let verbs = WordTable::parse(VERBS);
        all.extend(verbs.entries().map(|entry| Phrase::of(Kind::Cause, entry.word, entry.name)));
        all.extend(own.iter().map(|words| {
            let words = words.split_whitespace().map(|word| Element::Word(Cow::Owned(word.to_lowercase())));
            Phrase { kind: Kind::Fault, elements: words.collect(), base: "" }
        }));
        all.sort_by_key(|phrase| std::cmp::Reverse(phrase.elements.len()));
        let mut by_first_word: FxHashMap<_, Beginning> = FxHashMap::default();
        for phrase in all {
            let Some(Element::Word(first)) = phrase.elements.first().cloned() else { continue };
            let beginning = by_first_word.entry(first).or_default();
            if phrase.is_word() {
                beginning.kinds = beginning.kinds.with(phrase.kind.set());
            }
            beginning.may_blame |= phrase.kind.may_blame();
            beginning.has_people |= Kinds::PEOPLE.has(phrase.kind);
            beginning.phrases.push(phrase);
        }
        let parts = Parts::new(parts.into_iter().map(|(kind, entry)| (kind, entry.word)).collect());
        Self { by_first_word, parts }
    }

    /// The phrases that begin with `word`, which is in lower case.
    pub fn beginning_with(&self, word: &str) -> Option<&Beginning> {
        self.by_first_word.get(word)
    }

    /// The kinds of `word`, which is in lower case, by itself.
    pub fn kinds(&self, word: &str) -> Kinds {
        self.beginning_with(word).map_or(Kinds::default(), |beginning| beginning.kinds)
    }

    /// The phrases of languages whose words have endings or no blanks between them.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order() {
        let names: Vec<_> = Kind::NAMED.iter().map(|(name, _)| *name).collect();
        assert_eq!(WordTable::faults(BLAME, &names, str::to_lowercase), Vec::<String>::new());
        let verbs = WordTable::parse(VERBS);
        let names: Vec<_> = verbs.entries().map(|entry| entry.name).collect();
        assert_eq!(WordTable::faults(VERBS, &names, str::to_lowercase), Vec::<String>::new());
    }

    #[test]
    fn the_classes_in_phrases_are_kinds_and_no_phrase_begins_with_one() {
        for entry in WordTable::parse(BLAME).entries().chain(WordTable::parse(VERBS).entries()) {
            for (index, word) in
                entry.word.split(' ').enumerate().filter(|(_, word)| word.contains(['<', '…']))
            {
                let class = word.strip_prefix('<').and_then(|class| class.strip_suffix('>'));
                let is_known = class
                    .is_none_or(|class| matches!(class, "one" | "somebody") || Kind::named(class).is_some());
                assert!(index > 0 && is_known && (class.is_some() || word == "…"), "{}", entry.word);
                assert!(!Parts::is_language(entry.language), "{}", entry.word);
            }
        }
    }
}
