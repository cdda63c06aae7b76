//! One phrase: a sequence of words, with gaps and alternatives.

use std::collections::{BTreeMap, BTreeSet};

use super::words::Word;

/// Most words in a gap, and in a short one.
const GAP: usize = 5;
const SHORT_GAP: usize = 2;

/// A part of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// One of these words.
    Word(Vec<Form>),
    /// At most so many words of the same clause.
    Gap(usize),
    /// One of the phrases of a class.
    Class(Vec<Vec<Element>>),
}

/// A word, or how it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    Whole(String),
    Beginning(String),
}

impl Form {
    fn of(text: &str) -> Self {
        match text.strip_suffix('*') {
            Some(beginning) => Self::Beginning(beginning.to_owned()),
            None => Self::Whole(text.to_owned()),
        }
    }

    fn initial(&self) -> Option<char> {
        let (Self::Whole(text) | Self::Beginning(text)) = self;
        text.chars().next()
    }

    fn is(&self, word: &str) -> bool {
        match self {
            Self::Whole(whole) => whole == word,
            Self::Beginning(beginning) => word.starts_with(beginning.as_str()),
        }
    }
}

/// The phrase that `text` writes: `<lack> alert* … disk/volume`. Classes that are not among `classes` match nothing.
pub fn phrase(text: &str, classes: &BTreeMap<&str, Vec<Vec<Element>>>) -> Vec<Element> {
    text.split(' ')
        .map(|part| match part.strip_prefix('<').and_then(|part| part.strip_suffix('>')) {
            Some(class) => Element::Class(classes.get(class).cloned().unwrap_or_default()),
            None if part == "…" => Element::Gap(GAP),
            None if part == ".." => Element::Gap(SHORT_GAP),
            None => Element::Word(part.split('/').map(Form::of).collect()),
        })
        .collect()
}

/// Where the phrase ends if it begins at the word `at`; it stays in one clause.
pub fn end(phrase: &[Element], words: &[Word<'_>], at: usize) -> Option<usize> {
    end_in(phrase, words, at, words.get(at)?.clause)
}

fn end_in(phrase: &[Element], words: &[Word<'_>], at: usize, clause: u32) -> Option<usize> {
    let Some((element, rest)) = phrase.split_first() else { return Some(at) };
    match element {
        Element::Word(forms) => {
            let word = words.get(at).filter(|word| word.clause == clause)?;
            let is_found = forms.iter().any(|form| form.is(&word.lower));
            if is_found { end_in(rest, words, at + 1, clause) } else { None }
        }
        Element::Gap(most) => (at..=at + most).find_map(|next| end_in(rest, words, next, clause)),
        Element::Class(phrases) => phrases.iter().find_map(|inner| {
            let next = end_in(inner, words, at, clause)?;
            end_in(rest, words, next, clause)
        }),
    }
}

/// The characters that a phrase may begin with.
pub fn initials(phrase: &[Element]) -> BTreeSet<char> {
    match phrase.first() {
        Some(Element::Word(forms)) => forms.iter().filter_map(Form::initial).collect(),
        Some(Element::Class(phrases)) => phrases.iter().flat_map(|phrase| initials(phrase)).collect(),
        Some(Element::Gap(_)) | None => BTreeSet::new(),
    }
}
