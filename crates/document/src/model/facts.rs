//! The facts on a document as a whole, each with its place.

use std::ops::Range;

use jiff::SignedDuration;
use retold_times::Moment;
use serde::Serialize;

use super::Kind;

/// A value, and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<T> {
    pub value: T,
    pub origin: Origin,
    /// Bytes of the file; empty for facts from the file's path.
    pub span: Range<usize>,
}

/// The kind of place in which a fact was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    FrontMatter,
    /// A heading, or the text below it.
    Heading,
    /// A line such as `**Date:** 2026-01-31`, or an item of a list.
    Label,
    /// A row or column of a table.
    Table,
    /// An entry of the timeline.
    Timeline,
    /// A sentence.
    Sentence,
    /// The text as a whole: its main content, or its placeholders.
    Text,
    FileName,
    Folder,
}

impl<T> Fact<T> {
    pub fn new(value: T, origin: Origin, span: Range<usize>) -> Self {
        Self { value, origin, span }
    }
}

/// The bare values of facts.
pub fn values<T: Clone>(facts: &[Fact<T>]) -> Vec<T> {
    facts.iter().map(|fact| fact.value.clone()).collect()
}

/// The facts on a document as a whole. Values of the front matter take precedence; missing ones are read from the body,
/// and then from the path of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub title: Option<Fact<String>>,
    /// When the incident happened.
    pub happened: Option<Fact<Moment>>,
    /// When the report came out, if the document states it. A `date` in the front matter states it only where it is
    /// later than the incident.
    pub published: Option<Fact<Moment>>,
    pub updated: Option<Fact<Moment>>,
    /// The author's label, without a remark.
    pub severity: Option<Fact<String>>,
    pub status: Option<Fact<String>>,
    pub kind: Option<Fact<Kind>>,
    pub authors: Vec<Fact<String>>,
    pub services: Vec<Fact<String>>,
    pub teams: Vec<Fact<String>>,
    pub tags: Vec<Fact<String>>,
    /// As stated; a duration that follows from the milestones is not stored here.
    pub duration: Option<Fact<SignedDuration>>,
    pub detection_method: Option<Fact<String>>,
}
