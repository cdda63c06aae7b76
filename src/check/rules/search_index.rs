//! The search index cannot be built.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "search/index",
    levels: &[Level::Error],
    stage: Stage::Render,
    summary: "the search index cannot be built",
    finds: "Indexing the documents fails.",
    matters: "There is no search, so the site is not published.",
    mend: "Close other programs if memory is short. Otherwise report it as a fault of Retold.",
    example: Example::None(
        "\
        No document or setting causes it: it is a lack of memory, a limit of the index format, or a fault of the \
        program.",
    ),
    check: Check::Elsewhere,
};
