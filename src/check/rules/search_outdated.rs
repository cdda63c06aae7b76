//! The search index is older than the documents.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "search/outdated",
    levels: &[Level::Warning],
    stage: Stage::Search,
    summary: "the search index is older than a document",
    problem: "`retold search` and `retold similar` search the built site, and a document was changed after the last build.",
    consequence: "What is new in it is not found, and what was removed still is.",
    fix: "Run `retold build` again.",
    example: Example::Situation {
        fails: "`retold search disk`, after a postmortem was added.",
        passes: "`retold search disk` after `retold build`.",
    },
    check: Check::Elsewhere,
};
