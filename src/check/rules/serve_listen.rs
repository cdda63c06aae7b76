//! The dev server cannot listen on its port.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "serve/listen",
    levels: &[Level::Error],
    stage: Stage::Serve,
    summary: "the dev server cannot listen on its port",
    problem: "The address and port of `retold serve` are used by another program, or not allowed.",
    consequence: "There is no server.",
    fix: "End the other program, or pick another port with `--port`; 0 picks a free one.",
    example: Example::Situation {
        fails: "`retold serve --port 1111`, where another program listens on port 1111.",
        passes: "`retold serve --port 0`.",
    },
    check: Check::Elsewhere,
};
