//! Tables with one of the whys in each row.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::model::Why;
use crate::readers::whys::WORDS;
use crate::structure::body::Body;
use crate::structure::items::rows;
use crate::text::placeholder::is_placeholder;

static COLUMNS: LazyLock<FxHashMap<&'static str, Column>> = LazyLock::new(|| WORDS.map(Column::named));

/// What a column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Question,
    Answer,
    Action,
    Other,
}

impl Column {
    fn named(name: &str) -> Option<Self> {
        match name {
            "question" | "question-column" => Some(Self::Question),
            "answer" | "answer-column" => Some(Self::Answer),
            "action" => Some(Self::Action),
            _ => None,
        }
    }

    fn of(heading: &str) -> Self {
        let lower = heading.to_lowercase();
        let name = lower.trim_matches(|c: char| !c.is_alphanumeric());
        // `Why 1`, `Why did it happen`.
        let asks = || name.starts_with("why") && name.len() > 5;
        COLUMNS.get(name).copied().unwrap_or_else(|| if asks() { Self::Question } else { Self::Other })
    }
}

/// The whys in the rows of a table, each about the answer of the row before.
pub fn read(body: &Body<'_>, table: usize, whys: &mut Vec<Why>) {
    let mut rows = rows(body, table);
    let Some((_, head)) = rows.next() else { return };
    let mut columns: Vec<Column> = head.into_iter().map(Column::of).collect();
    // `| Why | Action |` gives the cause in the first column.
    if !columns.contains(&Column::Answer) && !columns.contains(&Column::Question) {
        return;
    }
    for at in 1..columns.len() {
        if columns[..at].contains(&columns[at]) {
            columns[at] = Column::Other;
        }
    }
    let mut parent = None;
    for (row, cells) in rows {
        let span = body.blocks.span(row);
        let mut why = Why { question: None, answer: None, action: None, depth: 0, parent, span };
        for (cell, column) in cells.into_iter().zip(&columns) {
            let value =
                Some(cell).filter(|cell| !is_placeholder(cell) || cell.ends_with('?')).map(str::to_owned);
            match column {
                Column::Question => {
                    why.question =
                        value.filter(|value| !value.chars().all(|c| c.is_ascii_digit() || c == '.'));
                }
                Column::Answer => why.answer = value,
                Column::Action => why.action = value,
                Column::Other => {}
            }
        }
        if why.question.is_none() && why.answer.is_none() {
            continue;
        }
        why.depth = parent.map_or(0, |parent: usize| whys[parent].depth + 1);
        parent = Some(whys.len());
        whys.push(why);
    }
}
