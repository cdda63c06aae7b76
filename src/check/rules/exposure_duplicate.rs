//! A team has two records on one thing.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "exposure/duplicate",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "a team has two records on one thing",
    problem: "\
        A team has two records on the same pattern, lesson or incident, with the same status or with another one.",
    consequence: "\
        The one with the later date counts, else the first.",
    fix: "Keep one of them.",
    example: Example::Files {
        fails: &[
            ("content/2026-01-31-pool.md", POOL),
            (
                "exposure/payments.toml",
                "team = \"payments\"\n\n[[entry]]\npattern = \"failover\"\nstatus = \"fixed\"\n\n[[entry]]\npattern = \"failover\"\nstatus = \"exposed\"\n",
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
