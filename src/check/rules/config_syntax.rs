//! The configuration is not valid.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "config/syntax",
    levels: &[Level::Error],
    stage: Stage::Config,
    summary: "the configuration is not valid",
    finds: "`retold.toml` is not valid TOML, or a key has a value of the wrong type.",
    matters: "\
        The settings cannot be known, so nothing is built: a site at a wrong address or with the wrong files is \
        worse than none.",
    mend: "\
        Correct the line that is shown. Texts stand in quotes, numbers do not, and lists stand in brackets. An \
        editor with the schema of `retold schema config` shows such faults while you type.",
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
