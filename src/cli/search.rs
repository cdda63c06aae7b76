//! `retold search`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use retold_search::{
    ByteRange, ENTRY_NAME, Entry, Hit, PackError, PackReader, Query, SearchOptions, SearchResults,
};

use super::output::Output;
use super::project::{Root, Stopped};
use super::{CLEAN, FINDINGS, USAGE};
use crate::config::{Overrides, display_path};
use crate::diagnostic::{Diagnostic, Place, Style, plural};
use crate::search::PACK_FOLDER;

/// Search the built archive
///
/// Reads the index that `retold build` published, through the reader that the search page uses: the
/// same query gives the same documents in the same order. Exit status 1 says that nothing was found.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Search {
    #[command(flatten)]
    root: Root,
    /// Folder of the built site, instead of the configured one
    #[arg(long, short, value_name = "DIR")]
    output_dir: Option<PathBuf>,
    /// Most results to show
    #[arg(long, short, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// How to show them
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Words, "phrases", +required, -excluded, service:NAME, sev:1, tag:NAME, after:2024-01 …
    #[arg(required = true)]
    query: Vec<String>,
}

const EXAMPLES: &str = "\
Examples:
  retold search connection pool
  retold search '\"certificate expired\" -staging'
  retold search service:postgres sev:1 --format ids
  retold search -- '-staging pool'          a query that starts with a hyphen";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object a line
    Json,
    /// One id a line
    Ids,
}

impl Search {
    pub fn run(self, output: &mut Output) -> u8 {
        let overrides = Overrides { output_dir: self.output_dir.clone(), ..Overrides::default() };
        let config = match self.root.config(overrides) {
            Ok(config) => config,
            Err(Stopped { findings, .. }) => {
                output.findings(&findings);
                return USAGE;
            }
        };
        let folder = config.output_dir.join(PACK_FOLDER);
        let options = SearchOptions { limit: self.limit, ..SearchOptions::default() };
        let answer = open(&folder).and_then(|mut reader| {
            let query = Query::parse(&self.query.join(" "));
            let results = reader.search_with(&query, &options, |ranges| read_files(&folder, ranges))?;
            Ok(results)
        });
        let SearchResults { total, hits, .. } = match answer {
            Ok(answer) => answer,
            Err(error) => {
                output.findings(&[error.diagnostic()]);
                return USAGE;
            }
        };
        for hit in &hits {
            match self.format {
                Format::Json => output.data(&serde_json::json!(hit).to_string()),
                Format::Ids => output.data(&hit.id),
                Format::Text => {
                    let text = show(hit, &config.base_url, output.data_style);
                    output.data(&text);
                }
            }
        }
        if self.format == Format::Text {
            let shown =
                if (hits.len() as u64) < total { format!(", {} shown", hits.len()) } else { String::new() };
            let total = plural(usize::try_from(total).unwrap_or(usize::MAX), "document");
            output.note(&format!("{total} found{shown}"));
        }
        if total == 0 { FINDINGS } else { CLEAN }
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

fn open(folder: &Path) -> Result<PackReader, Failure> {
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read(&path).map_err(|error| Failure::Io(path, error))
    };
    let entry = read(ENTRY_NAME)?;
    let hot = read(&Entry::decode(&entry)?.hot)?;
    Ok(PackReader::open(&entry, &hot)?)
}

/// The whole file of each range: they are small, and a whole one is checked against its name.
fn read_files(folder: &Path, ranges: &[ByteRange]) -> Result<Vec<Vec<u8>>, Failure> {
    ranges
        .iter()
        .map(|range| {
            let path = folder.join(&range.file);
            std::fs::read(&path).map_err(|error| Failure::Io(path, error))
        })
        .collect()
}

/// A result in a few lines, with an empty one after it.
fn show(hit: &Hit, base_url: &str, style: Style) -> String {
    let (bold, dim, end) = match style {
        Style::Colour => ("\x1b[1m", "\x1b[2m", "\x1b[0m"),
        Style::Plain => ("", "", ""),
    };
    let mut facts: Vec<&str> = Vec::new();
    facts.extend(hit.date.as_deref());
    facts.extend(hit.severity.as_deref());
    let services = hit.services.join(", ");
    facts.extend(Some(services.as_str()).filter(|services| !services.is_empty()));
    let address = match base_url {
        crate::config::PLACEHOLDER_BASE_URL => hit.url.clone(),
        base_url => format!("{base_url}{}", hit.url),
    };
    let mut text = format!("{bold}{}{end}\n", hit.title);
    for line in [facts.join(" · "), hit.summary.clone()].iter().filter(|line| !line.is_empty()) {
        text.push_str(&format!("  {line}\n"));
    }
    text.push_str(&format!("  {dim}{address}{end}\n"));
    text
}
