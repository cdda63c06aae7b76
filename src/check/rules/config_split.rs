//! `split` names a file that is not a document.

use std::collections::BTreeSet;

use crate::archive::Archive;
use crate::check::{Check, Example, Rule, Stage};
use crate::config::Config;
use retold_diagnostic::{Diagnostic, Level};

pub const RULE: Rule = Rule {
    id: "config/split",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "`split` names a file that is not a document",
    problem: "A path in `split` of the configuration is not the path of a document in the content folder.",
    consequence: "The file that was meant is not split. Mostly it was renamed, or its path is misspelled.",
    fix: "Write paths relative to the content folder, without the folder's own name.",
    example: Example::Files {
        fails: &[
            ("retold.toml", "split = ['content/log.md']\n"),
            (
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
            ),
        ],
        passes: &[
            ("retold.toml", "split = ['log.md']\n"),
            (
                "content/log.md",
                "\
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
            ),
        ],
    },
    check: Check::Archive(check),
};

fn check(archive: &Archive, config: &Config) -> Vec<Diagnostic> {
    let known: BTreeSet<&str> = archive.documents().map(|document| document.path.as_str()).collect();
    config
        .split
        .iter()
        .filter(|path| !known.contains(path.as_str()))
        .map(|path| {
            RULE.finding(format!("`split` names `{path}`, which is not a document"))
                .hint("paths are relative to the content folder")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::configured;

    #[test]
    fn a_draft_may_be_named_in_split() {
        let log = "---\ndraft: true\n---\n\n## 2026-01-01: Mail\n\nMail was late.\n\n\
                   ## 2026-02-12: Disk\n\nA disk was full.\n\n## 2026-04-13: Login\n\nNobody got in.\n";
        let found = configured(&[("a.md", log)], &["a.md", "b.md"]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("warning[config/split]: `split` names `b.md`, which is not a document"));
    }
}
