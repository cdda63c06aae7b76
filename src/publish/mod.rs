//! Writes a site into a folder.
//!
//! Everything is rendered before anything is changed: files that differ from the published ones are staged inside the
//! output folder, and moved into place only when all of them are staged and nothing is in the way. A build that fails
//! leaves the site as it was, or reports how many files were moved if a move fails. A build that is killed leaves whole
//! files, new or old, and a manifest by which the next build repairs the rest. Files that Retold did not write
//! are never replaced and never removed.

mod disk;
mod folder;
mod letter_case;
mod manifest;
mod moves;
mod obstacles;
mod pieces;
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
    /// The documents whose pages could not be made.
    pub failures: Vec<Diagnostic>,
}

/// How publishing ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Published(Report),
    /// The build has errors and the folder holds a site that was built without errors: it was not changed.
    Kept {
        /// Whether that is one whole site, rather than a mix of two from an interrupted build.
        is_whole: bool,
        /// The documents whose pages could not be made.
        failures: Vec<Diagnostic>,
    },
}

/// Why a site was not published.
#[derive(Debug)]
pub struct Failure {
    pub findings: Vec<Diagnostic>,
    /// What is left of both sites, if not all changes could be undone; `None` if the folder is as it was.
    pub left: Option<Mixed>,
}

/// What a failed build left. Every file that it does not name is as it was before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mixed {
    /// Files of the new site.
    pub new: BTreeSet<String>,
    /// Files of the old site that are gone.
    pub removed: BTreeSet<String>,
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(findings: Vec<Diagnostic>) -> Self {
        Self { findings, left: None }
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
/// write. The error holds what is left of both sites, if not all changes could be undone.
pub fn publish(
    site: &Site,
    output: &Path,
    options: Options,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Outcome, Failure> {
    let folder = Folder::open(output, options.force)?;
    if folder.manifest.complete && !options.complete {
        return Ok(Outcome::Kept { is_whole: !folder.manifest.unfinished, failures: Vec::new() });
    }
    let result = replace(&folder, site, options.complete, progress);
    folder.clean_up(matches!(result, Ok(Outcome::Published(_))));
    result
}

/// Replaces what is published in `folder`.
fn replace(
    folder: &Folder,
    site: &Site,
    complete: bool,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Outcome, Failure> {
    folder.begin()?;
    let mut compared = stage::stage(folder, site, progress)?;
    let failures: Vec<_> = compared.iter_mut().filter_map(|file| file.failure.take()).collect();
    if folder.manifest.complete && !failures.is_empty() {
        return Ok(Outcome::Kept { is_whole: !folder.manifest.unfinished, failures });
    }
    let mut report =
        Report { pages: site.pages().filter(|(_, page)| page.is_listed()).count(), ..Report::default() };
    for file in &compared {
        report.bytes += file.bytes;
        if file.is_staged { report.written += 1 } else { report.unchanged += 1 }
    }
    let files: BTreeSet<String> = compared.iter().map(|file| file.name.clone()).collect();
    let staged = compared.iter().filter(|file| file.is_staged).map(|file| file.name.as_str()).collect();
    let next = Manifest::new(files, complete && failures.is_empty());
    let published = folder.manifest.files.iter().map(String::as_str);
    let gone: Vec<&str> = published.filter(|name| !next.files.contains(*name)).collect();
    report.removed = gone.len();
    let change = Change { staged, gone, next };
    obstacles::check(folder, &change)?;
    moves::apply(folder, &change)?;
    report.failures = failures;
    Ok(Outcome::Published(report))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::atomic::Ordering;

    use super::*;
    use crate::archive::{Archive, Selection};
    use crate::config::{Config, Overrides};
    use crate::similar::compare;
    use crate::source::SourceTree;
    use crate::theme::Theme;

    fn site(documents: [(&str, &str); 2]) -> Site {
        let config = Config::load(Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let tree = SourceTree::from_pairs(documents);
        let archive = Archive::from_tree(tree, &config, Selection::default()).0;
        let theme = Theme::load(Path::new("/nowhere"), "en").unwrap().0;
        let model = compare(&archive, retold_search::Language::default());
        Site::new(config, archive, model, theme).unwrap().0
    }

    /// What is in a folder, without what Retold keeps beside the site.
    fn published(folder: &Path) -> Vec<(String, Vec<u8>)> {
        let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().is_file());
        files
            .map(|entry| (entry.path().display().to_string(), fs::read(entry.path()).unwrap()))
            .filter(|(name, _)| !name.contains("/.retold-"))
            .collect()
    }

    #[test]
    fn a_page_that_cannot_be_made_is_a_finding_and_the_others_are_built() {
        let good = site([("a.md", "# A\n"), ("b.md", "# B\n")]);
        let bad = site([("a.md", "# A\n\n<!-- fail -->\n"), ("b.md", "# B\n\nMore.\n")]);
        let temporary = tempfile::TempDir::new().unwrap();
        let publish = |site: &Site| {
            let options = Options { force: false, complete: true };
            publish(site, temporary.path(), options, &|_, _| {}).unwrap()
        };
        let read = |name: &str| fs::read_to_string(temporary.path().join(name)).unwrap();
        let Outcome::Published(report) = publish(&bad) else { panic!("nothing is published") };
        let found: Vec<_> =
            report.failures.iter().map(|f| (f.rule, f.place.as_ref().unwrap().path.as_str())).collect();
        assert_eq!(found, [("document/failed", "content/a.md")]);
        assert!(read("a/index.html").contains("could not be made"));
        assert!(read("b/index.html").contains("More."));
        // A site without errors replaces it, and is not replaced by it.
        assert!(matches!(publish(&good), Outcome::Published(report) if report.failures.is_empty()));
        assert!(matches!(publish(&bad), Outcome::Kept { is_whole: true, failures } if failures.len() == 1));
        assert!(!read("a/index.html").contains("could not be made"));
    }

    /// An operation that fails while files are written or moved leaves the site as it was, and another build does all of it.
    #[test]
    fn a_build_that_fails_at_any_operation_leaves_the_old_site() {
        let old = site([("a.md", "# A\n"), ("b.md", "# B\n")]);
        let new = site([("a.md", "# A\n\nMore.\n"), ("c.md", "# C\n")]);
        let temporary = tempfile::TempDir::new().unwrap();
        let publish = |site: &Site, first: usize| {
            let folder = Folder::open(temporary.path(), false).unwrap();
            folder.disk.faults.first.store(first, Ordering::Relaxed);
            folder.disk.faults.many.store(1, Ordering::Relaxed);
            let result = replace(&folder, site, true, &|_, _| {});
            folder.clean_up(result.is_ok());
            (result, folder.disk.faults.done())
        };
        publish(&old, 0).0.unwrap();
        let before = published(temporary.path());
        let operations = publish(&new, 0).1;
        let after = published(temporary.path());
        assert!(before != after && operations > 20, "{operations}");
        publish(&old, 0).0.unwrap();
        for first in (1..=operations).step_by(3) {
            let (result, _) = publish(&new, first);
            match result {
                Ok(_) => {
                    // Only what comes after the last move may fail without harm.
                    assert!(first + 3 > operations, "{first} of {operations}");
                    assert_eq!(published(temporary.path()), after);
                }
                Err(failure) => {
                    assert_eq!(failure.left, None, "{first}");
                    assert!(published(temporary.path()) == before, "{first} of {operations}");
                }
            }
        }
    }
}
