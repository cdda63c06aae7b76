//! A site into a folder: the only writer.
//!
//! Everything is rendered before anything is touched: what differs from the published file is staged
//! inside the output folder, and moved into place only when all of it is there. A build that fails leaves
//! the site as it was; one that is killed leaves whole files, new or old, and a manifest by which the
//! next build repairs the rest. Files that Retold did not write are never removed.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::config::display_path;
use crate::diagnostic::{Diagnostic, Place};
use crate::search::PACK_FOLDER;
use crate::site::{Contents, Page, Site};

/// Names the files that Retold wrote, so that the next build can remove those that are gone.
const MANIFEST: &str = ".retold-manifest.json";

/// Where new files wait until all of them are there.
const STAGING: &str = ".retold-staging";

/// The part of the staging folder that is laid out as the site is, so that folders which are new to the
/// site can be moved whole.
const STAGED_SITE: &str = "site";

/// How to publish.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Use a folder that has files which Retold did not write. They stay.
    pub force: bool,
    /// Whether the build has no errors. One with errors never replaces a site without.
    pub complete: bool,
}

/// What publishing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// HTML pages of the site.
    pub pages: usize,
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
    /// Bytes of all files of the site.
    pub bytes: u64,
}

/// How publishing ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Published(Report),
    /// The build has errors and the folder holds a site without: it was not touched.
    Kept,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Manifest {
    version: u32,
    /// Whether the site was built without errors, and publishing came to its end.
    complete: bool,
    files: BTreeSet<String>,
}

/// Publishes `site` into the folder `output`. `progress` is called with the number of files done and
/// the number of all files.
///
/// # Errors
/// Templates that ask for what there is not, files that cannot be read or written, and a folder that is
/// not Retold's; the published site is then as it was.
pub fn publish(
    site: &Site,
    output: &Path,
    options: Options,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Outcome, Vec<Diagnostic>> {
    let folder = Folder::open(output, options.force).map_err(|finding| vec![finding])?;
    if folder.manifest.complete && !options.complete {
        return Ok(Outcome::Kept);
    }
    let result = folder.publish(site, options.complete, progress);
    folder.clean_up(result.is_ok());
    result.map(Outcome::Published)
}

/// The output folder while a site is published into it.
struct Folder {
    path: PathBuf,
    manifest: Manifest,
    /// The topmost folder that was made for this build, if any was.
    created: Option<PathBuf>,
    /// Held so that two builds do not write at once; released when the file is closed.
    _lock: Option<File>,
}

/// A file of the new site, compared with the published one.
struct Compared {
    name: String,
    bytes: u64,
    /// Whether the new contents differ, and wait in the staging folder.
    is_staged: bool,
}

impl Folder {
    fn open(path: &Path, force: bool) -> Result<Self, Diagnostic> {
        // The topmost folder that is not there yet goes with a build that fails.
        let created = path.ancestors().take_while(|folder| !folder.exists()).last().map(Path::to_owned);
        if path.is_file() {
            return Err(Diagnostic::error(
                "output/foreign",
                format!("`{}` is a file, not a folder", display_path(path)),
            )
            .hint("name a folder with `--output-dir`"));
        }
        fs::create_dir_all(path).map_err(|error| cannot("create the output folder", path, &error))?;
        let lock = File::open(path).ok();
        if let Some(file) = &lock {
            // A file system without locks is no reason not to build.
            if matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock)) {
                return Err(Diagnostic::error(
                    "output/locked",
                    format!("another build is writing to `{}`", display_path(path)),
                )
                .hint("wait for it to end, or give this one another `--output-dir`"));
            }
        }
        let manifest = match fs::read(path.join(MANIFEST)) {
            Ok(bytes) => match serde_json::from_slice::<Manifest>(&bytes) {
                Ok(mut manifest) => {
                    manifest.files.retain(|name| is_inside(name));
                    manifest
                }
                // Which files are ours is then not known: as in a folder of somebody else's.
                Err(_) if force => Manifest::default(),
                Err(_) => {
                    return Err(Diagnostic::error(
                        "output/foreign",
                        "the list of the site's files is damaged",
                    )
                    .at(Place::file(display_path(&path.join(MANIFEST))))
                    .hint("empty the folder, or add `--force` to build over it and remove nothing"));
                }
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
                    .hint(
                        "name an empty folder with `--output-dir`, or add `--force` to build beside them",
                    ));
                }
                Manifest::default()
            }
            Err(error) => return Err(cannot("read", &path.join(MANIFEST), &error)),
        };
        Ok(Self { path: path.to_owned(), manifest, created, _lock: lock })
    }

    fn publish(
        &self,
        site: &Site,
        complete: bool,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Report, Vec<Diagnostic>> {
        let staging = self.path.join(STAGING);
        // What a killed build left is of no use.
        let _ = fs::remove_dir_all(&staging);
        fs::create_dir(&staging)
            .map_err(|error| vec![cannot("write to the output folder", &self.path, &error)])?;
        let compared = self.stage(site, progress)?;
        let mut report =
            Report { pages: site.pages().filter(|(_, page)| page.is_listed()).count(), ..Report::default() };
        let files: BTreeSet<String> = compared.iter().map(|file| file.name.clone()).collect();
        for file in &compared {
            report.bytes += file.bytes;
            if file.is_staged { report.written += 1 } else { report.unchanged += 1 }
        }
        let gone: Vec<&String> = self.manifest.files.difference(&files).collect();
        self.put_in_place(&compared, &files, &gone, complete).map_err(|finding| vec![finding])?;
        report.removed = gone.len();
        Ok(report)
    }

    /// Renders every file, and stages those that differ from the published ones.
    fn stage(
        &self,
        site: &Site,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Vec<Compared>, Vec<Diagnostic>> {
        let pages: Vec<(&str, &Page)> = site.pages().collect();
        let (done, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
        let total = AtomicUsize::new(pages.len());
        let tick = || progress(done.fetch_add(1, Ordering::Relaxed) + 1, total.load(Ordering::Relaxed));
        let compare = |name: &str, contents: Result<Contents, Diagnostic>| {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            let compared = contents.and_then(|contents| self.compare(name, contents));
            tick();
            if compared.as_ref().is_err_and(|finding| finding.rule.starts_with("output/")) {
                // A disk that is full stays full.
                stop.store(true, Ordering::Relaxed);
            }
            Some(compared)
        };
        // All threads index first. Then one merges the index, which cannot be shared, while the others render the
        // pages that do not need it. No thread waits for a value that another is to make.
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
                let pages = pages.par_iter();
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
                // A fault of a template shows on every page that uses it.
                Err(finding) if findings.contains(&finding) => {}
                Err(finding) => findings.push(finding),
            }
        }
        if findings.is_empty() { Ok(compared) } else { Err(findings) }
    }

    fn compare(&self, name: &str, contents: Contents) -> Result<Compared, Diagnostic> {
        let published = self.path.join(name);
        let bytes = match contents {
            Contents::Bytes(bytes) => bytes,
            Contents::File(source) => fs::read(&source).map_err(|error| {
                Diagnostic::error("source/unreadable", format!("the file cannot be read: {error}"))
                    .at(Place::file(display_path(&source)))
            })?,
        };
        let length = bytes.len() as u64;
        let is_same = fs::metadata(&published).is_ok_and(|file| file.is_file() && file.len() == length)
            && fs::read(&published).is_ok_and(|published| published == bytes);
        if is_same {
            return Ok(Compared { name: name.to_owned(), bytes: length, is_staged: false });
        }
        let staged = self.staged(name);
        let write = || fs::write(&staged, &bytes);
        let created = || staged.parent().map_or(Ok(()), fs::create_dir_all);
        write()
            .or_else(|error| match error.kind() {
                io::ErrorKind::NotFound => created().and_then(|()| write()),
                _ => Err(error),
            })
            .map_err(|error| cannot("write", &published, &error))?;
        Ok(Compared { name: name.to_owned(), bytes: length, is_staged: true })
    }

    /// Moves what was staged into place, what others refer to first, and removes what is gone.
    fn put_in_place(
        &self,
        compared: &[Compared],
        files: &BTreeSet<String>,
        gone: &[&String],
        complete: bool,
    ) -> Result<(), Diagnostic> {
        let mut staged: Vec<&str> =
            compared.iter().filter(|file| file.is_staged).map(|file| file.name.as_str()).collect();
        if staged.is_empty()
            && gone.is_empty()
            && self.manifest.complete == complete
            && self.manifest.version == 1
        {
            return Ok(());
        }
        // From here on both sites' files may be there: a build that comes after a kill knows them all.
        let both = self.manifest.files.union(files).cloned().collect();
        self.write_manifest(&Manifest { version: 1, complete: false, files: both })?;
        // What stands where the new site needs a folder, or the other way round, cannot go last.
        let (in_the_way, gone): (Vec<&str>, Vec<&str>) =
            gone.iter().map(|name| name.as_str()).partition(|name| is_in_the_way(name, files));
        in_the_way.into_iter().try_for_each(|name| self.remove(name))?;
        staged.sort_by_key(|name| (turn(name), *name));
        let mut moved: BTreeSet<&str> = BTreeSet::new();
        for name in staged {
            let mut folders = name.match_indices('/').map(|(at, _)| &name[..at]);
            if folders.clone().any(|folder| moved.contains(folder)) {
                continue;
            }
            let new_folder = folders.find(|folder| !self.path.join(folder).exists());
            let part = new_folder.unwrap_or(name);
            let target = self.path.join(part);
            fs::rename(self.staged(part), &target).map_err(|error| cannot("write", &target, &error))?;
            moved.extend(new_folder);
        }
        gone.into_iter().try_for_each(|name| self.remove(name))?;
        self.write_manifest(&Manifest { version: 1, complete, files: files.clone() })
    }

    /// Where the new contents of a file wait.
    fn staged(&self, name: &str) -> PathBuf {
        self.path.join(STAGING).join(STAGED_SITE).join(name)
    }

    fn remove(&self, name: &str) -> Result<(), Diagnostic> {
        let target = self.path.join(name);
        match fs::remove_file(&target) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(cannot("remove", &target, &error)),
            _ => {
                self.remove_empty_folders(&target);
                Ok(())
            }
        }
    }

    fn remove_empty_folders(&self, removed: &Path) {
        let parents = removed.ancestors().skip(1).take_while(|folder| *folder != self.path);
        for folder in parents {
            // Fails, as it should, for a folder that is not empty.
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }

    fn write_manifest(&self, manifest: &Manifest) -> Result<(), Diagnostic> {
        let path = self.path.join(MANIFEST);
        let staged = self.path.join(STAGING).join(MANIFEST);
        serde_json::to_vec(manifest)
            .map_err(io::Error::from)
            .and_then(|bytes| fs::write(&staged, bytes))
            .and_then(|()| fs::rename(&staged, &path))
            .map_err(|error| cannot("write", &path, &error))
    }

    fn clean_up(&self, published: bool) {
        let _ = fs::remove_dir_all(self.path.join(STAGING));
        if let Some(top) = self.created.as_deref().filter(|_| !published) {
            for folder in self.path.ancestors().take_while(|folder| folder.starts_with(top)) {
                // Fails, as it should, if something is in it after all.
                let _ = fs::remove_dir(folder);
            }
        }
    }
}

/// Whether a name from a manifest, which anybody may have edited, stays in the folder.
fn is_inside(name: &str) -> bool {
    !name.is_empty() && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Whether `old` is a file where one of `files` needs a folder, or stands below one of `files`.
fn is_in_the_way(old: &str, files: &BTreeSet<String>) -> bool {
    let folder = format!("{old}/");
    let needs_folder = files.range(folder.clone()..).next().is_some_and(|file| file.starts_with(&folder));
    needs_folder || old.match_indices('/').any(|(at, _)| files.contains(&old[..at]))
}

/// When a file is put in place: what has a digest in its name first, then pages, then the one file that
/// says which search index is in force.
fn turn(name: &str) -> u8 {
    match name.strip_prefix(PACK_FOLDER) {
        Some(part) if part == retold_search::ENTRY_NAME => 2,
        Some(_) => 0,
        None if name.starts_with("assets/") => 0,
        None => 1,
    }
}

fn cannot(what: &str, path: &Path, error: &io::Error) -> Diagnostic {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_between_file_and_folder_goes_first() {
        let files = ["a/index.html", "b"].map(str::to_owned).into();
        for (old, expected) in
            [("a", true), ("b/index.html", true), ("a/x", false), ("c", false), ("bb", false)]
        {
            assert_eq!(is_in_the_way(old, &files), expected, "{old}");
        }
    }
}
