//! Bounds how many findings one rule has in one file: nobody reads thousands, and reports have limits.

use std::collections::BTreeMap;

use retold_diagnostic::{Diagnostic, Level, Place, plural};

/// The most findings of a rule in a file.
const MOST: usize = 200;

/// The sorted `findings`, of which those of one rule in one file beyond [`MOST`] are counted in a last one. What can be fixed
/// stays.
pub fn capped(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if findings.len() <= MOST {
        return findings;
    }
    let mut counts: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
    for (rule, place) in findings.iter().filter_map(countable) {
        *counts.entry((rule, place.path.clone())).or_default() += 1;
    }
    // A single one more is shown rather than counted, so that what is capped stays as it is.
    counts.retain(|_, count| *count > MOST + 1);
    let mut seen: BTreeMap<(&'static str, String), (usize, Level)> = BTreeMap::new();
    let mut kept = Vec::new();
    for finding in findings {
        let key = countable(&finding).map(|(rule, place)| (rule, place.path.clone()));
        let Some(key) = key.filter(|key| counts.contains_key(key)) else {
            kept.push(finding);
            continue;
        };
        let (count, level) = seen.entry(key).or_insert((0, finding.level));
        *count += 1;
        if *count <= MOST {
            kept.push(finding);
        } else {
            *level = finding.level.max(*level);
        }
    }
    let more = seen.into_iter().map(|((rule, path), (count, level))| Diagnostic {
        rule,
        level,
        message: format!("{} of this kind in the file", plural(count - MOST, "more finding")),
        place: Some(Place::file(path)),
        hint: Some("they are shown when there are fewer".to_owned()),
        fix: None,
    });
    kept.extend(more);
    retold_diagnostic::sort(&mut kept);
    kept
}

/// The rule and the place of a finding that may be left out: what can be fixed stays.
fn countable(finding: &Diagnostic) -> Option<(&'static str, &Place)> {
    finding.place.as_ref().filter(|_| finding.fix.is_none()).map(|place| (finding.rule, place))
}

/// The most characters of a message or a hint, which may quote values of any length.
const LONGEST: usize = 2_000;

/// A finding whose texts have a length that people read.
pub fn shortened(mut finding: Diagnostic) -> Diagnostic {
    for text in std::iter::once(&mut finding.message).chain(&mut finding.hint) {
        if text.len() > LONGEST
            && let Some((end, _)) = text.char_indices().nth(LONGEST)
        {
            text.replace_range(end.., "…");
        }
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut() {
        let long = Diagnostic::note("a/b", "ä".repeat(LONGEST + 1)).hint("x".repeat(LONGEST));
        let cut = shortened(long.clone());
        assert_eq!(cut.message.chars().count(), LONGEST + 1);
        assert!(cut.message.ends_with("ä…"));
        assert_eq!(cut.hint, long.hint);
    }

    #[test]
    fn findings_beyond_the_most_are_counted_by_rule_and_file() {
        let finding = |rule, path: &str, level| {
            Diagnostic { level, ..Diagnostic::warning(rule, "x") }.at(Place::file(path))
        };
        let mut findings = vec![finding("a/b", "one.md", Level::Warning); MOST + 2];
        findings[MOST].level = Level::Error;
        findings.extend(vec![finding("a/b", "two.md", Level::Note); MOST]);
        findings.push(finding("c/d", "one.md", Level::Note));
        let capped = capped(findings);
        assert_eq!(capped.len(), 2 * MOST + 2);
        let more: Vec<_> = capped.iter().filter(|finding| finding.message != "x").collect();
        assert_eq!(more.len(), 1);
        assert_eq!(more[0].message, "2 more findings of this kind in the file");
        assert_eq!((more[0].level, more[0].rule), (Level::Error, "a/b"));
        assert_eq!(super::capped(capped.clone()), capped);
    }
}
