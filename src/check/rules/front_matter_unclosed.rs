//! The front matter is never closed.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "front-matter/unclosed",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "the front matter is never closed",
    problem: "The file begins with the line that opens front matter, and the line that closes it is missing.",
    consequence: "\
        It is not known where the front matter ends. The lines up to the first blank one are read if all of them look like \
        it; otherwise all of it is shown as body, unless it seems to mark a draft.",
    fix: "Put `---` (or `+++`) on a line of its own after the last key.",
    example: Example::Files {
        fails: &[("content/disk-full.md", "---\ntitle: Disk full\n\nThe disk of the build host was full.\n")],
        passes: &[(
            "content/disk-full.md",
            "---\ntitle: Disk full\n---\n\nThe disk of the build host was full.\n",
        )],
    },
    check: Check::Elsewhere,
};
