//! What a new postmortem is made of besides the arguments: templates, an alert, and the names of other files.

use std::io::Read;
use std::path::Path;

use retold_document::document_stem;
use walkdir::WalkDir;

use crate::archive::severity::Severity;
use crate::config::{Config, display_path};
use crate::files;
use crate::new::alert::{self, Service};
use crate::new::layout::Layout;
use crate::new::templates::Template;
use crate::new::values::Values;
use retold_diagnostic::{Diagnostic, Place};

/// Bytes of an alert beyond these are not read.
const MAX_BYTES: u64 = 16 << 20;

/// The templates of the archive, sorted by name.
pub fn own_templates(folder: &Path) -> Result<Vec<Template>, Diagnostic> {
    let mut templates = Vec::new();
    let files = WalkDir::new(folder).min_depth(1).max_depth(1).follow_links(true).sort_by_file_name();
    for entry in files.into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(stem) = document_stem(&name).filter(|_| !name.starts_with('.')) else { continue };
        match files::read_written(entry.path()) {
            Ok(text) => templates.push(Template::own(stem, text)),
            Err(error) => {
                let finding =
                    Diagnostic::error("new/template", format!("the template cannot be read: {error}"))
                        .at(Place::file(display_path(entry.path())));
                return Err(finding);
            }
        }
    }
    Ok(templates)
}

/// Reads the alert or incident in `file`.
pub fn read_alert(file: &Path, service: Option<Service>, config: &Config) -> Result<Values, Diagnostic> {
    let is_standard_input = file == Path::new("-");
    let name = if is_standard_input { "standard input".to_owned() } else { display_path(file) };
    let mut bytes = Vec::new();
    let read = if is_standard_input {
        std::io::stdin().take(MAX_BYTES).read_to_end(&mut bytes)
    } else {
        files::open(file).and_then(|file| file.take(MAX_BYTES).read_to_end(&mut bytes))
    };
    if let Err(error) = read {
        let finding = Diagnostic::error("source/unreadable", format!("the alert cannot be read: {error}"))
            .at(Place::file(name));
        return Err(match files::hint_for_pipe(&error) {
            Some(hint) => finding.hint(hint),
            None => finding,
        });
    }
    let (_, mut values) = alert::read(&String::from_utf8_lossy(&bytes), &name, service)?;
    let is_ranked = |label: &String| Severity::new(label, &config.severities).rank.is_some();
    values.unranked_severity = values.severity.take_if(|label| !is_ranked(label));
    Ok(values)
}

/// How the documents of the archive are named.
pub fn layout(config: &Config) -> Layout {
    let is_hidden =
        |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let files = WalkDir::new(&config.content).into_iter().filter_entry(|entry| !is_hidden(entry));
    let paths: Vec<_> = files
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| entry.path().strip_prefix(&config.content).ok().map(display_path))
        .filter(|path| document_stem(path).is_some())
        .collect();
    Layout::of(paths.iter().map(String::as_str))
}
