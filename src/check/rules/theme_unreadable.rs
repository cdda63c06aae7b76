//! A file of the theme cannot be read.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "theme/unreadable",
    levels: &[Level::Error],
    stage: Stage::Site,
    summary: "a file of the theme cannot be read",
    problem: "A file or folder of your theme is not readable.",
    consequence: "The site would look different from what you designed, so nothing is published.",
    fix: "Make the file readable, or remove it.",
    example: Example::Situation {
        fails: "`theme/static/ours.css` is readable by nobody.",
        passes: "`theme/static/ours.css` is readable.",
    },
    check: Check::Elsewhere,
};
