//! Two documents have the same `id`.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "identity/duplicate-id",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "two documents have the same `id`",
    problem: "The `id` of a document is that of a document before it; upper and lower case are the same.",
    consequence: "Links and references by `id` lead to the first of them. The other is built without an id.",
    fix: "Give the document an `id` of its own.",
    example: Example::Files {
        fails: &[
            (
                "content/disk-full.md",
                "\
                ---\n\
                id: PM-1\n\
                ---\n\
                \n\
                # Disk full\n\
                \n\
                The disk of the build host was full.\n",
            ),
            ("content/login.md", "---\nid: pm-1\n---\n\n# Nobody got in\n\nThe login page was down.\n"),
        ],
        passes: &[
            (
                "content/disk-full.md",
                "\
                ---\n\
                id: PM-1\n\
                ---\n\
                \n\
                # Disk full\n\
                \n\
                The disk of the build host was full.\n",
            ),
            ("content/login.md", "---\nid: PM-2\n---\n\n# Nobody got in\n\nThe login page was down.\n"),
        ],
    },
    check: Check::Elsewhere,
};
