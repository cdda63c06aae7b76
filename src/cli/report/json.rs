//! Findings for programs, as JSON of a documented layout.

use super::pretty;
use crate::report::CheckReport;

/// The report as JSON.
pub fn render(report: &CheckReport) -> String {
    pretty(report)
}

#[cfg(test)]
mod tests {
    use crate::cli::report::Format;
    use crate::cli::report::testing::assert_report;

    #[test]
    fn a_report_has_all_that_is_known() {
        assert_report("json", Format::Json);
    }
}
