//! Files are neither read nor published.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "source/unread",
    levels: &[Level::Note],
    stage: Stage::Archive,
    summary: "files are neither read nor published",
    problem: "\
        Files of the content folder are in a format in which people write reports, such as reStructuredText or plain text, but no \
        Markdown, and no document links to them. One finding names those with the same ending.",
    consequence: "They are not in the site: neither read nor published.",
    fix: "Convert reports to Markdown. Link to files that readers are to have.",
    example: Example::Situation {
        fails: "The content folder has a file `disk-full.rst`, and no document links to it.",
        passes: "The file is named `disk-full.md`.",
    },
    check: Check::Elsewhere,
};
