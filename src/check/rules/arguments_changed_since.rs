//! The archive cannot be compared with a revision.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "arguments/changed-since",
    levels: &[Level::Error],
    stage: Stage::Config,
    summary: "the archive cannot be compared with a revision",
    problem: "`retold check --changed-since REV` compares with a revision that cannot be read: git is not installed, the content folder is not in a repository, the revision does not exist, or it has no common ancestor with `HEAD`, as in a shallow clone.",
    consequence: "Without the earlier state nobody knows which findings are new, so nothing is checked.",
    fix: "Name a revision of the repository. In continuous integration, clone the whole history, as with `fetch-depth: 0` for GitHub's checkout or `GIT_DEPTH: 0` on GitLab.",
    example: Example::Situation {
        fails: "`retold check --changed-since origin/main`, where the clone does not have that branch.",
        passes: "`retold check --changed-since origin/main`, where it has.",
    },
    check: Check::Elsewhere,
};
