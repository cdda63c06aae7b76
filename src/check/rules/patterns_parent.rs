//! A pattern is below one that there is not.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

/// A document, without which there is nothing to build.
const PAGE: (&str, &str) = ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n");

pub const RULE: Rule = Rule {
    id: "patterns/parent",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "a pattern is below one that there is not",
    problem: "In `causes.toml`, `parents` names a cause or a trigger that neither the file nor the built-in set has.",
    consequence: "The pattern is not shown below it.",
    fix: "Correct the name, or add the more general pattern to the file.",
    example: Example::Files {
        fails: &[("causes.toml", "[[cause]]\nid = \"full-disk\"\nparents = [\"mising-limit\"]\n"), PAGE],
        passes: &[("causes.toml", "[[cause]]\nid = \"full-disk\"\nparents = [\"missing-limit\"]\n"), PAGE],
    },
    check: Check::Elsewhere,
};
