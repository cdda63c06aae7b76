//! Reads the files in which teams record their exposure.

use std::path::PathBuf;

use super::is_hidden;
use crate::config::{Config, display_path};
use crate::files;
use retold_diagnostic::{Diagnostic, Place};
use retold_document::SourceFile;

/// The ending of such a file.
const ENDING: &str = ".toml";

/// The files of the configured folder, by name, and the findings for those that cannot be read. Folders below it are not
/// looked at. No folder is no fault.
pub fn exposure_files(config: &Config) -> (Vec<SourceFile>, Vec<Diagnostic>) {
    let (mut files, mut findings) = (Vec::new(), Vec::new());
    let Ok(entries) = std::fs::read_dir(&config.exposure) else { return (files, findings) };
    let mut locations: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    locations.sort();
    for location in locations {
        let path = location.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if is_hidden(&path) || !path.ends_with(ENDING) {
            continue;
        }
        let name = display_path(&location);
        match files::read_text(&location) {
            Ok(bytes) => files.push(SourceFile { path, name, bytes }),
            Err(error) => findings.push(
                Diagnostic::error("source/unreadable", format!("the file cannot be read: {error}"))
                    .at(Place::file(name))
                    .hint("its records do not count; make the file readable, or move it out of the folder"),
            ),
        }
    }
    (files, findings)
}
