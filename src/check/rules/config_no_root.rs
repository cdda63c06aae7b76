//! The folder of the archive does not exist.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "config/no-root",
    levels: &[Level::Error],
    stage: Stage::Config,
    summary: "the folder of the archive does not exist",
    problem: "The folder that `--root` names is not there.",
    consequence: "There is neither a configuration nor a document to read, so nothing is done.",
    fix: "\
        Name the folder that holds `retold.toml` and the content folder with `--root DIR`, or run the command in \
        that folder.",
    example: Example::Situation {
        fails: "`retold build --root nowhere`, where there is no folder `nowhere`.",
        passes: "`retold build --root archive`, where there is a folder `archive` with a content folder.",
    },
    check: Check::Elsewhere,
};
