//! There is a postmortem of this name.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "new/exists",
    levels: &[Level::Error],
    stage: Stage::New,
    summary: "there is a postmortem of this name",
    problem: "\
        `retold new` would write a file that exists: there is a postmortem with this date and this title.",
    consequence: "Nothing is written; the file is as it was.",
    fix: "Edit the file that is there, or give the new postmortem another title.",
    example: Example::Situation {
        fails: "`retold new 'Disk full'`, twice on one day.",
        passes: "`retold new 'Disk full'`, once.",
    },
    check: Check::Elsewhere,
};
