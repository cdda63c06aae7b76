//! The editor fails.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "new/editor",
    levels: &[Level::Error],
    stage: Stage::New,
    summary: "the editor fails",
    problem: "\
        The editor that `VISUAL` or `EDITOR` names does not start, or ends with an error.",
    consequence: "The postmortem is written and stays. The command ends with status 1.",
    fix: "\
        Open the file yourself, set `VISUAL` to an editor that is installed, or add `--no-edit`.",
    example: Example::Situation {
        fails: "`VISUAL=false retold new 'Disk full' --edit`.",
        passes: "`VISUAL=true retold new 'Disk full' --edit`.",
    },
    check: Check::Elsewhere,
};
