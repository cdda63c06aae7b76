//! An image of the content folder may run a script.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "source/script",
    levels: &[Level::Warning],
    stage: Stage::Source,
    summary: "an image may run a script",
    problem: "\
        An SVG image has a script, an event handler, a frame or an entity, or cannot be read as XML in UTF-8.",
    consequence: "\
        Opened by itself, it could do anything in the name of the site, so it is not published.",
    fix: "Export it again without scripts, or as PNG.",
    example: Example::Files {
        fails: &[
            ("content/disk-full.md", "# Disk full\n\nThe disk was full for an hour.\n"),
            ("content/disk.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"start()\"/>\n"),
        ],
        passes: &[
            ("content/disk-full.md", "# Disk full\n\nThe disk was full for an hour.\n"),
            ("content/disk.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n"),
        ],
    },
    check: Check::Elsewhere,
};
