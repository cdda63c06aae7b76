//! Two keys of the front matter mean the same.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "front-matter/duplicate-key",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "two keys of the front matter mean the same",
    problem: "\
        Two keys are names of the same fact, such as `started` and `start_time`. The key that is shown is not \
        used; the other one counts. Lists, such as those of `tags`, are joined and not reported.",
    consequence: "The values may differ, and then one of them is stale.",
    fix: "Keep one of the two keys.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "\
            ---\n\
            started: 2026-01-31 10:00 UTC\n\
            start_time: 2026-01-31 11:00 UTC\n\
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
            ---\n\
            \n\
            # Disk full\n\
            \n\
            The disk of the build host was full.\n",
        )],
    },
    check: Check::Elsewhere,
};
