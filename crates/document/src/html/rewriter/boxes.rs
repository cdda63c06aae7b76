//! Paragraphs, and the lines of colons in them that open and close boxes.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::html::admonitions::{Colons, colons};
use crate::html::body_text;
use crate::html::rewriter::Rewriter;

impl<'a> Rewriter<'a> {
    /// Closes the boxes in the container that ends.
    pub(super) fn leave_container(&mut self) {
        while self.boxes.last().is_some_and(|depth| *depth >= self.depth) {
            self.boxes.pop();
            self.html("</blockquote>\n");
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// Ends the paragraph, or takes its start back if it has no text.
    pub(super) fn close_paragraph(&mut self) {
        while matches!(self.out.last(), Some(Event::SoftBreak | Event::HardBreak)) {
            self.out.pop();
        }
        if self.out.last() == Some(&Event::Start(Tag::Paragraph)) {
            self.out.pop();
        } else {
            self.out.push(Event::End(TagEnd::Paragraph));
        }
    }

    pub(super) fn line_break(&mut self, event: Event<'a>) {
        self.at_line_start = true;
        // Behind a line of colons, a new paragraph has begun.
        if self.out.last() != Some(&Event::Start(Tag::Paragraph)) {
            self.out.push(event);
        }
    }

    /// Opens or closes a box if a line of a paragraph is one of colons. Returns whether it is.
    pub(super) fn box_line(&mut self, text: &str) -> bool {
        if !self.in_paragraph || self.literal > 0 {
            return false;
        }
        match colons(text) {
            Some(Colons::Open(class, title)) => {
                self.close_paragraph();
                self.html(format!("<blockquote class=\"{class}\">\n"));
                self.boxes.push(self.depth);
                if !title.is_empty() {
                    self.html(format!("<p><strong>{}</strong></p>\n", body_text(title)));
                }
            }
            Some(Colons::Close) if self.boxes.last() == Some(&self.depth) => {
                self.close_paragraph();
                self.boxes.pop();
                self.html("</blockquote>\n");
            }
            _ => return false,
        }
        self.at_line_start = false;
        self.out.push(Event::Start(Tag::Paragraph));
        true
    }
}
