//! Front matter cannot be written into a file.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "adopt/unwritable",
    levels: &[Level::Error],
    stage: Stage::Adopt,
    summary: "front matter cannot be written into a file",
    problem: "\
        `retold adopt --write` cannot replace a document: it is read-only, it is a symbolic link, or it was \
        changed after it was read.",
    consequence: "The file is as it was. The other documents are written.",
    fix: "\
        Make the file and its folder writable; for a symbolic link, name the file that it leads to. Then run the \
        command again.",
    example: Example::Situation {
        fails: "`retold adopt --write`, where the folder `content/` is read-only.",
        passes: "`retold adopt --write`, where it is writable.",
    },
    check: Check::Elsewhere,
};
