//! A baseline cannot be read.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "arguments/baseline",
    levels: &[Level::Error],
    stage: Stage::Config,
    summary: "a baseline cannot be read",
    problem: "The file that `retold check --baseline FILE` names does not exist, is no baseline, or is one of another version of Retold.",
    consequence: "Without it nobody knows which findings are new, so nothing is checked.",
    fix: "Write the baseline with `retold check --write-baseline FILE`, and review what it accepts.",
    example: Example::Situation {
        fails: "`retold check --baseline README.md`.",
        passes: "`retold check --baseline baseline.json`, where `retold check --write-baseline baseline.json` wrote it.",
    },
    check: Check::Elsewhere,
};
