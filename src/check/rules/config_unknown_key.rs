//! The configuration has an unknown key.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "config/unknown-key",
    levels: &[Level::Error],
    stage: Stage::Config,
    summary: "the configuration has an unknown key",
    problem: "Retold does not know a key of `retold.toml`.",
    consequence: "The key is probably misspelled, and a setting that is silently ignored is hard to find.",
    fix: "Use the key that the hint names, or remove the line.",
    example: Example::Files {
        fails: &[
            ("retold.toml", "pagesize = 50\n"),
            ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n"),
        ],
        passes: &[
            ("retold.toml", "page_size = 50\n"),
            ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n"),
        ],
    },
    check: Check::Elsewhere,
};
