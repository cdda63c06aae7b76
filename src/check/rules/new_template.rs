//! A template cannot be used.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "new/template",
    levels: &[Level::Error],
    stage: Stage::New,
    summary: "a template cannot be used",
    problem: "\
        There is no template of this name, or its file cannot be read, or its front matter is not YAML.",
    consequence: "Nothing is written.",
    fix: "\
        Name one of the templates that `retold new --list` lists, or put a Markdown file of this name into \
        `templates/`.",
    example: Example::Situation {
        fails: "`retold new 'Disk full' --template lite`.",
        passes: "`retold new 'Disk full' --template light`.",
    },
    check: Check::Elsewhere,
};
