//! A fix cannot be written into a file.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "fix/unwritable",
    levels: &[Level::Error],
    stage: Stage::Fix,
    summary: "a fix cannot be written into a file",
    problem: "`retold check --fix` cannot replace a document: it is read-only, it is a symbolic link, or it was changed after it was read.",
    consequence: "The file is as it was. The other documents are fixed.",
    fix: "Make the file and its folder writable; for a symbolic link, fix the file that it leads to. Then run the command again.",
    example: Example::Situation {
        fails: "`retold check --fix`, where the folder `content/` is read-only.",
        passes: "`retold check --fix`, where it is writable.",
    },
    check: Check::Elsewhere,
};
