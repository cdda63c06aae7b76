//! A document refers to itself.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "recurrence/self",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "a document refers to itself",
    problem: "`recurrence_of`, `related`, `not_related` or `supersedes` names the document in which it stands.",
    consequence: "The reference has no effect; the one that was meant is missing.",
    fix: "Name the other document, or remove the reference.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "\
            ---\n\
            recurrence_of: disk-full\n\
            ---\n\
            \n\
            # Disk full\n\
            \n\
            The disk of the build host was full.\n",
        )],
        passes: &[("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n")],
    },
    check: Check::Elsewhere,
};
