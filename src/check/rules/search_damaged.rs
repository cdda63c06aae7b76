//! The search index is damaged.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "search/damaged",
    levels: &[Level::Error],
    stage: Stage::Search,
    summary: "the search index is damaged",
    finds: "\
        A file of the built search index is not what the index says it is, or is of a format that this version \
        does not know.",
    matters: "A search could miss documents, so it is not made.",
    mend: "Run `retold build` again.",
    example: Example::Situation {
        fails: "`retold search disk`, where the files of `public/search/pack/` were cut short.",
        passes: "`retold search disk` after `retold build`.",
    },
    check: Check::Elsewhere,
};
