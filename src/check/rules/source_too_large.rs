//! A document is too large to be one.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "source/too-large",
    levels: &[Level::Error],
    stage: Stage::Source,
    summary: "a document is larger than 4 MB",
    problem: "A document is larger than 4 MB. No report is that long, but a log or a dump in a file of Markdown may be.",
    consequence: "It is not read and has no page: what is understood of a text, and its page, can take a hundred times its size.",
    fix: "Put what is no report into a file of its own, such as `incident.log`, and link to that. Attachments may have any size.",
    example: Example::Situation {
        fails: "`content/report.md` has 5 MB of a log in a code block.",
        passes: "`content/report.md` links to `report.log`.",
    },
    check: Check::Elsewhere,
};
