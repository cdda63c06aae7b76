//! The words of a text as the index has them, for programs that compare texts.

use super::lex::{Kind, Lexer};
use super::run::runs;
use crate::language::Language;

/// Finds the words of one text after the other.
#[derive(Clone, Debug)]
pub struct Words {
    lexer: Lexer,
}

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word as the index has it: in lower case, without accents, as a stem.
    pub token: &'a str,
    /// As it was written; for a part of a name, the whole name.
    pub written: &'a str,
    /// Byte offset of `written` in the text.
    pub start: usize,
    /// Whether it is a part of a name such as `kube-proxy` or `NullPointerException`.
    pub is_part: bool,
}

impl Words {
    /// For texts in a `language`.
    #[must_use]
    pub fn new(language: Language) -> Words {
        Words { lexer: Lexer::new(language) }
    }

    /// Calls `each` with every word of `text`, in order: names as a whole, then their parts.
    pub fn for_each(&mut self, text: &str, mut each: impl FnMut(Word<'_>)) {
        for run in runs(text) {
            self.lexer.read(run);
            let several = self.lexer.len() > 1;
            for lexeme in self.lexer.tokens() {
                let is_part = several && lexeme.kind == Kind::Part;
                each(Word { token: lexeme.text, written: run.text, start: run.start, is_part });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_whole_and_in_parts() {
        let mut found = Vec::new();
        Words::new(Language::default()).for_each("The kube-proxy pools", |word| {
            found.push(format!("{} {} {}", word.token, word.written, word.is_part));
        });
        assert_eq!(
            found,
            [
                "the The false",
                "kube-proxy kube-proxy false",
                "kube kube-proxy true",
                "proxi kube-proxy true",
                "pool pools false",
            ]
        );
    }
}
