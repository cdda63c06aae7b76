//! No incidents are found in a file to split.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "document/split",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "no incidents are found in a file to split",
    problem: "\
        A file has `split: true` in its front matter, or is named by `split` of the configuration, but no headings of one level begin an incident each.",
    consequence: "The file gets one page, and its incidents are not counted, dated or found one by one.",
    fix: "\
        Give each incident a heading, all of one level, with its date or with sections below. Remove `split` if \
        the file reports one incident.",
    example: Example::Files {
        fails: &[(
            "content/log.md",
            "\
            ---\n\
            split: true\n\
            ---\n\
            \n\
            # Disk full\n\
            \n\
            The disk of the build host was full.\n",
        )],
        passes: &[(
            "content/log.md",
            "\
            ---\n\
            split: true\n\
            ---\n\
            \n\
            # Incident log\n\
            \n\
            ## 2026-01-01: Mail late\n\
            \n\
            Mail was late for an hour.\n\
            \n\
            ## 2026-02-12: Disk full\n\
            \n\
            A disk was full.\n\
            \n\
            ## 2026-04-13: No login\n\
            \n\
            Nobody got in.\n",
        )],
    },
    check: Check::Elsewhere,
};
