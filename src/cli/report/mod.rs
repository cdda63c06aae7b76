//! Findings as the program shows them: for people on standard error, and as whole reports. One file per format.

mod arguments;
mod json;
mod paths;
#[cfg(test)]
mod testing;
mod text;

use clap::ValueEnum;
use serde::Serialize;

use super::output::Output;
use crate::report::CheckReport;
use retold_diagnostic::{Diagnostic, Level, plural};

pub use arguments::ReportArguments;
pub use paths::RepositoryPaths;

/// A format of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: on standard error, by rule
    Text,
    /// For programs; `retold schema check` describes it
    Json,
}

/// How findings are shown to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Each with its excerpt, by file and place.
    ByFile,
    /// By rule, the worst first; `all`, or the first few of each.
    ByRule { all: bool },
    /// Those of `lowest` level and worse, in a line each.
    Brief { lowest: Level },
}

/// Shows the findings of a run. Everything that shows findings on a stream comes here.
#[derive(Debug, Clone, Copy)]
pub struct Reporter {
    layout: Layout,
}

impl Reporter {
    pub fn new(layout: Layout) -> Self {
        Self { layout }
    }

    /// Writes `findings` to the stream for people.
    pub fn show(self, findings: &[Diagnostic], output: &mut Output) {
        let text = text::render(findings, self.layout, output.notes_style);
        // A note gets a line end.
        if let Some(text) = text.strip_suffix('\n') {
            output.rendered_note(text);
        }
    }
}

/// What was checked and found, for all formats.
#[derive(Debug)]
pub struct Checked<'a> {
    /// With paths as the user knows them.
    pub findings: &'a [Diagnostic],
    /// With paths in the repository, like what follows.
    pub report: CheckReport,
}

impl Checked<'_> {
    /// What was found, in one line.
    pub fn summary(&self) -> String {
        let checked = plural(self.report.summary.documents, "document");
        let found = retold_diagnostic::count(self.findings).unwrap_or_else(|| "no problems".to_owned());
        format!("Checked {checked}: {found}")
    }

    /// The whole report in a format, with a line end.
    fn render(&self, format: Format) -> String {
        match format {
            Format::Text => text::report(self),
            Format::Json => json::render(&self.report),
        }
    }
}

/// `value` as JSON, in lines.
fn pretty(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("reports have no keys but strings");
    text.push('\n');
    text
}
