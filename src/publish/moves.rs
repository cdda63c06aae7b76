//! Moves staged files into place, and removes old ones.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::folder::{Folder, cannot};
use super::manifest::Manifest;
use super::{Failure, Mixed};
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

/// Moves staged files into place in an order in which a reader of the site meets no dead link: new names, to which nothing
/// leads yet; changed pages, which lead to them; the entry file of the search index; and only then removes what is gone.
///
/// # Errors
/// A file cannot be moved or removed. What was done is undone; if that fails, too, the error holds what is left of both sites.
pub fn apply(folder: &Folder, change: &Change<'_>) -> Result<(), Failure> {
    let before = &folder.manifest;
    if change.staged.is_empty() && change.gone.is_empty() && *before == change.next {
        // Its time says when the site was last what the archive is. It is no harm if it stays.
        let _ = folder.write_manifest(&change.next);
        return Ok(());
    }
    // From here on, files of both sites may exist. If this build is killed, the manifest lists them all for the next one.
    if let Err(finding) = folder.write_manifest(&before.between(&change.next)).and_then(|()| folder.flush()) {
        let _ = folder.restore_manifest();
        return Err(finding.into());
    }
    let mut moves = Moves::new(folder);
    let result = moves.run(change).and_then(|()| folder.write_manifest(&change.next));
    result.map_err(|finding| {
        let left = moves.undo(change);
        if left.is_none() {
            // If restoring it fails, too, it lists more files than exist, which harms nothing.
            let _ = folder.restore_manifest();
        }
        Failure { findings: vec![finding], left }
    })?;
    // The site is the new one, even if a loss of power may still bring back the old one.
    let _ = folder.flush();
    Ok(())
}

/// A change of the output folder, as far as it is needed to undo it.
#[derive(Debug)]
enum Done<'a> {
    /// A file, or a folder with its files, that the site did not have.
    Added(&'a str),
    /// The old contents are at this path.
    Replaced(&'a str, PathBuf),
    Removed(&'a str, PathBuf),
}

/// The changes that were made so far.
struct Moves<'a> {
    folder: &'a Folder,
    done: Vec<Done<'a>>,
    /// Folders that were moved whole.
    folders: BTreeSet<&'a str>,
}

impl<'a> Moves<'a> {
    fn new(folder: &'a Folder) -> Self {
        Self { folder, done: Vec::new(), folders: BTreeSet::new() }
    }

    fn run(&mut self, change: &Change<'a>) -> Result<(), Diagnostic> {
        // A file where the new site needs a folder, or a folder where it needs a file, has to be removed first.
        let (in_the_way, gone): (Vec<&str>, Vec<&str>) =
            change.gone.iter().partition(|name| is_in_the_way(name, &change.next.files));
        let mut staged: Vec<_> =
            change.staged.iter().map(|name| (self.turn(name, &in_the_way), *name)).collect();
        staged.sort_unstable();
        let (new, others) = staged.split_at(staged.partition_point(|(turn, _)| *turn == Turn::New));
        for (_, name) in new {
            self.move_into_place(name)?;
        }
        for name in in_the_way {
            self.remove(name)?;
        }
        for (_, name) in others {
            self.move_into_place(name)?;
        }
        for name in gone {
            self.remove(name)?;
        }
        Ok(())
    }

    /// The turn of a staged file, where the files `in_the_way` are still to be removed.
    fn turn(&self, name: &str, in_the_way: &[&str]) -> Turn {
        let below = format!("{name}/");
        let waits = |old: &&str| old.starts_with(&below) || folders(name).any(|folder| folder == *old);
        if name.strip_prefix(PACK_FOLDER) == Some(retold_search::ENTRY_NAME) {
            Turn::Entry
        } else if in_the_way.iter().any(waits) {
            Turn::InTheWay
        } else if self.folder.path.join(name).symlink_metadata().is_err() {
            Turn::New
        } else {
            Turn::Changed
        }
    }

    /// Moves a file into place, or the topmost of its folders that the site did not have.
    fn move_into_place(&mut self, name: &'a str) -> Result<(), Diagnostic> {
        if folders(name).any(|parent| self.folders.contains(parent)) {
            return Ok(());
        }
        let folder = self.folder;
        let new_folder = folders(name).find(|parent| !folder.path.join(parent).exists());
        let part = new_folder.unwrap_or(name);
        let target = folder.path.join(part);
        let is_replaced = new_folder.is_none() && target.symlink_metadata().is_ok();
        let old = folder.replaced(self.done.len());
        if is_replaced {
            folder.disk.link(&target, &old).map_err(|error| cannot("replace", &target, &error))?;
        }
        folder
            .disk
            .rename(&folder.staged(part), &target)
            .map_err(|error| cannot("write", &target, &error))?;
        self.done.push(if is_replaced { Done::Replaced(part, old) } else { Done::Added(part) });
        self.folders.extend(new_folder);
        Ok(())
    }

    /// Removes a file of the previous site, and the folders that it leaves empty.
    fn remove(&mut self, name: &'a str) -> Result<(), Diagnostic> {
        let folder = self.folder;
        let is_link = |path: &Path| path.symlink_metadata().is_ok_and(|found| found.is_symlink());
        let target = folder.path.join(name);
        // Retold creates no links: a link, a folder in place of the file, and everything behind them is foreign.
        let is_ours = target.symlink_metadata().is_ok_and(|found| found.is_file())
            && !folders(name).any(|parent| is_link(&folder.path.join(parent)));
        if is_ours {
            let old = folder.replaced(self.done.len());
            folder.disk.rename(&target, &old).map_err(|error| cannot("remove", &target, &error))?;
            self.done.push(Done::Removed(name, old));
        }
        for parent in target.ancestors().skip(1).take_while(|parent| *parent != folder.path) {
            // This fails on purpose for a folder that is not empty.
            if fs::remove_dir(parent).is_err() {
                break;
            }
        }
        Ok(())
    }

    /// Undoes all changes, the last one first. Returns what is left of both sites where that fails.
    fn undo(mut self, change: &Change<'a>) -> Option<Mixed> {
        let mut mixed = Mixed::default();
        while let Some(done) = self.done.pop() {
            if self.undo_one(&done).is_ok() {
                continue;
            }
            match done {
                Done::Added(part) => {
                    let below = format!("{part}/");
                    let added =
                        change.staged.iter().filter(|name| **name == part || name.starts_with(&below));
                    mixed.new.extend(added.map(|name| (*name).to_owned()));
                }
                Done::Replaced(name, _) => _ = mixed.new.insert(name.to_owned()),
                Done::Removed(name, _) => _ = mixed.removed.insert(name.to_owned()),
            }
        }
        (mixed != Mixed::default()).then_some(mixed)
    }

    fn undo_one(&self, done: &Done<'a>) -> io::Result<()> {
        let Folder { path, disk, .. } = self.folder;
        match done {
            Done::Added(part) => disk.rename(&path.join(part), &self.folder.staged(part)),
            Done::Replaced(name, old) => disk.rename(old, &path.join(name)),
            Done::Removed(name, old) => {
                let target = path.join(name);
                // Its folders may have gone with it.
                target.parent().map_or(Ok(()), |parent| disk.create_dir_all(parent))?;
                disk.rename(old, &target)
            }
        }
    }
}

/// When a staged file is moved, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    /// A name that the site did not have.
    New,
    /// A name that is free only when an old file is removed.
    InTheWay,
    Changed,
    /// The entry file, which switches to the new search index.
    Entry,
}

/// The folders of a file, from the topmost down.
pub fn folders(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('/').map(|(at, _)| &name[..at])
}

/// Returns true if `old` is a file where one of `files` needs a folder, or is below one of `files`.
fn is_in_the_way(old: &str, files: &BTreeSet<String>) -> bool {
    let folder = format!("{old}/");
    let needs_folder = files.range(folder.clone()..).next().is_some_and(|file| file.starts_with(&folder));
    needs_folder || folders(old).any(|parent| files.contains(parent))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::atomic::Ordering;

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

    /// Files by their names: what stands in the folder of a site, without what is not part of it.
    type Files = BTreeMap<String, String>;

    fn files(names: &[(&str, &str)]) -> Files {
        names.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    fn write(folder: &Path, files: &Files) {
        for (name, text) in files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    fn published(folder: &Path) -> Files {
        let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().is_file());
        let named = files.map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(entry.path()).unwrap())
        });
        named.filter(|(name, _)| !name.starts_with(".retold-")).collect()
    }

    /// A folder with the site `old`, and the differences to `new` staged.
    fn staged(path: &Path, old: &Files, new: &Files) -> Folder {
        write(path, old);
        let mut folder = Folder::open(path, true).unwrap();
        folder.begin().unwrap();
        folder.manifest = Manifest::new(old.keys().cloned().collect(), true);
        folder.write_manifest(&folder.manifest).unwrap();
        write(
            &folder.staged(""),
            &new.iter().filter(|(name, text)| old.get(*name) != Some(text)).map(owned).collect(),
        );
        folder
    }

    fn owned((name, text): (&String, &String)) -> (String, String) {
        (name.clone(), text.clone())
    }

    fn change<'a>(old: &'a Files, new: &'a Files) -> Change<'a> {
        let staged = new.iter().filter(|(name, text)| old.get(*name) != Some(text));
        Change {
            staged: staged.map(|(name, _)| name.as_str()).collect(),
            gone: old.keys().filter(|name| !new.contains_key(*name)).map(String::as_str).collect(),
            next: Manifest::new(new.keys().cloned().collect(), true),
        }
    }

    /// Two sites between which files are new, changed, gone, the same, and files where the other has folders.
    fn sites() -> (Files, Files) {
        let old = files(&[
            ("index.html", "old"),
            ("same.html", "same"),
            ("a/index.html", "old"),
            ("gone/deep/index.html", "old"),
            ("gone/deep/x.png", "old"),
            ("file", "old"),
            ("folder/index.html", "old"),
            ("search/pack/old", "old"),
            ("search/pack/pack.json", "old"),
        ]);
        let new = files(&[
            ("index.html", "new"),
            ("same.html", "same"),
            ("a/index.html", "new"),
            ("a/x.png", "new"),
            ("b/c/index.html", "new"),
            ("b/d/index.html", "new"),
            ("file/index.html", "new"),
            ("folder", "new"),
            ("search/pack/new", "new"),
            ("search/pack/pack.json", "new"),
        ]);
        (old, new)
    }

    /// Where an operation fails, whichever it is, the site is the old one again. Where undoing fails, too, the failure names
    /// exactly what is of the new site. The next build makes the whole of it.
    #[test]
    fn what_a_failure_says_of_the_site_is_true() {
        let (old, new) = sites();
        for many in [1, 2, 3, usize::MAX] {
            for first in 1.. {
                let temporary = TempDir::new().unwrap();
                let folder = staged(temporary.path(), &old, &new);
                let change = change(&old, &new);
                let faults = &folder.disk.faults;
                faults.first.store(faults.done() + first, Ordering::Relaxed);
                faults.many.store(many, Ordering::Relaxed);
                let result = apply(&folder, &change);
                faults.first.store(0, Ordering::Relaxed);
                let found = published(temporary.path());
                let Err(failure) = result else {
                    assert_eq!(found, new, "{first} {many}");
                    assert!(first > 20, "{first}");
                    break;
                };
                assert_eq!(failure.findings[0].rule, "output/io");
                let mut claimed = old.clone();
                let left = failure.left.unwrap_or_default();
                assert!(many > 1 || left == Mixed::default(), "{first}: {left:?}");
                claimed.extend(left.new.iter().map(|name| (name.clone(), new[name].clone())));
                claimed.retain(|name, _| !left.removed.contains(name));
                assert_eq!(found, claimed, "{first} {many}: {left:?}");
                folder.clean_up(false);
                drop(folder);
                let left_behind = Folder::open(temporary.path(), false).unwrap().manifest;
                assert!(left_behind.complete, "{first} {many}");
                assert!(left_behind.unfinished || found == old, "{first} {many}");
                assert!(found.keys().all(|name| left_behind.files.contains(name)), "{first} {many}");
            }
        }
    }

    /// Whoever reads a site that is half moved meets only names that exist: those that the old pages lead to, or those
    /// that the new ones do.
    #[test]
    fn a_half_moved_site_has_no_dead_link() {
        // A page is what it leads to.
        let old = files(&[
            ("index.html", "a b p1"),
            ("a", ""),
            ("b", "a"),
            ("p1", "b"),
            ("search/pack/pack.json", "x1"),
            ("x1", ""),
        ]);
        let new = files(&[
            ("index.html", "a c p2"),
            ("a", "c"),
            ("c", "a p2"),
            ("p2", "c"),
            ("search/pack/pack.json", "x2"),
            ("x2", ""),
        ]);
        let readable = |found: &Files| {
            let mut reached = vec!["index.html", "search/pack/pack.json"];
            let mut at = 0;
            while let Some(name) = reached.get(at) {
                let page = found.get(*name).unwrap_or_else(|| panic!("{name} is missing in {found:?}"));
                let more: Vec<_> = page.split_whitespace().filter(|name| !reached.contains(name)).collect();
                reached.extend(more);
                at += 1;
            }
        };
        for first in 1.. {
            let temporary = TempDir::new().unwrap();
            let folder = staged(temporary.path(), &old, &new);
            let faults = &folder.disk.faults;
            faults.first.store(faults.done() + first, Ordering::Relaxed);
            // Nothing works from here on, as for a process that is killed.
            faults.many.store(usize::MAX, Ordering::Relaxed);
            let result = apply(&folder, &change(&old, &new));
            readable(&published(temporary.path()));
            if result.is_ok() {
                assert!(first > 10, "{first}");
                break;
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn files_behind_a_link_are_not_removed() {
        let (temporary, elsewhere) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        fs::write(elsewhere.path().join("index.html"), "mine").unwrap();
        let mut folder = staged(temporary.path(), &Files::new(), &Files::new());
        std::os::unix::fs::symlink(elsewhere.path(), temporary.path().join("t")).unwrap();
        folder.manifest = Manifest::new(["t/index.html".to_owned()].into(), true);
        let gone =
            Change { staged: vec![], gone: vec!["t/index.html"], next: Manifest::new([].into(), true) };
        apply(&folder, &gone).unwrap();
        assert_eq!(fs::read_to_string(elsewhere.path().join("index.html")).unwrap(), "mine");
    }
}
