//! File systems on which `A` and `a` are one file, as on macOS and Windows.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use retold_diagnostic::Diagnostic;

/// How many pairs of names have a finding.
const SHOWN: usize = 5;

/// Whether the file system of `path`, whose last part has small letters, makes no difference between them and capital letters.
pub fn is_ignored(path: &Path) -> bool {
    let capitals = path.file_name().and_then(|name| name.to_str()).map(str::to_uppercase);
    capitals.is_some_and(|name| path.with_file_name(name).symlink_metadata().is_ok())
}

/// The findings for `files` that are one file there: one would replace the other without a word.
pub fn clashes(files: &BTreeSet<String>) -> Vec<Diagnostic> {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    let mut findings = Vec::new();
    for name in files {
        if let Some(other) = known.insert(name.to_lowercase(), name)
            && findings.len() < SHOWN
        {
            let message =
                format!("`{other}` and `{name}` are two files of the site, and one file on this file system");
            findings.push(Diagnostic::error("output/io", message).hint(
                "remove the alias or rename the file that differs only in capital letters, or build on another file system",
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_capital_letters_clash() {
        let files =
            ["A/index.html", "a/index.html", "b/Ä.png", "b/ä.png", "b/a.png"].map(str::to_owned).into();
        let messages: Vec<_> = clashes(&files).into_iter().map(|finding| finding.message).collect();
        assert_eq!(messages.len(), 2);
        assert!(messages[0].starts_with("`A/index.html` and `a/index.html` are two files"), "{messages:?}");
    }

    #[test]
    fn what_a_file_system_does_is_seen_by_a_second_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("staging");
        std::fs::write(&path, "").unwrap();
        let ignores = std::fs::read(folder.path().join("Staging")).is_ok();
        assert_eq!(is_ignored(&path), ignores);
        std::fs::write(folder.path().join("STAGING"), "").unwrap();
        assert!(is_ignored(&path));
    }
}
