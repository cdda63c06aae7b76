//! The options of `retold check` on web addresses.

#[cfg(feature = "external")]
mod visit;

use std::path::{Path, PathBuf};

use clap::Args;

use crate::check::Choice;
use crate::cli::exit::CommandError;
use crate::cli::output::Output;
use crate::site::Site;
use retold_diagnostic::Diagnostic;

/// Whether and how web addresses are visited.
#[derive(Debug, Args)]
pub struct ExternalOptions {
    /// Visit the web addresses in documents, and show those that lead nowhere
    #[arg(long)]
    external: bool,
    /// File that keeps the answers, instead of `.retold-cache/links.json` in the root folder
    #[arg(long, value_name = "FILE", requires = "external")]
    external_cache: Option<PathBuf>,
    /// Visit hosts in private networks, too
    #[arg(long, requires = "external")]
    external_allow_private: bool,
}

/// What the visits to web addresses gave.
#[derive(Debug)]
pub struct Visited {
    pub findings: Vec<Diagnostic>,
    /// Whether all addresses could be checked.
    pub complete: bool,
    /// How many addresses were checked, for people.
    pub note: Option<String>,
}

impl ExternalOptions {
    /// Visits the web addresses of the archive below `root`, if the options ask for it: those in documents of `choice`.
    ///
    /// # Errors
    /// They are to be visited, and this program cannot: it was built without the feature `external`.
    pub fn check(
        &self,
        site: &Site,
        root: &Path,
        choice: Option<Choice<'_>>,
        output: &mut Output,
    ) -> Result<Visited, CommandError> {
        if !self.external {
            return Ok(Visited { findings: Vec::new(), complete: true, note: None });
        }
        #[cfg(not(feature = "external"))]
        {
            let _ = (site, root, choice, output);
            Err(CommandError::usage([Diagnostic::error(
                "arguments/external",
                "this program was built without `--external`",
            )
            .hint("build it with `cargo install --features external`")]))
        }
        #[cfg(feature = "external")]
        Ok(self.visit(site, root, choice, output))
    }
}
