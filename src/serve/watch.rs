//! Watches files and folders for edits.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use notify_debouncer_full::notify::{EventKind, RecommendedWatcher, RecursiveMode, Result};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

use super::Watched;
use crate::source::is_hidden;

/// Events within this time are one edit, because editors save in several steps.
const BATCH: Duration = Duration::from_millis(40);

type Notifier = Debouncer<RecommendedWatcher, RecommendedCache>;

/// Watches until it is dropped.
pub struct Watcher(#[expect(dead_code, reason = "dropping it stops the events")] Arc<Mutex<Option<Folders>>>);

/// The folders that are watched recursively while they exist: a theme folder may be created while the server runs.
struct Folders {
    notifier: Notifier,
    folders: Vec<PathBuf>,
    watched: BTreeSet<PathBuf>,
}

impl Folders {
    /// Watches the folders that exist. Those among `replaced` may be new folders of the same name, and are watched again.
    fn follow(&mut self, replaced: &[PathBuf]) -> Result<()> {
        for folder in &self.folders {
            if replaced.contains(folder) && self.watched.remove(folder) {
                // The folder that was watched may be gone.
                let _ = self.notifier.unwatch(folder);
            }
            if !folder.is_dir() {
                self.watched.remove(folder);
            } else if self.watched.insert(folder.clone()) {
                self.notifier.watch(folder, RecursiveMode::Recursive)?;
            }
        }
        Ok(())
    }
}

/// Calls `changed` after each edit of `watched` files with their paths, until the watcher is dropped; with `None` if any file
/// may have changed. Files of editors are not watched.
pub fn watch(
    watched: &Watched,
    mut changed: impl FnMut(Option<&[PathBuf]>) + Send + 'static,
) -> Result<Watcher> {
    let output = absolute(&watched.output);
    let folders: Vec<_> = watched.folders.iter().map(|path| absolute(path)).collect();
    let files: Vec<_> = watched.files.iter().map(|path| absolute(path)).collect();
    let is_ours = {
        let (folders, files) = (folders.clone(), files.clone());
        move |path: &Path| {
            let is_hidden = |folder: &PathBuf| path.strip_prefix(folder).is_ok_and(has_hidden_part);
            !path.starts_with(&output)
                && (folders.iter().any(|folder| path.starts_with(folder)) && !folders.iter().any(is_hidden)
                    || files.iter().any(|file| path == file))
        }
    };
    let shared = Arc::new(Mutex::new(None));
    // Weak: the notifier's thread must not keep the notifier alive.
    let later: Weak<Mutex<Option<Folders>>> = Arc::downgrade(&shared);
    let notifier = new_debouncer(BATCH, None, move |result: DebounceEventResult| {
        // An error means that events may have been lost, so the files are read again.
        let touched: Option<Vec<PathBuf>> = result.ok().map(|events| {
            let edits = events.iter().filter(|event| !matches!(event.kind, EventKind::Access(_)));
            edits.flat_map(|event| &event.paths).filter(|path| is_ours(path)).cloned().collect()
        });
        if touched.as_ref().is_some_and(Vec::is_empty) {
            return;
        }
        if let Some(shared) = later.upgrade() {
            let mut folders = shared.lock().unwrap_or_else(PoisonError::into_inner);
            // A folder that cannot be watched is still read whenever another file changes.
            let _ = folders.as_mut().map(|folders| folders.follow(touched.as_deref().unwrap_or_default()));
        }
        changed(touched.as_deref());
    })?;
    // Files are watched through their folders: editors replace them, and they may not be there yet.
    let mut parents: Vec<_> =
        files.iter().chain(&folders).filter_map(|path| path.parent()).map(Path::to_owned).collect();
    parents.sort_unstable();
    parents.dedup();
    let mut folders = Folders { notifier, folders, watched: BTreeSet::new() };
    folders.follow(&[])?;
    for parent in parents.into_iter().filter(|parent| parent.is_dir()) {
        folders.notifier.watch(parent, RecursiveMode::NonRecursive)?;
    }
    *shared.lock().unwrap_or_else(PoisonError::into_inner) = Some(folders);
    Ok(Watcher(shared))
}

/// Whether a file, or a folder above it, is hidden.
fn has_hidden_part(path: &Path) -> bool {
    path.iter().any(|part| is_hidden(&part.to_string_lossy()))
}

pub fn absolute(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_editors_are_hidden() {
        for (path, is_hidden) in [
            ("a/one.md", false),
            ("a/.one.md.swp", true),
            ("a/one.md~", true),
            ("a/#one.md#", true),
            ("a/.#one.md", true),
            (".git/index", true),
            ("a/#one.md", false),
        ] {
            assert_eq!(has_hidden_part(Path::new(path)), is_hidden, "{path}");
        }
    }
}
