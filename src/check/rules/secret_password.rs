//! A password.

use crate::check::secrets::{Kind, SearchedFiles};
use crate::check::{Check, Example, Rule, Settings, Stage};
use retold_diagnostic::{Diagnostic, Level};

pub const RULE: Rule = Rule {
    id: "secret/password",
    levels: &[Level::Error],
    stage: Stage::Review,
    summary: "a document shows a password",
    problem: "\
        The text has a password in an address (`scheme://user:password@host`), or as the value of a setting such as \
        `password`, `passwd`, `api_key` or `client_secret`. Placeholders (`<password>`, `${PASSWORD}`, `***`, `changeme`), \
        words and numbers are none. The finding shows at most the first four characters.",
    consequence: "Everyone who can read the archive, or its history, can use it.",
    fix: "Change it where it is used, then replace it by a placeholder such as `<password>`.",
    example: Example::Files {
        fails: &[(
            "content/leak.md",
            "# A password in a log\n\n```\nconnecting to postgres://app:kX9-vienna@db/orders\n```\n",
        )],
        passes: &[(
            "content/leak.md",
            "# A password in a log\n\n```\nconnecting to postgres://app:<password>@db/orders\n```\n",
        )],
    },
    check: Check::ReviewFiles(check),
};

fn check(files: &SearchedFiles<'_>, _: Settings<'_>) -> Vec<Diagnostic> {
    let finding = RULE
        .finding("this looks like a password")
        .hint("change it where it is used, then write `<password>` instead");
    files.findings(Kind::Password, &finding)
}
