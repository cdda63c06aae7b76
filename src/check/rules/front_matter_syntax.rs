//! The front matter cannot be parsed.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "front-matter/syntax",
    levels: &[Level::Error],
    stage: Stage::Document,
    summary: "the front matter cannot be parsed",
    problem: "The front matter is not valid YAML, TOML or JSON, or is not a mapping of keys to values.",
    consequence: "\
        None of it is used: neither title nor date, severity or tags. The page is made from the body, unless the \
        front matter seems to mark a draft.",
    fix: "Correct the line that is shown. In YAML, values with `: `, `#`, `[` or `{` need quotes.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "\
            ---\n\
            title: Disk full: the sequel\n\
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
            title: \"Disk full: the sequel\"\n\
            ---\n\
            \n\
            # Disk full\n\
            \n\
            The disk of the build host was full.\n",
        )],
    },
    check: Check::Elsewhere,
};
