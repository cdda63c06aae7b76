//! A value of the front matter cannot be read.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "front-matter/value",
    levels: &[Level::Error, Level::Warning],
    stage: Stage::Document,
    summary: "a value of the front matter cannot be read",
    problem: "\
        The value of a known key has the wrong type, or is not a date, a duration or a kind where one is expected. It is an \
        error where the value decides whether the document is a draft, because the page is missing then.",
    consequence: "\
        The value is not used. Where it decides whether the document is a draft, the document is left out until it \
        is mended.",
    fix: "Write the value as the hint shows.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "\
            ---\n\
            started: soon\n\
            draft: perhaps\n\
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
            started: 2026-01-31 14:05 UTC\n\
            draft: false\n\
            ---\n\
            \n\
            # Disk full\n\
            \n\
            The disk of the build host was full.\n",
        )],
    },
    check: Check::Elsewhere,
};
