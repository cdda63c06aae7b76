//! The search index cannot be built.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "search/index",
    levels: &[Level::Error],
    stage: Stage::Render,
    summary: "the search index cannot be built",
    problem: "Indexing the documents fails.",
    consequence: "There is no search, so the site is not published.",
    fix: "Close other programs if memory is short. Otherwise report it as a bug of Retold.",
    example: Example::None(
        "\
        No document or setting causes it: it is a lack of memory, a limit of the index format, or a bug of the program.",
    ),
    check: Check::Elsewhere,
};
