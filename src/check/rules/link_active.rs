//! A link leads to a file that is not known to be harmless.

use crate::archive::Archive;
use crate::archive::harmless::is_harmless;
use crate::archive::links::Target;
use crate::check::links;
use crate::check::{Check, Example, Rule, Stage};
use crate::config::Config;
use retold_diagnostic::{Diagnostic, Level};

pub const RULE: Rule = Rule {
    id: "link/active",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "a link leads to a file that is not known to be harmless",
    problem: "\
        A link of a document leads to a file of the content folder that a browser might run as part of the site, or a server \
        by itself: HTML, XML, JavaScript, PHP, or any other type that is not known to be harmless.",
    consequence: "\
        Such a file could do anything in the name of the site, so it is not published, and the link leads nowhere.",
    fix: "Give it an ending that is known, such as `.txt`, or publish it elsewhere and link to it there.",
    example: Example::Files {
        fails: &[
            ("content/disk-full.md", "# Disk full\n\nSee the [report](report.html).\n"),
            ("content/report.html", "<h1>Disk full</h1>\n"),
        ],
        passes: &[
            ("content/disk-full.md", "# Disk full\n\nSee the [report](report.txt).\n"),
            ("content/report.txt", "Disk full\n"),
        ],
    },
    check: Check::Archive(check),
};

fn check(archive: &Archive, _: &Config) -> Vec<Diagnostic> {
    if !archive.links.has_attachments() {
        return Vec::new();
    }
    links::check(archive, |document, link| match archive.links.target(document, &link.destination) {
        Target::Attachment(url, _) if !is_harmless(&url) => {
            Some(RULE.finding(format!("`{}` may hold scripts, and is not published", link.destination)).hint(
                "give it a harmless ending such as `.txt`, or publish it elsewhere and link to it there",
            ))
        }
        _ => None,
    })
}
