//! A template uses an undefined name.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "template/render",
    levels: &[Level::Error],
    stage: Stage::Render,
    summary: "a template uses an undefined name",
    problem: "A template of your theme uses a field, a static file or a filter that does not exist.",
    consequence: "The page cannot be made, so nothing is published.",
    fix: "Use the name that the hint suggests. [Themes](themes.md) has the fields of each page.",
    example: Example::Files {
        fails: &[
            (
                "theme/templates/404.html",
                "<link rel=\"stylesheet\" href=\"{{ asset(path=\"styel.css\") }}\">\n",
            ),
            ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n"),
        ],
        passes: &[
            (
                "theme/templates/404.html",
                "<link rel=\"stylesheet\" href=\"{{ asset(path=\"style.css\") }}\">\n",
            ),
            ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n"),
        ],
    },
    check: Check::Elsewhere,
};
