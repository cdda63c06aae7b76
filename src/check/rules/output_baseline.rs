//! A baseline cannot be written.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "output/baseline",
    levels: &[Level::Error],
    stage: Stage::Print,
    summary: "a baseline cannot be written",
    problem: "The file that `retold check --write-baseline FILE` names cannot be written: its folder does not exist, a permission is missing, or the disk is full.",
    consequence: "There is no baseline, or only part of one, so the check fails.",
    fix: "Name a file in a folder that exists and may be written to.",
    example: Example::Situation {
        fails: "`retold check --write-baseline nowhere/baseline.json`, where there is no folder `nowhere`.",
        passes: "`retold check --write-baseline baseline.json`.",
    },
    check: Check::Elsewhere,
};
