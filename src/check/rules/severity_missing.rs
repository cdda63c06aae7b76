//! An incident has no severity, and most of the others have one.

use crate::archive::{Archive, ArchivedDocument};
use crate::check::{Check, Example, Rule, Settings, Stage, title_place};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::model::Kind;

pub const RULE: Rule = Rule {
    id: "severity/missing",
    levels: &[Level::Note],
    stage: Stage::Review,
    summary: "an incident has no severity, and most others have one",
    problem: "More than half of the incidents of the archive have a severity, and this one has none.",
    consequence: "It is missing on the pages of severities, and in searches for them.",
    fix: "Write `severity` in the front matter.",
    example: Example::Files {
        fails: &[
            ("content/disk-full.md", "---\nseverity: SEV2\n---\n# Disk full\n\nx\n"),
            ("content/queue-full.md", "---\nseverity: SEV3\n---\n# Queue full\n\nx\n"),
            ("content/mails-late.md", "# Mails late\n\nx\n"),
        ],
        passes: &[
            ("content/disk-full.md", "---\nseverity: SEV2\n---\n# Disk full\n\nx\n"),
            ("content/queue-full.md", "---\nseverity: SEV3\n---\n# Queue full\n\nx\n"),
            ("content/mails-late.md", "---\nseverity: SEV4\n---\n# Mails late\n\nx\n"),
        ],
    },
    check: Check::ReviewAll(check),
};

fn check(archive: &Archive, _: Settings<'_>) -> Vec<Diagnostic> {
    let incidents = || archive.postmortems.iter().filter(|postmortem| postmortem.kind == Kind::Incident);
    let count = incidents().count();
    let missing: Vec<_> = incidents().filter(|postmortem| postmortem.severity.is_none()).collect();
    if missing.len() * 2 >= count {
        return Vec::new();
    }
    let finding = |postmortem: &ArchivedDocument| {
        RULE.finding("the incident has no severity")
            .at(title_place(&postmortem.document))
            .hint("write `severity` in the front matter")
    };
    missing.into_iter().map(finding).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn an_archive_without_severities_is_left_alone() {
        let with = "---\nseverity: SEV2\n---\n# A\n\nx\n";
        for (texts, count) in [
            (&[with, with, "# B\n\nx\n"][..], 1),
            (&[with, "# B\n\nx\n", "# C\n\nx\n"], 0),
            (&[with, with, "---\nkind: drill\n---\n# B\n\nx\n"], 0),
        ] {
            let names = ["a.md", "b.md", "c.md"];
            let documents: Vec<_> = names.into_iter().zip(texts.iter().copied()).collect();
            let found = reviewed(&documents, "");
            assert_eq!(
                found.iter().filter(|text| text.contains("[severity/missing]")).count(),
                count,
                "{found:?}"
            );
        }
    }
}
