//! What shows the search pack: the pack's own files, whose names are known only with the pack, and the search page.

use super::{Made, search};
use crate::search::{PACK_FOLDER, SearchPack};
use crate::site::Site;
use crate::site::routes::file_of;

/// The names of the files that show `pack`.
pub fn files(pack: &SearchPack) -> Vec<String> {
    let parts = pack.files().keys().map(|part| format!("{PACK_FOLDER}{part}"));
    std::iter::once(file_of(search::URL)).chain(parts).collect()
}

/// Whether `file` shows the search pack, if the pack has such a file.
pub fn is_file(file: &str) -> bool {
    file.starts_with(PACK_FOLDER) || file == file_of(search::URL)
}

/// What `file` is made of; `None` if it does not show the `pack`.
pub fn made(site: &Site, file: &str, pack: &SearchPack) -> Option<Made> {
    match file.strip_prefix(PACK_FOLDER) {
        Some(part) => pack.files().get(part).cloned().map(Made::Bytes),
        None => (file == file_of(search::URL)).then(|| search::made(site, pack)),
    }
}
