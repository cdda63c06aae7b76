//! `SOURCE_DATE_EPOCH` is not a number of seconds.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "arguments/source-date-epoch",
    levels: &[Level::Error],
    stage: Stage::Config,
    summary: "`SOURCE_DATE_EPOCH` is not a number of seconds",
    problem: "\
        The environment variable `SOURCE_DATE_EPOCH` names the date that counts as today, and is not a number of \
        seconds since 1970.",
    consequence: "A build that should be the same at any time would depend on the clock, so nothing is done.",
    fix: "Unset the variable, set it as with `date +%s`, or name the date with `--today DATE`.",
    example: Example::Situation {
        fails: "`SOURCE_DATE_EPOCH=yesterday retold build`.",
        passes: "`SOURCE_DATE_EPOCH=1767225599 retold build`.",
    },
    check: Check::Elsewhere,
};
