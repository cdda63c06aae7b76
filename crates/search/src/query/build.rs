//! From stretches of text to words and phrases, in bounded numbers.

use super::common::is_common;
use super::{Clause, Item, Occur, PhraseWord, Word};
use crate::language::Language;
use crate::tokenizer::fold::push_folded;
use crate::tokenizer::{Kind, Lexer, is_apostrophe, parts, runs};

/// Words and phrases beyond these are left out: a pasted log still is a query, in bounded time.
pub(super) const MAX_TEXT_CLAUSES: usize = 32;

/// Parts of a name, or pairs of characters, beyond these are left out.
const MAX_PARTS: usize = 16;

/// The parts of a word, folded.
fn pieces(text: &str) -> Vec<String> {
    let folded = parts(text).map(|part| {
        let mut folded = String::new();
        part.split(is_apostrophe).for_each(|stretch| push_folded(stretch, &mut folded));
        folded
    });
    folded.filter(|part| !part.is_empty()).take(MAX_PARTS).collect()
}

/// Makes clauses of text.
pub(super) struct Builder {
    lexer: Lexer,
    /// How many words and phrases there are, in all groups.
    made: usize,
}

impl Builder {
    pub(super) fn new(language: Language) -> Builder {
        Builder { lexer: Lexer::new(language), made: 0 }
    }

    /// Adds the words of a stretch to `clauses`. `unfinished`: the last of them may go on.
    pub(super) fn words(
        &mut self,
        clauses: &mut Vec<Clause>,
        occur: Occur,
        boost: f32,
        text: &str,
        unfinished: bool,
    ) {
        let mut runs = runs(text).peekable();
        while let Some(run) = runs.next() {
            self.lexer.read(run);
            let mut typed = String::new();
            push_folded(run.text, &mut typed);
            let mut word = Word {
                typed,
                whole: None,
                parts: Vec::new(),
                pieces: Vec::new(),
                unfinished: false,
                common: false,
            };
            for token in self.lexer.tokens() {
                match token.kind {
                    Kind::Part => word.parts.push(token.text.to_owned()),
                    // The first whole is that of the run; others belong to its pieces.
                    Kind::Whole if word.whole.is_none() && token.position == 0 => {
                        word.whole = Some(token.text.to_owned());
                    }
                    Kind::Whole => {}
                }
            }
            if word.parts.is_empty() {
                continue;
            }
            if !run.cjk {
                word.pieces = pieces(run.text);
            }
            word.parts.truncate(MAX_PARTS);
            word.common = word.whole.is_none() && is_common(&word.typed);
            word.unfinished = unfinished && runs.peek().is_none() && text.ends_with(run.text);
            self.push(clauses, Clause { occur, boost, item: Item::Word(word) });
        }
    }

    /// Adds a phrase to `clauses`: one word is a word that must be there, none is nothing.
    pub(super) fn phrase(&mut self, clauses: &mut Vec<Clause>, occur: Occur, text: &str) {
        let occur = if occur == Occur::MustNot { Occur::MustNot } else { Occur::Must };
        let words = self.phrase_words(text);
        if words.len() > 1 {
            self.push(clauses, Clause { occur, boost: 1.0, item: Item::Phrase(words) });
        } else {
            self.words(clauses, occur, 1.0, text, false);
        }
    }

    /// The words of a phrase.
    fn phrase_words(&mut self, text: &str) -> Vec<PhraseWord> {
        let mut words = Vec::new();
        let mut typed = String::new();
        for run in runs(text) {
            self.lexer.read(run);
            typed.clear();
            push_folded(run.text, &mut typed);
            let common = is_common(&typed);
            for token in self.lexer.tokens().filter(|token| token.kind == Kind::Part) {
                let offset = u32::try_from(words.len()).unwrap_or(u32::MAX);
                let typed = std::mem::take(&mut typed);
                words.push(PhraseWord { typed, token: token.text.to_owned(), offset, common });
            }
        }
        words.truncate(MAX_TEXT_CLAUSES);
        words
    }

    /// Adds a clause unless there are too many.
    fn push(&mut self, clauses: &mut Vec<Clause>, clause: Clause) {
        if self.made < MAX_TEXT_CLAUSES {
            self.made += 1;
            clauses.push(clause);
        }
    }
}
