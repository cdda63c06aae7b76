//! The output folder holds the content folder.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "config/overlap",
    levels: &[Level::Error],
    stage: Stage::Config,
    summary: "the output folder holds the content folder",
    problem: "The output folder is the content folder, or a folder above it.",
    consequence: "A build would write pages over, and among, the documents that people wrote.",
    fix: "\
        Name another folder with `output_dir` or `--output-dir`. The output folder may lie inside the content \
        folder, where it is not read.",
    example: Example::Situation {
        fails: "`retold build --output-dir .` in the folder that has `content/`.",
        passes: "`retold build --output-dir public`.",
    },
    check: Check::Elsewhere,
};
