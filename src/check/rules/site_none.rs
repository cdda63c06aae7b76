//! The address is no site of Retold.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "site/none",
    levels: &[Level::Error],
    stage: Stage::Search,
    summary: "the address is no site of Retold",
    problem: "At the address that `--site` names, there is no search index of Retold: another site, or a page of the site.",
    consequence: "Nothing is asked, and the command ends with status 2.",
    fix: "Give the address of the home page: that of the folder into which the site was published.",
    example: Example::Situation {
        fails: "`retold search disk --site https://example.org/`, where the site is at `https://example.org/postmortems/`.",
        passes: "`retold search disk --site https://example.org/postmortems/`.",
    },
    check: Check::Elsewhere,
};
