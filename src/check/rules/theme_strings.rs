//! A file with words of the interface cannot be used.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

/// A document, without which there is nothing to build.
const PAGE: (&str, &str) = ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n");

pub const RULE: Rule = Rule {
    id: "theme/strings",
    levels: &[Level::Error],
    stage: Stage::Site,
    summary: "a file with words of the interface cannot be used",
    problem: "A file in `strings/` of your theme is not TOML, has a key that the built-in words do not have, or a value of another kind.",
    consequence: "The page would show other words than those you wrote, so nothing is published.",
    fix: "Use the keys of the built-in English file, which `docs/themes.md` shows.",
    example: Example::Files {
        fails: &[("theme/strings/en.toml", "[pager]\nnxt = \"Onwards\"\n"), PAGE],
        passes: &[("theme/strings/en.toml", "[pager]\nnext = \"Onwards\"\n"), PAGE],
    },
    check: Check::Elsewhere,
};
