//! What an action says beside the fields that were read from it, so that none of its words is hidden where it is shown by its
//! fields.

use std::collections::HashSet;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::html::fragments::{cut, words};
use crate::model::FoundAction;
use crate::readers::actions::field_names::{Field, of_heading, of_label};

/// The first letters of months in English, in which most dates are written.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The parts of an action, as events of the body.
pub struct Parts<'a> {
    pub title: Vec<Event<'a>>,
    /// Other cells of a table, with the heading of their column.
    pub cells: Vec<(String, Vec<Event<'a>>)>,
    /// What stands below the first line of an item.
    pub more: Vec<Event<'a>>,
}

impl<'a> Parts<'a> {
    /// The parts of `action`, whose events are `own`. `heads` are the headings of the table's columns.
    pub fn of(action: &FoundAction, own: &[Event<'a>], heads: &[String]) -> Self {
        let known = known_words(action);
        if matches!(own.first(), Some(Event::Start(Tag::TableRow))) {
            return Self::of_row(action, own, heads, &known);
        }
        let (first, more) = own.split_at(end_of_first_block(own));
        // A title that leaves out more than the fields have is not all that is to be done.
        let rest = |title: &[Event<'_>]| {
            let shown: HashSet<String> = words(title).collect();
            words(first).any(|word| !shown.contains(&word) && !is_known(&word, action, &known))
        };
        let title = cut(first, &action.title, false).filter(|title| !rest(title));
        let more =
            if words(more).all(|word| is_known(&word, action, &known)) { Vec::new() } else { inner(more) };
        Self { title: title.unwrap_or_else(|| inner(first)), cells: Vec::new(), more }
    }

    fn of_row(action: &FoundAction, own: &[Event<'a>], heads: &[String], known: &HashSet<String>) -> Self {
        let mut title = None;
        let mut others = Vec::new();
        for (column, cell) in cells(own).into_iter().enumerate() {
            let head = heads.get(column).cloned().unwrap_or_default();
            let is_shown = |word: String| is_known(&word, action, known);
            if title.is_none()
                && let Some(part) = cut(&cell, &action.title, false)
            {
                let shown: HashSet<String> = words(&part).collect();
                let is_all = words(&cell).all(|word| shown.contains(&word) || is_shown(word));
                title = Some(if is_all { part } else { cell });
            } else if !is_of_field(action, of_heading(&head)) && !words(&cell).all(is_shown) {
                others.push((head, cell));
            }
        }
        let plain = || vec![Event::Text(action.title.clone().into())];
        Self { title: title.unwrap_or_else(plain), cells: others, more: Vec::new() }
    }
}

/// Whether a column of `field` is shown by what was read from it.
fn is_of_field(action: &FoundAction, field: Field) -> bool {
    match field {
        Field::Owner => action.owner.is_some(),
        Field::Due => action.due.is_some(),
        Field::Status => action.status.is_some(),
        Field::Kind => action.kind.is_some(),
        Field::Priority => action.priority.is_some(),
        Field::Ticket => action.ticket.is_some() || action.link.is_some(),
        Field::Id => true,
        Field::Title | Field::Other => false,
    }
}

fn known_words(action: &FoundAction) -> HashSet<String> {
    let fields = [&action.owner, &action.kind, &action.priority, &action.link, &action.ticket, &action.id];
    let fields = fields.into_iter().flatten().chain([&action.status_text]);
    fields.flat_map(|text| crate::text::words::lower_words(text).collect::<Vec<_>>()).collect()
}

/// Whether `word` is in a field of `action`, names one, or is part of its due date.
fn is_known(word: &str, action: &FoundAction, known: &HashSet<String>) -> bool {
    let is_of_date = || {
        word.starts_with(|c: char| c.is_ascii_digit()) || MONTHS.iter().any(|month| word.starts_with(month))
    };
    known.contains(word)
        || of_label(word) != Field::Other
        || action.due.is_some() && (word == "by" || is_of_date())
}

/// The events behind the first paragraph of an item, or its text before the first block inside it.
fn end_of_first_block(own: &[Event<'_>]) -> usize {
    let mut at = usize::from(matches!(own.first(), Some(Event::Start(Tag::Item))));
    if matches!(own.get(at), Some(Event::Start(Tag::Paragraph))) {
        let end = own.iter().position(|event| matches!(event, Event::End(TagEnd::Paragraph)));
        return end.map_or(own.len(), |end| end + 1);
    }
    while let Some(event) = own.get(at) {
        if let Event::Start(
            Tag::List(_) | Tag::Paragraph | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::Table(_),
        ) = event
        {
            break;
        }
        at += 1;
    }
    at
}

/// `events` without the item or the paragraph around them.
fn inner<'a>(events: &[Event<'a>]) -> Vec<Event<'a>> {
    let is_around = |event: &&Event<'_>| {
        !matches!(
            event,
            Event::Start(Tag::Paragraph)
                | Event::End(TagEnd::Paragraph)
                | Event::TaskListMarker(_)
                | Event::FootnoteReference(_)
        )
    };
    let mut depth = 0_usize;
    let mut kept = Vec::new();
    for event in events {
        // The item itself; those of lists inside it stay.
        match event {
            Event::Start(Tag::Item) if depth == 0 => continue,
            Event::End(TagEnd::Item) if depth == 0 => continue,
            Event::Start(Tag::List(_)) => depth += 1,
            Event::End(TagEnd::List(_)) => depth = depth.saturating_sub(1),
            event if depth == 0 && !is_around(&event) => {
                if matches!(event, Event::End(_)) {
                    kept.push(Event::SoftBreak);
                }
                continue;
            }
            _ => {}
        }
        if !matches!(event, Event::FootnoteReference(_)) {
            kept.push(event.clone());
        }
    }
    kept
}

/// The cells of a row, each with its events.
pub fn cells<'a>(row: &[Event<'a>]) -> Vec<Vec<Event<'a>>> {
    let mut cells = Vec::new();
    for event in row {
        match event {
            Event::Start(Tag::TableCell) => cells.push(Vec::new()),
            Event::Start(Tag::TableRow | Tag::TableHead)
            | Event::End(TagEnd::TableCell | TagEnd::TableRow | TagEnd::TableHead)
            | Event::FootnoteReference(_) => {}
            event => {
                if let Some(cell) = cells.last_mut() {
                    Vec::push(cell, event.clone());
                }
            }
        }
    }
    cells
}
