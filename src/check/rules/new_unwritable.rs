//! A new postmortem cannot be written.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "new/unwritable",
    levels: &[Level::Error],
    stage: Stage::New,
    summary: "a new postmortem cannot be written",
    problem: "The file system refuses the file: its folder is read-only, or the disk is full.",
    consequence: "Nothing is written, not even a part of the file.",
    fix: "Make the folder writable, or print the postmortem with `--stdout`.",
    example: Example::Situation {
        fails: "`retold new 'Disk full'`, where the folder `content/` is read-only.",
        passes: "`retold new 'Disk full'`, where it is writable.",
    },
    check: Check::Elsewhere,
};
