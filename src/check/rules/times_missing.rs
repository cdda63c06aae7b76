//! It is not known how long an incident lasted.

use crate::check::{Check, Example, Rule, Stage, Subject, parts};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::model::{Kind, MeasureKind};

pub const RULE: Rule = Rule {
    id: "times/missing",
    levels: &[Level::Note],
    stage: Stage::Review,
    summary: "it is not known when an incident began, ended, or how long it lasted",
    problem: "\
        An incident has neither times nor a duration, its text gives no time of day, and it does not say that they are \
        unknown.",
    consequence: "It is left out wherever incidents are compared by their time or their duration.",
    fix: "Write `started` and `resolved` in the front matter, a timeline, or `Duration: 2 hours`.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "# Disk full\n\n## Impact\n\nNo mails went out.\n\n## Causes\n\nOld logs are kept for ever.\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "# Disk full\n\n**Duration:** 2 hours\n\n## Impact\n\nNo mails went out.\n\n## Causes\n\nOld logs are kept for ever.\n",
        )],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document();
    let is_known = document.facts.duration.is_some()
        || document.milestones.iter().next().is_some()
        || document.timeline.entries.iter().any(|entry| entry.at.is_some() || entry.offset.is_some())
        || document.impact.iter().any(|measure| measure.kind == MeasureKind::Duration);
    let is_doubtful =
        || !parts::follows_form(document) || parts::has_times(subject) || parts::is_unknown_duration(subject);
    if subject.postmortem.kind != Kind::Incident || is_known || is_doubtful() {
        return Vec::new();
    }
    let finding = RULE
        .finding("it is not known when the incident began, ended, or how long it lasted")
        .at(subject.title_place())
        .hint("write `started` and `resolved` in the front matter, or a timeline");
    vec![finding]
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn any_time_counts() {
        let body = "## Impact\n\nNo mails went out.\n\n## Causes\n\nOld logs are kept for ever.\n";
        for (text, is_found) in [
            (format!("# A\n\n{body}"), true),
            (format!("---\nstarted: 2026-01-31T10:00Z\n---\n# A\n\n{body}"), false),
            (format!("---\nkind: near-miss\n---\n# A\n\n{body}"), false),
            (format!("# A\n\n{body}\n## Timeline\n\n- 2026-01-31: c\n- 2026-02-01: d\n"), false),
        ] {
            let found = reviewed(&[("a.md", &text)], "");
            assert_eq!(
                found.iter().any(|text| text.contains("[times/missing]")),
                is_found,
                "{text} {found:?}"
            );
        }
    }
}
