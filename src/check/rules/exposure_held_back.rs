//! A record of a team names a document that is held back.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "exposure/held-back",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "a record of a team names a document that is held back",
    problem: "\
        A record of exposure names a draft, a document that is held back until another day, or one that is unlisted. With `--drafts`, drafts have \
        pages and are not reported.",
    consequence: "\
        The record does not count.",
    fix: "Leave the record as it is until the document is published, or remove it.",
    example: Example::Files {
        fails: &[
            ("content/2026-01-31-pool.md", POOL),
            (
                "content/2026-02-01-draft.md",
                "---\nid: PM-2\ndraft: true\n---\n\n# Disk full\n\nThe disk of the build host was full.\n",
            ),
            (
                "exposure/payments.toml",
                "team = \"payments\"\n\n[[entry]]\nincident = \"PM-2\"\nstatus = \"fixed\"\n",
            ),
        ],
        passes: &[
            ("content/2026-01-31-pool.md", POOL),
            (
                "exposure/payments.toml",
                "team = \"payments\"\n\n[[entry]]\npattern = \"failover\"\nstatus = \"fixed\"\n",
            ),
        ],
    },
    check: Check::Elsewhere,
};

const POOL: &str = "\
    ---\n\
    id: PM-1\n\
    teams: payments\n\
    trigger: failover\n\
    ---\n\
    \n\
    # Pool exhausted\n\
    \n\
    The pool of connections had no limit.\n";
