//! Finds obstacles to a change of the output folder before anything is moved.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, FileType};
use std::io;
use std::path::Path;

use walkdir::WalkDir;

use super::folder::{Folder, cannot};
use super::letter_case;
use super::moves::{Change, folders};
use crate::config::display_path;
use retold_diagnostic::{Diagnostic, plural};

/// How many names a finding lists.
const SHOWN: usize = 5;

/// Checks that every file of `change` can be moved or removed: it replaces no file that Retold did not write, no symbolic
/// link leads elsewhere, and the folders are writable.
///
/// # Errors
/// The obstacles.
pub fn check(folder: &Folder, change: &Change<'_>) -> Result<(), Vec<Diagnostic>> {
    let mut survey = Survey::new(folder);
    for name in &change.staged {
        survey.examine_new(name);
    }
    for name in &change.gone {
        survey.examine_old(name);
    }
    let mut findings = survey.findings();
    if letter_case::is_ignored(&folder.staged("")) {
        findings.extend(letter_case::clashes(&change.next.files));
    }
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}

/// What exists at a path where the site has a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Folder,
    /// Nothing, or a file that is removed first.
    Free,
    Taken,
}

/// The examined paths of the output folder. Names are relative to it.
struct Survey<'a> {
    folder: &'a Folder,
    states: BTreeMap<String, State>,
    /// Files that Retold did not write, at paths that the site needs.
    foreign: BTreeSet<String>,
    /// Symbolic links at paths that the site needs.
    links: BTreeSet<String>,
    /// Folders of another file system, into which no file can be moved.
    mounts: BTreeSet<String>,
    /// Folders that have to be writable, each with the result of the check.
    written: BTreeMap<String, io::Result<()>>,
}

impl<'a> Survey<'a> {
    fn new(folder: &'a Folder) -> Self {
        let (foreign, links, mounts) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        Self { folder, states: BTreeMap::new(), foreign, links, mounts, written: BTreeMap::new() }
    }

    /// Examines the path of a file that is to be written.
    fn examine_new(&mut self, name: &str) {
        let mut parent = "";
        for above in folders(name) {
            match self.state(above) {
                State::Folder => parent = above,
                State::Free => return self.write_to(parent),
                State::Taken => return,
            }
        }
        self.write_to(parent);
        match self.kind(name) {
            None => {}
            Some(kind) if kind.is_dir() => self.examine_below(name),
            Some(kind) => _ = self.is_ours(name, kind),
        }
    }

    /// Examines the path of a file that is to be removed. A file that somebody replaced stays.
    fn examine_old(&mut self, name: &str) {
        let is_reached = folders(name).all(|above| self.kind(above).is_some_and(|kind| kind.is_dir()));
        if is_reached && self.kind(name).is_some_and(|kind| kind.is_file()) {
            self.write_to(name.rsplit_once('/').map_or("", |(parent, _)| parent));
        }
    }

    /// Examines the contents of a folder where the site needs a file: all of them have to be files of Retold.
    fn examine_below(&mut self, name: &str) {
        let top = self.folder.path.join(name);
        for entry in WalkDir::new(&top).into_iter().flatten() {
            let Ok(below) = entry.path().strip_prefix(&self.folder.path) else { continue };
            let below = below.to_string_lossy();
            if !entry.file_type().is_dir() {
                self.is_ours(&below, entry.file_type());
            } else if fs::read_dir(entry.path()).map_or(true, |mut entries| entries.next().is_none()) {
                self.foreign.insert(below.into_owned());
            }
        }
    }

    fn state(&mut self, name: &str) -> State {
        if let Some(state) = self.states.get(name) {
            return *state;
        }
        let state = match self.kind(name) {
            None => State::Free,
            Some(kind) if kind.is_dir() => State::Folder,
            // A file of the previous site is removed first.
            Some(kind) if self.is_ours(name, kind) => State::Free,
            Some(_) => State::Taken,
        };
        self.states.insert(name.to_owned(), state);
        state
    }

    /// Returns true if Retold wrote a file; records it as an obstacle if not.
    fn is_ours(&mut self, name: &str, kind: FileType) -> bool {
        if kind.is_symlink() {
            self.links.insert(name.to_owned());
        } else if !self.folder.manifest.files.contains(name) {
            self.foreign.insert(name.to_owned());
        } else {
            return true;
        }
        false
    }

    /// Records that a folder has to be writable.
    fn write_to(&mut self, name: &str) {
        if !self.written.contains_key(name) {
            let path = self.folder.path.join(name);
            if file_system(&path) != file_system(&self.folder.path) {
                self.mounts.insert(name.to_owned());
            }
            self.written.insert(name.to_owned(), may_write(&path));
        }
    }

    /// The type of the file `name`; `None` if nothing exists there.
    fn kind(&self, name: &str) -> Option<FileType> {
        self.folder.path.join(name).symlink_metadata().ok().map(|found| found.file_type())
    }

    fn findings(self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        if !self.foreign.is_empty() {
            let count = plural(self.foreign.len(), "file");
            let message = format!(
                "the site would replace {count} that Retold did not write: {}",
                self.list(&self.foreign)
            );
            findings.push(Diagnostic::error("output/foreign", message).hint(
                "move your files elsewhere, or name another folder with `--output-dir`; `--force` does not replace them",
            ));
        }
        if !self.links.is_empty() {
            let count = plural(self.links.len(), "symbolic link");
            let message = format!("the site would be written through {count}: {}", self.list(&self.links));
            findings.push(
                Diagnostic::error("output/foreign", message)
                    .hint("remove the link; only the output folder itself may be one"),
            );
        }
        if !self.mounts.is_empty() {
            let message = format!("another file system is mounted in the site: {}", self.list(&self.mounts));
            findings.push(
                Diagnostic::error("output/foreign", message)
                    .hint("mount it on the output folder itself, or name another one with `--output-dir`"),
            );
        }
        let refused = self.written.iter().find_map(|(name, answer)| Some((name, answer.as_ref().err()?)));
        if let Some((name, error)) = refused {
            findings.push(cannot("write to the folder", &self.folder.path.join(name), error));
        }
        findings
    }

    /// The first of some names, and the number of the others.
    fn list(&self, names: &BTreeSet<String>) -> String {
        let path = |name: &String| format!("`{}`", display_path(&self.folder.path.join(name)));
        let shown: Vec<_> = names.iter().take(SHOWN).map(path).collect();
        let more = names.len() - shown.len();
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{}{rest}", shown.join(", "))
    }
}

/// The file system of a folder, where the system names it.
#[cfg(unix)]
fn file_system(folder: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    folder.metadata().ok().map(|found| found.dev())
}

#[cfg(not(unix))]
fn file_system(_: &Path) -> Option<u64> {
    None
}

/// Checks whether the permissions of a folder let this process write to it.
#[cfg(unix)]
fn may_write(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

/// On other systems, only writing shows it.
#[cfg(not(unix))]
fn may_write(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use tempfile::TempDir;

    use super::*;
    use crate::publish::manifest::Manifest;

    /// The obstacles to a site with `new` files in a folder with `ours` and `theirs` (a final slash creates a folder).
    fn found(ours: &[&str], theirs: &[&str], new: &[&str]) -> Vec<String> {
        let temporary = TempDir::new().unwrap();
        for name in ours.iter().chain(theirs) {
            let path = temporary.path().join(name);
            let folder = if name.ends_with('/') { path.as_path() } else { path.parent().unwrap() };
            fs::create_dir_all(folder).unwrap();
            match name.strip_suffix(".link") {
                Some(_) => symlink("elsewhere", &path).unwrap(),
                None if name.ends_with('/') => {}
                None => fs::write(&path, "").unwrap(),
            }
        }
        let mut folder = Folder::open(temporary.path(), true).unwrap();
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        folder.manifest = Manifest::new(names(ours), true);
        let gone = ours.iter().copied().filter(|name| !new.contains(name)).collect();
        let change = Change { staged: new.to_vec(), gone, next: Manifest::new(names(new), true) };
        let survey = {
            let mut survey = Survey::new(&folder);
            change.staged.iter().for_each(|name| survey.examine_new(name));
            change.gone.iter().for_each(|name| survey.examine_old(name));
            survey
        };
        survey.foreign.into_iter().chain(survey.links).collect()
    }

    #[test]
    fn only_foreign_files_are_obstacles() {
        for (ours, theirs, new, expected) in [
            (&["a/index.html"][..], &[][..], &["a/index.html"][..], &[][..]),
            (&[], &["notes.txt", "a/x"], &["a/index.html"], &[]),
            (&[], &["a/index.html"], &["a/index.html"], &["a/index.html"]),
            // A file for a folder, and a folder for a file.
            (&["a"], &[], &["a/index.html"], &[]),
            (&[], &["a"], &["a/b/index.html", "a/index.html"], &["a"]),
            (&["a/index.html"], &[], &["a"], &[]),
            (&["a/index.html"], &["a/mine"], &["a"], &["a/mine"]),
            (&["a/index.html"], &["a/mine/"], &["a"], &["a/mine"]),
            (&[], &["a/"], &["a"], &["a"]),
            // Links, also where Retold wrote before.
            (&[], &["a.link"], &["a.link/index.html"], &["a.link"]),
            (&["a.link"], &[], &["a.link"], &["a.link"]),
            (&["a/index.html"], &["a/b.link"], &["a"], &["a/b.link"]),
            (&["b", "a.link"], &[], &["b"], &[]),
        ] {
            assert_eq!(found(ours, theirs, new), expected, "{ours:?} {theirs:?} {new:?}");
        }
    }
}
