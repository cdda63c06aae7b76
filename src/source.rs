//! Walks and reads the content folder once: [`SourceTree`].
//!
//! Documents are read into memory. Other files are only listed, and read when they are published. Files that cannot be
//! read are reported, and the others are returned.

mod exposure;
mod stamps;
mod svg;

use std::fs::File;
use std::io::{BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use walkdir::WalkDir;

use crate::config::Config;
use crate::files;
pub use exposure::exposure_files;
use retold_diagnostic::{Diagnostic, Place};
use retold_document::{SourceFile, composed, document_stem, has_ending};
use stamps::Stamp;
pub use stamps::Stamps;

/// File name endings of media, which are published even if no document links to them.
const MEDIA_ENDINGS: [&str; 13] = [
    ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".mp4", ".webm", ".mp3", ".ogg",
    ".pdf",
];

/// File name endings of images whose size is read.
const MEASURED_ENDINGS: [&str; 5] = [".png", ".jpg", ".jpeg", ".gif", ".webp"];

/// A folder of packages, which are not the author's.
const PACKAGES: &str = "node_modules";

/// The file that marks a folder with what programs can make again (bford.info/cachedir).
const CACHE_MARK: &str = "CACHEDIR.TAG";

/// How often a folder is read that links lead to. Folders of two links each to the next are a million folders after twenty.
const MOST_TIMES: usize = 10;

/// All files of a content folder, each list sorted by path.
#[derive(Debug, Clone, Default)]
pub struct SourceTree {
    pub documents: Vec<SourceFile>,
    /// Paths of the documents that are as they were at the last reading, and were not read again.
    pub unchanged: Vec<String>,
    pub attachments: Vec<Attachment>,
}

/// A file beside the documents: an image, a log, a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Path relative to the content folder, with forward slashes.
    pub path: String,
    /// The file on disk.
    pub location: PathBuf,
    /// Whether it is published even if no document links to it.
    pub is_media: bool,
    /// Width and height of an image in pixels, if its format is known.
    pub size: Option<(usize, usize)>,
}

impl SourceTree {
    /// Reads the content folder of `config`. The output folder and hidden files are skipped; symbolic links are followed,
    /// loops are reported. Returns the tree, and findings for what could not be read.
    ///
    /// # Errors
    /// The content folder does not exist or is not a folder.
    pub fn read(config: &Config) -> Result<(Self, Vec<Diagnostic>), Diagnostic> {
        let (locations, mut findings) = walk(config)?;
        let read: Vec<_> = locations.into_par_iter().map(|location| read_one(config, location)).collect();
        let tree = Self::sorted(read, &mut findings);
        Ok((tree, findings))
    }

    /// As [`SourceTree::read`], without reading the documents that have not changed since the reading that left
    /// `stamps`; these are replaced by the stamps of this reading.
    ///
    /// # Errors
    /// As of [`SourceTree::read`].
    pub fn read_again(config: &Config, stamps: &mut Stamps) -> Result<(Self, Vec<Diagnostic>), Diagnostic> {
        let (locations, mut findings) = walk(config)?;
        // All stamps are taken before any file is read: an edit in between makes another stamp.
        let stamped: Vec<_> =
            locations.into_par_iter().map(|location| (Stamp::of(&location), location)).collect();
        let newest = stamped.iter().filter_map(|(stamp, _)| *stamp).max();
        let read: Vec<_> = stamped
            .into_par_iter()
            .map(|(stamp, location)| {
                let path = path_of(config, &location);
                if stamp.is_some_and(|stamp| stamps.is_known(&path, stamp)) {
                    return (stamp, Ok(Found::Unchanged(path)));
                }
                (stamp, read_one(config, location))
            })
            .collect();
        *stamps = Stamps::default();
        for (stamp, found) in &read {
            if let (Some(stamp), Ok(Found::Document(SourceFile { path, .. }) | Found::Unchanged(path))) =
                (stamp, found)
            {
                stamps.keep(path, *stamp, newest);
            }
        }
        let tree = Self::sorted(read.into_iter().map(|(_, found)| found), &mut findings);
        Ok((tree, findings))
    }

    /// The tree of what was found, in any order; what could not be read is added to `findings`.
    fn sorted(
        found: impl IntoIterator<Item = Result<Found, Diagnostic>>,
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut tree = Self::default();
        for item in found {
            match item {
                Ok(Found::Document(file)) => tree.documents.push(file),
                Ok(Found::Unchanged(path)) => tree.unchanged.push(path),
                Ok(Found::Attachment(attachment)) => tree.attachments.push(attachment),
                Err(finding) => findings.push(finding),
            }
        }
        tree.documents.sort_by(|a, b| a.path.cmp(&b.path));
        tree.unchanged.sort();
        tree.attachments.sort_by(|a, b| a.path.cmp(&b.path));
        tree
    }

    /// The tree of an earlier state of the content folder of `config`: `files` by their path relative to that folder, each
    /// with its contents; `None` for documents that are the same today, and for files that are no documents. The files that
    /// [`SourceTree::read`] skips are skipped.
    pub fn earlier(config: &Config, files: impl IntoIterator<Item = (String, Option<Vec<u8>>)>) -> Self {
        let output = config.output_dir.canonicalize().ok().zip(config.content.canonicalize().ok());
        let output =
            output.and_then(|(output, content)| Some(with_slashes(output.strip_prefix(content).ok()?)));
        let mut tree = Self::default();
        for (path, bytes) in files.into_iter().filter(|(path, _)| !is_skipped(path, output.as_deref())) {
            match bytes {
                _ if document_stem(&path).is_none() => {
                    let location = config.content.join(&path);
                    let path = composed(&path).into_owned();
                    let is_media = has_ending(&path, &MEDIA_ENDINGS).is_some();
                    tree.attachments.push(Attachment { path, location, is_media, size: None });
                }
                Some(bytes) => {
                    let name = message_name(config, Path::new(&path));
                    let path = composed(&path).into_owned();
                    tree.documents.push(SourceFile { path, name, bytes });
                }
                None => tree.unchanged.push(composed(&path).into_owned()),
            }
        }
        tree.documents.sort_by(|a, b| a.path.cmp(&b.path));
        tree.unchanged.sort();
        tree.attachments.sort_by(|a, b| a.path.cmp(&b.path));
        tree
    }

    /// The name of a document that was changed after a moment, by the file system's clock; the first by path. `None` if there
    /// is none, and if the content folder cannot be read.
    pub fn changed_after(config: &Config, moment: SystemTime) -> Option<String> {
        let (locations, _) = walk(config).ok()?;
        let is_newer = |location: &PathBuf| {
            let path = path_of(config, location);
            let modified = location.metadata().and_then(|file| file.modified());
            document_stem(&path).is_some() && modified.is_ok_and(|modified| modified > moment)
        };
        let changed = locations.into_iter().find(is_newer)?;
        Some(message_name(config, changed.strip_prefix(&config.content).unwrap_or(&changed)))
    }

    /// A tree of documents from pairs of path and contents, without a disk, for tests and for text from elsewhere.
    pub fn from_pairs<P: Into<String>, B: Into<Vec<u8>>>(pairs: impl IntoIterator<Item = (P, B)>) -> Self {
        let mut documents: Vec<_> = pairs
            .into_iter()
            .map(|(path, bytes)| {
                let path = path.into();
                SourceFile { name: format!("content/{path}"), path, bytes: bytes.into() }
            })
            .collect();
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        Self { documents, ..Self::default() }
    }
}

/// The files below the content folder, and findings for what is no file and no folder.
fn walk(config: &Config) -> Result<(Vec<PathBuf>, Vec<Diagnostic>), Diagnostic> {
    if !config.content.is_dir() {
        let (what, hint) = if config.content.exists() {
            ("is not a folder", "name a folder of Markdown files with `--content DIR`")
        } else {
            (
                "does not exist",
                "set up an archive with `retold init`, or name another folder with `--content DIR`",
            )
        };
        return Err(Diagnostic::error(
            "source/no-content",
            format!("the content folder `{}` {what}", config.content_name),
        )
        .hint(hint));
    }
    let mut findings = Vec::new();
    let mut locations = Vec::new();
    let output = config.output_dir.canonicalize().ok();
    let root = config.content.canonicalize().ok();
    let mut reached: FxHashMap<PathBuf, usize> = FxHashMap::default();
    let mut walk = WalkDir::new(&config.content).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                // Editors lock a file with a hidden link that leads nowhere.
                let name = error.path().and_then(Path::file_name);
                if !name.is_some_and(|name| is_hidden(&name.to_string_lossy())) {
                    findings.push(walk_error(config, &error));
                }
                continue;
            }
        };
        let is_folder = entry.file_type().is_dir();
        let mut skip = entry.depth() > 0
            && (is_hidden(entry.file_name().to_string_lossy().as_ref())
                || is_folder && output.is_some() && entry.path().canonicalize().ok() == output);
        if !skip && entry.depth() > 0 && is_folder && is_of_programs(entry.path()) {
            skip = true;
            findings.push(skipped(config, entry.path()));
        }
        if !skip && entry.depth() > 0 && entry.path_is_symlink() {
            let target = entry.path().canonicalize().ok();
            skip = !target.as_ref().zip(root.as_ref()).is_some_and(|(target, root)| target.starts_with(root));
            if skip {
                findings.push(outside(config, entry.path()));
            } else if let Some(target) = target.filter(|_| is_folder) {
                let times = reached.entry(target).or_default();
                *times += 1;
                skip = *times > MOST_TIMES;
                if *times == MOST_TIMES + 1 {
                    findings.push(too_often(config, entry.path()));
                }
            }
        }
        if skip && is_folder {
            walk.skip_current_dir();
        } else if !skip && entry.file_type().is_file() {
            locations.push(entry.into_path());
        } else if !skip && !is_folder {
            findings.push(special(config, entry.path()));
        }
    }
    Ok((locations, findings))
}

/// The size of the image at `path`, from the first bytes of its `file`.
fn size_of(path: &str, file: File) -> Option<(usize, usize)> {
    has_ending(path, &MEASURED_ENDINGS)?;
    let size = imagesize::reader_size(BufReader::new(file)).ok()?;
    Some((size.width, size.height))
}

enum Found {
    Document(SourceFile),
    Unchanged(String),
    Attachment(Attachment),
}

fn read_one(config: &Config, location: PathBuf) -> Result<Found, Diagnostic> {
    let path = path_of(config, &location);
    let name = message_name(config, location.strip_prefix(&config.content).unwrap_or(&location));
    if document_stem(&path).is_none() {
        let is_media = has_ending(&path, &MEDIA_ENDINGS).is_some();
        // An attachment is read when it is published, too late to leave it out, so it is opened now as a check.
        let file = files::open(&location)
            .map_err(|error| unreadable(name.clone(), &error, "it is not published"))?;
        if has_ending(&path, &[".svg"]).is_some()
            && svg::may_run(&location)
                .map_err(|error| unreadable(name.clone(), &error, "it is not published"))?
        {
            return Err(Diagnostic::warning(
                "source/script",
                "the image may run a script, and is not published",
            )
            .at(Place::file(name))
            .hint("export it again without scripts, event handlers, frames and entities, or as PNG"));
        }
        let size = size_of(&path, file);
        return Ok(Found::Attachment(Attachment { path, location, is_media, size }));
    }
    match files::read_text(&location) {
        Ok(bytes) => Ok(Found::Document(SourceFile { path, name, bytes })),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => Err(too_large(name)),
        Err(error) => Err(unreadable(name, &error, "its page is not built")),
    }
}

fn too_large(name: String) -> Diagnostic {
    let most = files::LARGEST_TEXT >> 20;
    Diagnostic::error("source/too-large", format!("the file is larger than {most} MB, and is not read"))
        .at(Place::file(name))
        .hint("its page is not built; put what is no report, such as a log, into a file of its own, and link to it")
}

fn unreadable(name: String, error: &std::io::Error, consequence: &str) -> Diagnostic {
    Diagnostic::error("source/unreadable", format!("the file cannot be read: {error}"))
        .at(Place::file(name))
        .hint(format!("{consequence}; make the file readable, or move it out of the content folder"))
}

/// The path of a file relative to the content folder, with forward slashes and composed letters.
fn path_of(config: &Config, location: &Path) -> String {
    let path = with_slashes(location.strip_prefix(&config.content).unwrap_or(location));
    composed(&path).into_owned()
}

/// A path with forward slashes. Backslashes are replaced only on systems where they separate folders; elsewhere they are
/// part of a name.
fn with_slashes(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

/// Whether the file at `path`, relative to the content folder, is not read. `output` is the path of the output folder, if
/// that is inside.
fn is_skipped(path: &str, output: Option<&str>) -> bool {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    path.split('/').any(is_hidden)
        || folders.split('/').any(|name| name == PACKAGES)
        || output.is_some_and(|output| path.strip_prefix(output).is_some_and(|rest| rest.starts_with('/')))
}

/// Whether a file or a folder is hidden, or is what an editor keeps beside the file that it edits.
pub fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~') || name.starts_with('#') && name.ends_with('#')
}

fn message_name(config: &Config, relative: &Path) -> String {
    let relative = with_slashes(relative);
    match config.content_name.as_str() {
        "." | "" => relative,
        folder => format!("{}/{relative}", folder.trim_end_matches('/')),
    }
}

/// The finding for a pipe, a socket or a device, which is never opened, because that could block forever.
fn special(config: &Config, path: &Path) -> Diagnostic {
    let name = message_name(config, path.strip_prefix(&config.content).unwrap_or(path));
    Diagnostic::error("source/special", "neither a file nor a folder: a named pipe, a socket or a device")
        .at(Place::file(name))
        .hint("it is not read; move it out of the content folder, or put a file in its place")
}

/// Whether a folder is the work of programs.
fn is_of_programs(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| name == PACKAGES) || folder.join(CACHE_MARK).is_file()
}

/// The note on a folder that is passed over.
fn skipped(config: &Config, path: &Path) -> Diagnostic {
    let name = message_name(config, path.strip_prefix(&config.content).unwrap_or(path));
    Diagnostic::note("source/skipped", "the folder is passed over: it is the work of programs")
        .at(Place::file(name))
        .hint("if it holds documents, give it another name, and remove the file `CACHEDIR.TAG` from it")
}

/// The finding for a link that leads out of the content folder, which could publish files unintentionally.
fn outside(config: &Config, path: &Path) -> Diagnostic {
    let name = message_name(config, path.strip_prefix(&config.content).unwrap_or(path));
    Diagnostic::error("source/outside", "the symbolic link leads out of the content folder")
        .at(Place::file(name))
        .hint("its target is not built; put the file itself into the content folder")
}

/// The finding for a folder that is read as often as may be.
fn too_often(config: &Config, path: &Path) -> Diagnostic {
    let name = message_name(config, path.strip_prefix(&config.content).unwrap_or(path));
    let message = format!("symbolic links lead to the folder more than {MOST_TIMES} times");
    Diagnostic::warning("source/link-loop", message)
        .at(Place::file(name))
        .hint("this link and further ones are not followed; remove those that are not needed")
}

fn walk_error(config: &Config, error: &walkdir::Error) -> Diagnostic {
    let name = error.path().map_or_else(String::new, |path| {
        message_name(config, path.strip_prefix(&config.content).unwrap_or(path))
    });
    if error.loop_ancestor().is_some() {
        return Diagnostic::warning("source/link-loop", "the symbolic link leads back to a folder above it")
            .at(Place::file(name))
            .hint("the folder is read once; remove the link to silence this");
    }
    if error.path().is_some_and(|path| path.is_symlink() && !path.exists()) {
        return Diagnostic::error(
            "source/dead-link",
            "the symbolic link leads to a file that does not exist",
        )
        .at(Place::file(name))
        .hint("remove the link, or restore its target");
    }
    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    Diagnostic::error("source/unreadable", format!("the file or folder cannot be read: {reason}"))
        .at(Place::file(name))
        .hint("nothing below it is built; make it readable, or move it out of the content folder")
}
