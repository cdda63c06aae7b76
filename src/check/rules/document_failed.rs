//! A document cannot be processed, by a fault of the program.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "document/failed",
    levels: &[Level::Error],
    stage: Stage::Source,
    summary: "a document cannot be processed",
    problem: "Reading a document, or making its page, failed by a fault of Retold.",
    consequence: "The document has no page. The others are built.",
    fix: "Please report it, with the document if it may be shown. Until it is mended, change what is unusual in the document.",
    example: Example::None("No document is known that shows it."),
    check: Check::Elsewhere,
};
