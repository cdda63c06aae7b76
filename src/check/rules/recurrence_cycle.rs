//! Incidents that are called recurrences of each other.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "recurrence/cycle",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "incidents are called recurrences of each other",
    problem: "\
        `recurrence_of` names a newer incident that is itself a recurrence of this one, directly or through others.",
    consequence: "The reference is left out, as an incident cannot be before and after another one.",
    fix: "Remove `recurrence_of` from the earlier document, or correct the dates.",
    example: Example::Files {
        fails: &[
            (
                "content/2025-03-02-disk-full.md",
                "\
                ---\n\
                recurrence_of: 2026-01-31-disk-again\n\
                ---\n\
                \n\
                # Disk full\n\
                \n\
                The disk of the build host was full.\n",
            ),
            (
                "content/2026-01-31-disk-again.md",
                "\
                ---\n\
                recurrence_of: 2025-03-02-disk-full\n\
                ---\n\
                \n\
                # Disk full again\n\
                \n\
                The disk of the login host was full.\n",
            ),
        ],
        passes: &[
            ("content/2025-03-02-disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n"),
            (
                "content/2026-01-31-disk-again.md",
                "\
                ---\n\
                recurrence_of: 2025-03-02-disk-full\n\
                ---\n\
                \n\
                # Disk full again\n\
                \n\
                The disk of the login host was full.\n",
            ),
        ],
    },
    check: Check::Elsewhere,
};
