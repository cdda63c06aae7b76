//! Edits, noticed.

use std::path::Path;
use std::time::Duration;

use notify_debouncer_full::notify::{EventKind, RecommendedWatcher, RecursiveMode, Result};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

use super::Watched;

/// Editors save in several steps; what comes within this time is one edit.
const BATCH: Duration = Duration::from_millis(40);

pub type Watcher = Debouncer<RecommendedWatcher, RecommendedCache>;

/// Calls `changed` after each edit of what is `watched`, until the watcher is dropped.
pub fn watch(watched: &Watched, changed: impl Fn() + Send + 'static) -> Result<Watcher> {
    let output = absolute(&watched.output);
    let folders: Vec<_> = watched.folders.iter().map(|path| absolute(path)).collect();
    let files: Vec<_> = watched.files.iter().map(|path| absolute(path)).collect();
    let is_ours = {
        let (folders, files) = (folders.clone(), files.clone());
        move |path: &Path| {
            !path.starts_with(&output)
                && (folders.iter().any(|folder| path.starts_with(folder)) || files.iter().any(|file| path == file))
        }
    };
    let mut watcher = new_debouncer(BATCH, None, move |result: DebounceEventResult| {
        // An error means that events may have been lost: then it is better to look.
        let is_edit = match result {
            Ok(events) => events.iter().any(|event| {
                !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path| is_ours(path))
            }),
            Err(_) => true,
        };
        if is_edit {
            changed();
        }
    })?;
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        watcher.watch(folder, RecursiveMode::Recursive)?;
    }
    // Files are watched through their folders: editors replace them, and they may not be there yet.
    let mut parents: Vec<_> = files.iter().chain(&folders).filter_map(|path| path.parent()).collect();
    parents.sort_unstable();
    parents.dedup();
    for parent in parents.into_iter().filter(|parent| parent.is_dir()) {
        watcher.watch(parent, RecursiveMode::NonRecursive)?;
    }
    Ok(watcher)
}

fn absolute(path: &Path) -> std::path::PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}
