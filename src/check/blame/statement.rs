//! Sentences in words, with the phrases that they hold.

use std::borrow::Cow;
use std::ops::Range;

use super::phrases::{Kind, Phrase, Phrases};
use retold_document::prose::{Passage, PassageKind, Prose};

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
    /// The kinds of phrases that are this word alone, as bits by the number of the kind.
    kinds: u64,
}

/// A phrase in a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    pub kind: Kind,
    /// Words of the statement; a part of one word in languages without blanks.
    pub words: Range<usize>,
    /// Bytes of the passage's text.
    pub range: Range<usize>,
    /// For a verb: its base form.
    pub base: &'static str,
}

/// A sentence of the author's own.
#[derive(Debug)]
pub struct Statement<'a> {
    pub passage: &'a Passage,
    pub words: Vec<Word<'a>>,
    pub matches: Vec<Match>,
}

impl Statement<'_> {
    /// The phrases of `kind`, in the order of the text.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Match> {
        self.matches.iter().filter(move |found| found.kind == kind)
    }

    /// The word as written.
    pub fn written(&self, word: usize) -> &str {
        &self.passage.text[self.words[word].range.clone()]
    }

    /// Whether the clause denies what is written at word `at`: by a word at most six words before, or by "not" right
    /// before it, with an article or an adjective in between.
    pub fn is_denied(&self, at: usize) -> bool {
        let mut first = at;
        while first > 0 && at - first < 6 && !self.words[first].begins_clause {
            first -= 1;
        }
        self.of(Kind::Negation).any(|negation| {
            let is_near =
                self.words[negation.words.start].lower != "not" || at - negation.words.start.min(at) <= 3;
            negation.words.start >= first && negation.words.end <= at && is_near
        })
    }

    /// Whether `kind` occurs at or in the words `range`.
    pub fn has(&self, kind: Kind, range: Range<usize>) -> bool {
        if range.len() == 1 {
            return self.words.get(range.start).is_some_and(|word| word.kinds & kind.bit() != 0);
        }
        self.of(kind).any(|found| found.words.start >= range.start && found.words.end <= range.end)
    }

    /// The end of the clause of word `at`, as an index into the words.
    pub fn clause_end(&self, at: usize) -> usize {
        (at + 1..self.words.len()).find(|index| self.words[*index].begins_clause).unwrap_or(self.words.len())
    }
}

/// The statements of `prose` that may blame somebody: sentences outside of headings and block quotations. Passages about
/// blame itself are left out.
pub fn statements<'a>(prose: &'a Prose, phrases: &'a Phrases) -> impl Iterator<Item = Statement<'a>> {
    let passages =
        prose.passages.iter().filter(|passage| !passage.is_quoted && passage.kind != PassageKind::Heading);
    passages.flat_map(move |passage| {
        let statements =
            passage.sentences().into_iter().map(|sentence| statement(passage, sentence, phrases));
        let mut statements: Vec<_> = statements.filter(|statement| !statement.matches.is_empty()).collect();
        if statements.iter().any(|statement| statement.of(Kind::Policy).next().is_some()) {
            statements.clear();
        }
        statements
    })
}

/// The headings of `prose`.
pub fn headings<'a>(prose: &'a Prose, phrases: &'a Phrases) -> impl Iterator<Item = Statement<'a>> {
    let headings =
        prose.passages.iter().filter(|passage| !passage.is_quoted && passage.kind == PassageKind::Heading);
    headings.map(|passage| statement(passage, 0..passage.text.len(), phrases))
}

/// The longest sentence that is looked at, in words. Longer ones are lists and logs; the time grows with the square of the
/// length.
const LONGEST: usize = 500;

/// Reads the sentence `range` of `passage`. Without a phrase that may blame somebody, it has no matches.
fn statement<'a>(passage: &'a Passage, range: Range<usize>, phrases: &Phrases) -> Statement<'a> {
    let mut words = words(passage, range.clone());
    let mut matches = Vec::new();
    let begins = |at: usize| {
        let beginning = phrases.beginning_with(&words[at].lower).iter();
        beginning.filter(|phrase| phrase.kind.may_blame()).any(|phrase| is_at(phrase, &words, at))
    };
    let parts = parts(passage, range, &words, phrases);
    if words.len() > LONGEST || parts.is_empty() && !(0..words.len()).any(begins) {
        return Statement { passage, words, matches };
    }
    for at in 0..words.len() {
        let beginning = phrases.beginning_with(&words[at].lower).iter();
        for phrase in beginning.filter(|phrase| is_at(phrase, &words, at)) {
            let found = at..at + phrase.words.len();
            let range = words[at].range.start..words[found.end - 1].range.end;
            matches.push(Match { kind: phrase.kind, words: found, range, base: phrase.base });
        }
    }
    matches.extend(parts);
    for found in matches.iter().filter(|found| found.words.len() == 1) {
        words[found.words.start].kinds |= found.kind.bit();
    }
    Statement { passage, words, matches }
}

fn is_at(phrase: &Phrase, words: &[Word<'_>], at: usize) -> bool {
    words.len() >= at + phrase.words.len()
        && phrase.words.iter().zip(&words[at..]).enumerate().all(|(index, (phrase, word))| {
            **phrase == *word.lower && !word.is_literal && (index == 0 || !word.begins_clause)
        })
}

/// The phrases of languages without blanks.
fn parts(passage: &Passage, range: Range<usize>, words: &[Word<'_>], phrases: &Phrases) -> Vec<Match> {
    let text = &passage.text[range.clone()];
    if text.is_ascii() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (kind, part) in phrases.parts() {
        for (at, _) in text.match_indices(part) {
            let bytes = range.start + at..range.start + at + part.len();
            if passage.is_literal(&bytes) {
                continue;
            }
            let behind = words.partition_point(|word| word.range.end <= bytes.start);
            let word = behind.min(words.len().saturating_sub(1));
            found.push(Match { kind: *kind, words: word..word + 1, range: bytes, base: "" });
        }
    }
    found
}

fn words(passage: &Passage, range: Range<usize>) -> Vec<Word<'_>> {
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
                kinds: 0,
            });
            begins_clause = false;
            at += length;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        // A dash between blanks, or a mark; a blank is none.
        begins_clause |= matches!(c, ',' | ';' | ':' | '(' | ')' | '–' | '—' | '|' | '、' | '，' | '。');
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

#[cfg(test)]
mod tests {
    use super::*;
    use retold_document::{Document, SourceFile, Vocabulary};

    fn prose(text: &str) -> Prose {
        let file = SourceFile { path: "a.md".into(), name: "a.md".into(), bytes: text.into() };
        Prose::of(&Document::parse(file, &Vocabulary::default()).0)
    }

    fn found(text: &str) -> Vec<(Kind, String)> {
        let prose = prose(text);
        let own = |statement: Statement<'_>| {
            let text = &statement.passage.text;
            statement
                .matches
                .iter()
                .map(|found| (found.kind, text[found.range.clone()].to_owned()))
                .collect::<Vec<_>>()
        };
        statements(&prose, &Phrases::new(&[]))
            .flat_map(own)
            .filter(|(kind, _)| matches!(kind, Kind::Fault | Kind::Slip))
            .collect()
    }

    #[test]
    fn phrases_are_found_in_the_words_of_the_author() {
        for (text, expected) in [
            ("A careless change.", &[(Kind::Fault, "careless")][..]),
            ("Due to human\nerror.", &[(Kind::Fault, "human error")]),
            ("It was human; error 500 followed.", &[]),
            ("A [careless](a.md) change, `human error`, \"sloppy\".", &[]),
            ("> A careless change.\n", &[]),
            ("# A careless change\n", &[]),
            ("A blameless review of a careless change.", &[]),
            ("これは不注意だった。", &[(Kind::Fault, "不注意")]),
            ("It was John’s mistake", &[(Kind::Slip, "mistake")]),
        ] {
            let expected: Vec<_> = expected.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect();
            let found: Vec<_> =
                found(text).into_iter().map(|(kind, text)| (kind, text.replace('\n', " "))).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_denial_is_in_the_same_clause() {
        for (text, is_denied) in [
            ("Nobody was careless.", true),
            ("It was not a careless change.", true),
            ("Not now, it was careless.", false),
            ("It was careless.", false),
        ] {
            let prose = prose(text);
            let phrases = Phrases::new(&[]);
            let statement = statements(&prose, &phrases).next().unwrap();
            let at = statement.of(Kind::Fault).next().unwrap().words.start;
            assert_eq!(statement.is_denied(at), is_denied, "{text}");
        }
    }
}
