//! The interface has no words in the language of the site.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

/// A document, without which there is nothing to build.
const PAGE: (&str, &str) = ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n");

pub const RULE: Rule = Rule {
    id: "theme/language",
    levels: &[Level::Note],
    stage: Stage::Site,
    summary: "the interface has no words in the language of the site",
    problem: "Neither Retold nor your theme has words for the interface in the `language` of the configuration.",
    consequence: "Headings and buttons are English around texts in another language.",
    fix: "Write `strings/LANGUAGE.toml` in your theme folder, with the keys that you want to translate; the rest stays English.",
    example: Example::Files {
        fails: &[("retold.toml", "language = \"cs\"\n"), PAGE],
        passes: &[
            ("retold.toml", "language = \"cs\"\n"),
            ("theme/strings/cs.toml", "[pager]\nnext = \"Další\"\n"),
            PAGE,
        ],
    },
    check: Check::Elsewhere,
};
