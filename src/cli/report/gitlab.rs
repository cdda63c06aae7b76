//! Findings as the Code Quality report of GitLab, which merge requests show.

use serde::Serialize;

use super::pretty;
use crate::report::CheckReport;
use retold_diagnostic::Level;

#[derive(Debug, Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Debug, Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Debug, Serialize)]
struct Lines {
    begin: usize,
}

/// The report as a list of issues. Findings of the run as a whole are shown at `configuration`, as GitLab needs a path.
pub fn render(report: &CheckReport, configuration: &str) -> String {
    let issues = report.findings.iter().map(|finding| Issue {
        description: match &finding.hint {
            Some(hint) => format!("{}; {hint}", finding.message),
            None => finding.message.clone(),
        },
        check_name: finding.rule,
        fingerprint: &finding.fingerprint,
        severity: match finding.level {
            Level::Error => "major",
            Level::Warning => "minor",
            Level::Note => "info",
        },
        location: Location {
            path: finding.path.as_deref().unwrap_or(configuration),
            lines: Lines { begin: finding.line.unwrap_or(1) },
        },
    });
    pretty(&issues.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use crate::cli::report::Format;
    use crate::cli::report::testing::assert_report;

    #[test]
    fn each_issue_has_a_path_and_a_line() {
        assert_report("gitlab", Format::Gitlab);
    }
}
