//! The words of a text as the index has them, for programs that compare texts.

use super::lex::{Kind, Lexer};
use super::run::runs;
use crate::language::Language;

/// Finds the words of one text after the other, in two steps, so that the second can be remembered: texts consist of few
/// different names and words.
#[derive(Clone, Debug)]
pub struct Words {
    lexer: Lexer,
}

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word as the index has it: in lower case, without accents, as a stem.
    pub token: &'a str,
    /// Whether it is a part of a name such as `kube-proxy` or `NullPointerException`.
    pub is_part: bool,
}

/// The stretches of `text` that are analysed by themselves: words, names, and text in scripts without spaces; in order.
pub fn stretches(text: &str) -> impl Iterator<Item = &str> {
    runs(text).map(|run| run.text)
}

impl Words {
    /// For texts in a `language`.
    #[must_use]
    pub fn new(language: Language) -> Words {
        Words { lexer: Lexer::new(language) }
    }

    /// Calls `each` with every word of one of the [`stretches`] of a text, in order: names as a whole, then their parts.
    pub fn for_each(&mut self, stretch: &str, mut each: impl FnMut(Word<'_>)) {
        for run in runs(stretch) {
            self.lexer.read(run);
            let several = self.lexer.len() > 1;
            for lexeme in self.lexer.tokens() {
                each(Word { token: lexeme.text, is_part: several && lexeme.kind == Kind::Part });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_whole_and_in_parts() {
        let mut words = Words::new(Language::default());
        let mut found = Vec::new();
        for stretch in stretches("The kube-proxy, pools") {
            words.for_each(stretch, |word| found.push(format!("{stretch}: {} {}", word.token, word.is_part)));
        }
        let expected = [
            "The: the false",
            "kube-proxy: kube-proxy false",
            "kube-proxy: kube true",
            "kube-proxy: proxi true",
            "pools: pool false",
        ];
        assert_eq!(found, expected);
    }
}
