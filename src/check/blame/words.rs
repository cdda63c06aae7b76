//! Sentences split into words.

use std::borrow::Cow;
use std::ops::Range;

use retold_document::prose::Passage;

use super::kinds::Kinds;

/// A word of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// In lower case, with straight apostrophes.
    pub lower: Cow<'a, str>,
    /// Bytes of the passage's text.
    pub range: Range<usize>,
    /// Whether it is code, quoted, struck, or the text of a link.
    pub is_literal: bool,
    /// Whether a mark between it and the word before ends a clause.
    pub begins_clause: bool,
    /// The kinds of phrases that are this word alone.
    pub kinds: Kinds,
}

/// The words of the sentence `range` of `passage`, without their kinds.
pub fn words(passage: &Passage, range: Range<usize>) -> Vec<Word<'_>> {
    let text = &passage.text;
    let mut words = Vec::new();
    let mut begins_clause = false;
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let length = word_length(rest);
        if length > 0 {
            let bytes = at..at + length;
            words.push(Word {
                lower: lower(&text[bytes.clone()]),
                is_literal: passage.is_literal(&bytes),
                range: bytes,
                begins_clause: begins_clause && !words.is_empty(),
                kinds: Kinds::default(),
            });
            begins_clause = false;
            at += length;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        // A dash between blanks, or a mark; a blank is none.
        begins_clause |= matches!(c, ',' | ';' | ':' | '(' | ')' | '–' | '—' | '|' | '、' | '，' | '。')
            || c == '-' && rest[1..].starts_with(' ') && text[..at].ends_with(' ');
        at += c.len_utf8();
    }
    words
}

/// A word in lower case, with straight apostrophes. Most words are so already.
fn lower(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.replace('’', "'").to_lowercase()) }
}

/// The length of the word at the start of `text`: letters, digits and marks inside of it (`on-call`, `don't`, `@kim`).
fn word_length(text: &str) -> usize {
    let mut length = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let mut next_is = |is: fn(&char) -> bool| characters.peek().is_some_and(|(_, next)| is(next));
        let is_inner = at > 0
            && (matches!(c, '\'' | '’' | '-' | '_' | '.' | '@') && next_is(|next| next.is_alphanumeric())
                || c == ':' && next_is(char::is_ascii_digit));
        let is_handle = c == '@'
            && if at == 0 { next_is(|next| next.is_alphanumeric()) } else { next_is(|next| *next == ' ') };
        if !(c.is_alphanumeric() || is_inner || is_handle) {
            break;
        }
        length = at + c.len_utf8();
    }
    length
}
