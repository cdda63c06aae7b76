//! A name belongs to two patterns.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

/// A document, without which there is nothing to build.
const PAGE: (&str, &str) = ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n");

pub const RULE: Rule = Rule {
    id: "patterns/name",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "a name belongs to two patterns",
    problem: "In `causes.toml`, two causes or two triggers have the same `id` or synonym, in any spelling.",
    consequence: "What an author means by the name is not clear. It is the first of the two.",
    fix: "Leave the name to one of them.",
    example: Example::Files {
        fails: &[
            (
                "causes.toml",
                "[[cause]]\nid = \"full-disk\"\nsynonyms = [\"no-space\"]\n\n[[cause]]\nid = \"full-pool\"\nsynonyms = [\"No space\"]\n",
            ),
            PAGE,
        ],
        passes: &[
            (
                "causes.toml",
                "[[cause]]\nid = \"full-disk\"\nsynonyms = [\"no-space\"]\n\n[[cause]]\nid = \"full-pool\"\n",
            ),
            PAGE,
        ],
    },
    check: Check::Elsewhere,
};
