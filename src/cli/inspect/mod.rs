//! `retold inspect`.

mod text;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::context::Context;
use super::exit::{CommandError, Exit};
use super::output::Output;
use super::project::Root;
use crate::check::{self, Masked};
use crate::config::{Config, Overrides, display_path};
use crate::files;
use crate::parse::{Cache, parse};
use crate::report;
use retold_diagnostic::{Diagnostic, Place};
use retold_document::SourceFile;

/// Show what Retold understands of a document
///
/// Prints its facts, the course of the incident, the timeline, whys, actions, lessons and sections, each with
/// its line number. Problems with the file go to standard error.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Inspect {
    #[command(flatten)]
    root: Root,
    /// Folder of the postmortems, instead of the configured one; dates are read from paths relative to it
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// Output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Show what else could be a milestone, and why it is none
    #[arg(long)]
    why: bool,
    /// Documents, inside or outside the content folder
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  retold inspect content/2021-03-31-dns.md
  retold inspect content/2021-03-31-dns.md --why
  retold inspect content/*.md --format json | jq '.milestones'";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object per document, each on a line
    Json,
}

impl Inspect {
    pub fn run(self, context: Context, output: &mut Output) -> Result<Exit, CommandError> {
        let overrides = Overrides { content: self.content.clone(), ..Overrides::default() };
        let config = self.root.config(overrides)?;
        let mut findings = Vec::new();
        let mut files = Vec::new();
        for file in &self.files {
            match files::read_text(file) {
                Ok(bytes) => {
                    files.push(SourceFile { path: path_in(&config, file), name: display_path(file), bytes });
                }
                Err(error) => findings.push(
                    Diagnostic::error("source/unreadable", format!("the file cannot be read: {error}"))
                        .at(Place::file(display_path(file))),
                ),
            }
        }
        let mut is_first = true;
        let files = parse(files, &config.vocabulary(), &Cache::default());
        for file in &files {
            findings.extend(file.findings.iter().cloned());
            findings.extend(file.documents.iter().flat_map(|document| check::document(document, &config)));
            for document in &file.documents {
                let mut inspection = report::document(document, config.action_due_days);
                inspection.milestone_candidates = self.why.then(|| report::milestone_candidates(document));
                match self.format {
                    Format::Json => output.json(&serde_json::to_string(&inspection).unwrap_or_default()),
                    Format::Text => {
                        if !is_first {
                            output.data("");
                        }
                        let mut report = output.styled();
                        text::add(&mut report, &inspection, context.today);
                        output.text(&report);
                    }
                }
                is_first = false;
            }
        }
        let documents = files.iter().flat_map(|file| &file.documents).map(|document| &**document);
        let findings = Masked::naming(findings, documents);
        output.findings(&findings);
        Ok(Exit::after(&findings))
    }
}

/// The path of a file below the content folder, or as the user named it.
pub fn path_in(config: &Config, file: &Path) -> String {
    let below = file.canonicalize().ok().and_then(|file| {
        let content = config.content.canonicalize().ok()?;
        Some(display_path(file.strip_prefix(content).ok()?))
    });
    // The folders of a file outside the content folder are not part of the archive.
    below.unwrap_or_else(|| {
        file.file_name().map_or_else(|| display_path(file), |name| name.to_string_lossy().into_owned())
    })
}
