//! The timeline has times without a zone.

use crate::check::{Check, Example, Rule, Stage, Subject};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::model::Milestone;

pub const RULE: Rule = Rule {
    id: "timeline/zone",
    levels: &[Level::Note],
    stage: Stage::Review,
    summary: "the timeline has times without a zone",
    problem: "The timeline has times of day, and the document does not say in which time zone they are.",
    consequence: "\
        Colleagues elsewhere, and everybody who compares the report with logs and graphs, have to guess. Retold cannot \
        compare the times with those of other incidents.",
    fix: "Write the zone once above the timeline, or behind each time.",
    example: Example::Files {
        fails: &[(
            "content/2026-01-31-disk-full.md",
            "# Disk full\n\n## Timeline\n\n- 10:00 The disk is full\n- 11:00 Space is made\n",
        )],
        passes: &[(
            "content/2026-01-31-disk-full.md",
            "# Disk full\n\n## Timeline\n\nAll times in UTC.\n\n- 10:00 The disk is full\n- 11:00 Space is made\n",
        )],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document();
    let timeline = &document.timeline;
    let timed: Vec<_> =
        timeline.entries.iter().filter(|entry| entry.at.is_some_and(|at| at.time.is_some())).collect();
    let Some(first) = timed.first().filter(|_| timed.len() > 1 && timeline.zone.is_none()) else {
        return Vec::new();
    };
    let has_zone = timed.iter().any(|entry| entry.at.is_some_and(|at| at.offset.is_some()))
        || Milestone::ALL.iter().any(|milestone| {
            document.milestones.at(*milestone).is_some_and(|moment| moment.offset.is_some())
        });
    if has_zone {
        return Vec::new();
    }
    let finding = RULE
        .finding("the times of the timeline have no time zone")
        .at(subject.place(first.span.clone()))
        .hint("write it once above the timeline, as in `All times in UTC`");
    vec![finding]
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn a_zone_anywhere_counts() {
        for (timeline, is_found) in [
            ("## Timeline\n\n- 10:00 a\n- 11:00 b\n", true),
            ("## Timeline (UTC)\n\n- 10:00 a\n- 11:00 b\n", false),
            ("## Timeline\n\n- 10:00 UTC a\n- 11:00 b\n", false),
            ("## Timeline\n\n- 2026-01-31 a\n- 2026-02-01 b\n", false),
        ] {
            let found = reviewed(&[("2026-01-31-a.md", &format!("# A\n\n{timeline}"))], "");
            assert_eq!(found.iter().any(|text| text.contains("[timeline/zone]")), is_found, "{timeline}");
        }
    }
}
