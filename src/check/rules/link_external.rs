//! A web address that leads nowhere.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "link/external",
    levels: &[Level::Warning, Level::Note],
    stage: Stage::External,
    summary: "a web address leads nowhere",
    problem: "\
        A page outside the archive answers that it does not exist (`404` or `410`): a warning. A page that could not be \
        checked is a note: no answer in time, another error, a redirection without end, or an address in a private network, \
        which is visited only if the configuration allows it. Only `retold check --external` visits web addresses.",
    consequence: "Readers cannot see what the postmortem refers to. With a note, you do not know whether they can.",
    fix: "\
        Correct the address, or link to a copy in a web archive. Addresses that cannot be checked are left out by `exclude` in \
        the table `[check.external]`.",
    example: Example::Situation {
        fails: "A postmortem links to a page that is gone, and to one that the server does not show to everyone.",
        passes: "The server shows both pages.",
    },
    check: Check::Elsewhere,
};
