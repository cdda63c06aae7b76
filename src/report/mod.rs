//! Documents and findings as data for other programs: the report behind `retold inspect` and the evaluation, that of
//! `retold check`, the records of `retold export`, the incidents of `retold similar`, the action register in the
//! formats of `retold actions`, and the exposure of teams in those of `retold exposure`.

pub mod actions;
pub mod api;
mod check;
mod csv_cells;
mod document;
pub mod exposure;
mod markdown_text;
pub mod precedents;
mod quickwit;
mod record;
pub mod similar;

use serde_json::Value;

pub use check::{CheckReport, CheckSummary, FindingReport, check, check_summary};
pub use document::{
    ActionReport, CandidateReport, DocumentReport, EntryReport, document, milestone_candidates,
};
pub use quickwit::quickwit;
pub use record::{ExportedRecord, record, undated};

/// The JSON Schema of [`similar::SimilarLine`].
pub fn similar_schema() -> Value {
    schemars::schema_for!(similar::SimilarLine).to_value()
}

/// The JSON Schema of [`DocumentReport`].
pub fn document_schema() -> Value {
    schemars::schema_for!(DocumentReport).to_value()
}

/// The JSON Schema of [`CheckReport`].
pub fn check_schema() -> Value {
    schemars::schema_for!(CheckReport).to_value()
}

/// The JSON Schema of [`actions::ActionsReport`].
pub fn actions_schema() -> Value {
    schemars::schema_for!(actions::ActionsReport).to_value()
}

/// The JSON Schema of [`exposure::ExposureReport`].
pub fn exposure_schema() -> Value {
    schemars::schema_for!(exposure::ExposureReport).to_value()
}

/// The JSON Schema of [`ExportedRecord`].
pub fn record_schema() -> Value {
    schemars::schema_for!(ExportedRecord).to_value()
}

/// A text without line ends.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
