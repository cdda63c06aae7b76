//! The name of an internal host.

use crate::check::secrets::{self, SearchedFiles, hosts};
use crate::check::{Check, Example, Rule, Settings, Stage};
use retold_diagnostic::{Diagnostic, Level};

pub const RULE: Rule = Rule {
    id: "personal/host",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "a document names an internal host",
    problem: "\
        The text has the name of a host that is one of `internal_hosts` in the table `[check]` of the configuration. Nothing \
        is internal by default.",
    consequence: "\
        Names of hosts show attackers what there is inside, and help nobody outside to understand the incident.",
    fix: "Describe what the host does instead: `the primary of the orders database`.",
    example: Example::Files {
        fails: &[
            ("retold.toml", "[check]\ninternal_hosts = [\"*.corp.example.com\"]\n"),
            ("content/disk-full.md", "# Disk full\n\nThe disk of db1.corp.example.com was full.\n"),
        ],
        passes: &[
            ("retold.toml", "[check]\ninternal_hosts = [\"*.corp.example.com\"]\n"),
            (
                "content/disk-full.md",
                "# Disk full\n\nThe disk of the primary of the orders database was full.\n",
            ),
        ],
    },
    check: Check::ReviewFiles(check),
};

fn check(files: &SearchedFiles<'_>, settings: Settings<'_>) -> Vec<Diagnostic> {
    let internal = &settings.config.check.internal_hosts;
    if internal.is_empty() {
        return Vec::new();
    }
    let finding =
        RULE.finding("this is the name of an internal host").hint("write what the host does instead");
    secrets::check(files, &finding, |document| hosts::find(&document.text, internal))
}
