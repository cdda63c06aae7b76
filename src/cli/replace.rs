//! Replaces documents of the user.

use std::fs;
use std::io::{Error, Result, Write as _};
use std::path::Path;

/// Replaces the file at `location`, of which `text` was read, by `contents`: as a whole, or not at all.
///
/// # Errors
/// The file is a symbolic link, has changed since it was read, or cannot be written.
pub fn replace(location: &Path, text: &str, contents: &[u8]) -> Result<()> {
    if location.is_symlink() {
        return Err(Error::other("it is a symbolic link; name the file that it leads to"));
    }
    if fs::read(location)? != text.as_bytes() {
        return Err(Error::other("it has changed since it was read"));
    }
    let mut name = location.file_name().unwrap_or_default().to_owned();
    name.push(".retold-new");
    let staged = location.with_file_name(name);
    let result = (|| {
        let mut file = fs::File::create(&staged)?;
        file.write_all(contents)?;
        file.sync_all()?;
        fs::set_permissions(&staged, fs::metadata(location)?.permissions())?;
        fs::rename(&staged, location)
    })();
    if result.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(&staged);
    }
    result
}
