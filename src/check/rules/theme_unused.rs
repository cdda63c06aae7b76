//! A template of the theme is used by no page.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

/// A document, without which there is nothing to build.
const PAGE: (&str, &str) = ("content/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n");

pub const RULE: Rule = Rule {
    id: "theme/unused",
    levels: &[Level::Warning],
    stage: Stage::Site,
    summary: "no page uses a template of your theme",
    problem: "A template of your theme has the name of no built-in one, and no other template extends or includes it.",
    consequence: "It changes nothing. Mostly its name is misspelled.",
    fix: "Give it the name of the built-in template that it replaces, as `docs/themes.md` lists them.",
    example: Example::Files {
        fails: &[("theme/templates/postmrtem.html", "{% extends \"base.html\" %}\n"), PAGE],
        passes: &[("theme/templates/404.html", "{% extends \"base.html\" %}\n"), PAGE],
    },
    check: Check::Elsewhere,
};
