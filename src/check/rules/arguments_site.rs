//! This is not the address of a site.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "arguments/site",
    levels: &[Level::Error],
    stage: Stage::Config,
    summary: "this is not the address of a site",
    problem: "The value of `--site` is no web address.",
    consequence: "Nothing is asked, and the command ends with status 2.",
    fix: "Give the address of the home page of a published site, with `https://` or `http://`.",
    example: Example::Situation {
        fails: "`retold search disk --site example.org/postmortems`.",
        passes: "`retold search disk --site https://example.org/postmortems/`.",
    },
    check: Check::Elsewhere,
};
