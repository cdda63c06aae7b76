//! Reads CSV: a ticket and its state on each line, perhaps with a due date and an owner, with a header or without.

use csv::{ReaderBuilder, StringRecord};
use jiff::civil::Date;

use super::{Read, Ticket, reference, unknown_state, unusable};
use retold_diagnostic::{Diagnostic, Place};
use retold_document::action_status;
use retold_document::model::ActionStatus;

/// Where the fields are on each line.
#[derive(Clone, Copy)]
struct Columns {
    ticket: usize,
    state: usize,
    due: Option<usize>,
    owner: Option<usize>,
    resolution: Option<usize>,
}

impl Default for Columns {
    fn default() -> Self {
        Self { ticket: 0, state: 1, due: Some(2), owner: Some(3), resolution: None }
    }
}

impl Columns {
    /// The columns that a header names; `None` if `line` is none.
    fn of_header(line: &StringRecord) -> Option<Self> {
        let cells: Vec<_> = line.iter().map(|cell| cell.trim().to_lowercase()).collect();
        // A name counts more than those behind it, wherever its column is: exports have an internal `id` beside the key.
        let at = |names: &[&str]| names.iter().find_map(|name| cells.iter().position(|cell| cell == name));
        // The first three are those of this program, the others those of exports.
        Some(Self {
            ticket: at(&["ticket", "link", "url", "key", "issue key", "issue", "id", "web url"])?,
            state: at(&["state", "status"])?,
            due: at(&["due", "due date", "duedate"]),
            owner: at(&["owner", "assignee", "assignees"]),
            resolution: at(&["resolution"]),
        })
    }
}

/// Reads `text`, the contents of the file with the name `file`.
pub fn read(file: &str, text: &str, known: &[(String, String)]) -> Read {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut columns = Columns::default();
    let mut tickets = Vec::new();
    let mut findings = Vec::new();
    let mut has_header = false;
    let mut misfits = 0;
    for (index, line) in reader.records().enumerate() {
        let line = match line {
            Ok(line) => line,
            Err(error) => return (Vec::new(), vec![unusable(file, &format!("the CSV is broken: {error}"))]),
        };
        if index == 0
            && let Some(header) = Columns::of_header(&line)
        {
            (columns, has_header) = (header, true);
            continue;
        }
        match ticket(&line, columns, known) {
            Ok(ticket) => tickets.push(ticket),
            Err(None) => misfits += usize::from(line.iter().any(|cell| !cell.trim().is_empty())),
            Err(Some((name, state))) => {
                findings.push(unknown_state(place(file, text, &line), &name, &state));
            }
        }
    }
    if tickets.is_empty() && (misfits > 0 || !findings.is_empty() || !has_header) {
        return (tickets, vec![unusable(file, "no line has a ticket and its state")]);
    }
    if misfits > 0 {
        findings.push(misfitting(file, misfits));
    }
    (tickets, findings)
}

/// A semicolon or a tab where the first line has one and no comma: what spreadsheets write where numbers have commas.
fn delimiter(text: &str) -> u8 {
    let first = text.trim_start().lines().next().unwrap_or_default();
    let is_in = |c: char| first.contains(c) && !first.contains(',');
    match first {
        _ if is_in(';') => b';',
        _ if is_in('\t') => b'\t',
        _ => b',',
    }
}

/// The ticket on a line; its name and its state if that is unknown; nothing if it has no ticket or no state.
fn ticket(
    line: &StringRecord,
    columns: Columns,
    known: &[(String, String)],
) -> Result<Ticket, Option<(String, String)>> {
    let cell = |at: usize| line.get(at).map(unguarded).filter(|cell| !cell.is_empty());
    let (Some(name), Some(state)) = (cell(columns.ticket), cell(columns.state)) else { return Err(None) };
    let Some(status) = action_status(state) else {
        return Err(Some((name.to_owned(), state.to_owned())));
    };
    let resolution = columns.resolution.and_then(cell).and_then(action_status);
    let was_dropped = resolution == Some(ActionStatus::Declined) && status == ActionStatus::Done;
    Ok(Ticket {
        name: name.to_owned(),
        references: reference::normalise(name, known),
        status: if was_dropped { ActionStatus::Declined } else { status },
        due: columns.due.and_then(cell).and_then(date),
        owner: columns.owner.and_then(cell).map(str::to_owned),
    })
}

/// The date that a cell begins with; a time of day may follow.
fn date(cell: &str) -> Option<Date> {
    cell.get(..10)?.parse().ok()
}

/// A cell without the apostrophe that guards it from being read as a formula.
fn unguarded(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

fn place(file: &str, text: &str, line: &StringRecord) -> Place {
    let start = line.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
    // The line feed of the line before, and empty lines, are counted as part of a record.
    let ends = text.get(start..).map_or(0, |rest| rest.len() - rest.trim_start_matches(['\r', '\n']).len());
    let start = start + ends;
    let end = text.get(start..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| start + at);
    Place::span(file, text, start..end)
}

fn misfitting(file: &str, count: usize) -> Diagnostic {
    let lines = if count == 1 { "a line has".to_owned() } else { format!("{count} lines have") };
    Diagnostic::warning("actions/statuses", format!("{lines} no ticket or no state"))
        .at(Place::file(file))
        .hint("write a ticket and its state on each line, as in `OPS-12,done`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> (Vec<(String, ActionStatus)>, Vec<String>) {
        let (tickets, findings) = read("a.csv", text, &[]);
        let tickets = tickets.into_iter().map(|ticket| (ticket.name, ticket.status)).collect();
        (tickets, findings.into_iter().map(|finding| finding.message).collect())
    }

    #[test]
    fn tables_are_read_with_a_header_and_without() {
        for text in [
            "OPS-1,Done\nOPS-2,Open\n",
            "ticket,state\nOPS-1,Done\nOPS-2,Open\n",
            "Summary,Issue key,Status,Assignee\nx,OPS-1,closed,Ann\n\"a, b\",OPS-2,To Do,\n",
            "ticket;state;due\r\nOPS-1;erledigt;2026-03-01\r\nOPS-2;offen;\r\n",
            "OPS-1\tDone\nOPS-2\tOpen\n",
        ] {
            let (tickets, findings) = read_all(text);
            let expected =
                [("OPS-1".to_owned(), ActionStatus::Done), ("OPS-2".to_owned(), ActionStatus::Open)];
            assert_eq!((tickets.as_slice(), findings.as_slice()), (&expected[..], &[][..]), "{text}");
        }
    }

    #[test]
    fn the_best_name_of_a_column_counts_and_not_the_first_column() {
        for text in [
            "id,key,status\n10001,OPS-1,Done\n",
            "Status,ID,Issue key,State\nsecret,10001,OPS-1,Done\n",
            "id,state\nOPS-1,Done\n",
        ] {
            assert_eq!(read_all(text).0, [("OPS-1".to_owned(), ActionStatus::Done)], "{text}");
        }
    }

    #[test]
    fn due_date_owner_and_resolution_are_read() {
        let text = "key,status,resolution,due date,owner\nOPS-1,Closed,Won't Do,2026-03-01 10:00,'@ann\n";
        let ticket = read("a.csv", text, &[]).0.remove(0);
        assert_eq!(ticket.status, ActionStatus::Declined);
        assert_eq!(ticket.due, Some(Date::constant(2026, 3, 1)));
        assert_eq!(ticket.owner.as_deref(), Some("@ann"));
    }

    #[test]
    fn an_unknown_state_is_shown_at_its_line() {
        for text in ["OPS-1,done\nOPS-2,parked\n", "OPS-1,done\r\nOPS-2,parked\r\n"] {
            let place = read("a.csv", text, &[]).1.remove(0).place.unwrap();
            assert_eq!(
                (place.line, place.column, place.excerpt.as_str()),
                (2, 1, "OPS-2,parked"),
                "{text:?}"
            );
        }
        let place = read("a.csv", "OPS-1,done\r\n\r\nOPS-2,parked\r\n", &[]).1.remove(0).place.unwrap();
        assert_eq!((place.line, place.column), (3, 1));
    }

    #[test]
    fn lines_that_cannot_be_used_are_named() {
        let (tickets, findings) = read_all("OPS-1,done\nOPS-2,parked\nOPS-3\n\n");
        assert_eq!(tickets.len(), 1);
        assert_eq!(findings, ["`parked` is no known state of `OPS-2`", "a line has no ticket or no state"]);
    }
}
