//! A value that was found in a document, and where.

use std::ops::Range;

use serde::Serialize;

/// A value, and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<T> {
    pub value: T,
    pub origin: Origin,
    /// Bytes of the file; empty for what the file's path says.
    pub span: Range<usize>,
}

/// What kind of place a fact was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
    /// The text as a whole: what most of it is, or the gaps in it.
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
