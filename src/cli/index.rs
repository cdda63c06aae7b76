//! The search index of a site, as commands read it: from the folder of the built site, or from a host.

use std::path::{Path, PathBuf};

use clap::Args;
use retold_search::{
    ByteRange, ENTRY_NAME, Entry, Facet, Language, PackError, PackReader, Query, SearchOptions, SearchResults,
};

use super::context::Environment;
use super::exit::CommandError;
use super::output::Output;
use super::project::Root;
use super::published::PublishedSite;
use crate::check::Masked;
use crate::config::{Config, Overrides, display_path};
use crate::publish::MANIFEST;
use crate::published::Published;
use crate::search::PACK_FOLDER;
use crate::source::SourceTree;
use retold_diagnostic::{Diagnostic, Place};

/// Which site is searched.
#[derive(Debug, Args)]
pub struct Site {
    #[command(flatten)]
    root: Root,
    /// Folder of the built site, instead of the configured one
    #[arg(long, short, value_name = "DIR")]
    output_dir: Option<PathBuf>,
    #[command(flatten)]
    published: PublishedSite,
}

impl Site {
    /// Opens the site's index, and warns if it is older than the documents.
    pub fn open(
        &self,
        environment: &Environment,
        output: &mut Output,
    ) -> Result<(Config, Index), CommandError> {
        if let Some((config, site)) = self.published.open(environment, output)? {
            return Ok((config, Index::Published(Box::new(site))));
        }
        let overrides = Overrides { output_dir: self.output_dir.clone(), ..Overrides::default() };
        let config = self.root.config(overrides)?;
        let index = open(&config, output)?;
        Ok((config, index))
    }
}

/// Opens the index of the site of `config`, and warns if it is older than the documents.
pub fn open(config: &Config, output: &mut Output) -> Result<Index, CommandError> {
    let index = Index::Built(Box::new(BuiltIndex::open(config.output_dir.join(PACK_FOLDER))?));
    if let Some(finding) = outdated(config) {
        output.findings(&Masked::from(vec![finding]));
    }
    Ok(index)
}

/// The finding on a site that was built before a document was changed.
fn outdated(config: &Config) -> Option<Diagnostic> {
    let built = config.output_dir.join(MANIFEST).metadata().and_then(|file| file.modified()).ok()?;
    let document = SourceTree::changed_after(config, built)?;
    let finding = Diagnostic::warning("search/outdated", "the search index is older than this document");
    Some(finding.at(Place::file(document)).hint("run `retold build` again"))
}

/// An opened index.
pub enum Index {
    Built(Box<BuiltIndex>),
    Published(Box<Published>),
}

impl Index {
    /// The language of queries.
    pub fn language(&self) -> Language {
        match self {
            Self::Built(index) => index.reader.language(),
            Self::Published(site) => site.language(),
        }
    }

    /// Searches to the end.
    pub fn search(&mut self, query: &Query, options: &SearchOptions) -> Result<SearchResults, CommandError> {
        match self {
            Self::Built(index) => Ok(index.search(query, options)?),
            Self::Published(site) => Ok(site.search(query, options)?),
        }
    }

    /// Counts facets.
    pub fn facets(&mut self, query: &Query, options: &SearchOptions) -> Result<Vec<Facet>, CommandError> {
        match self {
            Self::Built(index) => Ok(index.facets(query, options)?),
            Self::Published(site) => Ok(site.facets(query, options)?),
        }
    }
}

/// The index of a site in a folder.
pub struct BuiltIndex {
    folder: PathBuf,
    reader: PackReader,
}

impl BuiltIndex {
    fn open(folder: PathBuf) -> Result<Self, Failure> {
        let entry = read(&folder.join(ENTRY_NAME))?;
        let hot = read(&folder.join(Entry::decode(&entry)?.hot))?;
        let reader = PackReader::open(&entry, &hot)?;
        Ok(Self { folder, reader })
    }

    fn search(&mut self, query: &Query, options: &SearchOptions) -> Result<SearchResults, Failure> {
        let Self { folder, reader } = self;
        reader.search_with(query, options, |ranges| read_files(folder, ranges))
    }

    fn facets(&mut self, query: &Query, options: &SearchOptions) -> Result<Vec<Facet>, Failure> {
        let Self { folder, reader } = self;
        reader.facets_with(query, options, |ranges| read_files(folder, ranges))
    }
}

/// Why a search could not be made.
enum Failure {
    /// A file of the pack cannot be read.
    Io(PathBuf, std::io::Error),
    Pack(PackError),
}

impl From<PackError> for Failure {
    fn from(error: PackError) -> Self {
        Self::Pack(error)
    }
}

impl From<Failure> for CommandError {
    fn from(failure: Failure) -> Self {
        Self::usage([failure.diagnostic()])
    }
}

impl Failure {
    fn diagnostic(&self) -> Diagnostic {
        match self {
            Self::Io(path, error)
                if path.ends_with(ENTRY_NAME) && error.kind() == std::io::ErrorKind::NotFound =>
            {
                Diagnostic::error("search/not-built", "there is no search index")
                    .at(Place::file(display_path(path)))
                    .hint(
                        "run `retold build` first, or name the folder of the built site with `--output-dir`",
                    )
            }
            Self::Io(path, error) => {
                Diagnostic::error("search/unreadable", format!("cannot read the search index: {error}"))
                    .at(Place::file(display_path(path)))
                    .hint("run `retold build` again")
            }
            Self::Pack(error) => {
                Diagnostic::error("search/damaged", error.to_string()).hint("run `retold build` again")
            }
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::Io(path.to_path_buf(), error))
}

/// The whole file of each range: they are small, and a whole one is checked against its name.
fn read_files(folder: &Path, ranges: &[ByteRange]) -> Result<Vec<Vec<u8>>, Failure> {
    ranges.iter().map(|range| read(&folder.join(&range.file))).collect()
}
