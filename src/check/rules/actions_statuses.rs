//! A file of states of tickets is no export of a tracker.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "actions/statuses",
    levels: &[Level::Error, Level::Warning, Level::Note],
    stage: Stage::Config,
    summary: "the states of tickets cannot be used as they are",
    problem: "\
        A file that `--statuses` names cannot be read, or is neither JSON of a Jira search, nor JSON of GitHub or \
        GitLab issues, nor CSV of tickets and states, or no file has a ticket. A warning shows a ticket whose state is in unknown words, a line \
        without a ticket or a state, a file without tickets beside others, or a file with only the first of the issues that were found; a note shows a \
        ticket with different states in two files.",
    consequence: "\
        Without the file, finished actions would be shown as open, so the command ends with status 2. For a ticket \
        with an unknown state, the state in the document counts; of different states, that of the last file.",
    fix: "\
        Export the tickets again, or write CSV with a ticket and a state on each line, as in `OPS-12,done`. States are \
        words such as `open`, `in progress`, `done` and `declined`, in one of several languages.",
    example: Example::Situation {
        fails: "\
            `retold actions --statuses report.md`, with a postmortem instead of an export; a file with the line \
            `OPS-1,parked`; two files, one with `OPS-2,open` and one with `OPS-2,done`.",
        passes: "`retold actions --statuses tickets.csv`, with a file that has the line `OPS-2,done`.",
    },
    check: Check::Elsewhere,
};
