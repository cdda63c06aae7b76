//! A file of records is no TOML.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "exposure/syntax",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "a file of records is no TOML",
    problem: "\
        A file in which a team records its exposure has a line that is no TOML.",
    consequence: "\
        The record with that line does not count; those that can be read do.",
    fix: "Correct the line.",
    example: Example::Files {
        fails: &[
            ("content/2026-01-31-pool.md", POOL),
            (
                "exposure/payments.toml",
                "team = \"payments\"\n\n[[entry]]\npattern = failover\nstatus = \"fixed\"\n",
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
