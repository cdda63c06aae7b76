//! The arguments name a file for two reports.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "arguments/report",
    levels: &[Level::Error],
    stage: Stage::Config,
    summary: "two reports go to the same file",
    problem: "Two options `--report` of `retold check` name the same file.",
    consequence: "One report would replace the other, so nothing is checked.",
    fix: "Name a file of its own for each report.",
    example: Example::Situation {
        fails: "`retold check --report json=check.json --report sarif=check.json`.",
        passes: "`retold check --report json=check.json --report sarif=check.sarif`.",
    },
    check: Check::Elsewhere,
};
