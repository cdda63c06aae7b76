//! Another build is writing to the output folder.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "output/locked",
    levels: &[Level::Error],
    stage: Stage::Publish,
    summary: "another build is writing to the output folder",
    problem: "Two builds would write to the same output folder at the same time. The second one stops.",
    consequence: "The files of two builds would be mixed.",
    fix: "Wait for the other build to end, or give this one a folder of its own with `--output-dir`.",
    example: Example::Situation {
        fails: "`retold build` while another `retold build` is publishing into `public/`.",
        passes: "`retold build` after it has ended.",
    },
    check: Check::Elsewhere,
};
