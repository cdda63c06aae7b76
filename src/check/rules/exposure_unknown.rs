//! A record of a team names what the archive does not have.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "exposure/unknown",
    levels: &[Level::Warning, Level::Note],
    stage: Stage::Archive,
    summary: "a record of a team names what the archive does not have",
    problem: "\
        A record of exposure names a pattern, a lesson or an incident that the archive does not have, or a team that no document names. If no \
        team has a name like it, that is a note: a team that had no incident may be exposed, too.",
    consequence: "\
        The record does not count; one of an unknown team does.",
    fix: "Use the name that the hint suggests.",
    example: Example::Files {
        fails: &[
            ("content/2026-01-31-pool.md", POOL),
            (
                "exposure/warehouse.toml",
                "team = \"warehouse\"\n\n[[entry]]\npattern = \"failover\"\nstatus = \"exposed\"\n",
            ),
            (
                "exposure/payments.toml",
                "team = \"payments\"\n\n[[entry]]\npattern = \"failovr\"\nstatus = \"fixed\"\n",
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
