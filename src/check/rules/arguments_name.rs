//! The arguments name an owner, a team or a service that no action has.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "arguments/name",
    levels: &[Level::Error],
    stage: Stage::Config,
    summary: "no action has that owner, team or service",
    problem: "\
        `retold actions --fail-on` is asked for the actions of an owner, a team or a service that the archive does not \
        have.",
    consequence: "\
        A misspelled name has no actions, so the condition would never fail. The command ends with status 2 instead.",
    fix: "Use the name that the hint suggests; `retold actions --all` lists all actions with their owners.",
    example: Example::Situation {
        fails: "`retold actions --fail-on overdue --owner paymens`, where the actions are of `payments`.",
        passes: "`retold actions --fail-on overdue --owner payments`.",
    },
    check: Check::Elsewhere,
};
