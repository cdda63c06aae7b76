//! A record cannot be written as JSON.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "export/record",
    levels: &[Level::Error],
    stage: Stage::Export,
    summary: "a record cannot be written as JSON",
    finds: "`retold export` cannot write the record of a postmortem as JSON.",
    matters: "What was written is not the whole archive.",
    mend: "Report it as a fault of Retold.",
    example: Example::None("No document or setting causes it: it is a fault of the program."),
    check: Check::Elsewhere,
};
