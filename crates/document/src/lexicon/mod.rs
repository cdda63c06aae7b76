//! What people call the parts of a postmortem: wordings counted in real ones, in several languages.

pub mod fields;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::model::SectionKind;
use crate::model::SectionKind::*;

/// The wordings of the parts, by language: see the file.
static WORDINGS: LazyLock<Vec<(String, SectionKind)>> = LazyLock::new(|| {
    entries(include_str!("../../data/sections.txt"))
        .filter_map(|(name, wording)| {
            let kind = SectionKind::ALL.into_iter().find(|kind| kind.name() == name)?;
            Some((folded(wording), kind))
        })
        .collect()
});

/// The wordings of a file of them, each with the name before the colon of its line.
pub fn entries(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(':'))
        .flat_map(|(name, wordings)| wordings.split('|').map(move |wording| (name, wording.trim())))
}

/// A wording as it is compared: without accents.
pub fn folded(wording: &str) -> String {
    wording.chars().map(without_accent).collect()
}

/// The built-in wordings by what they mean.
pub static SECTIONS: LazyLock<FxHashMap<&str, SectionKind>> =
    LazyLock::new(|| WORDINGS.iter().map(|(wording, kind)| (wording.as_str(), *kind)).collect());

/// Words that only narrow a wording: `immediate actions`, `final resolution`.
const MODIFIERS: [&str; 62] = [
    "some",
    "immediate",
    "short term",
    "long term",
    "medium term",
    "short",
    "long",
    "planned",
    "future",
    "possible",
    "potential",
    "additional",
    "further",
    "other",
    "final",
    "initial",
    "suggested",
    "proposed",
    "technical",
    "main",
    "primary",
    "secondary",
    "key",
    "general",
    "overall",
    "our",
    "the",
    "detailed",
    "brief",
    "full",
    "external",
    "internal",
    "identified",
    "open",
    "remaining",
    "preliminary",
    "incident",
    "outage",
    "post incident",
    "post mortem",
    "postmortem",
    "追加",
    "主な",
    "详细",
    "主要",
    "weitere",
    "autres",
    "o",
    "a",
    "os",
    "as",
    "el",
    "la",
    "los",
    "las",
    "le",
    "les",
    "l",
    "der",
    "die",
    "das",
    "il",
];

/// Words behind a wording that say nothing more: `mitigation performed`, `recovery steps`.
const SUFFIXES: [&str; 47] = [
    "applied",
    "implemented",
    "performed",
    "taken",
    "done",
    "completed",
    "planned",
    "proposed",
    "details",
    "notes",
    "section",
    "steps",
    "process",
    "plan",
    "list",
    "summary",
    "overview",
    "report",
    "phase",
    "items",
    "table",
    "immediate",
    "recommended",
    "required",
    "needed",
    "identified",
    "aplicada",
    "aplicadas",
    "aplicado",
    "implementada",
    "implementadas",
    "imediata",
    "imediatas",
    "realizadas",
    "tomadas",
    "propuestas",
    "appliquee",
    "appliquees",
    "umgesetzt",
    "geplant",
    "changed",
    "observed",
    "confirmed",
    "confirmada",
    "confirmado",
    "confirmee",
    "immediates",
];

/// `words` without modifiers around them.
fn without_modifiers(words: &str) -> &str {
    let mut rest = words;
    if let Some((before, last)) = rest.rsplit_once(' ')
        && SUFFIXES.contains(&last)
    {
        rest = before;
    }
    while let Some(shorter) = MODIFIERS.iter().find_map(|modifier| {
        // One byte tells most of them apart.
        if modifier.as_bytes().first() != rest.as_bytes().first() {
            return None;
        }
        let shorter = rest.strip_prefix(modifier)?;
        let shorter = if modifier.is_ascii() { shorter.strip_prefix(' ')? } else { shorter };
        (!shorter.trim().is_empty()).then_some(shorter.trim_start())
    }) {
        rest = shorter;
    }
    rest
}

/// The built-in wording that `words` is one typing error away from.
pub fn misspelled(words: &str) -> Option<SectionKind> {
    let length = words.len();
    if !(7..=48).contains(&length) || !words.is_ascii() || words.split(' ').count() > 5 {
        return None;
    }
    let first = &words[..1];
    let similar = BY_LENGTH.get(length - 1..=length + 1)?.iter().flatten();
    similar
        .filter(|(wording, _)| wording.starts_with(first))
        .find(|(wording, _)| is_one_edit(words.as_bytes(), wording.as_bytes()))
        .map(|(_, kind)| *kind)
}

/// Whether one text becomes the other by a letter more, less, other, or by two that change places.
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

/// Built-in wordings in ASCII by their length: what a typing error is looked for among.
static BY_LENGTH: LazyLock<Vec<Vec<(&str, SectionKind)>>> = LazyLock::new(|| {
    let mut by_length = vec![Vec::new(); 64];
    for (wording, kind) in WORDINGS.iter().filter(|(wording, _)| wording.is_ascii() && wording.len() < 64) {
        by_length[wording.len()].push((wording.as_str(), *kind));
    }
    by_length
});

/// Whether behind this word stands what the wording before it is about: `Timeline of the outage`.
fn is_about(word: &str) -> bool {
    matches!(
        word,
        "of" | "for"
            | "on"
            | "from"
            | "in"
            | "during"
            | "to"
            | "at"
            | "with"
            | "der"
            | "des"
            | "du"
            | "pour"
            | "de"
            | "del"
            | "von"
            | "utc"
            | "following"
            | "after"
            | "by"
            | "no"
            | "nos"
            | "na"
            | "do"
            | "da"
            | "sugli"
            | "sul"
    ) || word.starts_with(|c: char| c.is_ascii_digit())
}

/// Kinds whose wordings are unmistakable enough to stand before what they are about.
pub fn leads(kind: SectionKind) -> bool {
    matches!(
        kind,
        Summary | Impact | Timeline | Causes | WentWell | CouldImprove | Lessons | Actions | FiveWhys
    )
}

/// The section that normalised `words` announce, by one of the `known` wordings or by two of them
/// (`detection and response`), or by one with what it is about behind it (`timeline of the outage`).
pub fn lookup(words: &str, known: impl Fn(&str) -> Option<SectionKind>) -> Option<SectionKind> {
    if let Some(kind) = known(words) {
        return Some(kind);
    }
    let narrowed = without_modifiers(words);
    if narrowed.len() < words.len()
        && let Some(kind) = known(narrowed)
    {
        return Some(kind);
    }
    if !words.is_ascii() {
        for joint in ["と", "与", "和"] {
            if let Some((first, second)) = words.split_once(joint)
                && let Some(kind) = known(without_modifiers(first.trim()))
                && known(without_modifiers(second.trim())).is_some()
            {
                return Some(kind);
            }
        }
    }
    for (at, _) in words.match_indices(' ') {
        let behind = &words[at + 1..];
        let (next, second) = behind.split_once(' ').unwrap_or((behind, ""));
        match next {
            // `detection and response`
            "and" | "und" | "et" | "y" | "e" => {
                if let Some(kind) = known(without_modifiers(&words[..at]))
                    && known(without_modifiers(second)).is_some()
                {
                    return Some(kind);
                }
            }
            // `timeline of the outage`
            _ if is_about(next) => {
                // `Why 1` is a step, not the part that has it.
                let is_numbered = next.starts_with(|c: char| c.is_ascii_digit());
                let fits = |kind: &SectionKind| leads(*kind) && !(is_numbered && *kind == FiveWhys);
                if let Some(kind) = known(&words[..at]).filter(fits) {
                    return Some(kind);
                }
            }
            _ => {}
        }
    }
    None
}

/// A Latin letter without its accent: many write without them, and no two names differ in nothing else.
fn without_accent(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' | 'ń' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'š' | 'ś' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        c => c,
    }
}

/// Lower-case words of a heading, without numbering, punctuation and remarks in brackets.
pub fn normalise(heading: &str) -> String {
    let mut words = String::with_capacity(heading.len());
    let mut depth = 0_usize;
    for c in heading.chars() {
        match c {
            '(' | '[' | '{' | '（' | '【' | '〔' => depth += 1,
            ')' | ']' | '}' | '）' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '\'' | '’' if words.ends_with(['n', 'N']) => {}
            c if c.is_ascii_alphanumeric() => words.push(c.to_ascii_lowercase()),
            c if c.is_alphanumeric() => words.extend(c.to_lowercase().map(without_accent)),
            _ if words.is_empty() || words.ends_with(' ') => {}
            _ => words.push(' '),
        }
    }
    words.truncate(words.trim_end().len());
    if words.is_empty() && depth == 0 && heading.starts_with(['(', '[', '（', '【']) {
        // All of it stands in brackets.
        return normalise(heading.trim_matches(|c: char| !c.is_alphanumeric()));
    }
    let mut rest = words.as_str();
    // `3. Timeline` is numbered; `5 whys` is not.
    while let Some((first, after)) = rest.split_once(' ') {
        let is_digit = |c: char| c.is_ascii_digit() || !c.is_ascii() && "一二三四五六七八九十".contains(c);
        let is_number = first.chars().all(is_digit)
            || matches!(first, "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix" | "x");
        let asks = || {
            ["why", "つの", "个", "warum", "pourquoi", "por", "perch", "почему", "sao"]
                .iter()
                .any(|word| after.starts_with(word))
        };
        if !is_number || asks() {
            break;
        }
        rest = after;
    }
    let cut = words.len() - rest.len();
    words.drain(..cut);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_are_as_headings_are_compared() {
        let mut seen = std::collections::BTreeMap::new();
        for (wording, kind) in WORDINGS.iter() {
            assert_eq!(normalise(wording), *wording);
            assert!(!wording.is_empty(), "{kind:?}");
            let earlier = seen.insert(wording.as_str(), *kind);
            assert!(earlier.is_none_or(|earlier| earlier == *kind), "{wording}");
        }
        assert_eq!(
            WORDINGS.len(),
            entries(include_str!("../../data/sections.txt")).count(),
            "a part is misspelled"
        );
    }
}
