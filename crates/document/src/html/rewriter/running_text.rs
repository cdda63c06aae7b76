//! Running text, in which addresses and names of tickets become links.

use pulldown_cmark::{CowStr, Event};

use crate::html::addresses::Piece;
use crate::html::rewriter::Rewriter;
use crate::html::rewriter::tags::link;
use crate::text::tickets;

impl<'a> Rewriter<'a> {
    /// Text with bare addresses and names of tickets made into links.
    pub(super) fn text(&mut self, text: CowStr<'a>) {
        let Some(pieces) = self.addresses.pieces(&text) else {
            self.text_without_addresses(text);
            return;
        };
        for piece in pieces {
            match piece {
                Piece::Text(text) => self.text_without_addresses(text.to_owned().into()),
                Piece::Link(text, prefix) => {
                    self.out.push(Event::InlineHtml(link(&format!("{prefix}{text}"), text).into()));
                }
            }
        }
    }

    /// Text with the names of tickets made into links, except in headings, which are link targets themselves.
    pub(super) fn text_without_addresses(&mut self, text: CowStr<'a>) {
        let found = if self.in_heading { Vec::new() } else { tickets::named(self.tickets, &text) };
        if found.is_empty() {
            self.out.push(Event::Text(text));
            return;
        }
        let mut written = 0;
        for ticket in found {
            self.out.push(Event::Text(text[written..ticket.span.start].to_owned().into()));
            written = ticket.span.end;
            self.out.push(Event::InlineHtml(link(&ticket.address, &text[ticket.span]).into()));
        }
        self.out.push(Event::Text(text[written..].to_owned().into()));
    }
}
