//! A remark names no rule that can be allowed.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "allow/rule",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "a remark names no rule that can be allowed",
    problem: "A remark `retold-allow` names no rule, a rule that does not exist, or one whose findings cannot be allowed because they are about what could not be read; or `retold-allow` is misspelled, or has capital letters.",
    consequence: "The remark allows nothing.",
    fix: "Correct the name of the rule, or `retold-allow` itself; `retold rules` lists all of them.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "# Disk full\n\n<!-- retold-allow link/mising: the old wiki was shut down -->\nThe disk was full.\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "# Disk full\n\n<!-- retold-allow link/missing: the old wiki was shut down -->\nIt was [full](old.md).\n",
        )],
    },
    check: Check::Elsewhere,
};
