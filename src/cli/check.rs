//! `retold check`.

use clap::{Args, ValueEnum};

use super::context::Context;
use super::exit::{CommandError, Exit};
use super::output::Output;
use super::project::Project;
use crate::check;
use retold_diagnostic::{Level, count, plural};

/// Check the archive and show all problems
///
/// Shows each problem with its file, line and column and what to do about it. Writes nothing.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    project: Project,
    /// Lowest level that fails the check
    #[arg(long, value_name = "LEVEL", value_enum, default_value_t = Deny::Error)]
    deny: Deny,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    Error,
    Warning,
    Note,
}

impl Check {
    pub fn run(self, context: Context, output: &mut Output) -> Result<Exit, CommandError> {
        let config = self.project.config(None, None)?;
        let (site, mut findings) = self.project.site(config)?;
        let settings = check::Settings { config: &site.config, today: context.today };
        findings.extend(check::review(&site.archive, settings));
        retold_diagnostic::sort(&mut findings);
        output.findings(&findings);
        let count = count(&findings).unwrap_or_else(|| "no problems".to_owned());
        output.note(&format!("Checked {}: {count}", plural(site.archive.postmortems.len(), "document")));
        let denied = match self.deny {
            Deny::Error => Level::Error,
            Deny::Warning => Level::Warning,
            Deny::Note => Level::Note,
        };
        let is_denied = findings.iter().any(|finding| finding.level >= denied);
        Ok(if is_denied { Exit::Findings } else { Exit::Clean })
    }
}
