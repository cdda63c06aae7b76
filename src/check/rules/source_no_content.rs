//! There is no content folder.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "source/no-content",
    levels: &[Level::Error],
    stage: Stage::Source,
    summary: "there is no content folder",
    problem: "The content folder does not exist, or is a file.",
    consequence: "There is no document to read, so nothing is built.",
    fix: "\
        Create the folder and put a Markdown file there, or name another one with `content` in `retold.toml` or \
        `--content DIR`.",
    example: Example::Situation {
        fails: "`retold build` in a folder without `content/`.",
        passes: "`retold build` in a folder with a document in `content/`.",
    },
    check: Check::Elsewhere,
};
