//! A record of a team cannot be used.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "exposure/value",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "a record of a team cannot be used",
    problem: "\
        A record of exposure has no team or no status, is about nothing or about several things, or has a key or a value that is not known.",
    consequence: "\
        The record does not count; a date or a link that cannot be read is left out.",
    fix: "Correct the value; `retold schema exposure` prints a schema with which editors complete and check it.",
    example: Example::Files {
        fails: &[
            ("content/2026-01-31-pool.md", POOL),
            (
                "exposure/payments.toml",
                "team = \"payments\"\n\n[[entry]]\npattern = \"failover\"\nstatus = \"fixd\"\n",
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
