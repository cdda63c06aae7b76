//! Standard output cannot be written.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "output/unwritable",
    levels: &[Level::Error],
    stage: Stage::Print,
    summary: "standard output cannot be written",
    finds: "\
        Standard output cannot take all that a command prints, such as a file on a disk that is full. A reader \
        that stops early (`| head`) is no fault.",
    matters: "What was written is not all that was asked for.",
    mend: "Free some space, or write elsewhere, and run the command again.",
    example: Example::Situation {
        fails: "`retold export > /dev/full`.",
        passes: "`retold export > postmortems.ndjson`.",
    },
    check: Check::Elsewhere,
};
