//! The arguments name a rule that does not exist.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "arguments/rule",
    levels: &[Level::Error],
    stage: Stage::Config,
    summary: "there is no such rule",
    problem: "`retold rules` is asked for a rule, or a group of rules, that does not exist.",
    consequence: "Nothing is shown.",
    fix: "Use the name that the hint suggests; `retold rules` lists all rules.",
    example: Example::Situation {
        fails: "`retold rules link/mising`.",
        passes: "`retold rules link/missing`.",
    },
    check: Check::Elsewhere,
};
