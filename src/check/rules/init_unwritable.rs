//! A file of a new archive cannot be written.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "init/unwritable",
    levels: &[Level::Error],
    stage: Stage::Init,
    summary: "a file of a new archive cannot be written",
    problem: "\
        The file system refuses a file that `retold init` would write: its folder is read-only, or the disk \
        is full.",
    consequence: "Files that were written before it stay. No file is half written.",
    fix: "\
        Make the folder writable and run the command again: it keeps what is there and writes the rest.",
    example: Example::Situation {
        fails: "`retold init`, where the folder is read-only.",
        passes: "`retold init`, where it is writable.",
    },
    check: Check::Elsewhere,
};
