//! The running text of a document and its HTML comments, for checks of how a postmortem is written.
//!
//! Code blocks, images and HTML are left out. Code spans, links, quotations and struck text are part of a [`Passage`],
//! but marked as literals: they are not the author's own words about the incident.

mod comments;
mod passage;
mod quotations;
mod reader;

use std::ops::Range;

use pulldown_cmark::Parser;

use crate::document::Document;
use crate::markdown::options;
pub use comments::Comment;
use comments::front_matter_comments;
pub use passage::{Passage, PassageKind};
use reader::Reader;

/// The running text of a document, in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    pub passages: Vec<Passage>,
    pub comments: Vec<Comment>,
}

impl Prose {
    /// Reads the body of `document`, as far as that is understood.
    pub fn of(document: &Document) -> Self {
        let markdown = document.markdown();
        let body = &document.text[document.body_start..document.unread.unwrap_or(document.body_end)];
        let mut reader = Reader::new(body, document.body_start);
        let is_read = |span: &Range<usize>| document.unread.is_none() || span.start < body.len();
        let events = Parser::new_ext(&markdown, options()).into_offset_iter();
        for (event, span) in events.take_while(|(_, span)| is_read(span)) {
            // Definitions from elsewhere in the file follow the body.
            if span.start < body.len() {
                reader.push(&event, span.start..span.end.min(body.len()));
            }
        }
        let mut prose = reader.finish(document.title_heading);
        // The incidents of a split file share its front matter.
        if document.part.is_none() {
            prose.comments.splice(0..0, front_matter_comments(document));
        }
        prose
    }
}
