//! A named file is not a document of the archive.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "adopt/no-document",
    levels: &[Level::Error],
    stage: Stage::Adopt,
    summary: "a named file is not a document of the archive",
    problem: "\
        A file that `retold adopt` is to write front matter into is not a Markdown document below the content \
        folder.",
    consequence: "\
        Nothing is written, not even into the other files that were named: the arguments are probably not what was \
        meant.",
    fix: "Name files of the content folder, or name another content folder with `--content DIR`.",
    example: Example::Situation {
        fails: "`retold adopt README.md`, where `README.md` lies beside the content folder.",
        passes: "`retold adopt content/2021-03-31-dns.md`.",
    },
    check: Check::Elsewhere,
};
