//! Sentences in words, with the phrases that they hold.

use std::ops::Range;

use super::context::add_people;
use super::kinds::{Kind, Kinds};
use super::people::People;
use super::phrases::{Beginning, Phrases, Words};
use super::words::{Word, words};
use retold_document::prose::{Passage, PassageKind, Prose};

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
    /// Whether it is part of a sentence in a language whose words have endings or no blanks between them.
    is_part: bool,
}

/// A sentence of the author's own.
#[derive(Debug)]
pub struct Statement<'a> {
    pub passage: &'a Passage,
    pub words: Vec<Word<'a>>,
    pub matches: Vec<Match>,
}

/// What the statements of an archive are read with.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    pub phrases: &'a Phrases,
    pub people: &'a People,
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

    /// Whether the word at `word`, if there is one, is of `kind` by itself.
    pub fn is(&self, kind: Kind, word: usize) -> bool {
        self.words.get(word).is_some_and(|word| word.kinds.has(kind))
    }

    /// Whether the word at `word`, if there is one, stands for people.
    pub fn is_somebody(&self, word: usize) -> bool {
        self.words.get(word).is_some_and(|word| word.kinds.meets(Kinds::SOMEBODY))
    }

    /// Whether the sentence does not claim what `found` means: it denies it, supposes it, or asks for it.
    pub fn is_denied(&self, found: &Match) -> bool {
        self.is_negated(found) || self.is_supposed(found.words.start) || self.is_asked()
    }

    /// Whether the clause negates `found`: by a word at most six words before, by "not" right before it, with an article or
    /// an adjective in between, or by the word that opens it ("none of the teams …").
    pub fn is_negated(&self, found: &Match) -> bool {
        if found.is_part {
            return self.is_negated_part(&found.range);
        }
        let at = found.words.start;
        let mut first = at;
        while first > 0 && at - first < 6 && !self.words[first].begins_clause {
            first -= 1;
        }
        // "To prevent this, we should have …"
        let is_judged = matches!(found.kind, Kind::Regret | Kind::Chance | Kind::Would);
        self.of(Kind::Negation).any(|negation| {
            if is_judged && !self.is_plain_negation(negation) {
                return false;
            }
            let is_far = matches!(self.words[negation.words.start].lower.as_ref(), "not" | "to");
            let is_near = !is_far || at - negation.words.start.min(at) <= 3;
            // "It is not that we should have …"
            let is_clause = self.words.get(negation.words.end).is_some_and(|next| next.lower == "that");
            let is_near = is_near || is_clause;
            let opens = negation.words.start == self.clause_start(at) && self.is_nobody(negation.words.start);
            (negation.words.start >= first && is_near || opens) && negation.words.end <= at
        })
    }

    /// Whether `negation` says no, unlike words that keep something away ("avoids").
    fn is_plain_negation(&self, negation: &Match) -> bool {
        let lower = self.words[negation.words.start].lower.as_ref();
        lower.ends_with("n't")
            || matches!(lower, "never" | "not" | "nothing")
            || self.is_nobody(negation.words.start)
    }

    /// Whether the word at `word` says that it is none of those whom the clause is about.
    fn is_nobody(&self, word: usize) -> bool {
        matches!(self.words[word].lower.as_ref(), "neither" | "no" | "nobody" | "none")
    }

    /// Whether a negation is right before or behind the bytes `range`: its place depends on the language. What a thing or an
    /// assistant made of software did is denied, too.
    fn is_negated_part(&self, range: &Range<usize>) -> bool {
        const NEAR: usize = 24;
        const FAR: usize = 90;
        const PREVENTING: [&str; 3] = ["以免", "避免", "防止"];
        let is_machine = |word: &Word<'_>| {
            word.range.start < range.start
                && word.lower.strip_prefix("ai").is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii()))
        };
        let is_thing = |thing: &Match| thing.is_part && thing.range.end <= range.start;
        if self.words.iter().any(is_machine) || self.of(Kind::Thing).any(is_thing) {
            return true;
        }
        self.of(Kind::Negation).any(|negation| {
            let other = &negation.range;
            // In Chinese, what is prevented may stand at the end of a long clause.
            let is_prevented = PREVENTING.contains(&&self.passage.text[other.clone()]);
            let near = if is_prevented { FAR } else { NEAR };
            // "Out of carelessness, nobody did it" has a negation in another clause.
            let ends_clause = |gap: Range<usize>| self.passage.text[gap].contains(['，', '。', '；']);
            other.end <= range.start && range.start - other.end <= near
                || other.start >= range.end
                    && other.start - range.end <= NEAR
                    && !ends_clause(range.end..other.start)
        })
    }

    /// Whether the words before word `at` in its clause make it a condition or a possibility: "if somebody deletes it by
    /// mistake", "a user may accidentally …". "If we had …" and "could have …" are about what happened.
    fn is_supposed(&self, at: usize) -> bool {
        const NEAR: usize = 5;
        let start = self.clause_start(at);
        let is_real = |word: usize| {
            (word + 1..self.words.len().min(word + 5))
                .any(|next| matches!(self.words[next].lower.as_ref(), "had" | "have" | "only"))
        };
        (start..at).any(|word| {
            // "Will deleted it" has a name.
            let is_near = at - word <= NEAR && self.is(Kind::Modal, word) && !self.is(Kind::Name, word);
            (is_near || self.is(Kind::Condition, word)) && !is_real(word)
        })
    }

    /// Whether the sentence is a question that is answered with yes or no.
    fn is_asked(&self) -> bool {
        let Some(last) = self.words.last().filter(|_| self.is(Kind::Asking, 0)) else { return false };
        self.passage.text[last.range.end..].starts_with(['?', '？'])
    }

    /// Whether `kind` occurs at or in the words `range`.
    pub fn has(&self, kind: Kind, range: Range<usize>) -> bool {
        self.of(kind).any(|found| found.words.start >= range.start && found.words.end <= range.end)
    }

    /// The first word of the clause that goes on right before word `at`.
    pub fn clause_start(&self, at: usize) -> usize {
        (1..at).rev().find(|index| self.words[*index].begins_clause).unwrap_or(0)
    }

    /// The end of the clause of word `at`, as an index into the words.
    pub fn clause_end(&self, at: usize) -> usize {
        (at + 1..self.words.len()).find(|index| self.words[*index].begins_clause).unwrap_or(self.words.len())
    }
}

/// The statements of `prose` that may blame somebody: sentences outside of headings and block quotations. Passages about
/// blame itself are left out.
pub fn statements<'a>(prose: &'a Prose, reader: Reader<'a>) -> impl Iterator<Item = Statement<'a>> {
    let passages =
        prose.passages.iter().filter(|passage| !passage.is_quoted && passage.kind != PassageKind::Heading);
    passages.flat_map(move |passage| {
        let statements = passage.sentences().into_iter().map(|sentence| statement(passage, sentence, reader));
        let mut statements: Vec<_> = statements.filter(|statement| !statement.matches.is_empty()).collect();
        if statements.iter().any(|statement| statement.of(Kind::Policy).next().is_some()) {
            statements.clear();
        }
        statements
    })
}

/// The headings of `prose`.
pub fn headings<'a>(prose: &'a Prose, reader: Reader<'a>) -> impl Iterator<Item = Statement<'a>> {
    let headings =
        prose.passages.iter().filter(|passage| !passage.is_quoted && passage.kind == PassageKind::Heading);
    headings.map(move |passage| statement(passage, 0..passage.text.len(), reader))
}

/// The longest sentence that is looked at, in words. Longer ones are lists and logs; the time grows with the square of the
/// length.
const LONGEST: usize = 500;

/// Reads the sentence `range` of `passage`. Without a phrase that may blame somebody, it has no matches.
fn statement<'a>(passage: &'a Passage, range: Range<usize>, reader: Reader<'_>) -> Statement<'a> {
    let mut words = words(passage, range.clone());
    let mut matches = Vec::new();
    let beginnings: Vec<_> = words.iter().map(|word| reader.phrases.beginning_with(&word.lower)).collect();
    let may_blame = |beginning: &Option<&Beginning>| beginning.is_some_and(|beginning| beginning.may_blame);
    let parts = reader.phrases.parts().find(&passage.text[range.clone()]);
    if words.len() > LONGEST || parts.is_empty() && !beginnings.iter().any(may_blame) {
        return Statement { passage, words, matches };
    }
    for (word, beginning) in words.iter_mut().zip(&beginnings) {
        let kinds = beginning.map_or(Kinds::default(), |beginning| beginning.kinds);
        word.kinds =
            kinds.with(reader.people.kinds(&passage.text[word.range.clone()], &word.lower, reader.phrases));
    }
    add_people(passage, &mut words, &beginnings, reader.people, reader.phrases);
    let all = WordsOf(&words);
    for (at, beginning) in beginnings.iter().enumerate() {
        for phrase in beginning.iter().flat_map(|beginning| &beginning.phrases) {
            let Some(end) = phrase.end(&all, at) else { continue };
            let range = words[at].range.start..words[end - 1].range.end;
            matches.push(Match {
                kind: phrase.kind,
                words: at..end,
                range,
                base: phrase.base,
                is_part: false,
            });
        }
    }
    for (kind, part) in parts {
        let bytes = range.start + part.start..range.start + part.end;
        if !passage.is_literal(&bytes) {
            let behind = words.partition_point(|word| word.range.end <= bytes.start);
            let word = behind.min(words.len().saturating_sub(1));
            matches.push(Match { kind, words: word..word + 1, range: bytes, base: "", is_part: true });
        }
    }
    if !matches.iter().any(|found| found.kind.may_blame()) {
        matches.clear();
    }
    Statement { passage, words, matches }
}

/// Words as phrases see them.
pub struct WordsOf<'a, 'b>(pub &'b [Word<'a>]);

impl Words for WordsOf<'_, '_> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn lower(&self, word: usize) -> Option<&str> {
        let word = &self.0[word];
        (!word.is_literal).then_some(&*word.lower)
    }

    fn kinds(&self, word: usize) -> Kinds {
        self.0[word].kinds
    }

    fn begins_clause(&self, word: usize) -> bool {
        self.0[word].begins_clause
    }
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
        statements(&prose, Reader { phrases: &Phrases::new(&[]), people: &People::default() })
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
    fn phrases_have_gaps_and_classes() {
        for (text, expected) in [
            ("A lack of the care.", None),
            ("A lack of care.", Some("A lack of care")),
            ("He brought it on himself. We did that to ourselves.", Some("did that to ourselves")),
            ("We did this, to ourselves unknown.", None),
        ] {
            let found = found(text).into_iter().find(|(kind, _)| *kind == Kind::Fault);
            assert_eq!(found.map(|(_, text)| text), expected.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn what_is_supposed_or_asked_for_is_denied() {
        for (text, is_denied) in [
            ("If somebody makes a mistake, it can be restored.", true),
            ("A user may make a mistake.", true),
            ("Did somebody make a mistake?", true),
            ("We made a mistake.", false),
            ("If we had seen the mistake.", false),
            ("Was it a mistake.", false),
        ] {
            let prose = prose(text);
            let phrases = Phrases::new(&[]);
            let reader = Reader { phrases: &phrases, people: &People::default() };
            let statement = statements(&prose, reader).next().unwrap();
            let found = statement.of(Kind::Slip).next().unwrap();
            assert_eq!(statement.is_denied(found), is_denied, "{text}");
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
            let reader = Reader { phrases: &phrases, people: &People::default() };
            let statement = statements(&prose, reader).next().unwrap();
            let found = statement.of(Kind::Fault).next().unwrap();
            assert_eq!(statement.is_denied(found), is_denied, "{text}");
        }
    }
}
