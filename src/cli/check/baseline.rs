//! The arguments on baselines, and their files.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use clap::Args;

use super::found::Found;
use crate::check::{Baseline, Masked};
use crate::cli::exit::CommandError;
use crate::config::display_path;
use crate::files;
use retold_diagnostic::{Diagnostic, plural};

/// Which findings are known.
#[derive(Debug, Args)]
pub struct BaselineArguments {
    /// Show only problems that are not in a baseline
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all problems into a baseline, instead of showing them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "changed_since"])]
    write_baseline: Option<PathBuf>,
}

impl BaselineArguments {
    /// The baseline to compare with, read before anything is checked.
    pub fn read(&self) -> Result<Option<Baseline>, CommandError> {
        let Some(path) = &self.baseline else { return Ok(None) };
        let text = files::read_to_string(path).map_err(|error| error.to_string());
        let baseline = text.and_then(|text| Baseline::parse(&text));
        baseline.map(Some).map_err(|reason| CommandError::usage([unreadable(path, &reason)]))
    }

    /// `found` without the findings that are in the baseline, or that are written into a new one. `relative` makes paths
    /// relative to the repository.
    ///
    /// # Errors
    /// The baseline cannot be written.
    pub fn apply(
        &self,
        baseline: Option<&Baseline>,
        mut found: Found,
        relative: impl Fn(&Masked) -> Masked,
    ) -> Result<Found, CommandError> {
        let (baseline, known, written) = match (baseline, &self.write_baseline) {
            (Some(baseline), _) => (Cow::Borrowed(baseline), relative(&found.findings), None),
            (None, Some(path)) => {
                let known = relative(&found.findings);
                let new = Baseline::of(&known);
                std::fs::write(path, new.render())
                    .map_err(|error| CommandError::failed([unwritable(path, &error)]))?;
                (Cow::Owned(new), known, Some(path))
            }
            (None, None) => return Ok(found),
        };
        let compared = baseline.compare(found.findings, &known, found.visited);
        // A comparison with a revision leaves out most of what the baseline has.
        let gone = if found.changed.is_some() { 0 } else { compared.gone };
        found.findings = compared.new;
        found.in_baseline = Some(compared.known);
        found.notes.push(match written {
            Some(path) => {
                format!(
                    "Wrote {} to the baseline `{}`",
                    plural(baseline.len(), "finding"),
                    display_path(path)
                )
            }
            None => note(compared.known, gone),
        });
        Ok(found)
    }
}

/// How a baseline with `known` findings, and `gone` entries without one, compares.
fn note(known: usize, gone: usize) -> String {
    let verb = |count| if count == 1 { "is" } else { "are" };
    let known = format!("{} {} in the baseline", plural(known, "finding"), verb(known));
    match gone {
        0 => known,
        _ => format!(
            "{known}; {gone} of its entries {} gone: write it again with `--write-baseline`",
            verb(gone)
        ),
    }
}

fn unreadable(path: &Path, reason: &str) -> Diagnostic {
    let message = format!("the baseline `{}` cannot be read: {reason}", display_path(path));
    Diagnostic::error("arguments/baseline", message)
        .hint("write it with `retold check --write-baseline FILE`")
}

fn unwritable(path: &Path, error: &std::io::Error) -> Diagnostic {
    let message = format!("the baseline `{}` cannot be written: {error}", display_path(path));
    Diagnostic::error("output/baseline", message)
        .hint("name a file in a folder that exists and may be written to")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_note_counts_what_is_known_and_gone() {
        assert_eq!(note(1, 0), "1 finding is in the baseline");
        assert_eq!(
            note(12, 2),
            "12 findings are in the baseline; 2 of its entries are gone: write it again with `--write-baseline`"
        );
    }
}
