//! Cells of tables.

use pulldown_cmark::Alignment;

/// The start of a cell. Its alignment is a class: the policy forbids styles.
pub fn cell_start(in_head: bool, alignment: Alignment) -> &'static str {
    match (in_head, alignment) {
        (true, Alignment::None) => "<th>",
        (true, Alignment::Left) => "<th class=\"left\">",
        (true, Alignment::Center) => "<th class=\"center\">",
        (true, Alignment::Right) => "<th class=\"right\">",
        (false, Alignment::None) => "<td>",
        (false, Alignment::Left) => "<td class=\"left\">",
        (false, Alignment::Center) => "<td class=\"center\">",
        (false, Alignment::Right) => "<td class=\"right\">",
    }
}

/// Whether a text has digits and their separators, and at most one word, as for a zone.
pub fn is_time(text: &str) -> bool {
    const LONGEST: usize = 32;
    let is_of_time = |c: char| {
        c.is_ascii_digit() || matches!(c, ' ' | ':' | '.' | '/' | '-' | '–' | '~' | '+' | '(' | ')')
    };
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.contains(char::is_alphabetic));
    text.len() <= LONGEST
        && text.contains(|c: char| c.is_ascii_digit())
        && text.contains([':', '-', '/'])
        && text.chars().all(|c| is_of_time(c) || c.is_ascii_alphabetic())
        && words.count() <= 2
}
