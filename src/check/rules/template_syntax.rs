//! A template cannot be compiled.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "template/syntax",
    levels: &[Level::Error],
    stage: Stage::Site,
    summary: "a template cannot be compiled",
    problem: "A template of your theme is not valid, or extends or includes one that does not exist.",
    consequence: "No page can be made, so nothing is published.",
    fix: "Correct the place that is shown.",
    example: Example::Files {
        fails: &[
            ("theme/templates/404.html", "{% extends \"bsae.html\" %}\n"),
            ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n"),
        ],
        passes: &[
            ("theme/templates/404.html", "{% extends \"base.html\" %}\n"),
            ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n"),
        ],
    },
    check: Check::Elsewhere,
};
