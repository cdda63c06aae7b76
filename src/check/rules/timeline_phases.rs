//! The timeline shows neither when the incident was noticed nor when it was over.

use crate::check::{Check, Example, Rule, Stage, Subject, parts};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::model::{Kind, Milestone};

pub const RULE: Rule = Rule {
    id: "timeline/phases",
    levels: &[Level::Note],
    stage: Stage::Review,
    summary: "the timeline shows neither when the incident was noticed nor when it was over",
    problem: "\
        The timeline of an incident has several times, but neither it nor the front matter shows when the incident \
        was noticed, or when it was over.",
    consequence: "The page cannot show how long the incident took to be noticed and to be resolved.",
    fix: "Say so in the entries (`Detected: …`, `Resolved: …`), or write `detected` and `resolved` in the front matter.",
    example: Example::Files {
        fails: &[(
            "content/2026-01-31-disk-full.md",
            "# Disk full\n\n## Impact\n\nNo mails went out.\n\n## Timeline (UTC)\n\n- 10:00 Ann looks at the queue\n- 10:20 Old logs are deleted\n\
            - 10:30 The rotation is configured\n",
        )],
        passes: &[(
            "content/2026-01-31-disk-full.md",
            "# Disk full\n\n## Impact\n\nNo mails went out.\n\n## Timeline (UTC)\n\n- 10:00 Detected: an alert about the queue\n\
            - 10:20 Old logs are deleted\n- 10:30 Resolved: all mails are sent\n",
        )],
    },
    check: Check::Review(check),
};

/// The fewest times of a timeline that is expected to show the course of the incident.
const FEWEST: usize = 3;

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document();
    let entries = &document.timeline.entries;
    let mut timed = entries.iter().filter(|entry| entry.at.is_some_and(|at| at.time.is_some()));
    let Some(first) = timed.next() else { return Vec::new() };
    let knows = |milestones: &[Milestone]| {
        milestones.iter().any(|milestone| document.milestones.at(*milestone).is_some())
    };
    use Milestone::{Acknowledged, Detected, Mitigated, Resolved, Started};
    let is_known = knows(&[Started, Detected, Acknowledged]) || knows(&[Mitigated, Resolved]);
    if subject.postmortem.kind != Kind::Incident
        || timed.count() + 1 < FEWEST
        || is_known
        || !parts::follows_form(document)
    {
        return Vec::new();
    }
    let finding = RULE
        .finding("the timeline shows neither when the incident was noticed nor when it was over")
        .at(subject.place(first.span.clone()))
        .hint("begin the entries with `Detected:` and `Resolved:`, or write `detected` and `resolved` in the front matter");
    vec![finding]
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn a_milestone_of_the_front_matter_counts() {
        let timeline = "# A\n\n## Impact\n\nNo mails went out.\n\n## Timeline\n\n- 10:00 Ann looks\n- 10:10 Logs are deleted\n- 10:20 Logs are rotated\n";
        for (front_matter, is_found) in
            [("", true), ("resolved: 2026-01-31T10:30Z\n", false), ("kind: drill\n", false)]
        {
            let text = format!("---\n{front_matter}---\n{timeline}");
            let found = reviewed(&[("2026-01-31-a.md", &text)], "");
            assert_eq!(
                found.iter().any(|text| text.contains("[timeline/phases]")),
                is_found,
                "{text} {found:?}"
            );
        }
    }
}
