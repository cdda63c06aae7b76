//! A comment in YAML cuts a value.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "front-matter/comment",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "a comment cuts a value of the front matter",
    problem: "\
        In YAML, `#` behind a space begins a comment. Where a word follows directly, as in `Issue #42`, hardly any author means \
        that.",
    consequence: "The value ends before the `#`: the title is `Issue`.",
    fix: "Put the text in quotes. Comments have a space behind `#`.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "---\ntitle: Disk full in job #42\n---\n\nThe disk of the build host was full.\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "---\ntitle: \"Disk full in job #42\"\n---\n\nThe disk of the build host was full.\n",
        )],
    },
    check: Check::Elsewhere,
};
