//! A record cannot be written as JSON.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "export/record",
    levels: &[Level::Error],
    stage: Stage::Export,
    summary: "a record cannot be written as JSON",
    problem: "`retold export` cannot write the record of a postmortem as JSON.",
    consequence: "The output is not the whole archive.",
    fix: "Report it as a bug of Retold.",
    example: Example::None("No document or setting causes it: it is a bug of the program."),
    check: Check::Elsewhere,
};
