//! There is no search index.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "search/not-built",
    levels: &[Level::Error],
    stage: Stage::Search,
    summary: "there is no search index",
    problem: "`retold search` and `retold similar` search a built site, and the output folder has none.",
    consequence: "There is nothing to search.",
    fix: "Run `retold build` first, or name the folder of a built site with `--output-dir`.",
    example: Example::Situation {
        fails: "`retold search disk` before the first build.",
        passes: "`retold search disk` after `retold build`.",
    },
    check: Check::Elsewhere,
};
