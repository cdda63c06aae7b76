//! `causes.toml` has an unknown key.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

/// A document, without which there is nothing to build.
const PAGE: (&str, &str) = ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n");

pub const RULE: Rule = Rule {
    id: "patterns/unknown-key",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "`causes.toml` has an unknown key",
    problem: "A key of `causes.toml` is none that Retold knows.",
    consequence: "Its value is not used.",
    fix: "Correct the key: `docs/configuration.md` lists them.",
    example: Example::Files {
        fails: &[("causes.toml", "[[cause]]\nid = \"full-disk\"\nsynonym = [\"no-space\"]\n"), PAGE],
        passes: &[("causes.toml", "[[cause]]\nid = \"full-disk\"\nsynonyms = [\"no-space\"]\n"), PAGE],
    },
    check: Check::Elsewhere,
};
