//! Web addresses are to be visited by a program that cannot.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "arguments/external",
    levels: &[Level::Error],
    stage: Stage::Config,
    summary: "this program cannot visit web addresses",
    problem: "\
        `retold check --external`, or a command with `--site`, is run by a program that was built without the feature `external`.",
    consequence: "Nothing is checked or asked.",
    fix: "Install Retold with `cargo install --features external`, or leave `--external` and `--site` out.",
    example: Example::None("It depends on how the program was built."),
    check: Check::Elsewhere,
};
