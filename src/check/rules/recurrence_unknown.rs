//! A document refers to one that the archive does not have.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "recurrence/unknown",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "a document refers to one that the archive does not have",
    problem: "\
        `recurrence_of`, `related`, `not_related` or `supersedes` names neither the `id`, the `slug` nor the file name of \
        a document. Web addresses are left alone.",
    consequence: "The repeat or the relation is not shown, on neither page, and is not counted; with `not_related`, the suggestion stays.",
    fix: "\
        Use the name that the hint suggests, or the `id` of the other document. Remove the reference if there will be no such document.",
    example: Example::Files {
        fails: &[
            ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n"),
            (
                "content/login.md",
                "\
                ---\n\
                recurrence_of: dsk-full\n\
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
