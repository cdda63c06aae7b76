//! A symbolic link leads back to a folder above it.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "source/link-loop",
    levels: &[Level::Warning],
    stage: Stage::Source,
    summary: "a symbolic link leads back to a folder above it",
    problem: "A symbolic link of the content folder leads to the folder that it lies in, or to one above it; or more than ten lead to the same folder.",
    consequence: "Following it would never end, or take as long. The folder is read once; one that many lead to is read ten times.",
    fix: "Remove the link.",
    example: Example::Situation {
        fails: "`content/all` is a symbolic link to `content`.",
        passes: "There is no such link.",
    },
    check: Check::Elsewhere,
};
