//! The tokenizer as tantivy's writer calls it.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::lex::Lexer;
use super::run::{Run, runs};
use crate::language::Language;
use crate::schema::Weight;

/// A text with its weight in front, as [`WeightedTokenizer`] takes it: tantivy hands a tokenizer
/// nothing but the text.
pub(crate) fn weighted(weight: Weight, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    out.push(char::from(weight.0.min(i8::MAX as u8)));
    out.push_str(text);
    out
}

/// Cuts texts made by [`weighted`]; each token is emitted as often as the weight says.
#[derive(Clone, Debug)]
pub(crate) struct WeightedTokenizer {
    lexer: Lexer,
}

impl WeightedTokenizer {
    pub(crate) fn new(language: Language) -> WeightedTokenizer {
        WeightedTokenizer { lexer: Lexer::new(language) }
    }
}

impl Tokenizer for WeightedTokenizer {
    type TokenStream<'a> = WeightedTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WeightedTokens<'a> {
        // The weight is one ASCII character; a text without one has no tokens.
        let weight = text.bytes().next().filter(u8::is_ascii).unwrap_or(0);
        let runs: Box<dyn Iterator<Item = Run<'a>> + 'a> =
            if weight == 0 { Box::new(std::iter::empty()) } else { Box::new(runs(&text[1..])) };
        WeightedTokens {
            lexer: &mut self.lexer,
            runs,
            weight,
            base: 0,
            next: 0,
            in_run: 0,
            positions: 0,
            repeats: 0,
            token: Token::default(),
        }
    }
}

/// The tokens of one text.
pub(crate) struct WeightedTokens<'a> {
    lexer: &'a mut Lexer,
    runs: Box<dyn Iterator<Item = Run<'a>> + 'a>,
    weight: u8,
    /// Position of the first part of the run being emitted.
    base: usize,
    /// The next token of that run, and how many it has.
    next: usize,
    in_run: usize,
    /// How many positions that run takes.
    positions: usize,
    /// How often the current token is still to be emitted.
    repeats: u8,
    token: Token,
}

impl TokenStream for WeightedTokens<'_> {
    fn advance(&mut self) -> bool {
        if self.repeats > 0 {
            self.repeats -= 1;
            return true;
        }
        while self.next == self.in_run {
            let Some(run) = self.runs.next() else { return false };
            self.base += self.positions;
            self.lexer.read(run);
            self.next = 0;
            self.in_run = self.lexer.len();
            self.positions = self.lexer.positions();
            self.token.offset_from = run.start;
            self.token.offset_to = run.start + run.text.len();
        }
        let Some(found) = self.lexer.token(self.next) else { return false };
        self.token.text.clear();
        self.token.text.push_str(found.text);
        self.token.position = self.base + found.position;
        self.next += 1;
        self.repeats = self.weight - 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
