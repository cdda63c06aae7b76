//! Reads measures whose label names the unit: `Affected users: 1,200`, rows and columns of tables.

use std::ops::Range;
use std::sync::LazyLock;

use retold_times::durations;
use rustc_hash::FxHashSet;

use super::phrases::{Phrases, lowercase};
use super::words::WORDS;
use super::{Place, Reader, numbers, prefix};
use crate::markdown::blocks::Blocks;
use crate::model::MeasureKind;
use crate::structure::line_label::label;

static HARMED: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("label.harmed")));
static USERS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("label.users")));
static REQUESTS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("label.requests")));
static RECORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("label.records")));
static DATA_LOSS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("label.data-loss")));
static MONEY: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("label.money")));
static DURATION: LazyLock<FxHashSet<&str>> = LazyLock::new(|| WORDS.set("label.duration"));
static OTHER: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("label.other")));

/// Longer texts are not names of labels, in bytes.
const LONGEST_NAME: usize = 80;

/// The kind of measure that the values of a label are.
fn label_kind(name: &str) -> Option<MeasureKind> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    let lower = lowercase(name);
    let lower = lower.as_ref();
    let is_harmed = HARMED.is_in(lower);
    let kind = if is_harmed && USERS.is_in(lower) {
        MeasureKind::Users
    } else if is_harmed && REQUESTS.is_in(lower) {
        MeasureKind::Requests
    } else if DATA_LOSS.is_in(lower) || is_harmed && RECORDS.is_in(lower) {
        MeasureKind::Data
    } else if MONEY.is_in(lower) {
        MeasureKind::Money
    } else if DURATION.contains(lower.trim_matches([':', ' ', '*'])) {
        MeasureKind::Duration
    } else {
        return None;
    };
    (!OTHER.is_in(lower)).then_some(kind)
}

impl Reader<'_> {
    /// Reads the lines of the paragraph `index` that are labels with values.
    pub(super) fn label_lines(&mut self, blocks: &Blocks, index: usize) {
        // Most paragraphs have no label, and splitting them into lines takes time. Other marks behind labels, such as
        // a dash or the wide colon, are not ASCII.
        let may_end_label = |byte: u8| matches!(byte, b':' | b'-') || !byte.is_ascii();
        if !self.source[blocks.span(index)].bytes().any(may_end_label) {
            return;
        }
        for line in blocks.lines(self.source, index) {
            let Some(label) = label(line) else { continue };
            let Some(kind) = label_kind(label.name) else { continue };
            let Some(first) = line.text.get(label.length..).and_then(|value| value.split_whitespace().next())
            else {
                continue;
            };
            // With its markup, the line is longer in the file than its text.
            let written = &self.source[line.span.clone()];
            let Some(name_end) = written.find(label.name).map(|at| at + label.name.len()) else { continue };
            if let Some(at) = written[name_end..].find(first.trim_matches(['*', '_', '`'])) {
                self.value(kind, line.span.start + name_end + at..line.span.end);
            }
        }
    }

    /// Reads the columns of a table that have labels as their headers.
    pub(super) fn table(&mut self, blocks: &Blocks, table: usize) {
        let mut rows = blocks.children(table);
        let Some(head) = rows.next() else { return };
        let kinds = blocks.children(head).map(|cell| label_kind(blocks.text(self.source, cell)));
        let kinds: Vec<_> = kinds.collect();
        if kinds.iter().all(Option::is_none) {
            return;
        }
        for row in rows {
            for (kind, cell) in kinds.iter().zip(blocks.children(row)) {
                if let Some(kind) = *kind {
                    self.value(kind, blocks.span(cell));
                }
            }
        }
    }

    /// Reads a row of two cells, a label and its value.
    pub(super) fn row(&mut self, blocks: &Blocks, row: usize) {
        let mut cells = blocks.children(row);
        let (Some(key), Some(value), None) = (cells.next(), cells.next(), cells.next()) else { return };
        if let Some(kind) = label_kind(blocks.text(self.source, key)) {
            self.value(kind, blocks.span(value));
        }
    }

    /// Reads the value of a label, which is a measure of `kind`.
    fn value(&mut self, kind: MeasureKind, span: Range<usize>) {
        let Some(text) = self.source.get(span.clone()) else { return };
        let trimmed = text.trim_start_matches(|c: char| c.is_whitespace() || "*_|".contains(c));
        let start = span.start + text.len() - trimmed.len();
        let about = prefix::about_length(trimmed);
        let (rest, is_about) = (&trimmed[about..], about > 0);
        if kind == MeasureKind::Duration {
            if let Some((duration, length)) = durations::duration_at(rest) {
                let end = start + about + length;
                self.push(kind, (duration.as_secs_f64(), None), "s", is_about, start..end);
            }
            return;
        }
        let Some(number) = numbers::number_at(rest) else { return };
        let unit = match kind {
            MeasureKind::Users => "users",
            MeasureKind::Requests => "requests",
            MeasureKind::Data => "records",
            _ => "",
        };
        if is_bare(&rest[number.end..]) && !unit.is_empty() {
            let end = start + about + number.end;
            self.push(kind, (number.value, number.high), unit, is_about || number.more, start..end);
        } else {
            self.running_text(span, Place::Impact, true);
        }
    }
}

/// Whether the text behind a number is not a unit: nothing, a remark, or the next part of a list.
fn is_bare(behind: &str) -> bool {
    let behind = behind.trim_start_matches(['*', '_']);
    let is_decimal =
        behind.strip_prefix('.').is_some_and(|digits| digits.starts_with(|c: char| c.is_ascii_digit()));
    let rest = behind.trim_start();
    rest.is_empty() || rest.starts_with(['(', '（', '|', ',', ';', '\n', '.']) && !is_decimal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_labels_are_the_units_of_their_values() {
        use MeasureKind::*;
        for (name, kind) in [
            ("Affected users", Some(Users)),
            ("Customers Impacted", Some(Users)),
            ("Failed requests", Some(Requests)),
            ("Customer Data Loss", Some(Data)),
            ("Revenue lost", Some(Money)),
            ("Betroffene Datensätze", Some(Data)),
            ("影響時間", Some(Duration)),
            ("Downtime:", Some(Duration)),
            ("Expected downtime", None),
            ("Support Cases Raised", None),
            ("Affected services", None),
            ("Time to repair", None),
            ("Users", None),
        ] {
            assert_eq!(label_kind(name), kind, "{name}");
        }
    }

    #[test]
    fn a_bare_number_has_nothing_or_a_remark_behind_it() {
        for behind in ["", "**", " (all)", ", mostly", ".", " | x"] {
            assert!(is_bare(behind), "{behind}");
        }
        for behind in [" users", "%", ".5"] {
            assert!(!is_bare(behind), "{behind}");
        }
    }
}
