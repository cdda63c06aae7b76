//! The search index cannot be read.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "search/unreadable",
    levels: &[Level::Error],
    stage: Stage::Search,
    summary: "the search index cannot be read",
    problem: "A file of the built search index, or of that of a published site, is missing or not readable.",
    consequence: "The search does not run.",
    fix: "Make the files readable, or run `retold build` again; publish all files of a site.",
    example: Example::Situation {
        fails: "`retold search disk`, where a file of `public/search/pack/` was removed or is not readable.",
        passes: "`retold search disk` after `retold build`.",
    },
    check: Check::Elsewhere,
};
