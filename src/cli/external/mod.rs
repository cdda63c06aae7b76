//! The options of `retold check` on web addresses.

#[cfg(feature = "external")]
mod visit;

use std::path::{Path, PathBuf};

use clap::Args;

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

impl ExternalOptions {
    /// Visits the web addresses of the archive below `root`, if the options ask for it. Adds to `findings`, and returns
    /// whether all addresses could be checked.
    ///
    /// # Errors
    /// They are to be visited, and this program cannot: it was built without the feature `external`.
    pub fn check(
        &self,
        site: &Site,
        root: &Path,
        findings: &mut Vec<Diagnostic>,
        output: &mut Output,
    ) -> Result<bool, CommandError> {
        if !self.external {
            return Ok(true);
        }
        #[cfg(not(feature = "external"))]
        {
            let _ = (site, root, findings, output);
            Err(CommandError::usage([Diagnostic::error(
                "arguments/external",
                "this program was built without `--external`",
            )
            .hint("build it with `cargo install --features external`")]))
        }
        #[cfg(feature = "external")]
        Ok(self.visit(site, root, findings, output))
    }
}
