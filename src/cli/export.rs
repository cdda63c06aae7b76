//! `retold export`.

use clap::{Args, ValueEnum};
use rayon::prelude::*;
use retold_search::Language;

use super::context::Context;
use super::exit::{CommandError, Exit};
use super::output::Output;
use super::project::Project;
use crate::archive::Archive;
use crate::archive::register::Register;
use crate::config::Config;
use crate::report;
use crate::report::similar::SimilarIncidents;
use crate::similar::{Precedents, compare};
use retold_diagnostic::{Diagnostic, plural};

/// Print the archive's records, for search engines and databases elsewhere
///
/// Prints one JSON object per postmortem, each on a line, the newest first: the fields that search uses, when
/// the incident happened, and which others are like it. `--format quickwit` prints the configuration of a Quickwit index for these records.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Export {
    #[command(flatten)]
    project: Project,
    /// Absolute address of the site, used in the addresses of the pages
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Ndjson)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  retold export > postmortems.ndjson
  retold export --format quickwit > postmortems.yaml
  retold export | jq -r 'select(.severity_rank == 1) | .permalink'";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The records, one JSON object per line
    Ndjson,
    /// The configuration of a Quickwit index for them, in YAML
    Quickwit,
}

/// Records that are made at once, so that those of a large archive are never all in memory.
const BATCH: usize = 256;

impl Export {
    pub fn run(self, context: Context, output: &mut Output) -> Result<Exit, CommandError> {
        let bar = output.progress("Reading the archive");
        let read = self.project.config(self.base_url.clone(), None).and_then(|config| {
            let (archive, findings) = self.project.archive(&config, context)?;
            Ok((config, archive, findings))
        });
        bar.finish_and_clear();
        let (config, archive, mut findings) = read?;
        match self.format {
            Format::Ndjson => {
                if let Err(error) = write_records(&archive, &config, output) {
                    let message = format!("a record cannot be written: {error}");
                    findings.add([Diagnostic::error("export/record", message)]);
                }
            }
            Format::Quickwit => output.write(&report::quickwit(&archive)),
        }
        output.findings(&findings);
        if self.format == Format::Ndjson && output.is_open() {
            let undated = match report::undated(&archive) {
                0 => String::new(),
                count => format!(", {count} of them without a date"),
            };
            output.note(&format!("Exported {}{undated}", plural(archive.postmortems.len(), "document")));
        }
        Ok(Exit::after(&findings))
    }
}

/// Writes the records in the order of the archive.
fn write_records(archive: &Archive, config: &Config, output: &mut Output) -> serde_json::Result<()> {
    let model = compare(archive, Language::of(&config.language));
    let register = Register::of(archive, config.action_due_days);
    let precedents = Precedents::new(archive, &register);
    let similar = SimilarIncidents { archive, model: &model, precedents, config };
    let indexed: Vec<_> = archive.postmortems.iter().enumerate().collect();
    for batch in indexed.chunks(BATCH) {
        let lines: Result<Vec<_>, _> = batch
            .par_iter()
            .map(|(index, postmortem)| {
                serde_json::to_string(&report::record(postmortem, similar.of(*index), config))
            })
            .collect();
        output.json(&lines?.join("\n"));
        if !output.is_open() {
            break;
        }
    }
    Ok(())
}
