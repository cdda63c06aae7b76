//! A report of the check cannot be written.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "output/report",
    levels: &[Level::Error],
    stage: Stage::Print,
    summary: "a report of the check cannot be written",
    problem: "\
        A file that `retold check --report FORMAT=FILE` names, or the step summary of GitHub Actions, cannot be written: its \
        folder does not exist, a permission is missing, or the disk is full.",
    consequence: "The report is missing or not complete, so the check fails. Other reports are written.",
    fix: "Name a file in a folder that exists and may be written to.",
    example: Example::Situation {
        fails: "`retold check --report json=nowhere/check.json`, where there is no folder `nowhere`.",
        passes: "`retold check --report json=check.json`.",
    },
    check: Check::Elsewhere,
};
