//! The headings of a document.

use std::ops::Range;

use serde::Serialize;

use super::SectionKind;

/// The headings of a body, and its first words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    pub headings: Vec<Heading>,
    /// The first paragraph of the summary section, else of the body, as plain text.
    pub lead: Option<String>,
    /// The first paragraphs, those of a summary first; bytes of the file.
    pub intro: Vec<Range<usize>>,
}

impl Outline {
    /// The index of the last heading that begins at or before byte `at` of the file.
    pub fn heading_at(&self, at: usize) -> Option<usize> {
        self.headings.partition_point(|heading| heading.span.start <= at).checked_sub(1)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    pub text: String,
    /// Unique in the document.
    pub id: String,
    pub section: Option<SectionKind>,
    /// Bytes of the file.
    pub span: Range<usize>,
    /// Index into the blocks.
    pub block: usize,
}
