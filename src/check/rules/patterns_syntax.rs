//! `causes.toml` cannot be read in part.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

/// A document, without which there is nothing to build.
const PAGE: (&str, &str) = ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n");

pub const RULE: Rule = Rule {
    id: "patterns/syntax",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "`causes.toml` cannot be read in part",
    problem: "`causes.toml` is not TOML, a value in it has another type, or a cause or a trigger has no `id`.",
    consequence: "What cannot be read is left out, and the rest is used.",
    fix: "Correct what the finding shows.",
    example: Example::Files {
        fails: &[("causes.toml", "[[cause]]\nid = 12\n"), PAGE],
        passes: &[("causes.toml", "[[cause]]\nid = \"full-disk\"\n"), PAGE],
    },
    check: Check::Elsewhere,
};
