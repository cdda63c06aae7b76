//! The arguments on fixes, and the writing of fixed files.

use clap::Args;

use crate::cli::output::Output;
use crate::cli::replace::replace;
use crate::config::Config;
use crate::fix::{FixedFile, diff};
use retold_diagnostic::{Diagnostic, Place, plural};

/// Whether files are fixed.
#[derive(Debug, Args)]
pub struct FixArguments {
    /// Fix what is safe to fix: misspelled keys of front matter, remarks that allow nothing, and single spellings of tags
    #[arg(long, conflicts_with = "write_baseline")]
    fix: bool,
    /// Show what `--fix` would change, as a diff, and change nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
}

impl FixArguments {
    pub fn is_wanted(&self) -> bool {
        self.fix
    }

    pub fn is_dry_run(&self) -> bool {
        self.dry_run
    }
}

const NOTHING: &str = "There is nothing that is safe to fix";

/// Shows the changes of `files`: on standard output, unless a report `is_there`. Returns a note on them.
pub fn show(files: &[FixedFile], is_there: bool, output: &mut Output) -> String {
    for file in files {
        let change = diff(file);
        if is_there {
            output.note(change.trim_end());
        } else {
            let mut text = output.styled();
            text.lines(&change);
            output.text(&text);
        }
    }
    if files.is_empty() { NOTHING.to_owned() } else { format!("{} would be fixed", counted(files)) }
}

/// Writes `files` into the content folder of `config`. Returns a note on them, and the findings of those that cannot be
/// written.
pub fn write(files: &[FixedFile], config: &Config) -> (String, Vec<Diagnostic>) {
    let mut failures = Vec::new();
    let mut written = Vec::new();
    for file in files {
        match replace(&config.location(&file.name), &file.before, file.after.as_bytes()) {
            Ok(()) => written.push(file.clone()),
            Err(error) => failures.push(
                Diagnostic::error("fix/unwritable", format!("the file cannot be fixed: {error}"))
                    .at(Place::file(&file.name))
                    .hint("the file is unchanged"),
            ),
        }
    }
    let names = written.iter().map(|file| format!("Fixed `{}`\n", file.name)).collect::<String>();
    let note =
        if files.is_empty() { NOTHING.to_owned() } else { format!("{names}{} fixed", counted(&written)) };
    (note, failures)
}

/// The numbers of problems and of documents that are fixed.
fn counted(files: &[FixedFile]) -> String {
    let problems = plural(files.iter().map(|file| file.count).sum(), "problem");
    format!("{problems} in {}", plural(files.len(), "document"))
}
