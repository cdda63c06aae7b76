//! Actions in the rows of a table.

use crate::markdown::blocks::BlockKind;
use crate::model::{ActionStatus, FoundAction};
use crate::readers::actions::columns::Part;
use crate::readers::actions::fields::Fields;
use crate::readers::actions::groups::Group;
use crate::readers::actions::{columns, references, status};
use crate::structure::body::Body;
use crate::text::placeholder::is_placeholder;
use crate::text::words::is_capitals;

/// Columns behind these are not read.
const WIDEST: usize = 64;

/// What each column of `table` holds, if it is a table of actions. `inside` is whether it stands in a section
/// of actions; elsewhere only an unmistakable heading will do.
pub fn columns(body: &Body<'_>, table: usize, inside: bool) -> Option<Vec<Part>> {
    let head =
        body.blocks.children(table).next().filter(|&row| body.blocks.kind(row) == BlockKind::HeadRow)?;
    let headings: Vec<String> =
        body.blocks.children(head).take(WIDEST).map(|cell| body.blocks.text(body.text, cell)).collect();
    let mut parts: Vec<Part> = headings.iter().map(|heading| columns::of_heading(heading)).collect();
    // Only the first column of a kind counts.
    for at in 1..parts.len() {
        if parts[..at].contains(&parts[at]) {
            parts[at] = Part::Other;
        }
    }
    let says_more = parts.iter().any(|part| matches!(part, Part::Owner | Part::Due | Part::Status));
    let title = parts.iter().position(|part| *part == Part::Title);
    if !inside {
        let is_plain = title.is_some_and(|at| {
            let name = headings[at].trim().to_lowercase();
            ["action item", "action items", "アクションアイテム", "行动项"].contains(&name.as_str())
        });
        return (is_plain && says_more).then_some(parts);
    }
    if title.is_none() {
        let stand_in = parts.iter().position(|part| *part == Part::Other).filter(|_| says_more)?;
        parts[stand_in] = Part::Title;
    }
    Some(parts)
}

/// Reads the rows of `table`.
pub fn read(body: &Body<'_>, table: usize, parts: &[Part], group: &Group, found: &mut Vec<FoundAction>) {
    for row in body.blocks.children(table).skip(1) {
        found.extend(read_row(body, row, parts, group));
    }
}

/// Whether a cell begins with the word for a status in capitals.
fn is_stated(cell: &str) -> bool {
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`'));
    let word = cell.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    word.len() >= 3 && is_capitals(word) && status::of_cell(cell).is_some()
}

fn read_row(body: &Body<'_>, row: usize, parts: &[Part], group: &Group) -> Option<FoundAction> {
    let mut fields = Fields::default();
    let (mut id, mut ticket) = (None, String::new());
    let mut struck = false;
    let mut values = Vec::with_capacity(parts.len());
    for (cell, part) in body.blocks.children(row).zip(parts) {
        if *part == Part::Title {
            let lines = body.blocks.lines(body.text, cell);
            struck = !lines.is_empty() && lines.iter().all(|line| line.struck);
            fields = Fields::read(&crate::structure::list_items::joined(&lines, "\n"), body.day);
        } else if *part != Part::Other {
            values.push((*part, body.blocks.text(body.text, cell)));
        }
    }
    if is_placeholder(&fields.title) {
        return None;
    }
    for (part, value) in values {
        match part {
            Part::Id => id = Some(value.trim().to_owned()).filter(|id| !id.is_empty()),
            // `DONE` where a ticket or a day should stand.
            Part::Ticket | Part::Due if fields.status.is_none() && is_stated(&value) => {
                fields.take_value(Part::Status, &value, body.day);
            }
            Part::Ticket => ticket = value.trim().to_owned(),
            _ => fields.take_value(part, &value, body.day),
        }
    }
    if struck && fields.status.is_none() {
        fields.status = Some((ActionStatus::Done, String::new()));
    }
    let span = body.blocks.span(row);
    let mut reference = references::find(body, span.clone(), &body.text[span.clone()]);
    if reference.ticket.is_none()
        && !is_placeholder(&ticket)
        && !ticket.contains("://")
        && ticket.chars().count() <= 40
    {
        reference.ticket = Some(ticket);
    }
    if let Some(first) = body
        .blocks
        .links_in(span.clone())
        .first()
        .filter(|_| reference.link.is_none() && reference.ticket.is_some())
    {
        reference.link = Some(first.destination.clone());
    }
    Some(FoundAction::new(fields, group, reference, id, span))
}
