//! Distinguishes texts on completed work from texts on work to be done.

use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::FxHashSet;

type Words = LazyLock<FxHashSet<&'static str>>;

static VERBS: LazyLock<WordTable> = LazyLock::new(|| WordTable::parse(include_str!("../../data/verbs.txt")));
static IMPERATIVES: Words = LazyLock::new(|| VERBS.set("imperative"));
static PAST: Words = LazyLock::new(|| VERBS.set("past"));
static PARTICIPLES: Words = LazyLock::new(|| VERBS.set("participle"));
static PAST_ENDS: LazyLock<Vec<&str>> = LazyLock::new(|| VERBS.words("past-end").collect());
static SUBJECTS: Words = LazyLock::new(|| VERBS.set("subject"));
static AUXILIARIES: Words = LazyLock::new(|| VERBS.set("auxiliary"));
static ADVERBS: Words = LazyLock::new(|| VERBS.set("adverb"));
static MODALS: Words = LazyLock::new(|| VERBS.set("modal"));
static CLAUSES: Words = LazyLock::new(|| VERBS.set("clause"));

/// Words of a sentence that are searched for a verb in the passive.
const MOST_WORDS: usize = 24;

/// Whether `word`, in lower case, is a verb that actions usually begin with.
pub fn is_imperative(word: &str) -> bool {
    IMPERATIVES.contains(word)
}

/// Whether `text` describes something that was done: `We reverted the change`, `Added an alert`, `The limit was
/// raised`.
pub fn is_past(text: &str) -> bool {
    let sentence = first_sentence(text.trim_start_matches(|c: char| !c.is_alphanumeric()));
    if PAST_ENDS.iter().any(|end| sentence.ends_with(end)) {
        return true;
    }
    let mut words = words(sentence);
    let Some(first) = words.next() else { return false };
    let first = first.to_lowercase();
    if SUBJECTS.contains(first.as_str()) || first == "the" && words.clone().next() == Some("team") {
        let verb = words.map(str::to_lowercase).find(|word| !AUXILIARIES.contains(word.as_str()));
        return verb
            .is_some_and(|verb| PAST.contains(verb.as_str()) || verb.ends_with("ed") && verb != "need");
    }
    if PAST.contains(first.as_str()) {
        return !has_modal(sentence);
    }
    // `The limit was raised`; but not `Find out why the limit was raised`.
    !is_imperative(&first) && is_passive(sentence) && !has_modal(sentence)
}

/// The first sentence of `text`; further ones often only explain it.
fn first_sentence(text: &str) -> &str {
    let end = text.char_indices().take(240).find(|&(at, c)| {
        c == '\n' || matches!(c, '.' | '。') && text[at + c.len_utf8()..].starts_with(char::is_whitespace)
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// The words of a sentence, `we've` and `re-enabled` among them.
fn words(sentence: &str) -> impl Iterator<Item = &str> + Clone {
    sentence
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
        .filter(|word| !word.is_empty())
}

fn has_modal(sentence: &str) -> bool {
    sentence.split(|c: char| !c.is_alphabetic()).any(|word| MODALS.contains(word))
}

/// Whether the main clause of a sentence has a verb in the passive: `The limit was then raised`.
fn is_passive(sentence: &str) -> bool {
    let mut words = words(sentence).take(MOST_WORDS).take_while(|word| !CLAUSES.contains(word)).skip(1);
    let is_auxiliary = |word: &str| matches!(word, "was" | "were" | "been");
    words.any(is_auxiliary)
        && words
            .find(|word| !is_auxiliary(word) && !ADVERBS.contains(word))
            .is_some_and(|word| PAST.contains(word) || word.ends_with("ed") || PARTICIPLES.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let names = [
            "imperative",
            "past",
            "participle",
            "past-end",
            "subject",
            "auxiliary",
            "adverb",
            "modal",
            "clause",
        ];
        let faults = WordTable::faults(include_str!("../../data/verbs.txt"), &names, str::to_lowercase);
        assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn completed_work_differs_from_work_to_be_done() {
        for text in [
            "We reverted the change",
            "We have also added an alert",
            "Added an alert",
            "Rolled back to the last release",
            "The limit was raised to 20",
            "The team replaced the disk",
            "**Failover:** The failover was thoroughly tested",
            "Credentials have been rotated",
            "アラートを追加した",
        ] {
            assert!(is_past(text), "{text}");
        }
        for text in [
            "Add an alert",
            "Automated tests should be added",
            "Improved monitoring",
            "Find out why the limit was raised",
            "We need to rotate the keys",
            "We should have a runbook",
            "We have",
            "Distributed tracing",
            "Make sure that the change was reverted",
            "The alert needs a better name",
            "The limit was",
            "",
        ] {
            assert!(!is_past(text), "{text}");
        }
    }
}
