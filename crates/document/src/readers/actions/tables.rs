//! Actions in the rows of a table.

use crate::markdown::blocks::BlockKind;
use crate::model::{ActionStatus, FoundAction};
use crate::readers::actions::field_names::Field;
use crate::readers::actions::fields::Fields;
use crate::readers::actions::groups::Group;
use crate::readers::actions::{field_names, references, status};
use crate::structure::body::Body;
use crate::structure::items::joined;
use crate::text::placeholder::is_placeholder;
use crate::text::words::is_capitals;

/// Columns that are read; further ones are left out.
const WIDEST: usize = 64;

/// The field that each column of `table` holds, if it is a table of actions. `inside` is whether it is in a section
/// of actions; elsewhere the table has to have an unmistakable header.
pub fn columns(body: &Body<'_>, table: usize, inside: bool) -> Option<Vec<Field>> {
    let head =
        body.blocks.children(table).next().filter(|&row| body.blocks.kind(row) == BlockKind::HeadRow)?;
    let headings: Vec<&str> =
        body.blocks.children(head).take(WIDEST).map(|cell| body.blocks.text(body.text, cell)).collect();
    let mut fields: Vec<Field> = headings.iter().map(|heading| field_names::of_heading(heading)).collect();
    // Only the first column of a kind counts.
    for at in 1..fields.len() {
        if fields[..at].contains(&fields[at]) {
            fields[at] = Field::Other;
        }
    }
    let has_details = fields.iter().any(|field| matches!(field, Field::Owner | Field::Due | Field::Status));
    let title = fields.iter().position(|field| *field == Field::Title);
    if !inside {
        let is_plain = title.is_some_and(|at| field_names::heads_actions(headings[at]));
        return (is_plain && has_details).then_some(fields);
    }
    if title.is_none() {
        let stand_in = fields.iter().position(|field| *field == Field::Other).filter(|_| has_details)?;
        fields[stand_in] = Field::Title;
    }
    Some(fields)
}

/// Reads the rows of `table`.
pub fn read(body: &Body<'_>, table: usize, columns: &[Field], group: &Group, found: &mut Vec<FoundAction>) {
    for row in body.blocks.children(table).skip(1) {
        found.extend(read_row(body, row, columns, group));
    }
}

/// Whether a cell begins with the word for a status in capitals.
fn is_stated(cell: &str) -> bool {
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`'));
    let word = cell.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    word.len() >= 3 && is_capitals(word) && status::of_cell(cell).is_some()
}

fn read_row(body: &Body<'_>, row: usize, columns: &[Field], group: &Group) -> Option<FoundAction> {
    let mut fields = Fields::default();
    let (mut id, mut ticket) = (None, String::new());
    let mut struck = false;
    let mut values = Vec::with_capacity(columns.len());
    for (cell, field) in body.blocks.children(row).zip(columns) {
        if *field == Field::Title {
            let lines = body.blocks.lines(body.text, cell);
            struck = !lines.is_empty() && lines.iter().all(|line| line.struck);
            fields = Fields::read(&joined(lines, "\n"), body.times.known.report);
        } else if *field != Field::Other {
            values.push((*field, body.blocks.text(body.text, cell)));
        }
    }
    if is_placeholder(&fields.title) {
        return None;
    }
    for (field, value) in values {
        match field {
            Field::Id => id = Some(value.trim().to_owned()).filter(|id| !id.is_empty()),
            // `DONE` in the column of tickets or of dates.
            Field::Ticket | Field::Due if fields.status.is_none() && is_stated(value) => {
                fields.take_value(Field::Status, value, body.times.known.report);
            }
            Field::Ticket => ticket = value.trim().to_owned(),
            _ => fields.take_value(field, value, body.times.known.report),
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
    Some(fields.into_action(group, reference, id, span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::actions;
    use crate::structure::testing::read_body;
    use jiff::civil::Date;
    use retold_times::Due;

    fn actions(text: &str) -> Vec<FoundAction> {
        read_body(text, actions::read).items
    }

    #[test]
    fn tables_are_read_by_their_columns() {
        let text = "## Action items\n\n| # | Action | Type | Owner | Due | Status |\n|-|-|-|-|-|-|\n\
                    | P-1 | Add a limit | prevent | jane,joe | 2026-02-15 | **DONE** |\n\
                    | P-2 | Watch queues | detect | TBD | 14 days | In progress |\n| | | | | | |\n";
        let read = actions(text);
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].id.as_deref(), Some("P-1"));
        assert_eq!(read[0].owner.as_deref(), Some("jane, joe"));
        assert_eq!(read[0].due, Some(Due::On(Date::constant(2026, 2, 15))));
        assert_eq!((read[0].status, read[0].status_text.as_str()), (Some(ActionStatus::Done), "DONE"));
        assert_eq!((read[1].owner.as_deref(), read[1].due), (None, Some(Due::In(14))));
        assert_eq!(read[1].kind.as_deref(), Some("detect"));
    }

    #[test]
    fn tables_elsewhere_need_an_unmistakable_column() {
        for (text, expected) in [
            ("## Appendix of deeds\n\n| Action item | Owner |\n|-|-|\n| Add a limit | jane |\n", 1),
            ("## Appendix of deeds\n\n| Action | Owner |\n|-|-|\n| Add a limit | jane |\n", 0),
            ("## Appendix of deeds\n\n| Action item | Notes |\n|-|-|\n| Add a limit | jane |\n", 0),
            ("## Timeline\n\n| Action item | Owner |\n|-|-|\n| x y | z |\n", 0),
            ("## Actions\n\n| Deed | Owner |\n|-|-|\n| Add a limit | jane |\n", 1),
        ] {
            assert_eq!(actions(text).len(), expected, "{text}");
        }
    }
}
