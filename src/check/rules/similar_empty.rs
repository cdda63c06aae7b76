//! There is no text to compare with, or nothing in it.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "similar/empty",
    levels: &[Level::Error],
    stage: Stage::Search,
    summary: "there is nothing to compare with",
    problem: "\
        The file or the standard input that `retold similar` reads has no text, or nothing but what differs each time it is \
        printed, as timestamps and ids do.",
    consequence: "\
        There is nothing that an incident could be like. Mostly, the command before it in the pipe printed \
        nothing.",
    fix: "Give it a log line, a stack trace or an alert.",
    example: Example::Situation {
        fails: "`printf '' | retold similar -`.",
        passes: "`printf 'disk full' | retold similar -`.",
    },
    check: Check::Elsewhere,
};
