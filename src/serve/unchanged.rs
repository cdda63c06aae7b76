//! Whether a change of files changes nothing of the site, as when an editor saves a file without an edit.

use std::path::PathBuf;
use std::sync::Arc;

use super::watch::absolute;
use crate::site::Site;
use retold_document::document_stem;

/// Whether `after` is the same site as `before`, after changes of the files `touched`, which are absolute paths. Documents
/// that did not change are shared between both: see [`crate::parse`].
pub fn is_same(before: &Site, after: &Site, touched: &[PathBuf]) -> bool {
    let (content, theme) = (absolute(&after.config.content), absolute(&after.config.theme));
    let is_harmless = |path: &PathBuf| {
        let Ok(relative) = path.strip_prefix(&content) else { return false };
        if path.starts_with(&theme) {
            return false;
        }
        let relative = relative.to_string_lossy();
        // A folder may hold anything; files of the site are sent as they are.
        let is_sent = after.archive.attachments.iter().any(|file| file.path == *relative);
        document_stem(&relative).is_some() || !is_sent && !path.is_dir()
    };
    let documents = |site: &Site| site.archive.shared_documents().map(Arc::clone).collect::<Vec<_>>();
    let (old, new) = (documents(before), documents(after));
    touched.iter().all(is_harmless)
        && before.config == after.config
        && before.archive.attachments == after.archive.attachments
        && old.len() == new.len()
        && old.iter().zip(&new).all(|(old, new)| Arc::ptr_eq(old, new))
}
