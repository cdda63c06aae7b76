//! A symbolic link leads out of the content folder.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "source/outside",
    levels: &[Level::Error],
    stage: Stage::Source,
    summary: "a symbolic link leads out of the content folder",
    problem: "A symbolic link of the content folder leads to a file or folder elsewhere.",
    consequence: "The link could publish files unintentionally, so it is not followed.",
    fix: "Put the file itself into the content folder.",
    example: Example::Situation {
        fails: "`content/chart.png` is a symbolic link to `/etc/hosts`.",
        passes: "`content/chart.png` is a file.",
    },
    check: Check::Elsewhere,
};
