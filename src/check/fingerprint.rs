//! Names for findings that stay the same while the lines around them move.

use std::collections::BTreeMap;

use retold_diagnostic::Diagnostic;

/// The number of hexadecimal digits of a fingerprint.
const DIGITS: usize = 16;

/// A fingerprint for each of `findings`, in their order: 16 hexadecimal digits.
///
/// It is made of the rule, the path and the marked text with normalised white space, so it does not change when lines are
/// inserted or the message is worded differently. Paths should be relative to the repository: then it is the same wherever the
/// program runs. Findings for which these are equal are numbered in their order.
pub fn fingerprints(findings: &[Diagnostic]) -> Vec<String> {
    let mut equal_before: BTreeMap<String, usize> = BTreeMap::new();
    findings
        .iter()
        .map(|finding| {
            let identity = identity(finding);
            let count = equal_before.entry(identity.clone()).or_default();
            let digest = blake3::hash(format!("{identity}\0{count}").as_bytes());
            *count += 1;
            digest.to_hex()[..DIGITS].to_owned()
        })
        .collect()
}

/// What makes a finding another one than those of the same rule, but for its place.
pub(super) fn identity(finding: &Diagnostic) -> String {
    let place = finding.place.as_ref();
    let path = place.map_or("", |place| &place.path);
    let marked = place.and_then(|place| place.excerpt.get(place.mark.clone())).unwrap_or_default();
    let words: Vec<_> = marked.split_whitespace().collect();
    format!("{}\0{path}\0{}", finding.rule, words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_diagnostic::Place;

    fn one(rule: &'static str, path: &str, text: &str, marked: &str) -> Diagnostic {
        let at = text.find(marked).unwrap();
        Diagnostic::warning(rule, "bad").at(Place::span(path, text, at..at + marked.len()))
    }

    #[test]
    fn a_fingerprint_survives_a_move_and_white_space() {
        let before = fingerprints(&[one("a/b", "a.md", "x soon", "soon")]);
        assert_eq!(before[0].len(), 16);
        assert!(before[0].chars().all(|c| c.is_ascii_hexdigit()));
        assert_eq!(before, fingerprints(&[one("a/b", "a.md", "new\n\nlines: soon\n", "soon")]));
        let spaced = |text| fingerprints(&[one("a/b", "a.md", text, text)]);
        assert_eq!(spaced("| a |  b |"), spaced("| a | b |"));
    }

    #[test]
    fn rule_path_and_text_make_another_fingerprint() {
        let findings = [
            one("a/b", "a.md", "soon", "soon"),
            one("a/c", "a.md", "soon", "soon"),
            one("a/b", "b.md", "soon", "soon"),
            one("a/b", "a.md", "later", "later"),
            Diagnostic::warning("a/b", "bad").at(Place::file("a.md")),
            Diagnostic::warning("a/b", "bad"),
        ];
        let all = fingerprints(&findings);
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), findings.len());
    }

    #[test]
    fn equal_findings_are_numbered_in_their_order() {
        let finding = one("a/b", "a.md", "soon", "soon");
        let two = fingerprints(&[finding.clone(), finding.clone()]);
        assert_ne!(two[0], two[1]);
        assert_eq!(two[0], fingerprints(&[finding])[0]);
    }
}
