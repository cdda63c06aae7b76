//! Actions in the rows of a table.

use crate::markdown::blocks::BlockKind;
use crate::model::{ActionStatus, FoundAction};
use crate::readers::actions::field_names::Field;
use crate::readers::actions::fields::Fields;
use crate::readers::actions::groups::Group;
use crate::readers::actions::people::People;
use crate::readers::actions::{due_dates, field_names, marks, owners, references, status, ticket_names};
use crate::structure::body::Body;
use crate::structure::items::{begins_with_verb, joined};
use crate::text::placeholder::is_placeholder;
use crate::text::words::is_capitals;

/// Columns that are read; further ones are left out.
const WIDEST: usize = 64;

/// Rows by which a column without a known heading is judged.
const SAMPLE: usize = 24;

/// The field that each column of `table` holds, if it is a table of actions. `inside` is whether it is in a section
/// of actions; elsewhere the table has to have an unmistakable header.
pub fn columns(body: &Body<'_>, table: usize, people: &People, inside: bool) -> Option<Vec<Field>> {
    let head =
        body.blocks.children(table).next().filter(|&row| body.blocks.kind(row) == BlockKind::HeadRow)?;
    let headings: Vec<&str> =
        body.blocks.children(head).take(WIDEST).map(|cell| body.blocks.text(body.text, cell)).collect();
    let mut fields: Vec<Field> = headings.iter().map(|heading| field_names::of_heading(heading)).collect();
    // The column that names actions is the task; `| Fix | Action item |` has two that may be.
    let named = (0..fields.len()).find(|&at| {
        fields[at] == Field::Title
            && (field_names::heads_actions(headings[at]) || field_names::heads_tasks(headings[at]))
    });
    for at in (0..fields.len()).filter(|&at| named.is_some_and(|named| named != at)) {
        if fields[at] == Field::Title {
            fields[at] = Field::Other;
        }
    }
    // Only the first column of a kind counts.
    for at in 1..fields.len() {
        if fields[..at].contains(&fields[at]) {
            fields[at] = Field::Other;
        }
    }
    let has = |fields: &[Field], field| fields.contains(&field);
    if !inside {
        let title = fields.iter().position(|field| *field == Field::Title)?;
        let has_progress = has(&fields, Field::Due) || has(&fields, Field::Status);
        let is_plain = field_names::heads_actions(headings[title])
            && (has_progress || has(&fields, Field::Owner))
            || field_names::heads_tasks(headings[title]) && has(&fields, Field::Owner) && has_progress;
        return is_plain.then_some(fields);
    }
    read_values(body, table, people, &mut fields);
    let has_details = [Field::Owner, Field::Due, Field::Status].into_iter().any(|field| has(&fields, field));
    if !has(&fields, Field::Title) {
        let others = (0..fields.len()).filter(|&at| fields[at] == Field::Other && has_details);
        // Where several columns may hold the task, it is the one whose cells begin with verbs.
        let tasks = |at: usize| cells(body, table, at).filter(|cell| begins_with_verb(cell)).count();
        let stand_in = others.max_by_key(|&at| (tasks(at), std::cmp::Reverse(at)))?;
        fields[stand_in] = Field::Title;
    }
    Some(fields)
}

/// The filled cells of a column, without that of the head.
fn cells<'a>(body: &Body<'a>, table: usize, column: usize) -> impl Iterator<Item = &'a str> {
    let Body { text, blocks, .. } = *body;
    let rows = blocks.children(table).skip(1).take(SAMPLE);
    rows.filter_map(move |row| Some(blocks.text(text, blocks.children(row).nth(column)?).trim()))
        .filter(|cell| !is_placeholder(cell))
}

/// Finds the fields of columns without a known heading by their cells: names of people, dates, statuses.
fn read_values(body: &Body<'_>, table: usize, people: &People, fields: &mut [Field]) {
    type IsValue<'a> = &'a dyn Fn(&str) -> bool;
    let near = body.times.known.report;
    let is_date = |cell: &str| cell.len() <= 32 && due_dates::of_value(cell, near).is_some();
    let is_owner = |cell: &str| owners::are_people(cell, people) || owners::is_named(cell, people);
    let is_ticket = |cell: &str| references::is_ticket(cell.trim_matches(['[', ']', '`']));
    let is_status = |cell: &str| cell.split(' ').count() <= 3 && status::of_cell(cell).is_some();
    let is_priority = |cell: &str| marks::priority(cell).is_some();
    let tests: [(Field, IsValue<'_>); 5] = [
        (Field::Owner, &is_owner),
        (Field::Due, &is_date),
        (Field::Ticket, &is_ticket),
        (Field::Priority, &is_priority),
        (Field::Status, &is_status),
    ];
    for at in 0..fields.len() {
        if fields[at] != Field::Other {
            continue;
        }
        let found = tests.iter().find(|(field, is_value)| {
            !fields.contains(field)
                && cells(body, table, at).next().is_some()
                && cells(body, table, at).all(is_value)
        });
        if let Some((field, _)) = found {
            fields[at] = *field;
        }
    }
}

/// Reads the rows of `table`.
pub fn read(
    body: &Body<'_>,
    table: usize,
    columns: &[Field],
    group: &Group,
    people: &People,
    found: &mut Vec<FoundAction>,
) {
    for row in body.blocks.children(table).skip(1) {
        found.extend(read_row(body, row, columns, group, people));
    }
}

/// Whether a cell begins with the word for a status in capitals.
fn is_stated(cell: &str) -> bool {
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`'));
    let word = cell.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    word.len() >= 3 && is_capitals(word) && status::of_cell(cell).is_some()
}

fn read_row(
    body: &Body<'_>,
    row: usize,
    columns: &[Field],
    group: &Group,
    people: &People,
) -> Option<FoundAction> {
    let mut fields = Fields::default();
    let (mut id, mut ticket, mut task) = (None, String::new(), String::new());
    let mut struck = false;
    let mut values = Vec::with_capacity(columns.len());
    for (cell, field) in body.blocks.children(row).zip(columns) {
        if *field == Field::Title {
            let lines = body.blocks.lines(body.text, cell);
            struck = !lines.is_empty() && lines.iter().all(|line| line.struck);
            task = joined(lines, "\n");
            fields = Fields::read(&task, body.times.known.report, people);
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
    // The task may begin with its ticket, which is cut from the title.
    if reference.ticket.is_none() {
        reference.ticket = ticket_names::named(&task).map(str::to_owned);
    }
    if reference.ticket.is_none() && ticket_names::may_be_name(&ticket) {
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
            ("## Appendix of deeds\n\n| Task | Owner | Due |\n|-|-|-|\n| Add a limit | jane | |\n", 1),
            ("## Appendix of deeds\n\n| What | Owner | Due |\n|-|-|-|\n| Add a limit | jane | |\n", 0),
            ("## Actions\n\n| Deed | Owner |\n|-|-|\n| Add a limit | jane |\n", 1),
        ] {
            assert_eq!(actions(text).len(), expected, "{text}");
        }
    }

    #[test]
    fn columns_are_known_by_their_cells() {
        type Expected<'a> = (&'a str, Option<&'a str>, Option<&'a str>, Option<&'a str>);
        let day = "2026-02-15";
        for (table, expected) in [
            (
                "| | | |\n|-|-|-|\n| Add a limit | Jane | 2026-02-15 |\n",
                ("Add a limit", Some("Jane"), Some(day), None),
            ),
            (
                "| Gap | Fix it | Done? |\n|-|-|-|\n| No limit | Add a limit | no |\n",
                ("Add a limit", None, None, None),
            ),
            (
                "| Improvement | Driver | By | Where |\n|-|-|-|-|\n| Add a limit | @jane | 2026-02-15 | OPS-1 |\n",
                ("Add a limit", Some("jane"), Some(day), Some("OPS-1")),
            ),
            (
                "| Change | By |\n|-|-|\n| Add a limit | Jane |\n| Oil the pump | |\n",
                ("Add a limit", Some("Jane"), None, None),
            ),
            (
                "| Priority | Mitigation | Ticket |\n|-|-|-|\n| P1 | Add a limit | to be filed |\n",
                ("Add a limit", None, None, None),
            ),
        ] {
            let expected: Expected<'_> = expected;
            let read = actions(&format!("## Action items\n\n{table}"));
            let due =
                read[0].due.map(|due| if let Due::On(date) = due { date.to_string() } else { String::new() });
            let found =
                (read[0].title.as_str(), read[0].owner.as_deref(), due.as_deref(), read[0].ticket.as_deref());
            assert_eq!(found, expected, "{table}");
        }
    }
}
