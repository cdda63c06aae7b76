//! `retold schema`.

use clap::{Args, ValueEnum};

use super::output::Output;
use crate::report;
use crate::schema;

/// Print a JSON Schema, so that editors complete and check keys
///
/// The schema describes every key, its type and its meaning. Print it again after an update of Retold.
#[derive(Debug, Args)]
#[command(after_help = WIRING)]
pub struct Schema {
    /// What to describe
    #[arg(value_name = "WHAT", value_enum)]
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// The front matter of a postmortem
    FrontMatter,
    /// The configuration, `retold.toml`
    Config,
    /// The exposure of a team, `exposure/*.toml`
    Exposure,
    /// What `retold inspect --format json` prints of a document
    Report,
    /// What `retold check --format json` prints
    Check,
    /// What `retold export` prints of a postmortem
    Record,
    /// What `retold actions --format json` prints of the actions
    Actions,
    /// What `retold similar --format json` prints of an incident
    Similar,
    /// What `retold exposure --format json` prints
    ExposureReport,
}

const WIRING: &str = "\
retold.toml, in VS Code with Even Better TOML and wherever taplo checks TOML:
  retold schema config > retold.schema.json
  First line of retold.toml:
    #:schema ./retold.schema.json

Front matter, in editors that check it with yaml-language-server:
  retold schema front-matter > front-matter.schema.json
  Below the opening ---, with the path from the document:
    # yaml-language-server: $schema=../front-matter.schema.json

VS Code's YAML extension ignores Markdown files; there, the extension unifiedjs.vscode-remark
checks front matter. `docs/commands.md` has the settings.";

impl Schema {
    pub fn run(self, output: &mut Output) {
        let schema = match self.what {
            What::FrontMatter => schema::front_matter(),
            What::Config => schema::config(),
            What::Exposure => schema::exposure(),
            What::Report => report::document_schema(),
            What::Check => report::check_schema(),
            What::Record => report::record_schema(),
            What::Actions => report::actions_schema(),
            What::Similar => report::similar_schema(),
            What::ExposureReport => report::exposure_schema(),
        };
        output.data(&format!("{schema:#}"));
    }
}
