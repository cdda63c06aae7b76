//! The impact of an incident in numbers.

use std::ops::Range;

use serde::Serialize;

/// The quantity that is counted or measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum MeasureKind {
    /// People, accounts, companies.
    Users,
    /// Requests, orders, jobs, messages.
    Requests,
    /// Money that was lost or spent.
    Money,
    /// Records or a volume of data that was lost, leaked or corrupted.
    Data,
    /// The duration of the outage, in seconds.
    Duration,
    /// A share of users, requests or the like, in percent.
    Share,
}

/// A number that measures the impact of an incident.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measure {
    /// The quantity that is counted or measured.
    pub kind: MeasureKind,
    /// The value in `unit`; the lower end of a range.
    pub value: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// `users`, `requests`, `records`, `USD`, `GB`, `s`, `%`, …
    pub unit: String,
    /// Whether the value is not exact: `about`, `~`, `more than`, `約`.
    pub approximate: bool,
    /// As written, without markup.
    pub text: String,
    /// The place in bytes of the file.
    pub span: Range<usize>,
}
