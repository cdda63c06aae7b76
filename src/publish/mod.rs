//! Writes a site into a folder.
//!
//! Everything is rendered before anything is changed: files that differ from the published ones are staged inside the
//! output folder, and moved into place only when all of them are staged and nothing is in the way. A build that fails
//! leaves the site as it was, or reports how many files were moved if a move fails. A build that is killed leaves whole
//! files, new or old, and a manifest by which the next build repairs the rest. Files that Retold did not write
//! are never replaced and never removed.

mod folder;
mod manifest;
mod moves;
mod obstacles;
mod stage;

use std::collections::BTreeSet;
use std::path::Path;

use crate::site::Site;
use folder::Folder;
pub use manifest::MANIFEST;
use manifest::Manifest;
use moves::Change;
use retold_diagnostic::Diagnostic;

/// Options of a build.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Use a folder with files that Retold did not write. They stay.
    pub force: bool,
    /// Whether the build has no errors. One with errors never replaces a site without.
    pub complete: bool,
}

/// The statistics of a build.
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
    /// The build has errors and the folder holds a site that was built without errors: it was not changed.
    Kept {
        /// Whether that is one whole site, rather than a mix of two from an interrupted build.
        is_whole: bool,
    },
}

/// Why a site was not published.
#[derive(Debug)]
pub struct Failure {
    pub findings: Vec<Diagnostic>,
    /// The changes that were made before the failure; `None` if the folder is as it was.
    pub moved: Option<Moved>,
}

/// How many files were moved into place, and how many there were to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    pub written: usize,
    pub to_write: usize,
    pub removed: usize,
    pub to_remove: usize,
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(findings: Vec<Diagnostic>) -> Self {
        Self { findings, moved: None }
    }
}

impl From<Diagnostic> for Failure {
    fn from(finding: Diagnostic) -> Self {
        vec![finding].into()
    }
}

/// Publishes `site` into the folder `output`. `progress` is called with the number of files done and
/// the number of all files.
///
/// # Errors
/// Templates that use undefined names, files that cannot be read or written, a folder or files in it that Retold did not
/// write. The error holds the changes that were made before, if any.
pub fn publish(
    site: &Site,
    output: &Path,
    options: Options,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Outcome, Failure> {
    let folder = Folder::open(output, options.force)?;
    if folder.manifest.complete && !options.complete {
        return Ok(Outcome::Kept { is_whole: !folder.manifest.unfinished });
    }
    let result = replace(&folder, site, options.complete, progress);
    folder.clean_up(result.is_ok());
    result.map(Outcome::Published)
}

/// Replaces what is published in `folder`.
fn replace(
    folder: &Folder,
    site: &Site,
    complete: bool,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Report, Failure> {
    folder.begin()?;
    let compared = stage::stage(folder, site, progress)?;
    let mut report =
        Report { pages: site.pages().filter(|(_, page)| page.is_listed()).count(), ..Report::default() };
    for file in &compared {
        report.bytes += file.bytes;
        if file.is_staged { report.written += 1 } else { report.unchanged += 1 }
    }
    let files: BTreeSet<String> = compared.iter().map(|file| file.name.clone()).collect();
    let staged = compared.iter().filter(|file| file.is_staged).map(|file| file.name.as_str()).collect();
    let next = Manifest::new(files, complete);
    let published = folder.manifest.files.iter().map(String::as_str);
    let gone: Vec<&str> = published.filter(|name| !next.files.contains(*name)).collect();
    report.removed = gone.len();
    let change = Change { staged, gone, next };
    obstacles::check(folder, &change)?;
    moves::apply(folder, &change)?;
    Ok(report)
}
