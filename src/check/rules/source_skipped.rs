//! A folder is passed over.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "source/skipped",
    levels: &[Level::Note],
    stage: Stage::Source,
    summary: "a folder is passed over",
    problem: "\
        A folder is named `node_modules`, or has a file `CACHEDIR.TAG`, which marks what programs can make again.",
    consequence: "Its files are not read: they are the work of programs.",
    fix: "Nothing, if the folder holds no documents. Otherwise, give it another name, or remove the file `CACHEDIR.TAG`.",
    example: Example::Situation {
        fails: "The content folder has a folder `node_modules`.",
        passes: "The folder is outside of the content folder.",
    },
    check: Check::Elsewhere,
};
