//! Renders every file of the site, compares it with the published one, and stages it if it differs.

use std::io::Seek;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::{fs, io};

use rayon::prelude::*;

use super::folder::{Folder, cannot};
use super::pieces;
use crate::config::display_path;
use crate::files;
use crate::guarded;
use crate::site::{Contents, Page, Site};
use retold_diagnostic::{Diagnostic, Place};

/// A file of the new site, compared with the published one.
#[derive(Debug)]
pub struct Compared {
    pub name: String,
    pub bytes: u64,
    /// Whether the new contents differ and are in the staging folder.
    pub is_staged: bool,
    /// Why the page of a document could not be made.
    pub failure: Option<Diagnostic>,
}

/// What stands in for a page that cannot be made, so that links to it are not dead.
const STAND_IN: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
    <title>No page</title>\n<p>This page could not be made.</p>\n</html>\n";

/// Renders every file, and stages those that differ from the published ones. Where the page of a document cannot be
/// made, a sentence stands in its place.
///
/// # Errors
/// Templates that use undefined names, and files that cannot be read or written.
pub fn stage(
    folder: &Folder,
    site: &Site,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Vec<Compared>, Vec<Diagnostic>> {
    let pages: Vec<(&str, &Page)> = site.pages().collect();
    let (done, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let total = AtomicUsize::new(pages.len());
    let tick = || progress(done.fetch_add(1, Ordering::Relaxed) + 1, total.load(Ordering::Relaxed));
    let compare = |name: &str, contents: Result<Contents, Diagnostic>| {
        let (contents, failure) = match contents {
            Err(finding) if finding.rule == guarded::RULE => {
                (Ok(Contents::Bytes(STAND_IN.into())), Some(finding))
            }
            contents => (contents, None),
        };
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        let compared = contents
            .and_then(|contents| compare_file(folder, name, contents))
            .map(|compared| Compared { failure, ..compared });
        tick();
        if compared.as_ref().is_err_and(|finding| finding.rule.starts_with("output/")) {
            // If the disk is full, further writes would fail as well.
            stop.store(true, Ordering::Relaxed);
        }
        Some(compared)
    };
    // All threads index first. Then one merges the index, which cannot be shared, while the others render the
    // pages that do not need it. No thread waits for another thread's result.
    let shards = site.index().map_err(|finding| vec![finding])?;
    let (pack, pages) = rayon::join(
        || {
            let pack = site.pack(shards)?;
            total.fetch_add(pack.files().len(), Ordering::Relaxed);
            let files = Site::search_files(&pack);
            let files = files
                .par_iter()
                .filter_map(|name| compare(name, site.render_search(name, &pack).transpose()?));
            Ok(files.collect::<Vec<_>>())
        },
        || {
            // Single pages are shared out, as the last of a thread would otherwise be a long row that no other takes over.
            let pages = pages.par_iter().with_max_len(1);
            pages
                .filter_map(|(name, page)| compare(name, site.render_page(page).transpose()?))
                .collect::<Vec<_>>()
        },
    );
    let mut compared = Vec::with_capacity(pages.len());
    let mut findings: Vec<Diagnostic> = Vec::new();
    let pack = pack.unwrap_or_else(|finding| vec![Err(finding)]);
    for result in pages.into_iter().chain(pack) {
        match result {
            Ok(file) => compared.push(file),
            // A fault of a template occurs on every page that uses it.
            Err(finding) if findings.contains(&finding) => {}
            Err(finding) => findings.push(finding),
        }
    }
    if findings.is_empty() { Ok(compared) } else { Err(findings) }
}

fn compare_file(folder: &Folder, name: &str, contents: Contents) -> Result<Compared, Diagnostic> {
    let published = folder.path.join(name);
    let compared = |bytes, is_staged| Ok(Compared { name: name.to_owned(), bytes, is_staged, failure: None });
    match contents {
        Contents::Bytes(bytes) => {
            let length = bytes.len() as u64;
            if has_length(&published, length)
                && fs::read(&published).is_ok_and(|published| published == bytes)
            {
                return compared(length, false);
            }
            write_staged(folder, name, |staged| folder.disk.write(staged, &bytes))?;
            compared(length, true)
        }
        Contents::File(source) => {
            let unreadable = |error: io::Error| {
                Diagnostic::error("source/unreadable", format!("the file cannot be read: {error}"))
                    .at(Place::file(display_path(&source)))
            };
            let mut file = files::open(&source).map_err(unreadable)?;
            let length = file.metadata().map_err(unreadable)?.len();
            if has_length(&published, length) && pieces::are_same(&mut file, &published) {
                return compared(length, false);
            }
            file.rewind().map_err(unreadable)?;
            let length = write_staged(folder, name, |staged| folder.disk.copy(&mut file, staged))?;
            compared(length, true)
        }
    }
}

/// Whether `path` is a file with `length` bytes.
fn has_length(path: &Path, length: u64) -> bool {
    fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() == length)
}

/// Calls `write` with the path of the file `name` in the staging folder, and makes its folder if there is none.
fn write_staged<T>(
    folder: &Folder,
    name: &str,
    mut write: impl FnMut(&Path) -> io::Result<T>,
) -> Result<T, Diagnostic> {
    let staged = folder.staged(name);
    write(&staged)
        .or_else(|error| match (error.kind(), staged.parent()) {
            (io::ErrorKind::NotFound, Some(parent)) => {
                folder.disk.create_dir_all(parent).and_then(|()| write(&staged))
            }
            _ => Err(error),
        })
        .map_err(|error| cannot("write", &folder.path.join(name), &error))
}
