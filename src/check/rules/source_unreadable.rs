//! A file or folder cannot be read.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "source/unreadable",
    levels: &[Level::Error],
    stage: Stage::Source,
    summary: "a file or folder cannot be read",
    problem: "A file that is to be read, mostly one of the content folder, is not readable.",
    consequence: "A document has no page, an attachment is not published, and files in a folder are not built.",
    fix: "Make it readable, or move it out of the content folder.",
    example: Example::Situation {
        fails: "`content/report.md` is readable by nobody.",
        passes: "`content/report.md` is readable.",
    },
    check: Check::Elsewhere,
};
