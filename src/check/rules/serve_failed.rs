//! The dev server cannot run.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "serve/failed",
    levels: &[Level::Error],
    stage: Stage::Serve,
    summary: "the dev server cannot run",
    problem: "The files cannot be watched for edits, or the server fails after it has started.",
    consequence: "Edits would not be shown, so the server ends.",
    fix: "\
        The message has the reason of the system: mostly a folder that is not readable, or a limit on the number \
        of watched files. On Linux, `sysctl fs.inotify.max_user_watches` raises that limit.",
    example: Example::Situation {
        fails: "`retold serve`, where the content folder is not readable.",
        passes: "`retold serve`, where it is.",
    },
    check: Check::Elsewhere,
};
