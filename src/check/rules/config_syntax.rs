//! The configuration is not valid.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "config/syntax",
    levels: &[Level::Error],
    stage: Stage::Config,
    summary: "the configuration is not valid",
    problem: "`retold.toml` is not valid TOML, or a key has a value of the wrong type.",
    consequence: "\
        The settings are unknown, so nothing is built: a site with a wrong address or the wrong files is worse than no site.",
    fix: "\
        Correct the line that is shown. Texts need quotes, numbers do not, and lists need brackets. An \
        editor with the schema of `retold schema config` shows such errors while you type.",
    example: Example::Files {
        fails: &[
            ("retold.toml", "page_size = 'many'\n"),
            ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n"),
        ],
        passes: &[
            ("retold.toml", "page_size = 50\n"),
            ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n"),
        ],
    },
    check: Check::Elsewhere,
};
