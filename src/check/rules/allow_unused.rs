//! A remark allows what is not there.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "allow/unused",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "a remark allows what is not there",
    problem: "A remark `retold-allow` stands where its rule finds nothing.",
    consequence: "A stale remark would hide a finding of the same rule that is made there later.",
    fix: "Remove the remark.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "# Disk full\n\n<!-- retold-allow link/missing: the old wiki was shut down -->\nThe disk was full.\n",
        )],
        passes: &[("content/disk-full.md", "# Disk full\n\nThe disk was full.\n")],
    },
    check: Check::Elsewhere,
};
