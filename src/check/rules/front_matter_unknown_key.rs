//! The front matter has an unknown key.

use std::collections::BTreeMap;

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::{Diagnostic, Level, plural};

pub const RULE: Rule = Rule {
    id: "front-matter/unknown-key",
    levels: &[Level::Warning, Level::Note],
    stage: Stage::Document,
    summary: "the front matter has an unknown key",
    problem: "\
        Retold does not know a key of the front matter. It is a warning where a known key is spelled nearly \
        the same, and a note otherwise. A key that many files have is reported once, at the first of them.",
    consequence: "A misspelled key is not used: the document has no severity, or no date, and the reason is hard to see.",
    fix: "\
        Use the key that the hint names. Keys of your own, for your theme or for other programs, belong below `extra`.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "\
            ---\n\
            severty: SEV1\n\
            flavour: sweet\n\
            ---\n\
            \n\
            # Disk full\n\
            \n\
            The disk of the build host was full.\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "\
            ---\n\
            severity: SEV1\n\
            extra:\n\
            \x20 flavour: sweet\n\
            ---\n\
            \n\
            # Disk full\n\
            \n\
            The disk of the build host was full.\n",
        )],
    },
    check: Check::Elsewhere,
};

/// Leaves one finding for an unknown key that many files have, at the first of them, with their number.
pub fn merge(findings: &mut Vec<Diagnostic>) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    findings.retain(|finding| {
        if finding.rule != RULE.id {
            return true;
        }
        let count = counts.entry(finding.message.clone()).or_default();
        *count += 1;
        *count == 1
    });
    for finding in findings {
        if let Some(count) = counts.get(&finding.message).filter(|count| **count > 1) {
            finding.message = format!("{}, here and in {}", finding.message, plural(count - 1, "more file"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::headlines;

    #[test]
    fn an_unknown_key_is_reported_once() {
        let found = headlines(&[
            ("a.md", "---\nseverty: 1\nflavour: sweet\nweight: 2\n---\n"),
            ("b.md", "---\nseverty: 1\n---\n"),
            ("c.md", "---\nseverty: 1\n---\n"),
        ]);
        assert_eq!(
            found,
            [
                "warning[front-matter/unknown-key]: unknown key `severty`, here and in 2 more files",
                "note[front-matter/unknown-key]: unknown key `flavour`",
            ]
        );
    }
}
