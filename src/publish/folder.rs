//! The output folder while a site is published into it.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::manifest::{MANIFEST, Manifest};
use crate::config::display_path;
use crate::files;
use retold_diagnostic::{Diagnostic, Place};

/// The staging folder, which holds new files until all of them are written.
const STAGING: &str = ".retold-staging";

/// The part of the staging folder with the layout of the site, so that folders which are new to the site can be moved
/// as a whole.
const STAGED_SITE: &str = "site";

/// The part of the staging folder with the files that were replaced or removed, until all are.
const REPLACED: &str = "replaced";

/// The output folder, locked for this build.
#[derive(Debug)]
pub struct Folder {
    pub path: PathBuf,
    /// The manifest of the published site.
    pub manifest: Manifest,
    /// The topmost folder that this build created, if any.
    created: Option<PathBuf>,
    pub disk: Disk,
    /// Held so that two builds do not write at once; released when the file is closed.
    _lock: Option<File>,
}

impl Folder {
    /// Opens the folder `path`, or creates it. With `force`, it may hold files that Retold did not write.
    ///
    /// # Errors
    /// A folder that is not Retold's, that another build writes to, or that cannot be read or made.
    pub fn open(path: &Path, force: bool) -> Result<Self, Diagnostic> {
        // If the build fails, the topmost folder that did not exist before is removed.
        let created = path.ancestors().take_while(|folder| !folder.exists()).last().map(Path::to_owned);
        if path.is_file() {
            return Err(Diagnostic::error(
                "output/foreign",
                format!("`{}` is a file, not a folder", display_path(path)),
            )
            .hint("name a folder with `--output-dir`"));
        }
        fs::create_dir_all(path).map_err(|error| cannot("create the output folder", path, &error))?;
        let lock = lock(path)?;
        let manifest = published(path, force)?;
        Ok(Self { path: path.to_owned(), manifest, created, disk: Disk::default(), _lock: lock })
    }

    /// Makes an empty staging folder.
    ///
    /// # Errors
    /// The output folder cannot be written to.
    pub fn begin(&self) -> Result<(), Diagnostic> {
        let staging = self.path.join(STAGING);
        // Files that a killed build left are useless.
        let _ = fs::remove_dir_all(&staging);
        let create =
            || self.disk.create_dir(&staging).and_then(|()| self.disk.create_dir(&staging.join(REPLACED)));
        create().map_err(|error| cannot("write to the output folder", &self.path, &error))
    }

    /// The path of the new contents of a file in the staging folder.
    pub fn staged(&self, name: &str) -> PathBuf {
        self.path.join(STAGING).join(STAGED_SITE).join(name)
    }

    /// The path at which the old contents of a file are kept, the `number`th that is replaced or removed.
    pub fn replaced(&self, number: usize) -> PathBuf {
        self.path.join(STAGING).join(REPLACED).join(number.to_string())
    }

    /// Replaces the manifest in the folder. Everything that was written before survives a loss of power that the manifest
    /// survives.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write_manifest(&self, manifest: &Manifest) -> Result<(), Diagnostic> {
        let path = self.path.join(MANIFEST);
        let staged = self.path.join(STAGING).join(MANIFEST);
        serde_json::to_vec(manifest)
            .map_err(io::Error::from)
            .and_then(|bytes| self.disk.write(&staged, &bytes))
            .and_then(|()| self.disk.flush(&self.path))
            .and_then(|()| self.disk.rename(&staged, &path))
            .map_err(|error| cannot("write", &path, &error))
    }

    /// Waits until the folder, as it is now, survives a loss of power.
    ///
    /// # Errors
    /// What was written before cannot be stored.
    pub fn flush(&self) -> Result<(), Diagnostic> {
        self.disk.flush(&self.path).map_err(|error| cannot("write", &self.path, &error))
    }

    /// Puts back the manifest that was there when the folder was opened.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn restore_manifest(&self) -> Result<(), Diagnostic> {
        if !self.manifest.is_absent() {
            return self.write_manifest(&self.manifest);
        }
        let path = self.path.join(MANIFEST);
        self.disk.remove_file(&path).map_err(|error| cannot("remove", &path, &error))
    }

    /// Removes the staging folder, and if nothing was `published`, also the folders that the build created.
    pub fn clean_up(&self, published: bool) {
        let _ = fs::remove_dir_all(self.path.join(STAGING));
        if let Some(top) = self.created.as_deref().filter(|_| !published) {
            for folder in self.path.ancestors().take_while(|folder| folder.starts_with(top)) {
                // This fails on purpose if the folder is not empty.
                let _ = fs::remove_dir(folder);
            }
        }
    }
}

fn lock(path: &Path) -> Result<Option<File>, Diagnostic> {
    let lock = File::open(path).ok();
    // On a file system without locks, the build goes on without one.
    match lock.as_ref().map(File::try_lock) {
        Some(Err(fs::TryLockError::WouldBlock)) => Err(Diagnostic::error(
            "output/locked",
            format!("another build is writing to `{}`", display_path(path)),
        )
        .hint("wait for it to end, or give this one another `--output-dir`")),
        _ => Ok(lock),
    }
}

/// The manifest of the folder `path`.
fn published(path: &Path, force: bool) -> Result<Manifest, Diagnostic> {
    match files::read(&path.join(MANIFEST)) {
        Ok(bytes) => match Manifest::decode(&bytes) {
            Ok(manifest) => Ok(manifest),
            // It is unknown which files Retold wrote, so the folder is treated as foreign.
            Err(_) if force => Ok(Manifest::default()),
            Err(_) => Err(Diagnostic::error("output/foreign", "the list of the site's files is damaged")
                .at(Place::file(display_path(&path.join(MANIFEST))))
                .hint("empty the folder, or name another one with `--output-dir`")),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let entries =
                fs::read_dir(path).map_err(|error| cannot("read the output folder", path, &error))?;
            let foreign = entries.flatten().any(|entry| entry.file_name() != STAGING);
            if foreign && !force {
                return Err(Diagnostic::error(
                    "output/foreign",
                    format!("`{}` holds files that Retold did not write", display_path(path)),
                )
                .hint("name an empty folder with `--output-dir`, or add `--force` to build beside them"));
            }
            Ok(Manifest::default())
        }
        Err(error) => Err(cannot("read", &path.join(MANIFEST), &error)),
    }
}

/// The finding for an `error` of the file system. `what` is the failed operation on `path`.
pub fn cannot(what: &str, path: &Path, error: &io::Error) -> Diagnostic {
    let finding =
        Diagnostic::error("output/io", format!("cannot {what}: {error}")).at(Place::file(display_path(path)));
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            finding.hint("make the folder writable, or name another one with `--output-dir`")
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            finding.hint("free some space, or name a folder on another disk with `--output-dir`")
        }
        _ => finding,
    }
}
