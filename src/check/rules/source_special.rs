//! A named pipe, a socket or a device is in the content folder.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "source/special",
    levels: &[Level::Error],
    stage: Stage::Source,
    summary: "a named pipe, a socket or a device is in the content folder",
    problem: "The content folder holds a named pipe, a socket or a device, which is never opened.",
    consequence: "Reading could block forever, so it is not in the site, even if it has the name of a document.",
    fix: "Move it out of the content folder, or put a file in its place.",
    example: Example::Situation {
        fails: "`content/report.md` is a named pipe.",
        passes: "`content/report.md` is a file.",
    },
    check: Check::Elsewhere,
};
