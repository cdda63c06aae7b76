//! A site into a folder: the only writer.
//!
//! Everything is rendered before anything is touched: what differs from the published file is staged
//! inside the output folder, and moved into place only when all of it is there and nothing is in the way. A build
//! that fails leaves the site as it was, or says how far it came if a move fails after all; one that is killed leaves
//! whole files, new or old, and a manifest by which the next build repairs the rest. Files that Retold did not write
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
use manifest::Manifest;
use moves::Change;
use retold_diagnostic::Diagnostic;

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
    /// The build has errors and the folder holds what builds without errors published: it was not touched.
    Kept {
        /// Whether that is one whole site, and not what an interrupted build left of two.
        is_whole: bool,
    },
}

/// Why a site was not published.
#[derive(Debug)]
pub struct Failure {
    pub findings: Vec<Diagnostic>,
    /// What was changed all the same; `None` if the folder is as it was.
    pub moved: Option<Moved>,
}

/// How far files were moved into place, in numbers of files.
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
/// Templates that ask for what there is not, files that cannot be read or written, a folder that is not Retold's,
/// and files in it that are not; and whether that left the published site as it was.
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
