//! The operations that change the output folder. All of them go through here, so that tests can make each one fail.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// The disk that a site is published on.
#[derive(Debug, Default)]
pub struct Disk {
    #[cfg(test)]
    pub faults: faults::Faults,
}

impl Disk {
    pub fn create_dir(&self, folder: &Path) -> io::Result<()> {
        self.operation()?;
        fs::create_dir(folder)
    }

    pub fn create_dir_all(&self, folder: &Path) -> io::Result<()> {
        self.operation()?;
        fs::create_dir_all(folder)
    }

    pub fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        self.operation()?;
        fs::write(file, bytes)
    }

    /// Copies a file piece by piece. Returns its length.
    pub fn copy(&self, source: &mut File, target: &Path) -> io::Result<u64> {
        self.operation()?;
        io::copy(source, &mut File::create(target)?)
    }

    pub fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.operation()?;
        fs::rename(from, to)
    }

    /// Gives a file a second name.
    pub fn link(&self, file: &Path, name: &Path) -> io::Result<()> {
        self.operation()?;
        // Not every file system has links.
        fs::hard_link(file, name).or_else(|_| fs::copy(file, name).map(drop))
    }

    pub fn remove_file(&self, file: &Path) -> io::Result<()> {
        self.operation()?;
        fs::remove_file(file)
    }

    /// Waits until everything written to the file system of `folder` survives a loss of power.
    pub fn flush(&self, folder: &Path) -> io::Result<()> {
        self.operation()?;
        flush(folder)
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "tests have faults to give")]
    fn operation(&self) -> io::Result<()> {
        Ok(())
    }

    #[cfg(test)]
    fn operation(&self) -> io::Result<()> {
        self.faults.operation()
    }
}

/// One request for a whole file system takes as long as flushing a single file of thousands.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn flush(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

/// Flushes the files of the folder one by one.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn flush(folder: &Path) -> io::Result<()> {
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry?;
        if entry.file_type().is_file() {
            fs::OpenOptions::new().append(true).open(entry.path())?.sync_all()?;
        } else if cfg!(unix) && entry.file_type().is_dir() {
            File::open(entry.path())?.sync_all()?;
        }
    }
    Ok(())
}

#[cfg(test)]
pub mod faults {
    use std::io;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Which operations fail.
    #[derive(Debug, Default)]
    pub struct Faults {
        done: AtomicUsize,
        /// The number of the first operation that fails, counted from 1; 0 for none.
        pub first: AtomicUsize,
        /// How many fail from there on.
        pub many: AtomicUsize,
    }

    impl Faults {
        pub fn operation(&self) -> io::Result<()> {
            let number = self.done.fetch_add(1, Ordering::Relaxed) + 1;
            let first = self.first.load(Ordering::Relaxed);
            let failing = first..first.saturating_add(self.many.load(Ordering::Relaxed));
            if first > 0 && failing.contains(&number) { Err(io::Error::other("injected")) } else { Ok(()) }
        }

        pub fn done(&self) -> usize {
            self.done.load(Ordering::Relaxed)
        }
    }
}
