//! The lines of a document.

use std::ops::Range;

use retold_document::Document;

/// Where the lines of a document start.
pub struct Lines<'a> {
    text: &'a str,
    /// The number of the first of `starts`.
    first: usize,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub fn of(document: &'a Document) -> Self {
        // An incident of a split file looks up its own lines only.
        let (start, first) =
            if document.part.is_some() { (document.body_start, document.first_line) } else { (0, 1) };
        let text = &document.text[..document.body_end];
        let next = text[start..].match_indices('\n').map(|(at, _)| start + at + 1);
        Self { text, first, starts: std::iter::once(start).chain(next).collect() }
    }

    /// The line in which a span starts; `None` for an empty span, which marks facts that are not in the text.
    pub fn of_span(&self, span: &Range<usize>) -> Option<usize> {
        let above = self.starts.partition_point(|&start| start <= span.start);
        // Before an incident of a split file, only the front matter has facts on it, at the start of the file.
        let line = match above {
            0 => 1 + self.text[..span.start].matches('\n').count(),
            above => self.first + above - 1,
        };
        (!span.is_empty()).then_some(line)
    }
}
