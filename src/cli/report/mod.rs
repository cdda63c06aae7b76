//! Findings as the program shows them: for people on standard error, and as whole reports. One file per format.

mod arguments;
mod github;
mod gitlab;
#[cfg(test)]
mod hostile;
mod json;
mod junit;
mod markdown;
mod paths;
mod sarif;
#[cfg(test)]
mod testing;
mod text;

use std::cell::LazyCell;
use std::cmp::Reverse;
use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use super::output::Output;
use crate::check::Masked;
use crate::report::{CheckReport, CheckSummary, FindingReport};
use retold_diagnostic::{plural, printable_json};

pub use arguments::ReportArguments;
pub use markdown::inert;
pub use paths::RepositoryPaths;

/// A format of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: on standard error, by rule
    Text,
    /// For programs; `retold schema check` describes it
    Json,
    /// Annotations of GitHub Actions, and its step summary
    Github,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
    /// JUnit XML, with a test case per document
    Junit,
    /// The Code Quality report of GitLab
    Gitlab,
    /// For a comment on a pull request
    Markdown,
}

/// How findings are shown to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Each with its excerpt, by file and place.
    ByFile,
    /// By rule, the worst first; `all`, or the first few of each.
    ByRule { all: bool },
    /// In a line each.
    Brief,
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
    pub fn show(self, findings: &Masked, output: &mut Output) {
        let text = text::render(findings, self.layout, output.notes_style);
        // A note gets a line end.
        if let Some(text) = text.strip_suffix('\n') {
            output.rendered_note(text);
        }
    }
}

/// What was checked and found, for all formats.
pub struct Checked<'a> {
    /// With paths as the user knows them.
    pub findings: &'a Masked,
    /// The verdict.
    pub summary: CheckSummary,
    /// With paths in the repository, like what follows. It is made for the formats that need it.
    pub report: LazyCell<CheckReport, Box<dyn FnOnce() -> CheckReport + 'a>>,
    /// The paths of the documents.
    pub documents: Vec<String>,
    /// The number of those that were not reviewed, because they are drafts.
    pub drafts: usize,
    /// The path of the configuration.
    pub configuration: String,
    /// The file of the step summary of GitHub Actions.
    pub step_summary: Option<PathBuf>,
    /// The address of the repository's files on the code host.
    pub source_url: Option<String>,
}

impl Checked<'_> {
    /// What was found, in one line.
    pub fn summary_line(&self) -> String {
        if self.documents.is_empty() && self.findings.is_empty() {
            return "There is nothing to check".to_owned();
        }
        let checked = plural(self.summary.documents, "document");
        let changed = self.summary.changed.map(|count| format!(", {count} of them changed"));
        let found = retold_diagnostic::count(self.findings).unwrap_or_else(|| "no problems".to_owned());
        let drafts = match self.drafts {
            0 => String::new(),
            count => format!("; {} not reviewed (`--drafts`)", plural(count, "draft")),
        };
        format!("Checked {checked}{}: {found}{drafts}", changed.unwrap_or_default())
    }

    /// The whole report in a format, with a line end.
    fn render(&self, format: Format) -> String {
        match format {
            Format::Text => text::report(self),
            Format::Json => json::render(&self.report),
            Format::Github => github::render(&self.report, self.step_summary.is_some()),
            Format::Sarif => sarif::render(&self.report),
            Format::Junit => junit::render(&self.report, &self.documents),
            Format::Gitlab => gitlab::render(&self.report, &self.configuration),
            Format::Markdown => self.markdown(markdown::COMMENT),
        }
    }

    fn markdown(&self, limit: usize) -> String {
        markdown::render(&self.report, self.source_url.as_deref(), limit)
    }
}

/// `value` as JSON, in lines.
fn pretty(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value).expect("reports have no keys but strings");
    printable_json(&text).into_owned() + "\n"
}

/// The findings of a report, the worst first, otherwise in their order.
fn worst_first(report: &CheckReport) -> Vec<&FindingReport> {
    let mut findings: Vec<_> = report.findings.iter().collect();
    findings.sort_by_key(|finding| Reverse(finding.level));
    findings
}

/// Whether a path of a report is that of a file of the repository.
fn is_in_repository(path: &str) -> bool {
    !path.starts_with('/') && !path.starts_with("../")
}
