//! A moment of the incident is before its start.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::Document;
use retold_document::model::Milestone;

pub const RULE: Rule = Rule {
    id: "times/order",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "a moment of the incident is before its start",
    problem: "\
        The front matter or the text gives a moment of the incident, such as `resolved`, that is before `started`.",
    consequence: "Phases and durations cannot be computed, and are not shown.",
    fix: "Look at the date, the time of day and the zone of both.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "\
            ---\n\
            started: 2026-01-31 10:00 UTC\n\
            resolved: 2026-01-31 09:00 UTC\n\
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
            started: 2026-01-31 10:00 UTC\n\
            resolved: 2026-01-31 11:00 UTC\n\
            ---\n\
            \n\
            # Disk full\n\
            \n\
            The disk of the build host was full.\n",
        )],
    },
    check: Check::Incident(check),
};

fn check(document: &Document) -> Vec<Diagnostic> {
    let start = document.milestones.at(Milestone::Started).and_then(|moment| moment.instant());
    let Some(start) = start else { return Vec::new() };
    let mut places = document.places();
    document
        .milestones
        .iter()
        .filter(|(_, fact)| fact.value.instant().is_some_and(|at| at < start))
        .map(|(milestone, fact)| {
            let message = format!("`{}` is before `{}`", milestone.name(), Milestone::Started.name());
            RULE.finding(message)
                .at(places.span(fact.span.clone()))
                .hint("look at the date, the time of day and the zone of both")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::findings;

    #[test]
    fn an_end_before_the_start_is_reported_at_its_line() {
        let text = "---\ntitle: A\nstarted: 2026-01-31 10:00 UTC\nresolved: 2026-01-31 09:00 UTC\n---\n";
        assert_eq!(
            findings(&[("a.md", text)]),
            ["warning[times/order]: `resolved` is before `started`\n \
              --> content/a.md:4:1\n  \
              |\n\
              4 | resolved: 2026-01-31 09:00 UTC\n  \
              | ^^^^^^^^\n  \
              |\n\
              hint: look at the date, the time of day and the zone of both"]
        );
    }
}
