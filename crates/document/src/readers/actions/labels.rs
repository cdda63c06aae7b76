//! Takes the fields that labels inside an action's text give: `Add an alert. Owner: Jane`.

use jiff::civil::Date;

use crate::model::ActionStatus;
use crate::readers::actions::field_names::{self, Field, InlineLabel};
use crate::readers::actions::fields::{Fields, of_cell, plain};
use crate::readers::actions::people::People;
use crate::readers::actions::{due_dates, owners, status};
use crate::text::marks::COLONS;
use crate::text::words::is_separator;
use retold_times::Due;

impl Fields {
    /// Takes `Owner: …`, `due:…` and the like from anywhere.
    pub fn take_labels(&mut self, text: &str, near: Option<Date>, people: &People) -> String {
        let mut rest = String::with_capacity(text.len());
        let mut done = 0;
        for (at, colon) in text.char_indices().filter(|(_, c)| matches!(c, ':' | '：' | '=')) {
            if at < done {
                continue;
            }
            let Some(InlineLabel { field, start, is_weak }) = field_names::inline_label(&text[done..at])
            else {
                continue;
            };
            let start = done + start;
            let value = before_next_label(&text[at + colon.len_utf8()..]);
            if is_weak && !owners::is_owner_value(value, people) {
                continue;
            }
            let trimmed = value.trim_start();
            // `the owner: they …` is a sentence; `owner:jane`, `Owner: Jane` are labels.
            let before = text[..start].chars().next_back();
            let inside = before.is_some_and(|c| c == ' ')
                && !text[..start].trim_end().ends_with(|c: char| {
                    is_separator(c)
                        || matches!(c, '.' | '(' | '（' | '[' | '*' | '。' | '!' | '?' | ')' | '）' | '」')
                });
            let starts = trimmed.chars().next();
            if inside && value.starts_with(' ') && starts.is_none_or(|c| c.is_lowercase() && c.is_ascii()) {
                continue;
            }
            let skipped = value.len() - trimmed.len();
            let Some(length) = self.take_label(field, trimmed, text.get(start..at).unwrap_or_default(), near)
            else {
                continue;
            };
            rest.push_str(&text[done..start]);
            done = at + colon.len_utf8() + skipped + length;
        }
        rest.push_str(text.get(done..).unwrap_or_default());
        rest
    }

    /// Takes the value behind a label. Returns its length in bytes.
    fn take_label(&mut self, field: Field, value: &str, label: &str, near: Option<Date>) -> Option<usize> {
        let end = value
            .char_indices()
            .take(200)
            .find(|&(at, c)| match c {
                ',' | '、' | '，' | ';' | ')' | '）' | ']' | '|' | '\n' | '。' => true,
                '.' => value[at + 1..].is_empty() || value[at + 1..].starts_with(' '),
                '—' | '–' => true,
                _ => false,
            })
            .map_or(value.len(), |(at, _)| at);
        match field {
            Field::Owner => {
                let (names, length) = owners::of_inline(value)?;
                self.owner = Some(names);
                Some(length)
            }
            Field::Due => {
                let due = due_dates::of_value(&value[..end], near);
                self.due = due.or(self.due);
                // `Jan 31, 2026` has a comma of its own.
                let dated = due_dates::date_at(value, near);
                if let Some((date, _)) = dated {
                    self.due = Some(Due::On(date));
                }
                let dated = dated.map_or(0, |(_, length)| length);
                if dated == 0 && due.is_none() && end > 40 {
                    return None;
                }
                // A short remark behind the date belongs to it; a further label does not.
                let remark = value.get(dated..end).unwrap_or_default();
                let is_short = remark.len() <= 24 && !remark.contains(COLONS);
                Some(if dated > 0 && !is_short { dated } else { end.max(dated) })
            }
            Field::Status => {
                if status::of_cell(label) == Some(ActionStatus::Done) {
                    // `Done: 2026-01-31` is the day on which it was done.
                    let (_, length) = due_dates::date_at(value, near)?;
                    self.set_status(ActionStatus::Done, label);
                    return Some(length);
                }
                let status = status::of_cell(&value[..end])?;
                self.status = Some((status, plain(&value[..end]).to_owned()));
                Some(end)
            }
            Field::Priority if end <= 24 => {
                self.priority = of_cell(&value[..end]);
                Some(end)
            }
            _ => None,
        }
    }
}

/// The text before the next label: `Jane` of `Jane Due: 2026-01-31`.
fn before_next_label(text: &str) -> &str {
    // Names and dates are short: the limit keeps long lines from being searched again for each of their labels.
    let colon = text.char_indices().take(80).find(|(_, c)| COLONS.contains(c));
    let next = colon.and_then(|(at, _)| field_names::inline_label(&text[..at]));
    next.filter(|label| text[..label.start].contains(char::is_alphanumeric))
        .map_or(text, |label| &text[..label.start])
}
