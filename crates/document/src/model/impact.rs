//! How bad an incident was, in numbers.

use std::ops::Range;

use serde::Serialize;

/// What is counted or measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureKind {
    /// People, accounts, companies.
    Users,
    /// Requests, orders, jobs, messages: what was asked for.
    Requests,
    Money,
    /// Records or volume that was lost, leaked or spoilt.
    Data,
    Duration,
    /// A part of users, requests or the like, in percent.
    Share,
}

/// A number that says how large an incident was.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measure {
    pub kind: MeasureKind,
    /// In `unit`; of a range, its lower end.
    pub value: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// `users`, `requests`, `records`, `USD`, `GB`, `s`, `%`, …
    pub unit: String,
    /// `about`, `~`, `more than`, `約`.
    pub approximate: bool,
    /// As written, without markup.
    pub text: String,
    /// Bytes of the file.
    pub span: Range<usize>,
}
