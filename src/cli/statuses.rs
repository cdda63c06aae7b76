//! The option for the states that an issue tracker exported.

use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::CommandError;
use crate::config::{Config, display_path};
use crate::files;
use crate::tracker::{StatusFile, Statuses};
use retold_diagnostic::{Diagnostic, Place, has_errors};

/// The files of a tracker.
#[derive(Debug, Clone, Args)]
pub struct StatusFiles {
    /// States of tickets, which count more than those in the documents; `-` for standard input; can be repeated
    ///
    /// JSON of a Jira search, JSON of GitHub or GitLab issues, or CSV with the columns ticket, state, due, owner.
    #[arg(long = "statuses", value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl StatusFiles {
    /// Reads the files. The findings have no errors.
    ///
    /// # Errors
    /// A file cannot be read, or is no export of a tracker: states that are missing must not go unnoticed.
    pub fn load(&self, config: &Config) -> Result<(Statuses, Vec<Diagnostic>), CommandError> {
        let mut texts = Vec::new();
        let mut findings = Vec::new();
        for file in &self.files {
            let name = if file.as_os_str() == "-" { "standard input".to_owned() } else { display_path(file) };
            match read(file) {
                Ok(text) => texts.push((name, text)),
                Err(error) => findings.push(
                    Diagnostic::error("actions/statuses", format!("the file cannot be read: {error}"))
                        .at(Place::file(name))
                        .hint(files::hint_for_pipe(&error).unwrap_or("name a file that a tracker exported")),
                ),
            }
        }
        let files: Vec<_> = texts.iter().map(|(name, text)| StatusFile { name, text }).collect();
        let (statuses, more) = Statuses::read(&files, &config.vocabulary().tickets);
        findings.extend(more);
        if has_errors(&findings) {
            return Err(CommandError::usage(findings));
        }
        Ok((statuses, findings))
    }
}

fn read(file: &Path) -> std::io::Result<String> {
    if file.as_os_str() != "-" {
        return files::read_to_string(file);
    }
    files::text(files::at_most(std::io::stdin(), files::LARGEST_FILE, 0)?)
}
