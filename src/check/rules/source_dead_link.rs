//! A symbolic link leads to a file that does not exist.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "source/dead-link",
    levels: &[Level::Error],
    stage: Stage::Source,
    summary: "a symbolic link leads to a file that does not exist",
    finds: "A symbolic link of the content folder leads nowhere.",
    matters: "What it should lead to is not in the site.",
    mend: "Remove the link, or put back what it leads to.",
    example: Example::Situation {
        fails: "`content/report.md` is a symbolic link to a file that was removed.",
        passes: "`content/report.md` is a file.",
    },
    check: Check::Elsewhere,
};
