//! A setting has an invalid value.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "config/value",
    levels: &[Level::Error],
    stage: Stage::Config,
    summary: "a setting has an invalid value",
    problem: "\
        A value of `retold.toml` or of the command line has the right type, but cannot be used: lists with 0 \
        documents on a page, a base URL that is not an absolute web address, the address of a ticket without `{}`, \
        a group of synonyms with one word, a part of a postmortem that does not exist.",
    consequence: "The settings are unknown, so nothing is built.",
    fix: "The hint shows how to write the value.",
    example: Example::Files {
        fails: &[
            ("retold.toml", "base_url = 'example.org'\n"),
            ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n"),
        ],
        passes: &[
            ("retold.toml", "base_url = 'https://example.org/'\n"),
            ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n"),
        ],
    },
    check: Check::Elsewhere,
};
