//! Cells of a row of a table, in the text of a file.

use std::ops::Range;

/// The bytes of the first cell of `row` that `is_wanted` takes, without the blanks around it. `None` if no cell is such a one,
/// or `row` is no row of a table: it does not begin with a bar.
pub fn cell(row: &str, is_wanted: impl Fn(&str) -> bool) -> Option<Range<usize>> {
    let row = row.lines().next().unwrap_or_default();
    if !row.trim_start().starts_with('|') {
        return None;
    }
    let mut start = 0;
    let mut is_escaped = false;
    for (at, c) in row.char_indices().chain([(row.len(), '|')]) {
        if c == '|' && !is_escaped {
            let text = &row[start..at];
            let from = start + text.len() - text.trim_start().len();
            if !text.trim().is_empty() && is_wanted(text.trim()) {
                return Some(from..from + text.trim().len());
            }
            start = (at + 1).min(row.len());
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    None
}

/// Whether `cell` has the letters and digits of `text`, whatever the markup around them.
pub fn has_letters(cell: &str, text: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let wanted = letters(text);
    !wanted.is_empty() && letters(cell).contains(&wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_found_by_its_text() {
        for (row, text, expected) in [
            ("| Add **a** limit | @kim |", "Add a limit", Some("Add **a** limit")),
            ("|  [Add a limit](x.md) | open |\n", "Add a limit", Some("[Add a limit](x.md)")),
            ("| a \\| b | c |", "a b", Some("a \\| b")),
            ("| 1 | Add a quota", "Add a quota", Some("Add a quota")),
            ("| 1 | Add a quota |", "Add a limit", None),
            ("- [ ] Add a quota", "Add a quota", None),
            ("", "", None),
        ] {
            let found = cell(row, |cell| has_letters(cell, text)).map(|range| &row[range]);
            assert_eq!(found, expected, "{row}");
        }
    }
}
