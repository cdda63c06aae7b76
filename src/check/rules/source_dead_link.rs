//! A symbolic link leads to a file that does not exist.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "source/dead-link",
    levels: &[Level::Error],
    stage: Stage::Source,
    summary: "a symbolic link leads to a file that does not exist",
    problem: "The target of a symbolic link in the content folder does not exist.",
    consequence: "The target is not in the site.",
    fix: "Remove the link, or restore its target.",
    example: Example::Situation {
        fails: "`content/report.md` is a symbolic link to a file that was removed.",
        passes: "`content/report.md` is a file.",
    },
    check: Check::Elsewhere,
};
