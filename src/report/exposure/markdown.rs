//! What teams recorded of their exposure as Markdown, for a chat or an issue.

use super::{ExposureReport, RecordedExposure};
use crate::report::markdown_text::{escaped, linked};
use retold_diagnostic::plural;
use retold_document::model::ExposureStatus;

/// The records as lists, one for each status.
pub fn markdown(report: &ExposureReport) -> String {
    let mut text = format!("**Exposure on {}**\n", report.today);
    for status in ExposureStatus::ALL {
        let of_status: Vec<_> =
            report.exposures.iter().filter(|exposure| exposure.status == status).collect();
        if !of_status.is_empty() {
            text.push_str(&format!("\n### {} ({})\n\n", title(status), of_status.len()));
        }
        of_status.iter().for_each(|exposure| text.push_str(&item(exposure)));
    }
    text
}

/// The heading of the records with `status`.
pub fn title(status: ExposureStatus) -> &'static str {
    match status {
        ExposureStatus::Exposed => "Exposed",
        ExposureStatus::Fixed => "Fixed",
        ExposureStatus::NotApplicable => "Not applicable",
    }
}

/// `- **payments**: the title (pattern, since DATE, 3 days), link: note`.
fn item(exposure: &RecordedExposure) -> String {
    let title = match &exposure.permalink {
        Some(address) => linked(&exposure.title, address),
        None => escaped(&exposure.title),
    };
    let facts = [
        Some(exposure.kind.clone()),
        exposure.date.as_ref().map(|date| format!("since {date}")),
        exposure.days_exposed.map(|days| plural(usize::try_from(days).unwrap_or_default(), "day")),
        exposure.link.as_deref().map(|link| linked("link", link)),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let note = exposure.note.as_deref().map(|note| note.split_whitespace().collect::<Vec<_>>().join(" "));
    let note = note.map(|note| format!(": {}", escaped(&note))).unwrap_or_default();
    format!("- **{}**: {title} ({facts}){note}\n", escaped(&exposure.team))
}
