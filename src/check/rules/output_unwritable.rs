//! Standard output cannot be written.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "output/unwritable",
    levels: &[Level::Error],
    stage: Stage::Print,
    summary: "standard output cannot be written",
    problem: "\
        Not all output of a command can be written to standard output, such as to a file on a full disk. A reader that stops early (`| head`) is not an error.",
    consequence: "The output is incomplete.",
    fix: "Free some space, or write elsewhere, and run the command again.",
    example: Example::Situation {
        fails: "`retold export > /dev/full`.",
        passes: "`retold export > postmortems.ndjson`.",
    },
    check: Check::Elsewhere,
};
