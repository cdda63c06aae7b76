//! Two patterns are above each other.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

/// A document, without which there is nothing to build.
const PAGE: (&str, &str) = ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n");

pub const RULE: Rule = Rule {
    id: "patterns/circle",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "two patterns are above each other",
    problem: "In `causes.toml`, a cause or a trigger is among the `parents` of one that it is below itself.",
    consequence: "The parent that closes the circle is left out: with it, the incidents of one would be those of the other.",
    fix: "Of the two, find the more general one, and leave the other out of its `parents`.",
    example: Example::Files {
        fails: &[
            (
                "causes.toml",
                "[[cause]]\nid = \"a\"\nparents = [\"b\"]\n\n[[cause]]\nid = \"b\"\nparents = [\"a\"]\n",
            ),
            PAGE,
        ],
        passes: &[
            ("causes.toml", "[[cause]]\nid = \"a\"\nparents = [\"b\"]\n\n[[cause]]\nid = \"b\"\n"),
            PAGE,
        ],
    },
    check: Check::Elsewhere,
};
