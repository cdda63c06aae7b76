//! A document is not UTF-8.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "source/encoding",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "a document is not UTF-8",
    problem: "A document has bytes that are not valid UTF-8; mostly, an editor saved it in an older encoding.",
    consequence: "The page shows `�` for bytes that cannot be read, and search does not find those words.",
    fix: "Save the file as UTF-8, or convert it, as with `iconv -f latin1 -t utf-8`.",
    example: Example::Situation {
        fails: "`content/report.md` has the word `Café` in Latin-1.",
        passes: "`content/report.md` has it in UTF-8.",
    },
    check: Check::Elsewhere,
};
