//! The arguments name a document that does not exist.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "arguments/document",
    levels: &[Level::Error],
    stage: Stage::Config,
    summary: "there is no such document",
    problem: "\
        `retold similar` is asked for something that is neither a file nor a postmortem of the archive or of the site that `--site` names, or for a file that has \
        several incidents.",
    consequence: "Nothing is compared, and the command ends with status 2.",
    fix: "\
        Use the `id` of the postmortem, its address or its file name; the hint suggests one. A pasted text is a file, or `-` for \
        standard input.",
    example: Example::Situation {
        fails: "`retold similar PM-2026-15`, where the `id` is `PM-2026-014`.",
        passes: "`retold similar PM-2026-014`.",
    },
    check: Check::Elsewhere,
};
