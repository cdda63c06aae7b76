//! What `retold similar` compares with past incidents: what its argument names.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use retold_search::Language;

use crate::archive::recurrence::Names;
use crate::archive::{Archive, ArchivedDocument, Selection};
use crate::cli::exit::CommandError;
use crate::cli::inspect::path_in;
use crate::config::{Config, display_path};
use crate::files;
use crate::parse::{Cache, parse};
use crate::similar::{self, compare, compare_with_draft};
use retold_diagnostic::{Diagnostic, Place};
use retold_document::model::Class;
use retold_document::{SourceFile, document_stem};
use retold_likeness::Alike;

/// Bytes of a text beyond these are not read; more does not find other incidents.
const MAX_BYTES: u64 = 1 << 20;

/// The name that means standard input.
pub const STANDARD_INPUT: &str = "-";

/// What is compared.
pub enum Subject<'a> {
    /// A postmortem, or what could be one.
    Document(Box<Comparison<'a>>),
    /// A text that is no document, and the name of its file.
    Text { name: String, text: String },
}

/// A document that is compared with those of an archive.
pub struct Comparison<'a> {
    pub document: Cow<'a, ArchivedDocument>,
    /// Its index in [`Archive::postmortems`], if it is in the archive.
    index: Option<usize>,
    /// The incidents that are linked with it, and those that are declared not related.
    linked: BTreeSet<usize>,
    not_related: BTreeSet<usize>,
}

/// Finds what `argument` names: a file, or a document of `archive`.
///
/// # Errors
/// There is neither, the file cannot be read, or the file has several incidents.
pub fn find<'a>(
    argument: &str,
    archive: Option<&'a Archive>,
    config: &Config,
) -> Result<Subject<'a>, CommandError> {
    let file = Path::new(argument);
    if argument == STANDARD_INPUT || (file.exists() && !file.is_dir()) {
        return of_file(file, archive, config);
    }
    let Some(archive) = archive else { return Err(unknown(argument, None)) };
    let names = Names::of(&archive.postmortems);
    match named(argument, archive, &names, config) {
        Some(index) => Ok(Subject::Document(Box::new(Comparison::archived(index, archive)))),
        None if file.is_dir() => {
            Err(unreadable(argument.to_owned(), &std::io::Error::other("it is a folder")))
        }
        None => Err(unknown(argument, names.nearest(argument))),
    }
}

/// The document of `archive` with this id, address, path or slug.
fn named(name: &str, archive: &Archive, names: &Names, config: &Config) -> Option<usize> {
    let has_path = |it: &ArchivedDocument| it.document.path == name || it.document.name == name;
    let mut of_path = archive.postmortems.iter().enumerate().filter(|(_, it)| has_path(it));
    if let (Some((index, _)), None) = (of_path.next(), of_path.next()) {
        return Some(index);
    }
    let address = name.strip_prefix(config.base_url.as_deref().unwrap_or_default()).unwrap_or(name);
    let address = address.split('#').next().unwrap_or(address).trim_end_matches("index.html");
    names.find(address)
}

fn of_file<'a>(
    file: &Path,
    archive: Option<&'a Archive>,
    config: &Config,
) -> Result<Subject<'a>, CommandError> {
    let is_standard_input = file == Path::new(STANDARD_INPUT);
    let name = if is_standard_input { "standard input".to_owned() } else { display_path(file) };
    if !is_standard_input
        && document_stem(&name).is_some()
        && let Some(archive) = archive
        && let Some(comparison) = document(file, archive, config)?
    {
        return Ok(Subject::Document(Box::new(comparison)));
    }
    let text = read(file, is_standard_input).map_err(|error| unreadable(name.clone(), &error))?;
    Ok(Subject::Text { name, text })
}

/// The document in a file of Markdown: that of the archive, else one that could be in it; `None` for a text that is no
/// report.
fn document<'a>(
    file: &Path,
    archive: &'a Archive,
    config: &Config,
) -> Result<Option<Comparison<'a>>, CommandError> {
    let content = config.content.canonicalize().ok();
    let inside = file.canonicalize().ok().zip(content).and_then(|(file, content)| {
        let path = file.strip_prefix(content).ok()?;
        Some(display_path(path))
    });
    if let Some(path) = inside {
        let of_file = archive.postmortems.iter().enumerate().filter(|(_, it)| it.document.path == path);
        match of_file.map(|(index, _)| index).collect::<Vec<_>>()[..] {
            [] => {}
            [index] => return Ok(Some(Comparison::archived(index, archive))),
            [first, ..] => return Err(several(file, &archive.postmortems[first].url)),
        }
    }
    let bytes = files::read_text(file).map_err(|error| unreadable(display_path(file), &error))?;
    let source = SourceFile { path: path_in(config, file), name: display_path(file), bytes };
    let report = report_in(file, source, config)?;
    Ok(report.map(|document| Comparison::foreign(document, archive)))
}

/// The report in the `source` of a `file` of Markdown; `None` for a text that is no report.
///
/// # Errors
/// It has several incidents.
pub fn report_in(
    file: &Path,
    source: SourceFile,
    config: &Config,
) -> Result<Option<ArchivedDocument>, CommandError> {
    let files = parse(vec![source], &config.vocabulary(), &Cache::default());
    let selection = Selection { drafts: true, ..Selection::default() };
    let (read, _) = Archive::assemble(&files, Vec::new(), config, selection);
    let mut found = read.postmortems.into_iter().chain(read.unlisted).filter(could_be_report);
    match (found.next(), found.next()) {
        (Some(document), None) => Ok(Some(document)),
        (Some(document), Some(_)) => Err(several(file, &document.url)),
        (None, _) => Ok(None),
    }
}

/// Whether a document is more than a text without any structure, such as a log in a file of Markdown.
fn could_be_report(archived: &ArchivedDocument) -> bool {
    let document = &archived.document;
    let is_structured = !document.outline.headings.is_empty() || document.front_matter.format.is_some();
    document.class == Class::Incident && is_structured
}

impl<'a> Comparison<'a> {
    fn archived(index: usize, archive: &'a Archive) -> Self {
        let document = &archive.postmortems[index];
        let linked = [&document.earlier, &document.later, &document.related];
        let linked = linked.into_iter().flatten().copied().collect();
        let not_related = document.not_related.iter().copied().collect();
        Self { document: Cow::Borrowed(document), index: Some(index), linked, not_related }
    }

    fn foreign(document: ArchivedDocument, archive: &Archive) -> Self {
        let names = Names::of(&archive.postmortems);
        let written = &document.document.front_matter;
        let find = |lists: &[&Vec<String>]| {
            lists.iter().copied().flatten().filter_map(|name| names.find(name)).collect::<BTreeSet<_>>()
        };
        let linked = find(&[&written.recurrence_of, &written.related, &written.supersedes]);
        let not_related = find(&[&written.not_related]);
        Self { document: Cow::Owned(document), index: None, linked, not_related }
    }

    /// The incidents of `archive` that are like it, the most alike first; at most `limit`.
    pub fn alike(&self, archive: &Archive, limit: usize, language: Language) -> Vec<Alike> {
        let (model, index) = match self.index {
            Some(index) => (compare(archive, language), index),
            None => {
                let model =
                    compare_with_draft(archive, &self.document, language, &mut similar::Cache::default());
                (model, archive.postmortems.len())
            }
        };
        let near = model.nearest(index, limit.saturating_add(self.not_related.len())).into_iter();
        let near = near.filter(|near| !self.not_related.contains(&near.index));
        model.alike(index, near).take(limit).collect()
    }

    /// Whether one of the two documents names the other.
    pub fn is_linked(&self, other: usize) -> bool {
        self.linked.contains(&other)
    }
}

pub fn read(file: &Path, is_standard_input: bool) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    if is_standard_input {
        std::io::stdin().take(MAX_BYTES).read_to_end(&mut bytes)?;
    } else {
        files::open(file)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

pub fn unreadable(name: String, error: &std::io::Error) -> CommandError {
    let finding = Diagnostic::error("source/unreadable", format!("the text cannot be read: {error}"));
    let finding = finding.at(Place::file(name));
    CommandError::usage([match files::hint_for_pipe(error) {
        Some(hint) => finding.hint(hint),
        None => finding,
    }])
}

fn unknown(argument: &str, near: Option<&str>) -> CommandError {
    let finding = Diagnostic::error(
        "arguments/document",
        format!("`{argument}` is neither a file nor a postmortem of the archive"),
    );
    CommandError::usage([match near {
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None => {
            finding.hint("use its `id`, its address or its file name; `-` reads a text from standard input")
        }
    }])
}

fn several(file: &Path, url: &str) -> CommandError {
    let message = format!("`{}` has several incidents", display_path(file));
    let finding = Diagnostic::error("arguments/document", message);
    CommandError::usage([finding.hint(format!("name one of them by its `id` or address, such as `{url}`"))])
}
