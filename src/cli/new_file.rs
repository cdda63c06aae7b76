//! Writes files that do not exist yet.

use std::fs;
use std::io::{Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Writes `contents` into a new file, with the folders above it. The file has all of its contents or does not exist.
///
/// # Errors
/// [`ErrorKind::AlreadyExists`] if there is a file, a folder or a link of this name, which stays as it is; and what the file
/// system refuses.
pub fn create(path: &Path, contents: &str) -> Result<(), Error> {
    if path.symlink_metadata().is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let staged = staged(path);
    let result = write(&staged, contents).and_then(|()| publish(&staged, path));
    // The first error is the one to report.
    let _ = fs::remove_file(&staged);
    result
}

/// A hidden name beside the file, so that neither a build nor the dev server reads what is half written.
fn staged(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.retold", std::process::id()))
}

fn write(staged: &Path, contents: &str) -> Result<(), Error> {
    let mut file = fs::File::create(staged)?;
    file.write_all(contents.as_bytes())?;
    file.sync_all()
}

/// Gives the file its name, unless something has it: unlike a move, a link replaces nothing.
fn publish(staged: &Path, path: &Path) -> Result<(), Error> {
    match fs::hard_link(staged, path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists && path.symlink_metadata().is_err() => {
            // There are file systems without hard links.
            fs::rename(staged, path)
        }
        result => result,
    }
}
