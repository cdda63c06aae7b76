//! Levels are set for a folder that has no documents.

use std::collections::BTreeSet;

use crate::archive::Archive;
use crate::check::{Check, Example, Rule, Stage};
use crate::config::{Config, Pattern};
use retold_diagnostic::{Diagnostic, Level, nearest};

pub const RULE: Rule = Rule {
    id: "config/folder",
    levels: &[Level::Error, Level::Warning],
    stage: Stage::Archive,
    summary: "levels are set for a folder that has no documents",
    problem: "\
        A `path` of `[[check.folders]]` is not the path of a folder with documents in the content folder. It is an error \
        if there is no such folder, and a warning if the folder is empty.",
    consequence: "The levels of the entry apply to no document. Mostly the folder was renamed, or its path is misspelled.",
    fix: "\
        Write the path relative to the content folder, without the folder's own name and without `*`. All folders below it \
        are meant, too.",
    example: Example::Files {
        fails: &[
            (
                "retold.toml",
                "\
                [[check.folders]]\n\
                path = 'content/legacy'\n\
                levels = { 'times/*' = 'off' }\n\
                \n\
                [[check.folders]]\n\
                path = 'charts'\n\
                levels = { 'times/*' = 'off' }\n",
            ),
            ("content/charts/load.csv", "hour,load\n10,0.9\n"),
            ("content/legacy/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n"),
        ],
        passes: &[
            ("retold.toml", "[[check.folders]]\npath = 'legacy'\nlevels = { 'times/*' = 'off' }\n"),
            ("content/legacy/disk-full.md", "# Disk full\n\nThe disk of the build host was full.\n"),
        ],
    },
    check: Check::Archive(check),
};

fn check(archive: &Archive, config: &Config) -> Vec<Diagnostic> {
    let settings = &config.check.folders;
    if settings.is_empty() {
        return Vec::new();
    }
    let known: BTreeSet<&str> =
        archive.documents().flat_map(|document| folders_above(&document.path)).collect();
    let unknown = settings.iter().filter(|setting| !setting.path.is_empty());
    unknown
        .filter(|setting| !known.contains(setting.path.as_str()))
        .map(|setting| {
            let path = &setting.path;
            // Others are written in a way that names no folder, or climb out of the content folder.
            let is_plain = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
            let finding = if is_plain && config.content.join(path).is_dir() {
                Diagnostic::warning(RULE.id, format!("the folder `{path}` has no documents"))
            } else {
                RULE.finding(format!("there is no folder `{path}` with documents"))
            };
            finding.at(setting.place.clone()).hint(match suggestion(path, &known) {
                Some(folder) => format!("did you mean `{folder}`? paths are relative to the content folder"),
                None => "paths are relative to the content folder".to_owned(),
            })
        })
        .collect()
}

/// The folders that the file at `path` is in.
fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// The folder that is probably meant by `path`.
fn suggestion<'a>(path: &str, known: &BTreeSet<&'a str>) -> Option<&'a str> {
    let ends = std::iter::once(path).chain(path.match_indices('/').map(|(at, _)| &path[at + 1..]));
    let ending = || ends.clone().find_map(|end| known.get(end)).copied();
    let matching = || {
        let pattern = Pattern::new(path);
        known.iter().find(|folder| path.contains('*') && pattern.matches(folder)).copied()
    };
    ending().or_else(matching).or_else(|| nearest(path, known.iter().copied()))
}

#[cfg(test)]
mod tests {
    use crate::archive::{Archive, Selection};
    use crate::check::run;
    use crate::config::{Config, Overrides};
    use crate::source::SourceTree;
    use retold_diagnostic::{Style, render};

    #[test]
    fn a_folder_without_documents_is_shown() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("content/empty")).unwrap();
        let found = |path: &str| {
            let text = format!("[[check.folders]]\npath = '{path}'\nlevels = {{ 'times/*' = 'off' }}\n");
            std::fs::write(root.path().join("retold.toml"), text).unwrap();
            let config = Config::load(root.path(), None, Overrides::default()).unwrap();
            let tree = SourceTree::from_pairs([("legacy/old/a.md", "# A\n\nx\n")]);
            let (archive, findings) = Archive::from_tree(tree, &config, Selection::default());
            let findings = run(&archive, &config, findings);
            findings.iter().map(|finding| render(finding, Style::Plain)).collect::<Vec<_>>()
        };
        for good in ["legacy", "/legacy/", "legacy/old", "/", ""] {
            assert_eq!(found(good), Vec::<String>::new(), "{good}");
        }
        for (path, hint) in [
            ("nosuch", "hint: paths are relative to the content folder"),
            ("content/legacy", "hint: did you mean `legacy`?"),
            ("./legacy", "hint: did you mean `legacy`?"),
            ("leg*", "hint: did you mean `legacy`?"),
            ("Legacy", "hint: did you mean `legacy`?"),
            ("legacy/odl", "hint: did you mean `legacy/old`?"),
            ("../content", "hint: paths"),
        ] {
            let found = found(path);
            let message = format!("error[config/folder]: there is no folder `{path}` with documents");
            assert!(found.len() == 1 && found[0].starts_with(&message), "{found:?}");
            assert!(found[0].contains("retold.toml:2:8\n") && found[0].contains(hint), "{found:?}");
        }
        assert!(found("empty")[0].starts_with("warning[config/folder]: the folder `empty` has no documents"));
    }
}
