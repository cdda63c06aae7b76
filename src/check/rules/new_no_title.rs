//! A new postmortem has no title.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "new/no-title",
    levels: &[Level::Error],
    stage: Stage::New,
    summary: "a new postmortem has no title",
    problem: "`retold new` was given neither a title nor an alert that has one.",
    consequence: "Nothing is written: the title becomes the name of the file.",
    fix: "Write the title behind the command.",
    example: Example::Situation { fails: "`retold new`.", passes: "`retold new 'Disk full'`." },
    check: Check::Elsewhere,
};
