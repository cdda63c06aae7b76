//! A remark allows findings without a reason.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "allow/reason",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "a remark allows findings without a reason",
    problem: "A remark `retold-allow` has no reason behind a colon, or one without any word.",
    consequence: "The remark allows nothing: what it was meant to allow is shown.",
    fix: "Write the reason behind the rule, as in `<!-- retold-allow link/missing: the old wiki was shut down -->`.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "# Disk full\n\n<!-- retold-allow link/missing -->\nThe disk was full.\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "# Disk full\n\n<!-- retold-allow link/missing: the old wiki was shut down -->\nIt was [full](old.md).\n",
        )],
    },
    check: Check::Elsewhere,
};
