//! The configuration cannot be read.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "config/unreadable",
    levels: &[Level::Error],
    stage: Stage::Config,
    summary: "the configuration cannot be read",
    problem: "\
        The file that `--config` names does not exist, or the configuration is not readable or not UTF-8. Without \
        `--config`, `retold.toml` need not exist.",
    consequence: "The settings are unknown, so nothing is built.",
    fix: "Correct the path, make the file readable, or save it as UTF-8.",
    example: Example::Situation {
        fails: "`retold build --config other.toml`, where there is no file `other.toml`.",
        passes: "`retold build` without a configuration.",
    },
    check: Check::Elsewhere,
};
