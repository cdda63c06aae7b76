//! Moves staged files into place, and removes old ones.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use super::folder::{Folder, cannot};
use super::manifest::Manifest;
use super::{Failure, Moved};
use crate::search::PACK_FOLDER;
use retold_diagnostic::Diagnostic;

/// What a build changes in the output folder.
#[derive(Debug)]
pub struct Change<'a> {
    /// New and changed files, which are in the staging folder.
    pub staged: Vec<&'a str>,
    /// Files of the previous site that the new one does not have.
    pub gone: Vec<&'a str>,
    /// The manifest of the new site.
    pub next: Manifest,
}

/// Moves staged files into place, those that others refer to first, and then removes files that are gone.
///
/// # Errors
/// A file cannot be moved or removed. The error holds the number of files that were moved before.
pub fn apply(folder: &Folder, change: &Change<'_>) -> Result<(), Failure> {
    let before = &folder.manifest;
    if change.staged.is_empty() && change.gone.is_empty() && *before == change.next {
        // Its time says when the site was last what the archive is. It is no harm if it stays.
        let _ = folder.write_manifest(&change.next);
        return Ok(());
    }
    // From here on, files of both sites may exist. If this build is killed, the manifest lists them all for the next one.
    folder.write_manifest(&before.between(&change.next))?;
    let mut progress = Progress::default();
    let result = progress.run(folder, change).and_then(|()| folder.write_manifest(&change.next));
    result.map_err(|finding| {
        let moved = progress.count(change);
        if moved.written == 0 && moved.removed == 0 {
            // Only the manifest was changed. If restoring it fails too, it lists more files than exist.
            let _ = folder.restore_manifest();
            return finding.into();
        }
        Failure { findings: vec![finding], moved: Some(moved) }
    })
}

/// The changes that were made so far.
#[derive(Debug, Default)]
struct Progress<'a> {
    /// Files, and folders that were moved whole.
    moved: BTreeSet<&'a str>,
    removed: usize,
}

impl<'a> Progress<'a> {
    fn run(&mut self, folder: &Folder, change: &Change<'a>) -> Result<(), Diagnostic> {
        // A file where the new site needs a folder, or a folder where it needs a file, has to be removed first.
        let (in_the_way, gone): (Vec<&str>, Vec<&str>) =
            change.gone.iter().partition(|name| is_in_the_way(name, &change.next.files));
        self.remove(folder, &in_the_way)?;
        let mut staged = change.staged.clone();
        staged.sort_by_key(|name| (rank(name), *name));
        for name in staged {
            self.move_into_place(folder, name)?;
        }
        self.remove(folder, &gone)
    }

    /// Moves a file into place, or the topmost of its folders that the site did not have.
    fn move_into_place(&mut self, folder: &Folder, name: &'a str) -> Result<(), Diagnostic> {
        if folders(name).any(|parent| self.moved.contains(parent)) {
            return Ok(());
        }
        let part = folders(name).find(|parent| !folder.path.join(parent).exists()).unwrap_or(name);
        let target = folder.path.join(part);
        fs::rename(folder.staged(part), &target).map_err(|error| cannot("write", &target, &error))?;
        self.moved.insert(part);
        Ok(())
    }

    fn remove(&mut self, folder: &Folder, names: &[&str]) -> Result<(), Diagnostic> {
        for name in names {
            remove(folder, name)?;
            self.removed += 1;
        }
        Ok(())
    }

    fn count(&self, change: &Change<'_>) -> Moved {
        let is_moved = |name: &&&str| {
            self.moved.contains(**name) || folders(name).any(|parent| self.moved.contains(parent))
        };
        Moved {
            written: change.staged.iter().filter(is_moved).count(),
            to_write: change.staged.len(),
            removed: self.removed,
            to_remove: change.gone.len(),
        }
    }
}

/// The folders of a file, from the topmost down.
pub fn folders(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('/').map(|(at, _)| &name[..at])
}

/// Removes a file of the previous site, and the folders that it leaves empty.
fn remove(folder: &Folder, name: &str) -> Result<(), Diagnostic> {
    let is_link = |path: &Path| path.symlink_metadata().is_ok_and(|found| found.is_symlink());
    let target = folder.path.join(name);
    // Retold creates no links: a link, a folder in place of the file, and everything behind them is foreign.
    let is_ours = target.symlink_metadata().is_ok_and(|found| found.is_file())
        && !folders(name).any(|parent| is_link(&folder.path.join(parent)));
    if is_ours {
        match fs::remove_file(&target) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(cannot("remove", &target, &error));
            }
            _ => {}
        }
    }
    for parent in target.ancestors().skip(1).take_while(|parent| *parent != folder.path) {
        // This fails on purpose for a folder that is not empty.
        if fs::remove_dir(parent).is_err() {
            break;
        }
    }
    Ok(())
}

/// Returns true if `old` is a file where one of `files` needs a folder, or is below one of `files`.
fn is_in_the_way(old: &str, files: &BTreeSet<String>) -> bool {
    let folder = format!("{old}/");
    let needs_folder = files.range(folder.clone()..).next().is_some_and(|file| file.starts_with(&folder));
    needs_folder || folders(old).any(|parent| files.contains(parent))
}

/// The rank of a file in the order of moves: first names with a digest, then pages, then the entry file, which switches
/// to the new search index.
fn rank(name: &str) -> u8 {
    match name.strip_prefix(PACK_FOLDER) {
        Some(part) if part == retold_search::ENTRY_NAME => 2,
        Some(_) => 0,
        None if name.starts_with("assets/") => 0,
        None => 1,
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    #[test]
    fn files_in_place_of_folders_are_removed_first() {
        let files = ["a/index.html", "b"].map(str::to_owned).into();
        for (old, expected) in
            [("a", true), ("b/index.html", true), ("a/x", false), ("c", false), ("bb", false)]
        {
            assert_eq!(is_in_the_way(old, &files), expected, "{old}");
        }
    }

    /// A folder with the published file `old.html`, and with `staged` files.
    fn folder(path: &Path, staged: &[&str]) -> Folder {
        fs::write(path.join("old.html"), "old").unwrap();
        let mut folder = Folder::open(path, true).unwrap();
        folder.begin().unwrap();
        folder.manifest = Manifest::new(["old.html".to_owned()].into(), true);
        folder.write_manifest(&folder.manifest).unwrap();
        for name in staged {
            fs::create_dir_all(folder.staged(name).parent().unwrap()).unwrap();
            fs::write(folder.staged(name), "new").unwrap();
        }
        folder
    }

    /// The manifest that the next build reads.
    fn left_behind(folder: Folder) -> Manifest {
        let path = folder.path.clone();
        drop(folder);
        Folder::open(&path, false).unwrap().manifest
    }

    fn change<'a>(staged: &[&'a str]) -> Change<'a> {
        let files = staged.iter().map(|name| (*name).to_owned()).collect();
        Change { staged: staged.to_vec(), gone: vec!["old.html"], next: Manifest::new(files, true) }
    }

    #[test]
    fn a_failed_move_reports_the_moved_files_and_keeps_both_sites_in_the_manifest() {
        let temporary = TempDir::new().unwrap();
        let staged = ["a/one/index.html", "a/two/index.html", "m.html", "z.html"];
        let folder = folder(temporary.path(), &staged);
        fs::create_dir(temporary.path().join("m.html")).unwrap();
        let failure = apply(&folder, &change(&staged)).unwrap_err();
        assert_eq!(failure.findings[0].rule, "output/io");
        assert_eq!(failure.moved, Some(Moved { written: 2, to_write: 4, removed: 0, to_remove: 1 }));
        let manifest = left_behind(folder);
        assert!(manifest.complete && manifest.unfinished, "{manifest:?}");
        assert!(manifest.files.contains("old.html") && manifest.files.contains("z.html"), "{manifest:?}");
    }

    #[test]
    fn a_failed_first_move_changes_nothing() {
        let temporary = TempDir::new().unwrap();
        let folder = folder(temporary.path(), &["m.html"]);
        fs::create_dir(temporary.path().join("m.html")).unwrap();
        let failure = apply(&folder, &change(&["m.html"])).unwrap_err();
        assert_eq!(failure.moved, None);
        let before = folder.manifest.clone();
        assert_eq!(left_behind(folder), before);
    }

    #[test]
    fn files_behind_a_link_are_not_removed() {
        let (temporary, elsewhere) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        fs::write(elsewhere.path().join("index.html"), "mine").unwrap();
        let mut folder = folder(temporary.path(), &[]);
        std::os::unix::fs::symlink(elsewhere.path(), temporary.path().join("t")).unwrap();
        folder.manifest = Manifest::new(["t/index.html".to_owned()].into(), true);
        let gone =
            Change { staged: vec![], gone: vec!["t/index.html"], next: Manifest::new([].into(), true) };
        apply(&folder, &gone).unwrap();
        assert_eq!(fs::read_to_string(elsewhere.path().join("index.html")).unwrap(), "mine");
    }
}
