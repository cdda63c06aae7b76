//! What teams recorded, for people: a block for each status, since when before each record.

use crate::cli::styled::Styled;
use crate::report::exposure::{ExposureReport, RecordedExposure, title};
use retold_diagnostic::plural;
use retold_document::model::ExposureStatus;

/// The column in which a record begins.
const INDENT: usize = 14;

/// Adds the records of `report` to `text`.
pub fn add(text: &mut Styled, report: &ExposureReport) {
    for status in ExposureStatus::ALL {
        let of_status: Vec<_> =
            report.exposures.iter().filter(|exposure| exposure.status == status).collect();
        if of_status.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.end_line();
        }
        let title = format!("{} ({})", title(status), of_status.len());
        match status {
            ExposureStatus::Exposed => text.highlight(&title),
            _ => text.bold(&title),
        };
        text.end_line();
        of_status.iter().for_each(|exposure| item(text, exposure));
    }
}

/// A record in a few lines: since when, whose and on what; for how long, and what shows it; where it stands.
fn item(text: &mut Styled, exposure: &RecordedExposure) {
    let RecordedExposure { team, kind, title, .. } = exposure;
    let date = exposure.date.clone().unwrap_or_default();
    text.plain(&format!("  {date:<width$}", width = INDENT - 2))
        .bold(team)
        .plain(&format!(" · {title}"))
        .end_line();
    let days = exposure.days_exposed.map(|days| plural(usize::try_from(days).unwrap_or_default(), "day"));
    let place = format!("{}:{}", exposure.file, exposure.line);
    let facts = [days, Some(kind.clone()), exposure.link.clone(), exposure.note.clone(), Some(place)];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    text.plain(&" ".repeat(INDENT)).dim(&facts).end_line();
}
