//! The front matter is not the first thing in the file.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "front-matter/late",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "the front matter is not the first thing in the file",
    problem: "\
        Lines of keys and values between two lines `---` stand below other text. Only comments and blank lines may be above \
        front matter.",
    consequence: "It is not read, and shown as text: the document has no date, and the title of its file.",
    fix: "Move it above everything else.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "[Deutsch](https://example.org/de)\n\n---\ntitle: Disk full\ndate: 2026-01-31\n---\n\nThe disk of the build host was full.\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "---\ntitle: Disk full\ndate: 2026-01-31\n---\n\n[Deutsch](https://example.org/de)\n\nThe disk of the build host was full.\n",
        )],
    },
    check: Check::Elsewhere,
};
