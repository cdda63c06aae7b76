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
static NOW: Words = LazyLock::new(|| VERBS.set("now"));
static FINITE: Words = LazyLock::new(|| VERBS.set("finite"));
static TOTALS: Words = LazyLock::new(|| VERBS.set("total"));
static TOTAL_VERBS: Words = LazyLock::new(|| VERBS.set("total-verb"));
static PLACE_ENDS: LazyLock<Vec<&str>> = LazyLock::new(|| VERBS.words("place-end").collect());
static STATES: Words = LazyLock::new(|| VERBS.set("state"));
static CLAUSES: Words = LazyLock::new(|| VERBS.set("clause"));

/// Most words of a short report: `Alert added`.
const MOST_WORDS_OF_REPORT: usize = 6;

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
    if is_report(sentence) {
        return true;
    }
    // `The limit was raised`; but not `Find out why the limit was raised`.
    !is_imperative(&first) && is_passive(sentence) && !has_modal(sentence)
}

/// Whether `text` describes what is so, with a thing as its subject: `The gateway now rejects it`, `All tests pass`,
/// `The alert is in place`.
pub fn is_in_place(text: &str) -> bool {
    let sentence = first_sentence(text.trim_start_matches(|c: char| !c.is_alphanumeric()));
    if PLACE_ENDS.iter().any(|end| sentence.trim_end_matches('。').ends_with(end)) {
        return true;
    }
    // Most sentences have none of the words that show it.
    let may_be = NOW.iter().any(|word| sentence.contains(word))
        || sentence.contains("in place")
        || words(sentence).next().is_some_and(|first| TOTALS.contains(first.to_lowercase().as_str()));
    if !may_be {
        return false;
    }
    let words: Vec<String> = words(sentence).take(MOST_WORDS).map(str::to_lowercase).collect();
    let words = || words.iter().map(String::as_str);
    let Some(first) = words().next() else { return false };
    // `We now check it` is what somebody did.
    if is_imperative(first) || SUBJECTS.contains(first) || words().any(|word| MODALS.contains(word)) {
        return false;
    }
    // A clause says nothing of the whole: `Docs on what is now checked`.
    let main = || words().take_while(|word| !CLAUSES.contains(word));
    let is_finite =
        |word: &str| FINITE.contains(word) || word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    let mut before = first;
    for (at, word) in main().enumerate().skip(1) {
        if NOW.contains(word) {
            let next = main().nth(at + 1);
            // `Tests now cover it`
            let is_plural = |word: &str| word.ends_with('s');
            if FINITE.contains(before)
                || next.is_some_and(is_finite)
                || is_plural(before) && next.is_some_and(is_imperative)
                || next.is_none() && main().any(|word| FINITE.contains(word))
            {
                return true;
            }
        }
        before = word;
    }
    let is_of_all = TOTALS.contains(first);
    is_of_all && main().skip(1).any(|word| TOTAL_VERBS.contains(word)) || is_set(main())
}

/// Whether words say that something `is in place`.
fn is_set<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    let mut last = ["", ""];
    for word in words {
        if last[1] == "in" && word == "place" {
            return matches!(last[0], "is" | "are" | "already" | "now");
        }
        last = [last[1], word];
    }
    false
}

/// Whether a short sentence says that something is done: `Alert added`, `The fix is deployed`.
fn is_report(sentence: &str) -> bool {
    if words(sentence).nth(MOST_WORDS_OF_REPORT).is_some() {
        return false;
    }
    let words: Vec<String> = words(sentence).map(str::to_lowercase).collect();
    let [first, .., before, last] = words.as_slice() else {
        return words.len() == 2 && PAST.contains(words[1].as_str());
    };
    let is_open =
        words.iter().any(|word| MODALS.contains(word.as_str()) || matches!(word.as_str(), "be" | "to"));
    if is_open || is_imperative(first) || words.iter().any(|word| CLAUSES.contains(word.as_str())) {
        return false;
    }
    let is_state =
        matches!(before.as_str(), "is" | "are" | "now" | "already") && STATES.contains(last.as_str());
    is_state || PAST.contains(last.as_str()) && !matches!(before.as_str(), "is" | "are")
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
            "state",
            "now",
            "finite",
            "total",
            "total-verb",
            "place-end",
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
            "Alert added",
            "Runbook of the pumps updated",
            "The fix is deployed",
            "The pull request is merged",
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
            "Alerts to be added",
            "Alerts that are missed",
            "Make sure alerts are updated",
            "Docs should be updated",
            "Rules are removed",
            "",
        ] {
            assert!(!is_past(text), "{text}");
        }
    }

    #[test]
    fn what_is_so_is_no_task() {
        for text in [
            "The gateway now rejects oversized headers and logs them",
            "All smoke tests pass (25/25)",
            "The pool is now capped at 20",
            "The backup job now has a timeout",
            "Tests now cover this case",
            "The pool is capped at 20 now",
            "Monitoring is in place",
            "The lock is already held by one host",
            "Das Limit ist jetzt gesetzt",
            "监控已上线",
            "アラートが設定されている",
        ] {
            assert!(is_in_place(text), "{text}");
        }
        for text in [
            "Add an alert on queue depth",
            "Alerts should now fire",
            "All services must have an owner",
            "All teams",
            "Each service has a runbook",
            "Now add the alert",
            "Check what is now in the cache",
            "We now check the headers",
            "Automated tests for migrations",
            "Dashboards that are now outdated",
            "Better docs in place of the old ones",
            "Put an alert in place",
            "",
        ] {
            assert!(!is_in_place(text), "{text}");
        }
    }
}
