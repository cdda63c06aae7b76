//! The query is empty.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "search/empty",
    levels: &[Level::Error],
    stage: Stage::Search,
    summary: "the query is empty",
    problem: "`retold search` is called without a word to search for, and with neither `--sort` nor `--facet`.",
    consequence: "Every document would be as good an answer as any other.",
    fix: "Write a query. To list all documents, add `--sort newest`.",
    example: Example::Situation { fails: "`retold search ''`.", passes: "`retold search certificate`." },
    check: Check::Elsewhere,
};
