//! Two documents have the same address.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "identity/duplicate",
    levels: &[Level::Error],
    stage: Stage::Archive,
    summary: "two documents have the same address",
    problem: "\
        The folder and the `slug`, or the file name, of a document give the address that a document before it has. \
        The first by path has the page.",
    consequence: "The document has no page, and search does not find it.",
    fix: "Give one of them a `slug` of its own, or rename the file.",
    example: Example::Files {
        fails: &[
            ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n"),
            (
                "content/later.md",
                "\
                ---\n\
                slug: disk-full\n\
                ---\n\
                \n\
                # Disk full again\n\
                \n\
                The disk of the mail host was full.\n",
            ),
        ],
        passes: &[
            ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n"),
            (
                "content/later.md",
                "\
                ---\n\
                slug: disk-full-again\n\
                ---\n\
                \n\
                # Disk full again\n\
                \n\
                The disk of the mail host was full.\n",
            ),
        ],
    },
    check: Check::Elsewhere,
};
