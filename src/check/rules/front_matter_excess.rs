//! The front matter exceeds the limits.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "front-matter/excess",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "the front matter exceeds the limits",
    problem: "\
        YAML aliases of aliases multiply to millions of values, or lists are nested more than 64 \
        deep.",
    consequence: "\
        Reading it would take all the memory of the machine, so the front matter is not read. The body has a page, \
        unless the front matter seems to mark a draft.",
    fix: "Write the values out, and write lists and tables flat.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "\
            ---\n\
            tags: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[disk]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n\
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
            tags: [disk]\n\
            ---\n\
            \n\
            # Disk full\n\
            \n\
            The disk of the build host was full.\n",
        )],
    },
    check: Check::Elsewhere,
};
