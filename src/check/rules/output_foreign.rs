//! The output folder holds files that Retold did not write.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "output/foreign",
    levels: &[Level::Error],
    stage: Stage::Publish,
    summary: "the output folder holds files that Retold did not write",
    problem: "\
        The output folder is a file, holds files of somebody else, or has a damaged list of the site's files \
        (`.retold-manifest.json`). Or the site needs the name of a file that Retold did not write, or would be \
        written through a symbolic link inside the folder.",
    consequence: "A build could overwrite or remove files that Retold did not write, so it writes nothing.",
    fix: "\
        Name an empty folder with `--output-dir`. With `--force`, the site is built beside the other files, which \
        stay; it replaces none of them, so move away files that have the name of a file of the site.",
    example: Example::Situation {
        fails: "`retold build`, where `public/` holds a file `notes.txt` and no site.",
        passes: "`retold build --output-dir site`, where there is no folder `site`.",
    },
    check: Check::Elsewhere,
};
