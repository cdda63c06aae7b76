//! What teams recorded of their exposure as CSV.

use super::ExposureReport;
use crate::report::csv_cells::written;

const COLUMNS: [&str; 12] = [
    "team",
    "status",
    "kind",
    "title",
    "date",
    "days_exposed",
    "link",
    "note",
    "url",
    "permalink",
    "file",
    "line",
];

/// The records as a table with a header.
///
/// A cell that a spreadsheet would read as a formula gets an apostrophe before it.
///
/// # Errors
/// The table cannot be written.
pub fn table(report: &ExposureReport) -> Result<String, csv::Error> {
    let rows = report.exposures.iter().map(|exposure| {
        let exposure = exposure.clone();
        let text = Option::unwrap_or_default;
        [
            exposure.team,
            exposure.status.name().to_owned(),
            exposure.kind,
            exposure.title,
            text(exposure.date),
            exposure.days_exposed.map(|days| days.to_string()).unwrap_or_default(),
            text(exposure.link),
            text(exposure.note),
            text(exposure.url),
            text(exposure.permalink),
            exposure.file,
            exposure.line.to_string(),
        ]
    });
    written(COLUMNS, rows)
}
