//! A document is held back until another day.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "document/held-back",
    levels: &[Level::Note],
    stage: Stage::Archive,
    summary: "a document is held back until another day",
    problem: "\
        The front matter has a day of publication, such as `publishDate`, that has not come, or a day that ends it, such as \
        `expiryDate`, that has passed.",
    consequence: "The document has no page and is not searched, like a draft, until the site is built on another day.",
    fix: "Nothing, if the document is to wait. Otherwise, correct the day.",
    example: Example::Situation {
        fails: "A document with `publishDate: 2099-01-01` is built in 2026.",
        passes: "It is built in 2099.",
    },
    check: Check::Elsewhere,
};
