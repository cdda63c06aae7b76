//! People whom only the words around them show.

use retold_document::prose::Passage;

use super::kinds::{Kind, Kinds};
use super::people::People;
use super::phrases::{Beginning, Phrases};
use super::statement::WordsOf;
use super::words::Word;

/// Adds to the kinds of `words` the people of several words ("the night shift"), names that are common words, in front of
/// what a person did ("Grace deleted it"), surnames behind an initial, and people behind an article that French writes
/// together with them ("l'ingénieur"). `beginnings` are the phrases that begin with each of the words.
pub fn add_people(
    passage: &Passage,
    words: &mut [Word<'_>],
    beginnings: &[Option<&Beginning>],
    people: &People,
    phrases: &Phrases,
) {
    let mut found = Vec::new();
    for at in 0..words.len() {
        found.extend(several_words(words, beginnings, at));
        if is_name(passage, words, beginnings, people, at) {
            found.push((at, Kind::Name.set()));
        }
        if let Some((_, noun)) = words[at].lower.split_once('\'').filter(|(article, _)| article.len() == 1) {
            found.push((at, phrases.kinds(noun).only(Kinds::PEOPLE)));
        }
    }
    for (word, kinds) in found {
        words[word].kinds = words[word].kinds.with(kinds);
    }
}

/// The people of several words that begin at word `at`, as the last of their words and what they are.
fn several_words<'a>(
    words: &[Word<'_>],
    beginnings: &[Option<&'a Beginning>],
    at: usize,
) -> impl Iterator<Item = (usize, Kinds)> + use<'a> {
    let phrases = beginnings[at].filter(|beginning| beginning.has_people);
    let phrases = phrases.iter().flat_map(|beginning| &beginning.phrases);
    let people = phrases.filter(|phrase| !phrase.is_word() && Kinds::PEOPLE.has(phrase.kind));
    let all = WordsOf(words);
    let found: Vec<_> =
        people.filter_map(|phrase| Some((phrase.end(&all, at)? - 1, phrase.kind.set()))).collect();
    found.into_iter()
}

/// Whether the word at `at` is a name because of the words next to it.
fn is_name(
    passage: &Passage,
    words: &[Word<'_>],
    beginnings: &[Option<&Beginning>],
    people: &People,
    at: usize,
) -> bool {
    let word = &words[at];
    let text = &passage.text;
    if word.is_literal || !text[word.range.clone()].starts_with(char::is_uppercase) {
        return false;
    }
    let is_common = people.is_common_name(&word.lower);
    if !is_common && !is_behind_initial(&text[..word.range.start]) {
        return false;
    }
    let next = (at + 1..words.len()).find(|next| !words[*next].kinds.has(Kind::Adverb));
    let acts = next.is_some_and(|next| !words[next].begins_clause && is_deed(words, beginnings, next));
    let is_agent = || at > 0 && words[at - 1].lower == "by" && ends_noun(words, at);
    acts || is_common && is_agent()
}

/// Whether the word at `at` is a verb in the past for what a person did.
fn is_deed(words: &[Word<'_>], beginnings: &[Option<&Beginning>], at: usize) -> bool {
    let lower = words[at].lower.as_ref();
    let is_past = lower.ends_with("ed")
        || matches!(lower, "broke" | "brought" | "forgot" | "overwrote" | "ran" | "took");
    let all = WordsOf(words);
    let mut phrases = beginnings[at].filter(|_| is_past).into_iter().flat_map(|beginning| &beginning.phrases);
    phrases
        .any(|phrase| matches!(phrase.kind, Kind::Cause | Kind::Omission) && phrase.end(&all, at).is_some())
}

/// Whether nothing belongs to the noun at word `at`: it is the last one of its clause, or a preposition follows.
fn ends_noun(words: &[Word<'_>], at: usize) -> bool {
    let open = Kind::Preposition.set().with(Kind::Conjunction.set());
    words.get(at + 1).is_none_or(|next| next.begins_clause || next.kinds.meets(open))
}

/// Whether `before` ends with an initial: `T. `.
fn is_behind_initial(before: &str) -> bool {
    let mut letters = before.trim_end().strip_suffix('.').unwrap_or_default().chars().rev();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none_or(|c| !c.is_alphanumeric())
}
