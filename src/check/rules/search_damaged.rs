//! The search index is damaged.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "search/damaged",
    levels: &[Level::Error],
    stage: Stage::Search,
    summary: "the search index is damaged",
    problem: "\
        A file of the built search index does not match the index, or has a format that this version does not know. The same is \
        reported for a published site that `--site` names.",
    consequence: "A search could miss documents, so it does not run.",
    fix: "\
        Run `retold build` again. A published site may just be being replaced: ask again. Ask one that another version of Retold built \
        with that version, or build it again.",
    example: Example::Situation {
        fails: "`retold search disk`, where the files of `public/search/pack/` were cut short.",
        passes: "`retold search disk` after `retold build`.",
    },
    check: Check::Elsewhere,
};
