//! Timelines in tables.

use std::cell::OnceCell;

use crate::markdown::blocks::BlockKind;
use crate::readers::timeline::draft::{Context, Draft, Step, add_text};
use crate::readers::timeline::leading_time::{LeadingTime, bare_day};
use crate::readers::timeline::rough_clocks::Clocks;
use crate::readers::timeline::words::{
    COLUMN_CLOCKS, COLUMN_DATE_PARTS, COLUMN_EVENTS, COLUMN_FIGURES, COLUMN_ROLES, COLUMN_TIME_PARTS,
};
use crate::structure::body::Body;
use crate::text::marks::OPENING_BRACKETS;
use crate::text::placeholder::{has_unset_date, is_placeholder};
use crate::text::stamps::zone_in;
use retold_times::{WrittenDate, Zone};
use rustc_hash::FxHashSet;

/// The columns of a table that hold times; the others hold text.
#[derive(Debug, Clone, Copy)]
struct Columns {
    date: Option<usize>,
    time: Option<usize>,
    /// The end of ranges.
    until: Option<usize>,
    /// The same time in another zone.
    second: Option<usize>,
}

impl Columns {
    fn is_text(&self, column: usize) -> bool {
        ![self.date, self.time, self.until, self.second].contains(&Some(column))
    }
}

/// How many rows are read to find the columns of times.
const SAMPLE_ROWS: usize = 40;

/// The entries of table `index`, if one of its columns has times. Takes a zone and a date from its head. With `is_headed` it
/// is below the heading of a timeline: its times may be in forms of other numbers, or be months.
pub fn read(body: &Body<'_>, index: usize, context: &mut Context, is_headed: bool) -> Option<Vec<Step>> {
    let blocks = body.blocks;
    let mut rows = blocks.children(index);
    let mut head = Vec::new();
    let mut start = rows.clone();
    if let Some(first) = rows.next()
        && blocks.kind(first) == BlockKind::HeadRow
    {
        head = blocks.children(first).map(|cell| blocks.text(body.text, cell).trim().to_owned()).collect();
        start = rows;
    }
    let sample: Vec<Vec<&str>> = start
        .clone()
        .take(SAMPLE_ROWS)
        .map(|row| blocks.children(row).map(|cell| blocks.text(body.text, cell)).collect())
        .collect();
    let mut clocks = Clocks::default();
    let mut columns = columns(&head, &sample, clocks);
    if is_headed && columns.is_none_or(|columns| columns.time.is_none()) {
        (columns, clocks) = named_column(&head, &sample).map_or((columns, clocks), |(column, clocks)| {
            let date = columns.and_then(|columns| columns.date);
            (Some(Columns { date, time: Some(column), until: None, second: None }), clocks)
        });
    }
    let columns = columns?;
    let zone_column = columns.time.or(columns.date)?;
    if let Some(name) = head.get(zone_column) {
        if context.zone.is_none() {
            context.zone = zone_in(name);
        }
        context.update_from(name, true);
    }
    let mut steps = Vec::new();
    for row in start {
        let mut draft = Draft { span: blocks.span(row), ..Draft::default() };
        let (mut day, mut has_name, mut has_gap) = (None, false, false);
        if is_struck(body, row) || is_attribute_list(body, row) {
            continue;
        }
        if let Some(date) = day_of_row(body, row) {
            steps.push(Step::Day(date, None));
            continue;
        }
        for (column, cell) in blocks.children(row).enumerate() {
            let text = blocks.text(body.text, cell);
            let text = text.trim();
            if columns.is_text(column) {
                // A cell with a dash is an empty one.
                if !is_empty(text) {
                    has_gap |= is_placeholder(text);
                    if !draft.text.is_empty() {
                        draft.text.push_str(if has_name { ":" } else { " –" });
                        has_name = false;
                    }
                    add_text(&mut draft.text, text);
                }
                continue;
            }
            let Some(leading) = clocks.leading(text) else {
                // `1/28` is the day of the rows below; `Morning`, `Detection` are text of the entry.
                if let Some(date) = bare_day(text) {
                    day = day.or(Some(date));
                } else if columns.time == Some(column) && !is_empty(text) {
                    add_text(&mut draft.text, text);
                    has_name = true;
                }
                continue;
            };
            if columns.second == Some(column) {
                continue;
            }
            if columns.until == Some(column) {
                if leading.stamp.time.is_some() || leading.stamp.date.is_some() {
                    draft.stamp.until = Some(Box::new(leading.stamp));
                }
                continue;
            }
            if columns.date == Some(column) && columns.time != Some(column) {
                day = leading.stamp.date;
                if leading.stamp.time.is_some() && columns.time.is_none() {
                    draft.stamp = leading.stamp;
                }
                continue;
            }
            // The remark of `2021-03-04 (detection)` is text of the entry.
            let rest = text[leading.length..].trim();
            if rest.starts_with(OPENING_BRACKETS) && draft.text.is_empty() {
                add_text(&mut draft.text, rest.trim_matches(['(', ')', '（', '）']));
            }
            draft.relative = leading.relative;
            draft.is_plus = leading.is_plus;
            draft.weekday = leading.weekday;
            let until = draft.stamp.until.take();
            draft.stamp = leading.stamp;
            draft.stamp.until = draft.stamp.until.take().or(until);
        }
        draft.stamp.date = draft.stamp.date.or(day);
        // A row of a form.
        if has_gap && !draft.has_time() {
            continue;
        }
        if draft.text.is_empty() {
            // A row that is only a date is the day of the rows below.
            if let (Some(date), None) = (draft.stamp.date, draft.stamp.time) {
                steps.push(Step::Day(date, draft.stamp.zone));
            }
            continue;
        }
        steps.push(Step::Entry(draft));
    }
    Some(steps)
}

/// Whether a row is an attribute list of kramdown behind the table, which other Markdown takes for a row: `{: .wide }`.
fn is_attribute_list(body: &Body<'_>, row: usize) -> bool {
    let text = body.text.get(body.blocks.span(row)).unwrap_or("").trim();
    text.starts_with("{:") && text.ends_with('}')
}

/// Whether a column of a table is named as that of figures: `Metric`.
pub fn is_of_figures(body: &Body<'_>, index: usize) -> bool {
    let head = body.blocks.children(index).next();
    head.is_some_and(|row| {
        body.blocks.kind(row) == BlockKind::HeadRow && has_head(body, row, &COLUMN_FIGURES)
    })
}

/// Whether the whole name of a column is one of `names`.
fn has_head(body: &Body<'_>, head: usize, names: &FxHashSet<&str>) -> bool {
    body.blocks.children(head).any(|cell| {
        let name = body.blocks.text(body.text, cell).trim().to_lowercase();
        names.contains(name.trim_end_matches([':', '：']))
    })
}

/// The rows of a table without times, one column of which is named as that of events; at least two.
pub fn untimed(body: &Body<'_>, index: usize) -> Vec<Step> {
    let blocks = body.blocks;
    let mut rows = blocks.children(index);
    let Some(head) = rows.next().filter(|&row| blocks.kind(row) == BlockKind::HeadRow) else {
        return Vec::new();
    };
    if !has_head(body, head, &COLUMN_EVENTS) {
        return Vec::new();
    }
    let row_text = |row: usize| {
        let cells = blocks.children(row).map(|cell| blocks.text(body.text, cell).trim());
        let texts = cells.enumerate().filter(|(column, text)| *column > 0 || !is_number(text));
        texts.map(|(_, text)| text).filter(|text| !is_empty(text)).collect::<Vec<_>>().join(" – ")
    };
    let steps: Vec<Step> = rows
        .filter(|&row| !is_struck(body, row) && !is_attribute_list(body, row))
        .map(|row| (blocks.span(row), row_text(row)))
        .filter(|(_, text)| !text.is_empty())
        .map(|(span, text)| Step::Entry(Draft::untimed(&text, span)))
        .collect();
    if steps.len() > 1 { steps } else { Vec::new() }
}

/// Whether a cell has the number of its row only: `1`, `#1`, `1.`.
fn is_number(cell: &str) -> bool {
    let digits = cell.trim_matches(['#', '.', ')']);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether all text of a row is struck through.
fn is_struck(body: &Body<'_>, row: usize) -> bool {
    let blocks = body.blocks;
    let mut lines = blocks.children(row).flat_map(|cell| blocks.lines(body.text, cell)).peekable();
    lines.peek().is_some_and(|first| first.struck) && lines.all(|line| line.struck)
}

/// The date of a row that has nothing but that: it is the day of the rows below.
fn day_of_row(body: &Body<'_>, row: usize) -> Option<WrittenDate> {
    let blocks = body.blocks;
    let mut texts = blocks.children(row).map(|cell| blocks.text(body.text, cell).trim());
    let text = texts.find(|text| !text.is_empty())?;
    if texts.any(|text| !text.is_empty()) {
        return None;
    }
    let leading = LeadingTime::of(text).filter(|leading| leading.is_day() && leading.length == text.len())?;
    leading.stamp.date
}

/// A column of times by its head, whose cells are clocks in forms of other numbers, or months: `Jul 2026`, `Q3`.
fn named_column(head: &[String], sample: &[Vec<&str>]) -> Option<(usize, Clocks)> {
    let column = head.iter().position(|name| matches!(role_of(name), Some(Role::Time | Role::Date)))?;
    let cells = || {
        sample.iter().filter_map(|row| row.get(column)).map(|cell| cell.trim()).filter(|cell| !is_empty(cell))
    };
    if let Some(clocks) = Clocks::shown_by(cells()) {
        return Some((column, clocks));
    }
    let numbers = cells()
        .filter(|cell| {
            cell.contains(|c: char| c.is_ascii_digit()) && !has_unset_date(cell) && !is_placeholder(cell)
        })
        .count();
    (numbers >= 2 && numbers * 2 >= sample.len()).then_some((column, Clocks::default()))
}

/// Whether a cell has no text: it is empty, or has a dash or a mark for `as above`.
fn is_empty(cell: &str) -> bool {
    cell.chars().all(|c| matches!(c, '-' | '–' | '—' | '−' | '"' | '″' | '〃' | ' '))
}

fn columns(head: &[String], sample: &[Vec<&str>], clocks: Clocks) -> Option<Columns> {
    let width = head.len().max(sample.first().map_or(0, Vec::len)).min(12);
    let (mut columns, mut named_time) =
        (Columns { date: None, time: None, until: None, second: None }, false);
    let cells = |column: usize| sample.iter().filter_map(move |row| row.get(column).map(|cell| cell.trim()));
    let filled = |column: usize| cells(column).filter(|cell| !is_blank(cell)).count();
    // Each column is read once, if it is needed at all.
    let read = vec![OnceCell::<Vec<LeadingTime>>::new(); width];
    let leading_times = |column: usize| {
        read[column].get_or_init(|| cells(column).filter_map(|cell| clocks.leading(cell)).collect()).iter()
    };
    let parsed = |column: usize| leading_times(column).count();
    for column in 0..width {
        let Some(role) = head.get(column).and_then(|name| role_of(name)) else { continue };
        let clocks = leading_times(column).filter(|leading| leading.has_clock()).count();
        // A column with a clear head may hold names of phases among its times.
        let days = || cells(column).filter(|cell| bare_day(cell).is_some()).count();
        let fits = role == Role::Date && parsed(column) == 0 && days() * 2 > filled(column)
            || parsed(column) > 0
                && (parsed(column) * 2 >= filled(column)
                    || role == Role::Time && clocks >= 2 && clocks * 4 >= filled(column));
        match role {
            _ if !fits => {}
            Role::Date if columns.date.is_none() => columns.date = Some(column),
            Role::Time if columns.time.is_none() => {
                columns.time = Some(column);
                named_time = true;
            }
            Role::Time if columns.second.is_none() => columns.second = Some(column),
            Role::Until => columns.until = Some(column),
            _ => {}
        }
    }
    // A second time column in another zone repeats the first.
    if columns.time.is_none() && columns.date.is_none() {
        let best = (0..width.min(4)).find(|&column| {
            let count = parsed(column);
            let timed = leading_times(column)
                .filter(|leading| leading.has_clock() || leading.stamp.date.is_some() && !leading.is_loose)
                .count();
            count >= 2 && timed * 10 >= filled(column) * 7
        });
        // `| Incident start | 2021-03-04 10:00 |`
        columns.time = best;
    } else if columns.time.is_none()
        && !named_time
        && let Some(date) = columns.date
        && !leading_times(date).any(LeadingTime::has_clock)
    {
        columns.time = (0..width.min(4)).find(|&column| {
            column != date
                && parsed(column) > 0
                && leading_times(column).filter(|leading| leading.stamp.time.is_some()).count() * 10
                    >= filled(column) * 7
        });
    }
    (columns.time.is_some() || columns.date.is_some()).then_some(columns)
}

fn is_blank(cell: &str) -> bool {
    cell.chars().all(|c| !c.is_alphanumeric())
}

/// What a column of times holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Date,
    Time,
    /// The end of ranges.
    Until,
}

/// What a column holds, by its head.
fn role_of(name: &str) -> Option<Role> {
    let lower = name.to_lowercase();
    let lower = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if let Some((_, length)) = Zone::at(name.trim())
        && length == name.trim().len()
        && length > 0
    {
        return Some(Role::Time);
    }
    let word = lower.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let has_part = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    match COLUMN_ROLES.get(word) {
        Some(Role::Date) if matches!(word, "date" | "datum") && has_part(&COLUMN_CLOCKS) => Some(Role::Time),
        Some(role) => Some(*role),
        None if has_part(&COLUMN_TIME_PARTS) => Some(Role::Time),
        None if has_part(&COLUMN_DATE_PARTS) => Some(Role::Date),
        None => {
            let is_time = lower.starts_with("event time")
                || lower.starts_with("local time")
                || lower.ends_with(" time");
            is_time.then_some(Role::Time)
        }
    }
}
