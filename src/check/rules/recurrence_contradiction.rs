//! `not_related` names a document that is linked.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "recurrence/contradiction",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "`not_related` names a document that is linked",
    problem: "\
        `not_related` names a document that `recurrence_of`, `related` or `supersedes` links to this one, in either of \
        the two.",
    consequence: "The link counts, and `not_related` has no effect.",
    fix: "Remove one of the two.",
    example: Example::Files {
        fails: &[
            (
                "content/disk-full.md",
                "---\nnot_related: login\n---\n\n# Disk full\n\nThe disk of the build host was full.\n",
            ),
            (
                "content/login.md",
                "\
                ---\n\
                related: disk-full\n\
                ---\n\
                \n\
                # Nobody got in\n\
                \n\
                The login page was down.\n",
            ),
        ],
        passes: &[
            (
                "content/disk-full.md",
                "---\nnot_related: login\n---\n\n# Disk full\n\nThe disk of the build host was full.\n",
            ),
            ("content/login.md", "# Nobody got in\n\nThe login page was down.\n"),
        ],
    },
    check: Check::Elsewhere,
};
