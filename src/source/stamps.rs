//! What the file system stores of files that changes whenever their bytes do, so that unchanged files need no reading.

use std::path::Path;

use rustc_hash::FxHashMap;

/// The coarsest clock of a file system, in seconds: what is written within one step of it leaves the same time.
const COARSEST_CLOCK: i64 = 2;

/// The state of a file. Unlike the time of its last modification, programs cannot set the time of its last change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// Seconds and nanoseconds.
    changed: (i64, i64),
    length: u64,
    /// Device and inode.
    identity: (u64, u64),
}

impl Stamp {
    /// The stamp of the file at `location`; `None` where the system stores no time of change.
    #[cfg(unix)]
    pub fn of(location: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let file = std::fs::metadata(location).ok()?;
        let changed = (file.ctime(), file.ctime_nsec());
        Some(Self { changed, length: file.len(), identity: (file.dev(), file.ino()) })
    }

    /// The stamp of the file at `location`; `None` where the system stores no time of change.
    #[cfg(not(unix))]
    pub fn of(_: &Path) -> Option<Self> {
        None
    }
}

/// The stamps of the files of one reading.
#[derive(Debug, Clone, Default)]
pub struct Stamps(FxHashMap<String, Stamp>);

impl Stamps {
    /// Keeps the `stamp` of the file at `path`, of which the bytes are read later than `newest`, the newest stamp of
    /// all, was made. A file that changed shortly before that is not kept: another edit of it could leave the same stamp.
    pub fn keep(&mut self, path: &str, stamp: Stamp, newest: Option<Stamp>) {
        if newest.is_some_and(|newest| stamp.changed.0 + COARSEST_CLOCK < newest.changed.0) {
            self.0.insert(path.to_owned(), stamp);
        }
    }

    /// Whether the file at `path` had this stamp when it was read.
    pub fn is_known(&self, path: &str, stamp: Stamp) -> bool {
        self.0.get(path) == Some(&stamp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_that_rested_are_kept() {
        let stamp =
            |seconds| Stamp { changed: (seconds, 5), length: 1, identity: (1, seconds.unsigned_abs()) };
        let mut stamps = Stamps::default();
        for (path, seconds) in [("old", 7), ("recent", 8), ("newest", 10)] {
            stamps.keep(path, stamp(seconds), Some(stamp(10)));
        }
        assert!(stamps.is_known("old", stamp(7)));
        assert!(!stamps.is_known("old", Stamp { length: 2, ..stamp(7) }));
        assert!(!stamps.is_known("recent", stamp(8)) && !stamps.is_known("newest", stamp(10)));
    }
}
