//! Phrases of languages whose words have endings or no blanks between them: they are looked for in any part of a sentence.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::kinds::Kind;

/// The phrases of such languages.
#[derive(Debug)]
pub struct Parts {
    automaton: Option<AhoCorasick>,
    /// By the number of the pattern.
    kinds: Vec<Kind>,
}

impl Parts {
    /// Whether the phrases of `language`, a code of ISO 639-1, are looked for in this way.
    pub fn is_language(language: &str) -> bool {
        matches!(language, "ja" | "ko" | "pl" | "ru" | "zh")
    }

    pub fn new(phrases: Vec<(Kind, &'static str)>) -> Self {
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(phrases.iter().map(|(_, phrase)| phrase))
            .ok();
        Self { automaton, kinds: phrases.into_iter().map(|(kind, _)| kind).collect() }
    }

    /// The phrases in `text`, as bytes of it.
    pub fn find(&self, text: &str) -> Vec<(Kind, Range<usize>)> {
        let Some(automaton) = self.automaton.as_ref().filter(|_| may_have(text)) else { return Vec::new() };
        // Lower case has as many bytes in these languages, so that the ranges are those of `text`.
        let lower = text.to_lowercase();
        let text = if lower.len() == text.len() { &lower } else { text };
        automaton
            .find_iter(text)
            .map(|found| (self.kinds[found.pattern().as_usize()], found.range()))
            .collect()
    }
}

/// Whether `text` may be in such a language: it has letters that the other languages do not have. Marks such as `’`, and
/// the letters of Western Europe, are none of them.
fn may_have(text: &str) -> bool {
    let is_letter = |byte: u8| matches!(byte, 0xc4 | 0xc5 | 0xd0 | 0xd1 | 0xe3..=0xed);
    !text.is_ascii() && text.bytes().any(is_letter)
}
