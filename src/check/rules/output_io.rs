//! The site cannot be written.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "output/io",
    levels: &[Level::Error],
    stage: Stage::Publish,
    summary: "the site cannot be written",
    finds: "\
        Reading or writing a file of the output folder fails: a missing permission, or a disk that is full.",
    matters: "\
        Nothing is published, or not all of it. The files that are there are whole, old or new, and the next build \
        without errors replaces the rest.",
    mend: "\
        Make the folder writable, free some space, or name another folder with `--output-dir`. Then build again.",
    example: Example::Situation {
        fails: "`retold build`, where the folder that would receive `public/` is read-only.",
        passes: "`retold build`, where it is writable.",
    },
    check: Check::Elsewhere,
};
