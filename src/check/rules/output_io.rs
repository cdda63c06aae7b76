//! The site cannot be written.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "output/io",
    levels: &[Level::Error],
    stage: Stage::Publish,
    summary: "the site cannot be written",
    problem: "\
        Reading or writing a file of the output folder fails: a missing permission, or a disk that is full.",
    consequence: "\
        Nothing is published, or not all of it. Every file in the folder is complete, either old or new, and the next build without errors replaces the others.",
    fix: "\
        Make the folder writable, free some space, or name another folder with `--output-dir`. Then build again.",
    example: Example::Situation {
        fails: "`retold build`, where the folder that would receive `public/` is read-only.",
        passes: "`retold build`, where it is writable.",
    },
    check: Check::Elsewhere,
};
