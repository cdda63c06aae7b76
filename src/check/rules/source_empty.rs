//! A document is empty.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "source/empty",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "a document is empty",
    problem: "A document has no text at all.",
    consequence: "Its page has a title, made from the file name, and nothing else.",
    fix: "Write it, or move the file out of the content folder.",
    example: Example::Files {
        fails: &[("content/disk-full.md", "")],
        passes: &[("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n")],
    },
    check: Check::Elsewhere,
};
