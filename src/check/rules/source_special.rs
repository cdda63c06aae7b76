//! Something that is neither a file nor a folder stands in the content folder.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "source/special",
    levels: &[Level::Error],
    stage: Stage::Source,
    summary: "a named pipe, a socket or a device is in the content folder",
    finds: "The content folder holds a named pipe, a socket or a device, which is never opened.",
    matters: "To read one can wait for ever, so what has the name of a document is not in the site.",
    mend: "Move it out of the content folder, or put a file in its place.",
    example: Example::Situation {
        fails: "`content/report.md` is a named pipe.",
        passes: "`content/report.md` is a file.",
    },
    check: Check::Elsewhere,
};
