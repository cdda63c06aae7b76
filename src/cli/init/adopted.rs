//! Finds the postmortems that are there before an archive is set up.

use std::path::Path;

use retold_document::Document;
use retold_document::model::{Class, SectionKind};

use crate::config::{Config, FILE_NAME, Overrides, display_path};
use crate::init::folder;
use crate::parse::{Cache, parse};
use crate::source::SourceTree;

/// The folder with the postmortems that are there already, relative to the archive.
pub fn adopted(archive: &Path) -> Option<String> {
    let mut config = Config::load(archive, None, Overrides::default()).ok()?;
    // What is configured stays as it is.
    let is_configured = archive.join(FILE_NAME).is_file();
    let configured = config.content.strip_prefix(archive).ok().map(display_path);
    if !is_configured {
        config.content = archive.to_owned();
    }
    let (tree, _) = SourceTree::read(&config).ok()?;
    let files = parse(tree.documents, &config.vocabulary(), &Cache::default());
    if is_configured {
        return configured.filter(|_| !files.is_empty());
    }
    let documents = files.iter().filter_map(|file| file.documents.first());
    let reports = documents.filter(|document| is_report(document)).map(|document| document.path.as_str());
    folder::of_reports(reports.filter(|path| !path.split('/').any(|folder| folder == "templates")))
}

/// Whether a document is evidently a report, and not only by default.
fn is_report(document: &Document) -> bool {
    use SectionKind::{
        Actions, Causes, CouldImprove, Detection, FiveWhys, Impact, Resolution, Timeline, WentWell,
    };
    let of_reports =
        [Timeline, Impact, Causes, FiveWhys, Detection, Resolution, WentWell, CouldImprove, Actions];
    let kinds = of_reports.into_iter().filter(|kind| document.sections.iter().any(|it| it.kind == *kind));
    document.class == Class::Incident && kinds.count() >= 2
}
