//! The front matter cannot be parsed.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "front-matter/syntax",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "the front matter cannot be parsed",
    problem: "The front matter is not valid YAML, TOML or JSON, or is not a mapping of keys to values.",
    consequence: "\
        The other lines are read, and in YAML a value that can be nothing but a text is read as it is written. Where the \
        lines seem to mark a draft, the document is left out.",
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
