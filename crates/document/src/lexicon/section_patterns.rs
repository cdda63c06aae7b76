//! Wordings of headings that name a section with words of their own in between: `Why did the queue fail?`.

use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::normalise::without_accents;
use crate::model::SectionKind;

const WORDS: &str = include_str!("../../data/section-patterns.txt");

static TABLE: LazyLock<WordTable> = LazyLock::new(|| WordTable::parse(WORDS));

static UNLESS: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| TABLE.words("unless").map(without_accents).collect());

/// The words with each name in the table, without accents. Many patterns share them.
static SETS: LazyLock<FxHashMap<&str, FxHashSet<String>>> = LazyLock::new(|| {
    let mut sets: FxHashMap<_, FxHashSet<_>> = FxHashMap::default();
    for entry in TABLE.entries() {
        sets.entry(entry.name).or_default().insert(without_accents(entry.word));
    }
    sets
});

/// Most words that `*` stands for.
const LONGEST_GAP: usize = 6;

/// Most words of a heading.
const MOST_WORDS: usize = 14;

/// Longest name that is known by its ending, in characters.
const LONGEST_WITH_TAIL: usize = 16;

/// A part of a pattern.
enum Part {
    Word(String),
    /// One of several words.
    AnyOf(&'static FxHashSet<String>),
    /// Up to [`LONGEST_GAP`] words.
    Gap,
}

struct Pattern {
    kind: SectionKind,
    parts: Vec<Part>,
}

/// The patterns, and where to look for those that may fit.
struct Patterns {
    list: Vec<Pattern>,
    /// Indexes by the first word.
    by_first: FxHashMap<String, Vec<usize>>,
    /// Indexes of the patterns that begin with a gap, by the last word.
    by_last: FxHashMap<String, Vec<usize>>,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let mut patterns =
        Patterns { list: Vec::new(), by_first: FxHashMap::default(), by_last: FxHashMap::default() };
    for entry in TABLE.entries() {
        let Some(kind) = SectionKind::named(entry.name) else { continue };
        let parts: Vec<Part> = entry.word.split(' ').map(part).collect();
        let index = patterns.list.len();
        let (keys, part) = match parts.first() {
            Some(Part::Gap) => (&mut patterns.by_last, parts.last()),
            first => (&mut patterns.by_first, first),
        };
        match part {
            Some(Part::Word(word)) => keys.entry(word.clone()).or_default().push(index),
            Some(Part::AnyOf(words)) => {
                words.iter().for_each(|word| keys.entry(word.clone()).or_default().push(index));
            }
            _ => {}
        }
        patterns.list.push(Pattern { kind, parts });
    }
    patterns
});

/// The endings of names where no spaces separate words, with the kind of section.
static TAILS: LazyLock<Vec<(&str, SectionKind)>> = LazyLock::new(|| {
    let kind = |name: &str| SectionKind::named(name.strip_suffix("-tail")?);
    TABLE.entries().filter_map(|entry| Some((entry.word, kind(entry.name)?))).collect()
});

fn part(written: &str) -> Part {
    if written == "*" {
        return Part::Gap;
    }
    match written.strip_prefix('<').and_then(|name| name.strip_suffix('>')) {
        Some(name) => SETS.get(name).map_or_else(|| Part::Word(written.to_owned()), Part::AnyOf),
        None => Part::Word(without_accents(written)),
    }
}

/// The kind of section that normalised `words` name by the first pattern that fits them.
pub fn kind_matched(words: &str) -> Option<SectionKind> {
    let mut list = [""; MOST_WORDS];
    let mut count = 0;
    for word in words.split(' ') {
        *list.get_mut(count)? = word;
        count += 1;
    }
    let list = &list[..count];
    let (first, last) = (list.first()?, list.last()?);
    let patterns = &*PATTERNS;
    let candidates = |keys: &'static FxHashMap<String, Vec<usize>>, word: &str| {
        keys.get(word).map_or(&[][..], Vec::as_slice)
    };
    let (by_first, by_last) = (candidates(&patterns.by_first, first), candidates(&patterns.by_last, last));
    let fits = |index: &&usize| matches(&patterns.list[**index].parts, list);
    let found = by_first.iter().find(fits).into_iter().chain(by_last.iter().find(fits)).min();
    match found {
        Some(&index) if !list.iter().any(|word| UNLESS.contains(*word)) => Some(patterns.list[index].kind),
        Some(_) => None,
        None => by_tail(words),
    }
}

/// The kind that the ending of a short name without spaces has.
fn by_tail(words: &str) -> Option<SectionKind> {
    // `2万用户受影响` is a measure.
    if words.is_ascii()
        || words.contains(|c: char| c == ' ' || c.is_ascii_digit())
        || words.chars().count() > LONGEST_WITH_TAIL
    {
        return None;
    }
    TAILS.iter().find(|(tail, _)| words.ends_with(tail)).map(|(_, kind)| *kind)
}

fn matches(parts: &[Part], words: &[&str]) -> bool {
    let Some((part, rest)) = parts.split_first() else { return words.is_empty() };
    match part {
        Part::Gap => (0..=words.len().min(LONGEST_GAP)).any(|length| matches(rest, &words[length..])),
        Part::Word(word) => words.first().is_some_and(|first| first == word) && matches(rest, &words[1..]),
        Part::AnyOf(any) => {
            words.first().is_some_and(|first| any.contains(*first)) && matches(rest, &words[1..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::section_names::as_compared;
    use crate::model::SectionKind::*;

    #[test]
    fn the_table_of_patterns_is_sound() {
        let classes = ["see", "answer", "fix", "fail", "hit", "learn", "prevent", "better", "thing"];
        let mut names: Vec<String> = SectionKind::ALL.iter().map(|kind| kind.name().to_owned()).collect();
        names.extend(SectionKind::ALL.iter().map(|kind| format!("{}-tail", kind.name())));
        names.push("unless".to_owned());
        names.extend(classes.map(str::to_owned));
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let normalised = |pattern: &str| {
            let word = |word: &str| match word.strip_prefix('<').and_then(|name| name.strip_suffix('>')) {
                Some(name) if classes.contains(&name) => word.to_owned(),
                _ if word == "*" => word.to_owned(),
                _ => as_compared(word),
            };
            pattern.split(' ').map(word).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(WordTable::faults(WORDS, &names, normalised), Vec::<String>::new());
        for pattern in &PATTERNS.list {
            let is_found = |part: Option<&Part>| part.is_some_and(|part| !matches!(part, Part::Gap));
            assert!(is_found(pattern.parts.first()) || is_found(pattern.parts.last()), "a gap at both ends");
        }
    }

    #[test]
    fn questions_name_sections() {
        for (kind, questions) in [
            (
                Causes,
                &[
                    "why did this happen",
                    "why did the queue fail",
                    "how could this happen",
                    "what caused the flood",
                    "what was the underlying cause",
                    "reason for the stop",
                    "warum ist das passiert",
                    "pourquoi cela est il arrive",
                    "por que fallo la bomba",
                    "por que isso aconteceu",
                    "perche e successo",
                    "waarom is dit gebeurd",
                    "dlaczego to sie stało",
                    "почему это произошло",
                ][..],
            ),
            (
                Detection,
                &[
                    "how was it detected",
                    "how did we find out about it",
                    "when was the leak noticed",
                    "how we noticed",
                    "wie wurde der fehler bemerkt",
                    "comment l avons nous detecte",
                    "como se detecto el fallo",
                    "как мы узнали о сбое",
                ],
            ),
            (
                Response,
                &["how did we respond", "how did the team react", "what did we do", "wie haben wir reagiert"],
            ),
            (
                Resolution,
                &[
                    "how was it finally fixed",
                    "how did we recover",
                    "wie wurde es behoben",
                    "comment l avons nous resolu",
                ],
            ),
            (
                Impact,
                &[
                    "who was affected",
                    "which services were affected",
                    "how were the users affected",
                    "am i affected",
                    "what was the impact on customers",
                    "wer war davon betroffen",
                    "qui a ete touche ou quels clients impactes",
                    "quem foi afetado",
                ],
            ),
            (
                Actions,
                &[
                    "what is being done to prevent this kind of flood",
                    "what are we doing to stop it",
                    "how do we keep this from happening again",
                    "how could this have been prevented",
                    "how can we avoid this",
                    "what happens next",
                    "what we will do differently now",
                    "steps we take to prevent this",
                    "wie verhindern wir das in zukunft",
                    "comment eviter cela a l avenir",
                    "como evitar que vuelva a pasar",
                    "hoe voorkomen we dit",
                    "как предотвратить это",
                ],
            ),
            (
                Lessons,
                &["what did we learn from it", "what have we learned so far", "was haben wir daraus gelernt"],
            ),
            (WentWell, &["what went really well", "what worked for us", "things that went well"]),
            (
                CouldImprove,
                &[
                    "what could we have done better",
                    "what did not go as planned",
                    "what we would do differently",
                    "what slowed us down",
                    "o que não correu bem desta vez",
                ],
            ),
            (GotLucky, &["where did luck help", "where we got really lucky"]),
            (Summary, &["what exactly happened", "what was the problem"]),
        ] {
            for question in questions {
                let words = crate::lexicon::normalise(question);
                assert_eq!(kind_matched(&words), Some(kind), "{question}");
            }
        }
        for question in [
            "why did nobody notice sooner",
            "what is a valve",
            "how to turn the valve",
            "what should you do",
            "who to call",
            "reduce impact",
            "estimate the impact",
            "the night of the pumps",
            "",
        ] {
            assert_eq!(kind_matched(question), None, "{question}");
        }
    }

    #[test]
    fn the_last_words_may_name_the_section() {
        for (words, kind) in [
            ("customer facing impact", Some(Impact)),
            ("investigation timeline", Some(Timeline)),
            ("process learnings", Some(Lessons)),
            ("利用者への影響", Some(Impact)),
            ("水泵停机原因", Some(Causes)),
            ("原因不明", None),
        ] {
            assert_eq!(kind_matched(words), kind, "{words}");
        }
    }
}
