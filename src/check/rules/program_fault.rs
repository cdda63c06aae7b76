//! The program has a fault.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "program/fault",
    levels: &[Level::Error],
    stage: Stage::Render,
    summary: "the program has a fault",
    problem: "Retold came to a state that it holds to be impossible.",
    consequence: "The command ended before its work was done. What was published is as it was, or named.",
    fix: "Please report it, with the command and what it was given.",
    example: Example::None("No command is known that shows it."),
    check: Check::Elsewhere,
};
