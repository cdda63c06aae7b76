//! Finds the events of an item by its place. Looking through all events for each of many items would take time that grows
//! with the square of their number.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::html::action_items::cells;
use crate::html::fragments;
use crate::html::runs::Placed;

/// Neighbouring events of a body.
pub struct EventsByPlace<'e, 'a> {
    events: &'e [Placed<'a>],
    /// Where the body begins in the file.
    body_start: usize,
    /// For each event: the last place where it or one before it begins. Ends of blocks have the place of the whole block.
    begun: Vec<usize>,
    /// The first events of the heads of tables.
    heads: Vec<usize>,
}

impl<'e, 'a> EventsByPlace<'e, 'a> {
    pub fn new(events: &'e [Placed<'a>], body_start: usize) -> Self {
        let mut last = 0;
        let begun = events.iter().map(|(_, bytes)| {
            last = bytes.start.max(last);
            last
        });
        let begun = begun.collect();
        let is_head = |at: &usize| matches!(events[*at].0, Event::Start(Tag::TableHead));
        let heads = (0..events.len()).filter(is_head).collect();
        Self { events, body_start, begun, heads }
    }

    /// The events of an item at `span` of the file.
    pub fn own(&self, span: &Range<usize>) -> Vec<Event<'a>> {
        let bytes = span.start - self.body_start..span.end - self.body_start;
        let first = self.begun.partition_point(|start| *start < bytes.start);
        let end = self.begun.partition_point(|start| *start <= bytes.end);
        let inside =
            self.events[first..end].iter().filter(|(_, at)| bytes.start <= at.start && at.end <= bytes.end);
        let own: Vec<_> = inside.map(|(event, _)| event.clone()).collect();
        // A list of one item has the place of that.
        match own.as_slice() {
            [Event::Start(Tag::List(_)), item @ .., Event::End(TagEnd::List(_))] => item.to_vec(),
            _ => own,
        }
    }

    /// The headings of the columns of the table that byte `at` of the file is in; empty if it is in none.
    pub fn heads(&self, at: usize) -> Vec<String> {
        let at = at - self.body_start;
        let before = self.heads.partition_point(|head| self.events[*head].1.start <= at);
        let Some(start) = self.heads[..before].last() else { return Vec::new() };
        let head = self.events[*start..].iter().map(|(event, _)| event);
        let head: Vec<_> =
            head.take_while(|event| !matches!(event, Event::End(TagEnd::TableHead))).cloned().collect();
        cells(&head).iter().map(|cell| fragments::text(cell)).collect()
    }
}
