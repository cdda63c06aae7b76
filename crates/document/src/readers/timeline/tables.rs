//! Timelines in tables.

use std::cell::OnceCell;

use crate::markdown::blocks::BlockKind;
use crate::readers::timeline::draft::{Context, Draft, Step, add_text, zone_in};
use crate::readers::timeline::leading_time::{Opening, bare_day};
use crate::structure::body::Body;
use retold_times::Zone;

/// Which columns of a table hold what.
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

/// How many rows tell which column has the times.
const SAMPLE: usize = 40;

/// The entries of table `index`, if one of its columns has times. Takes a zone and a date from its head.
pub fn read(body: &Body<'_>, index: usize, context: &mut Context) -> Option<Vec<Step>> {
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
    let sample: Vec<Vec<String>> = start
        .clone()
        .take(SAMPLE)
        .map(|row| blocks.children(row).map(|cell| blocks.text(body.text, cell)).collect())
        .collect();
    let columns = columns(&head, &sample)?;
    let zone_column = columns.time.or(columns.date)?;
    if let Some(name) = head.get(zone_column) {
        if context.zone.is_none() {
            context.zone = zone_in(name);
        }
        context.learn(name, true);
    }
    let mut steps = Vec::new();
    for row in start {
        let mut draft = Draft { span: blocks.span(row), ..Draft::default() };
        let (mut day, mut has_name) = (None, false);
        for (column, cell) in blocks.children(row).enumerate() {
            let text = blocks.text(body.text, cell);
            let text = text.trim();
            if columns.is_text(column) {
                if !text.is_empty() {
                    if !draft.text.is_empty() {
                        draft.text.push_str(if has_name { ":" } else { " –" });
                        has_name = false;
                    }
                    add_text(&mut draft.text, text);
                }
                continue;
            }
            let Some(opening) = Opening::of(text) else {
                // `1/28` stands for a heading; `Morning`, `Detection` say what happened, too.
                if let Some(date) = bare_day(text) {
                    day = day.or(Some(date));
                } else if columns.time == Some(column) && !text.is_empty() {
                    add_text(&mut draft.text, text);
                    has_name = true;
                }
                continue;
            };
            if columns.second == Some(column) {
                continue;
            }
            if columns.until == Some(column) {
                if opening.stamp.time.is_some() || opening.stamp.date.is_some() {
                    draft.stamp.until = Some(Box::new(opening.stamp));
                }
                continue;
            }
            if columns.date == Some(column) && columns.time != Some(column) {
                day = opening.stamp.date;
                if opening.stamp.time.is_some() && columns.time.is_none() {
                    draft.stamp = opening.stamp;
                }
                continue;
            }
            // `2021-03-04 (detection)` says what happened, too.
            let rest = text[opening.length..].trim();
            if rest.starts_with(['(', '（']) && draft.text.is_empty() {
                add_text(&mut draft.text, rest.trim_matches(['(', ')', '（', '）']));
            }
            draft.relative = opening.relative;
            let until = draft.stamp.until.take();
            draft.stamp = opening.stamp;
            draft.stamp.until = draft.stamp.until.take().or(until);
        }
        draft.stamp.date = draft.stamp.date.or(day);
        if draft.text.is_empty() {
            // A row that is only a date stands for a heading.
            if let (Some(date), None) = (draft.stamp.date, draft.stamp.time) {
                steps.push(Step::Day(date, draft.stamp.zone));
            }
            continue;
        }
        steps.push(Step::Entry(draft));
    }
    Some(steps)
}

fn columns(head: &[String], sample: &[Vec<String>]) -> Option<Columns> {
    let width = head.len().max(sample.first().map_or(0, Vec::len)).min(12);
    let (mut columns, mut named_time) =
        (Columns { date: None, time: None, until: None, second: None }, false);
    let cells = |column: usize| sample.iter().filter_map(move |row| row.get(column).map(|cell| cell.trim()));
    let filled = |column: usize| cells(column).filter(|cell| !is_blank(cell)).count();
    // Of a column that is asked for, and then more than once.
    let read = vec![OnceCell::<Vec<Opening>>::new(); width];
    let openings =
        |column: usize| read[column].get_or_init(|| cells(column).filter_map(Opening::of).collect()).iter();
    let parsed = |column: usize| openings(column).count();
    for column in 0..width {
        let Some(role) = head.get(column).and_then(|name| role_of(name)) else { continue };
        let clocks = openings(column).filter(|opening| opening.has_clock()).count();
        // Among times there may be phases and days in words, if the head leaves no doubt.
        let fits = parsed(column) > 0
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
            let timed = openings(column)
                .filter(|opening| opening.has_clock() || opening.stamp.date.is_some() && !opening.is_loose)
                .count();
            count >= 2 && timed * 10 >= filled(column) * 7
        });
        // `| Incident start | 2021-03-04 10:00 |`
        columns.time = best;
    } else if columns.time.is_none()
        && !named_time
        && let Some(date) = columns.date
        && !openings(date).any(Opening::has_clock)
    {
        columns.time = (0..width.min(4)).find(|&column| {
            column != date
                && parsed(column) > 0
                && openings(column).filter(|opening| opening.stamp.time.is_some()).count() * 10
                    >= filled(column) * 7
        });
    }
    (columns.time.is_some() || columns.date.is_some()).then_some(columns)
}

fn is_blank(cell: &str) -> bool {
    cell.chars().all(|c| !c.is_alphanumeric())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Date,
    Time,
    Until,
}

/// What the head of a column announces.
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
    let role = match word {
        "date" if lower.contains("time") || lower.contains("heure") || lower.contains("hora") => Role::Time,
        "datum" if lower.contains("zeit") => Role::Time,
        "date" | "day" | "datum" | "tag" | "fecha" | "jour" | "data" => Role::Date,
        "time" | "timestamp" | "timestamps" | "times" | "when" | "datetime" | "start" | "started"
        | "horário" | "ora" | "hour" | "zeit" | "uhrzeit" | "zeitpunkt" | "zeitstempel" | "heure"
        | "horodatage" | "hora" | "clock" | "at" | "ts" | "begin" | "from" => Role::Time,
        "end" | "ended" | "until" | "to" => Role::Until,
        _ if ["時刻", "日時", "時間", "时间", "時點"].iter().any(|word| lower.contains(word)) => {
            Role::Time
        }
        _ if ["日付", "日期"].iter().any(|word| lower.contains(word)) => Role::Date,
        _ if lower.starts_with("event time")
            || lower.starts_with("local time")
            || lower.ends_with(" time") =>
        {
            Role::Time
        }
        _ => return None,
    };
    Some(role)
}
