//! The phrases of all patterns: those of the table, and the names of the patterns.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Kind;
use super::phrase::{Element, end, initials, phrase};
use super::words::{Word, words};
use crate::archive::patterns::{Patterns, Set};

const TABLE: &str = include_str!("../../data/pattern-phrases.txt");

/// Words before a phrase in which it is denied.
const BEFORE: usize = 4;

/// Words behind a phrase in which it is denied.
const BEHIND: usize = 5;

/// A phrase that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'a> {
    pub id: &'a str,
    /// Whether it means the pattern wherever it stands.
    pub is_sure: bool,
    /// Indexes of words.
    pub words: Range<usize>,
}

#[derive(Debug)]
struct Entry {
    kind: Kind,
    id: String,
    is_sure: bool,
    phrase: Vec<Element>,
}

#[derive(Debug)]
pub struct Phrases {
    entries: Vec<Entry>,
    /// The indexes of the entries by the characters that they may begin with: most words begin no phrase.
    by_initial: BTreeMap<char, Vec<usize>>,
    denied_before: Vec<Vec<Element>>,
    denied_subject: Vec<Vec<Element>>,
    be: Vec<Vec<Element>>,
    denied_behind: Vec<Vec<Element>>,
    remedies: Vec<Vec<Element>>,
}

impl Phrases {
    pub fn new(patterns: &Patterns) -> Self {
        let lines: Vec<Line<'_>> = TABLE.lines().filter_map(line).collect();
        let mut classes = BTreeMap::new();
        for line in lines.iter().filter(|line| line.what == "class") {
            let own: Vec<_> = line.phrases().map(|text| phrase(text, &classes)).collect();
            classes.insert(line.name, own);
        }
        let of = |what: &str, name: &str| -> Vec<Vec<Element>> {
            let lines = lines.iter().filter(|line| line.what == what && line.name == name);
            lines.flat_map(|line| line.phrases().map(|text| phrase(text, &classes))).collect()
        };
        let mut entries = Vec::new();
        for (kind, what) in [(Kind::Cause, "cause"), (Kind::Trigger, "trigger")] {
            for line in lines.iter().filter(|line| line.what == what) {
                let name = line.name.strip_suffix('!');
                entries.extend(line.phrases().map(|text| Entry {
                    kind,
                    id: name.unwrap_or(line.name).to_owned(),
                    is_sure: name.is_some(),
                    phrase: phrase(text, &classes),
                }));
            }
        }
        let ambiguous: Vec<&str> =
            lines.iter().filter(|line| line.what == "ambiguous").flat_map(Line::phrases).collect();
        for (kind, set) in [(Kind::Cause, &patterns.causes), (Kind::Trigger, &patterns.triggers)] {
            entries.extend(named(kind, set, &ambiguous));
        }
        let mut by_initial: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate() {
            for initial in initials(&entry.phrase) {
                by_initial.entry(initial).or_default().push(index);
            }
        }
        Self {
            entries,
            by_initial,
            denied_before: of("denied", "before"),
            denied_subject: of("denied", "subject"),
            be: of("class", "be"),
            denied_behind: of("denied", "behind"),
            remedies: of("remedy", "words"),
        }
    }

    /// The phrases in a sentence.
    pub fn find<'a, 'w>(
        &'a self,
        words: &'w [Word<'w>],
    ) -> impl Iterator<Item = (Kind, Found<'a>)> + use<'a, 'w> {
        words.iter().enumerate().flat_map(move |(at, word)| {
            let initial = word.lower.chars().next();
            let entries = initial.and_then(|initial| self.by_initial.get(&initial)).into_iter().flatten();
            entries.filter_map(move |index| {
                let entry = &self.entries[*index];
                let end = end(&entry.phrase, words, at)?;
                Some((entry.kind, Found { id: &entry.id, is_sure: entry.is_sure, words: at..end }))
            })
        })
    }

    /// Whether the sentence says that it was not so, or that it may be so.
    pub fn is_denied(&self, words: &[Word<'_>], found: &Found<'_>) -> bool {
        let Range { start, end: behind } = found.words;
        let clause = words[start].clause;
        let is_near = |at: &usize| words.get(*at).is_some_and(|word| word.clause == clause);
        let before = (start.saturating_sub(BEFORE)..start).filter(is_near);
        let after = (behind..behind + BEHIND).filter(is_near);
        let mut before = before.flat_map(|at| self.denied_before.iter().map(move |phrase| (phrase, at)));
        let mut after = after.flat_map(|at| self.denied_behind.iter().map(move |phrase| (phrase, at)));
        before.any(|(phrase, at)| end(phrase, words, at).is_some_and(|end| end <= start))
            || self.has_denied_subject(words, start)
            || after.any(|(phrase, at)| end(phrase, words, at).is_some())
    }

    /// Whether the words from `start` on begin with a verb whose subject is nothing: `no system was compromised`.
    fn has_denied_subject(&self, words: &[Word<'_>], start: usize) -> bool {
        let is_any = |phrases: &[Vec<Element>], at| phrases.iter().any(|it| end(it, words, at).is_some());
        let clause = words[start].clause;
        let mut before = (start.saturating_sub(BEFORE)..start).filter(|at| words[*at].clause == clause);
        is_any(&self.be, start) && before.any(|at| is_any(&self.denied_subject, at))
    }

    /// Whether a sentence says how the incident was ended.
    pub fn is_remedy(&self, words: &[Word<'_>]) -> bool {
        (0..words.len()).any(|at| self.remedies.iter().any(|phrase| end(phrase, words, at).is_some()))
    }
}

/// A line of the table: `what name: phrase | phrase`.
struct Line<'a> {
    what: &'a str,
    name: &'a str,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn phrases(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.text.split('|').map(str::trim)
    }
}

fn line(text: &str) -> Option<Line<'_>> {
    let is_example = text.starts_with([' ', '#']);
    let (head, text) = text.split_once(':').filter(|_| !is_example)?;
    let (what, name) = head.split_once(' ').unwrap_or((head, ""));
    Some(Line { what, name, text })
}

/// The names of patterns as phrases. Those of one word stand in many texts that are about something else; they count
/// only where the archive itself chose them.
fn named<'a>(kind: Kind, set: &'a Set, ambiguous: &'a [&'a str]) -> impl Iterator<Item = Entry> + 'a {
    set.patterns.iter().flat_map(move |pattern| {
        let names = [&pattern.id, &pattern.title].into_iter().chain(&pattern.synonyms);
        names.filter_map(move |name| {
            let lower: Vec<String> =
                words(name, 0..name.len()).into_iter().map(|word| word.lower.into_owned()).collect();
            let lower = match lower.split_first() {
                Some((article, rest)) if ["a", "an", "the"].contains(&article.as_str()) => rest,
                _ => &lower[..],
            };
            let least = if pattern.is_own { 1 } else { 2 };
            let is_usable = lower.len() >= least && !ambiguous.contains(&lower.join(" ").as_str());
            let text = lower.join(" ");
            // The plural of the last word is the same name.
            let text = format!("{text}/{}s", lower.last().map_or("", String::as_str));
            is_usable.then(|| Entry {
                kind,
                id: pattern.id.clone(),
                is_sure: false,
                phrase: phrase(&text, &BTreeMap::new()),
            })
        })
    })
}
#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLES: &str = include_str!("examples.txt");

    /// The sentences of a line of examples.
    fn sentences<'a>(line: &Line<'a>) -> Vec<&'a str> {
        line.text.split('.').map(str::trim).filter(|sentence| !sentence.is_empty()).collect()
    }

    #[test]
    fn each_line_of_the_table_is_about_a_pattern_or_a_list_of_words() {
        let (patterns, _) = Patterns::new(None);
        for text in TABLE.lines().filter(|text| !text.is_empty() && !text.starts_with('#')) {
            let line = line(text).unwrap_or_else(|| panic!("{text}"));
            let id = line.name.trim_end_matches('!');
            let is_known = match line.what {
                "cause" => patterns.causes.with_id(id).is_some(),
                "trigger" => patterns.triggers.with_id(id).is_some(),
                "class" => !id.is_empty(),
                _ => ["denied before", "denied behind", "denied subject", "remedy words", "ambiguous names"]
                    .contains(&text.split(':').next().unwrap()),
            };
            assert!(is_known, "{text}");
            let mut phrases: Vec<&str> = line.phrases().collect();
            assert!(
                phrases.iter().all(|phrase| !phrase.is_empty() && phrase.to_lowercase() == **phrase),
                "{text}"
            );
            let count = phrases.len();
            phrases.sort_unstable();
            phrases.dedup();
            assert_eq!(phrases.len(), count, "{text}");
        }
    }

    #[test]
    fn the_classes_that_phrases_name_stand_above_them() {
        let mut known: Vec<&str> = Vec::new();
        for line in TABLE.lines().filter_map(line) {
            for part in line.text.split([' ', '|']).filter(|part| part.starts_with('<')) {
                assert!(known.contains(&part.trim_matches(['<', '>'])), "{part}");
            }
            if line.what == "class" {
                known.push(line.name);
            }
        }
    }

    #[test]
    fn each_phrase_has_an_example_and_each_example_is_recognised() {
        let (patterns, _) = Patterns::new(None);
        let phrases = Phrases::new(&patterns);
        let mut found = vec![false; phrases.entries.len()];
        for line in EXAMPLES.lines().filter_map(line) {
            let kind = if line.what == "cause" { Kind::Cause } else { Kind::Trigger };
            for sentence in sentences(&line) {
                let words = words(sentence, 0..sentence.len());
                let mut is_recognised = false;
                for (index, entry) in phrases.entries.iter().enumerate() {
                    let is_own = entry.kind == kind && entry.id == line.name;
                    if is_own && (0..words.len()).any(|at| end(&entry.phrase, &words, at).is_some()) {
                        found[index] = true;
                        is_recognised = true;
                    }
                }
                assert!(is_recognised, "{} {}: {sentence}", line.what, line.name);
            }
        }
        let table: usize = TABLE
            .lines()
            .filter_map(line)
            .filter(|line| matches!(line.what, "cause" | "trigger"))
            .map(|line| line.phrases().count())
            .sum();
        // The names of patterns follow, which need none.
        for (entry, found) in phrases.entries.iter().zip(found).take(table) {
            assert!(found, "no example of {:?}", entry);
        }
    }

    #[test]
    fn what_nobody_suffered_does_not_count() {
        let (patterns, _) = Patterns::new(None);
        let phrases = Phrases::new(&patterns);
        for (sentence, is_denied) in [
            ("No system of ours was compromised", true),
            ("Nothing was compromised", true),
            ("No alert fired, as the host was compromised", false),
            ("The system was compromised", false),
        ] {
            let words = words(sentence, 0..sentence.len());
            let found: Vec<_> = phrases.find(&words).filter(|(_, found)| found.id == "attack").collect();
            assert!(!found.is_empty(), "{sentence}");
            let is_found_denied = found.iter().all(|(_, found)| phrases.is_denied(&words, found));
            assert_eq!(is_found_denied, is_denied, "{sentence}");
        }
    }

    #[test]
    fn what_is_denied_or_supposed_does_not_count() {
        let (patterns, _) = Patterns::new(None);
        let phrases = Phrases::new(&patterns);
        for (sentence, is_denied) in [
            ("A race condition lost the write", false),
            ("The write was lost, not the read, by a race condition", false),
            ("It was not a race condition", true),
            ("There was never a race condition", true),
            ("This could be a race condition", true),
            ("We ruled out a race condition", true),
            ("A race condition was ruled out", true),
            ("The race condition was not the cause", true),
            ("To avoid a race condition the lock is held", true),
            ("If a race condition occurs", true),
        ] {
            let words = words(sentence, 0..sentence.len());
            let found: Vec<_> =
                phrases.find(&words).filter(|(_, found)| found.id == "race-condition").collect();
            assert!(!found.is_empty(), "{sentence}");
            assert!(
                found.iter().all(|(_, found)| phrases.is_denied(&words, found) == is_denied),
                "{sentence}"
            );
        }
    }
}
