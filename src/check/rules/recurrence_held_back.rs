//! A document refers to one that no page leads to.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "recurrence/held-back",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "a document refers to one that is held back",
    problem: "\
        `recurrence_of`, `related`, `not_related` or `supersedes` names a draft, a document that is held back until another \
        day, or one that is unlisted. With `--drafts`, drafts have pages and are not reported.",
    consequence: "The repeat or the relation is not shown, on neither page, and is not counted.",
    fix: "Remove the reference until the other document is published.",
    example: Example::Files {
        fails: &[
            (
                "content/disk-full.md",
                "---\ndraft: true\n---\n\n# Disk full\n\nThe disk of the build host was full.\n",
            ),
            (
                "content/login.md",
                "\
                ---\n\
                recurrence_of: disk-full\n\
                ---\n\
                \n\
                # Disk full again\n\
                \n\
                The disk of the login host was full.\n",
            ),
        ],
        passes: &[
            ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n"),
            (
                "content/login.md",
                "\
                ---\n\
                recurrence_of: disk-full\n\
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
