//! The line below the title that dates a report: `Posted on 31 January 2026 by Ann`, `January 31, 2026 | Ann`.

use std::ops::Range;

use crate::lexicon::day_words::behind_published;
use crate::markdown::blocks::{BlockKind, Blocks};
use jiff::civil::Date;
use retold_times::{Stamp, WrittenDate};

/// How many blocks below the title are searched.
const MAX_BLOCKS: usize = 3;

/// Longest such line, in bytes.
const LONGEST: usize = 160;

/// A date in the line below the title, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Byline {
    pub date: Date,
    pub span: Range<usize>,
    /// Whether the line states that the report was published on that day.
    pub is_publication: bool,
}

/// The first line with nothing but a date, perhaps with a name, among the first blocks of `text`, the whole file.
pub fn read(text: &str, blocks: &Blocks) -> Option<Byline> {
    let is_title = |&index: &usize| matches!(blocks.kind(index), BlockKind::Heading(1));
    let top = blocks.outermost(0..blocks.all().len()).skip_while(is_title).take(MAX_BLOCKS);
    let is_text = |&index: &usize| blocks.kind(index) == BlockKind::Paragraph;
    let lines = top.take_while(is_text).flat_map(|index| blocks.lines(text, index).iter().take(2));
    let mut lines = lines.filter(|line| line.text.len() <= LONGEST);
    lines.find_map(|line| {
        let published = behind_published(&line.text);
        let date = match published {
            Some(behind) => date_at(behind)?.0,
            None => alone(&line.text)?,
        };
        Some(Byline { date, span: line.span.clone(), is_publication: published.is_some() })
    })
}

/// The date of a line that has nothing else, but perhaps a name in another part.
fn alone(line: &str) -> Option<Date> {
    let is_separator = |c: char| matches!(c, '|' | '·' | '•' | '—' | '–' | '/');
    // `By Ann Example, March 20, 2026`
    if let Some(names) = line.trim_start().strip_prefix("By ") {
        let (at, _) = names.match_indices(", ").next()?;
        return whole(&names[at + 2..]);
    }
    whole(line).or_else(|| line.split(is_separator).take(4).find_map(whole))
}

fn whole(part: &str) -> Option<Date> {
    let part = part.trim().trim_end_matches('.');
    date_at(part).filter(|(_, length)| *length == part.len()).map(|(date, _)| date)
}

/// The full date at the start of `text`, and its length in bytes.
fn date_at(text: &str) -> Option<(Date, usize)> {
    let (stamp, length) = Stamp::at(text)?;
    match stamp.date? {
        WrittenDate::Full(date) if stamp.until.is_none() => Some((date, length)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn lines_below_the_title_date_a_report() {
        let day = date(2026, 1, 31);
        for (text, expected) in [
            ("# Pumps\n\nJanuary 31, 2026\n\nx", Some((day, false))),
            ("# Pumps\n\n*31 January 2026*\n", Some((day, false))),
            ("# Pumps\n\nJanuary 31, 2026 | Ann Example\n", Some((day, false))),
            ("# Pumps\n\nAnn Example · 2026-01-31\n", Some((day, false))),
            ("# Pumps\n\nBy Ann Example, January 31, 2026\n", Some((day, false))),
            ("# Pumps\n\n_Posted on January 31, 2026 by Ann_\n", Some((day, true))),
            ("Published 2026-01-31\n\nx", Some((day, true))),
            ("# Pumps\n\nOn January 31, 2026 pumps stood still.\n", None),
            ("# Pumps\n\nx\n\n## Timeline\n\n2026-01-31\n", None),
            ("# Pumps\n\n2026-01-31 to 2026-02-02\n", None),
        ] {
            let found = read(text, &Blocks::read(text, 0));
            assert_eq!(found.map(|line| (line.date, line.is_publication)), expected, "{text}");
        }
    }
}
