//! The arguments that choose formats, and the delivery of reports.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Checked, Format, Layout};
use crate::cli::output::Output;
use crate::config::display_path;
use retold_diagnostic::Diagnostic;

/// Most bytes of a step summary, by GitHub's rules.
const STEP_SUMMARY: usize = 1024 * 1024;

/// How findings are shown, and where reports of them go.
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// Format of the report: text on standard error, all others on standard output
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Also write a report in a format to a file; can be given several times
    #[arg(long = "report", value_name = "FORMAT=FILE", value_parser = report_file)]
    reports: Vec<ReportFile>,
    /// Show all problems of each rule, instead of the first three
    #[arg(long)]
    all: bool,
    /// Show only problems that fail the check, in a line each, and nothing else
    #[arg(long, short)]
    quiet: bool,
}

/// A report that goes to a file.
#[derive(Debug, Clone)]
struct ReportFile {
    format: Format,
    path: PathBuf,
}

/// Reads `FORMAT=FILE`.
fn report_file(text: &str) -> Result<ReportFile, String> {
    let (format, path) = text.split_once('=').unwrap_or((text, ""));
    let format = Format::from_str(format, false).map_err(|_| {
        let names = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        let names: Vec<_> = names.map(|name| name.get_name().to_owned()).collect();
        format!("`{format}` is not a format; use one of {}", names.join(", "))
    })?;
    if path.is_empty() {
        return Err("write it as `json=FILE`, with the file's name".to_owned());
    }
    Ok(ReportFile { format, path: path.into() })
}

impl ReportArguments {
    /// How findings are shown to people.
    pub fn layout(&self) -> Layout {
        match self.quiet {
            true => Layout::Brief,
            false => Layout::ByRule { all: self.all },
        }
    }

    /// Whether people see only what fails the check, and no closing line.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether people read the findings as text.
    pub fn is_text(&self) -> bool {
        self.format == Format::Text
    }

    /// Refuses files that two reports would be written to.
    pub fn validate(&self) -> Result<(), Diagnostic> {
        // Other spellings of a name, such as `./a`, name the same file.
        let absolute =
            |report: &ReportFile| std::path::absolute(&report.path).unwrap_or_else(|_| report.path.clone());
        let mut known = BTreeSet::new();
        match self.reports.iter().find(|report| !known.insert(absolute(report))) {
            None => Ok(()),
            Some(report) => {
                let message = format!("two reports go to `{}`", display_path(&report.path));
                Err(Diagnostic::error("arguments/report", message).hint("name another file for one of them"))
            }
        }
    }

    /// Writes the reports of `checked`.
    ///
    /// # Errors
    /// The reports that could not be written. The others are.
    pub fn deliver(&self, checked: &Checked<'_>, output: &mut Output) -> Result<(), Vec<Diagnostic>> {
        if !self.is_text() {
            output.write(&checked.render(self.format));
        }
        let mut failures = Vec::new();
        let mut keep = |path: &Path, result: io::Result<()>| {
            failures.extend(result.err().map(|error| unwritable(path, &error)));
        };
        for report in &self.reports {
            keep(&report.path, fs::write(&report.path, checked.render(report.format)));
        }
        let formats = self.reports.iter().map(|report| report.format).chain([self.format]);
        if let Some(path) = &checked.step_summary
            && formats.into_iter().any(|format| format == Format::Github)
        {
            keep(path, append_summary(path, checked));
        }
        if failures.is_empty() { Ok(()) } else { Err(failures) }
    }
}

/// Appends the findings to the step summary of GitHub Actions, as far as there is room.
fn append_summary(path: &Path, checked: &Checked<'_>) -> io::Result<()> {
    let mut file = fs::OpenOptions::new().create(true).append(true).open(path)?;
    let before = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    file.write_all(checked.markdown(STEP_SUMMARY.saturating_sub(before)).as_bytes())
}

/// The finding for a report that cannot be written to the file `path`.
fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    let path = display_path(path);
    Diagnostic::error("output/report", format!("the report `{path}` cannot be written: {error}"))
        .hint("name a file in a folder that exists and may be written to")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_written_as_format_and_file() {
        let report = report_file("json=out/a=b.json").unwrap();
        assert_eq!((report.format, report.path), (Format::Json, PathBuf::from("out/a=b.json")));
        for text in ["", "json", "json=", "xml=a.xml", "=a", "JSON=a"] {
            assert!(report_file(text).is_err(), "{text:?}");
        }
    }
}
