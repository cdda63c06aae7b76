//! Finds the postmortems that are there before an archive is set up.

use std::path::Path;

use retold_document::Document;
use retold_document::model::{Class, SectionKind};

use crate::check;
use crate::config::{Config, FILE_NAME, Overrides, display_path};
use crate::init::folder;
use crate::parse::{Cache, parse};
use crate::source::SourceTree;
use retold_diagnostic::Diagnostic;

/// The folders with the postmortems that are there already, relative to the archive.
#[derive(Debug, Default)]
pub struct Adopted {
    /// The one that becomes the content folder, or is it already.
    pub folder: Option<String>,
    /// Another one that has reports, too.
    pub other: Option<String>,
}

/// Finds the folders below `archive`.
///
/// # Errors
/// All faults of the configuration, if there is one already.
pub fn adopted(archive: &Path) -> Result<Adopted, Vec<Diagnostic>> {
    let (mut config, mut faults) = Config::read(archive, None, Overrides::default());
    faults.extend(check::validate(&config));
    if !faults.is_empty() {
        retold_diagnostic::sort(&mut faults);
        return Err(faults);
    }
    // What is configured stays as it is.
    let is_configured = archive.join(FILE_NAME).is_file();
    let configured = config.content.strip_prefix(archive).ok().map(display_path);
    if !is_configured {
        config.content = archive.to_owned();
    }
    let Ok((tree, _)) = SourceTree::read(&config) else { return Ok(Adopted::default()) };
    let files = parse(tree.documents, &config.vocabulary(), &Cache::default());
    if is_configured {
        return Ok(Adopted { folder: configured.filter(|_| !files.is_empty()), other: None });
    }
    let is_named = archive.file_name().is_some_and(|name| folder::is_of_reports(&name.to_string_lossy()));
    let documents = files.iter().filter_map(|file| file.documents.first());
    let reports = documents.filter(|document| is_report(document, is_named));
    let reports: Vec<_> = reports.map(|document| document.path.as_str()).collect();
    let reports = reports.iter().copied().filter(|path| !path.split('/').any(|folder| folder == "templates"));
    let folder = folder::of_reports(reports.clone());
    let prefix =
        folder.as_ref().map(|folder| if folder.is_empty() { String::new() } else { format!("{folder}/") });
    let others = reports.filter(|path| prefix.as_ref().is_some_and(|prefix| !path.starts_with(prefix)));
    Ok(Adopted { other: folder::of_reports(others), folder })
}

/// Whether a document is evidently a report, and not only by default: by its sections, or by its date in a folder for
/// reports. `is_named` if the archive has the name of such a folder.
fn is_report(document: &Document, is_named: bool) -> bool {
    use SectionKind::{
        Actions, Causes, CouldImprove, Detection, FiveWhys, Impact, Resolution, Timeline, WentWell,
    };
    let of_reports =
        [Timeline, Impact, Causes, FiveWhys, Detection, Resolution, WentWell, CouldImprove, Actions];
    let kinds = of_reports.into_iter().filter(|kind| document.sections.iter().any(|it| it.kind == *kind));
    let is_in_folder = || {
        let folders = document.path.rsplit_once('/').map_or("", |(folders, _)| folders);
        is_named || folders.split('/').any(folder::is_of_reports)
    };
    let is_dated = || document.facts.happened.is_some() || document.class_origin.is_some();
    document.class == Class::Incident && (kinds.count() >= 2 || is_in_folder() && is_dated())
}
