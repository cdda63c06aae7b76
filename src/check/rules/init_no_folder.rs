//! An archive cannot be set up where a file is.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "init/no-folder",
    levels: &[Level::Error],
    stage: Stage::Init,
    summary: "an archive cannot be set up where a file is",
    problem: "The folder that `retold init` was given is a file.",
    consequence: "Nothing is written.",
    fix: "Name a folder. It is made if it does not exist.",
    example: Example::Situation { fails: "`retold init README.md`.", passes: "`retold init postmortems`." },
    check: Check::Elsewhere,
};
