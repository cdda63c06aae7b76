//! The names of sections, collected from real postmortems in several languages.

use std::sync::LazyLock;

use retold_times::{WordEntry, WordTable};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::normalise::without_accents;
use crate::model::SectionKind;
use crate::model::SectionKind::*;

const WORDS: &str = include_str!("../../data/sections.txt");

static TABLE: LazyLock<WordTable> = LazyLock::new(|| WordTable::parse(WORDS));

/// The names of the parts, normalised, in the order of the table.
static NAMES: LazyLock<Vec<(String, SectionKind)>> = LazyLock::new(|| {
    let name = |entry: WordEntry| Some((without_accents(entry.word), SectionKind::named(entry.name)?));
    TABLE.entries().filter_map(name).collect()
});

/// The kinds by their normalised names.
static KINDS: LazyLock<FxHashMap<&str, SectionKind>> =
    LazyLock::new(|| NAMES.iter().map(|(name, kind)| (name.as_str(), *kind)).collect());

/// English names by their first letter and length, in which spelling mistakes are looked up. Short names of several
/// languages are too close to each other.
static BY_FIRST_AND_LENGTH: LazyLock<FxHashMap<(u8, usize), Vec<&str>>> = LazyLock::new(|| {
    let mut names: FxHashMap<_, Vec<_>> = FxHashMap::default();
    let is_name = |entry: &WordEntry| SectionKind::named(entry.name).is_some() && !is_bare(entry.word);
    for entry in TABLE.entries().filter(|entry| entry.language == "en").filter(is_name) {
        names.entry((entry.word.as_bytes()[0], entry.word.len())).or_default().push(entry.word);
    }
    names
});

/// Names that count only as the whole of a heading.
static BARE: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| TABLE.words("bare").map(without_accents).collect());

static OPENINGS: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| TABLE.words("opening").map(without_accents).collect());

/// Words that only narrow what follows: `immediate actions`, `final resolution`. By their first letter,
/// longer ones first.
static MODIFIERS: LazyLock<FxHashMap<char, Vec<String>>> = LazyLock::new(|| {
    let mut modifiers: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for modifier in TABLE.longest_first("modifier").into_iter().map(without_accents) {
        if let Some(first) = modifier.chars().next() {
            modifiers.entry(first).or_default().push(modifier);
        }
    }
    modifiers
});

/// Words that add nothing to what precedes: `mitigation performed`, `recovery steps`.
static SUFFIXES: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| TABLE.words("suffix").map(without_accents).collect());

/// Words between a part and its object: `timeline of the outage`.
static ABOUT: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("about"));

/// Words that join two parts: `detection and response`.
static AND: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("and"));

/// The same where no spaces separate words.
static JOINTS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("joint").collect());

static COUNTED: LazyLock<Vec<String>> =
    LazyLock::new(|| TABLE.words("counted").map(without_accents).collect());
static WHYS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("why").collect());
static CAUSE_REMARKS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("cause-remark").collect());

/// The kind of section that has a normalised name.
pub fn kind_named(name: &str) -> Option<SectionKind> {
    KINDS.get(name).copied()
}

/// Returns true if a normalised name counts only as the whole of a heading: it may begin anything, as in `Problem 1`.
pub fn is_bare(name: &str) -> bool {
    BARE.contains(name)
}

/// Returns true if a normalised name in front of a colon adds nothing to what is behind it: `postmortem`, `section 3`.
pub fn is_opening(name: &str) -> bool {
    OPENINGS.contains(name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '))
}

/// Returns true if a number before `words` is a count, as in `5 whys`, rather than a numbering.
pub fn is_counted(words: &str) -> bool {
    let first = words.as_bytes().first();
    COUNTED.iter().any(|counted| counted.as_bytes().first() == first && words.starts_with(counted.as_str()))
}

/// Returns true if a remark in brackets names the five whys: `Root cause (5 whys)`.
pub fn remark_asks_why(remark: &str) -> bool {
    let remark = remark.to_lowercase();
    // `why the alert came late` asks only once.
    if remark.split_whitespace().nth(3).is_some() {
        return false;
    }
    WHYS.iter().any(|why| remark.contains(why))
}

/// Returns true if a remark in brackets names the causes: `Why the valve was unsafe (root cause)`.
pub fn remark_names_causes(remark: &str) -> bool {
    let remark = remark.to_lowercase();
    CAUSE_REMARKS.iter().any(|cause| remark.starts_with(cause))
}

/// Most words of the part of a heading that names no section, beside one that does: `summary and next meeting`.
const MOST_OTHER_WORDS: usize = 3;

/// Removes the modifiers at the start.
fn without_modifiers(words: &str) -> &str {
    let mut rest = words;
    let modifiers =
        |rest: &str| rest.chars().next().and_then(|first| MODIFIERS.get(&first)).into_iter().flatten();
    while let Some(shorter) = modifiers(rest).find_map(|modifier| {
        let shorter = rest.strip_prefix(modifier.as_str())?;
        let shorter = if modifier.is_ascii() { shorter.strip_prefix(' ')? } else { shorter };
        (!shorter.trim().is_empty()).then_some(shorter.trim_start())
    }) {
        rest = shorter;
    }
    rest
}

/// The kind that `words` name without modifiers, and perhaps without a suffix, by one of the `known` names.
pub fn narrowed(words: &str, known: impl Fn(&str) -> Option<SectionKind>) -> Option<SectionKind> {
    let rest = without_modifiers(words);
    let without_suffix = || {
        let (before, last) = rest.rsplit_once(' ').filter(|(_, last)| SUFFIXES.contains(*last))?;
        known(before).or_else(|| known(words.strip_suffix(last)?.trim_end()))
    };
    known(rest).or_else(without_suffix)
}

/// The kind whose built-in name differs from the normalised `words` by one spelling mistake.
pub fn misspelled(words: &str) -> Option<SectionKind> {
    let length = words.len();
    if !(7..=48).contains(&length) || !words.is_ascii() || words.split(' ').count() > 5 {
        return None;
    }
    let first = words.as_bytes()[0];
    let similar = (length - 1..=length + 1).filter_map(|length| BY_FIRST_AND_LENGTH.get(&(first, length)));
    kind_named(similar.flatten().find(|name| is_one_edit(words.as_bytes(), name.as_bytes()))?)
}

/// Returns true if one text becomes the other by a letter more, less or other, or by swapping two.
fn is_one_edit(one: &[u8], other: &[u8]) -> bool {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same..], &other[same..]);
    let same = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&one[..one.len() - same], &other[..other.len() - same]) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// Returns true for the kinds whose names are unmistakable enough to precede their object: `timeline of the outage`.
pub fn may_take_object(kind: SectionKind) -> bool {
    matches!(
        kind,
        Summary | Impact | Timeline | Causes | WentWell | CouldImprove | Lessons | Actions | FiveWhys
    )
}

/// The kind of section that normalised `words` name: by one of the `known` names, by two of them
/// (`detection and response`), or by one that precedes its object (`timeline of the outage`).
pub fn lookup(words: &str, known: impl Fn(&str) -> Option<SectionKind>) -> Option<SectionKind> {
    if let Some(kind) = known(words) {
        return Some(kind);
    }
    let known = |words: &str| known(words).filter(|_| !is_bare(words));
    if let Some(kind) = narrowed(words, known) {
        return Some(kind);
    }
    // One unmistakable part is enough: `summary and next meeting`.
    let both = |first: &str, second: &str| {
        let part = |words: &str| narrowed(words.trim(), known);
        let is_short = |words: &str| words.split(' ').count() <= MOST_OTHER_WORDS;
        match (part(first), part(second)) {
            (Some(kind), Some(_)) => Some(kind),
            (Some(kind), None) if is_short(second) && may_take_object(kind) => Some(kind),
            (None, Some(kind)) if is_short(first) && may_take_object(kind) => Some(kind),
            _ => None,
        }
    };
    if !words.is_ascii() {
        let mut halves = JOINTS.iter().filter_map(|joint| words.split_once(joint));
        if let Some(kind) = halves.find_map(|(first, second)| both(first, second)) {
            return Some(kind);
        }
    }
    for (at, _) in words.match_indices(' ') {
        let behind = &words[at + 1..];
        let (next, second) = behind.split_once(' ').unwrap_or((behind, ""));
        // `Why 1` is a step of the five whys, not the section.
        let is_numbered = next.starts_with(|c: char| c.is_ascii_digit());
        let found = if AND.contains(next) {
            both(&words[..at], second)
        } else if is_numbered || ABOUT.contains(next) {
            // So is `Problem 1`: one of several, and no summary.
            let is_one_of_many = |kind: &SectionKind| is_numbered && matches!(kind, FiveWhys | Summary);
            let fits = |kind: &SectionKind| may_take_object(*kind) && !is_one_of_many(kind);
            known(&words[..at]).filter(fits)
        } else {
            None
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// `word` if it has the form of names in a table: normalised, but with accents. Else its normalised form.
#[cfg(test)]
pub fn as_compared(word: &str) -> String {
    let normalised = super::normalise(word);
    if normalised == without_accents(word) { word.to_owned() } else { normalised }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_words_is_sound() {
        let mut names: Vec<_> = SectionKind::ALL.iter().map(|kind| kind.name()).collect();
        names.extend([
            "bare",
            "opening",
            "modifier",
            "suffix",
            "about",
            "and",
            "joint",
            "why",
            "counted",
            "cause-remark",
        ]);
        assert_eq!(WordTable::faults(WORDS, &names, as_compared), Vec::<String>::new());
        for (name, kind) in NAMES.iter() {
            assert_eq!(kind_named(name), Some(*kind), "`{name}` stands for two parts");
        }
        for name in TABLE.words("bare").map(without_accents) {
            assert!(kind_named(&name).is_some(), "`{name}` names no part");
        }
    }

    #[test]
    fn names_are_found_with_modifiers_objects_and_other_names() {
        for (words, kind) in [
            ("timeline", Some(Timeline)),
            ("immediate actions", Some(Actions)),
            ("short term fix applied", Some(Resolution)),
            ("actions correctives immediates", Some(Actions)),
            ("主要原因", Some(Causes)),
            ("detection and response", Some(Detection)),
            ("影響と対応", Some(Impact)),
            ("timeline of the outage", Some(Timeline)),
            ("response from the vendor", None),
            ("timeline 1", Some(Timeline)),
            ("five whys 1", None),
            ("problem", Some(Summary)),
            ("the known problem", None),
            ("incident on friday", None),
            ("impact and the mill", Some(Impact)),
            ("wheels and lessons learned", Some(Lessons)),
            ("monitoring and wheels", None),
            ("the night of the pumps", None),
        ] {
            assert_eq!(lookup(words, kind_named), kind, "{words}");
        }
    }

    #[test]
    fn names_may_have_one_spelling_mistake() {
        for (words, kind) in [
            ("timelime", Some(Timeline)),
            ("recomendations", Some(Actions)),
            ("tiemline", Some(Timeline)),
            ("tmleine", None),
            ("impat", None),
        ] {
            assert_eq!(misspelled(words), kind, "{words}");
        }
    }

    #[test]
    fn remarks_name_whys_and_causes() {
        assert!(remark_asks_why("5 Whys)"));
        assert!(!remark_asks_why("all times UTC)"));
        assert!(!remark_asks_why("why the valve is the one to blame)"));
        assert!(remark_names_causes("Root cause)"));
        assert!(!remark_names_causes("not the root cause)"));
    }
}
