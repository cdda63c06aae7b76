//! Finds quotations in a text.

use std::ops::Range;

/// The quotations of a text: between quotation marks, of at most 300 bytes.
pub fn quotations(text: &str) -> Vec<Range<usize>> {
    const LONGEST: usize = 300;
    const MARKS: [(char, char); 7] =
        [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('»', '«'), ('「', '」'), ('『', '』')];
    if text.is_ascii() && !text.contains('"') {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, mark)) = text[at..]
        .char_indices()
        .map(|(i, c)| (at + i, c))
        .find(|(_, c)| MARKS.iter().any(|(open, _)| open == c))
    {
        let behind = start + mark.len_utf8();
        at = behind;
        // No quotation is longer, so no more text is searched.
        let ends = text[behind..].char_indices().map(|(at, c)| behind + at + c.len_utf8());
        let last = ends.take_while(|end| end - start <= LONGEST).last().unwrap_or(behind);
        let end = MARKS
            .iter()
            .filter(|(open, _)| *open == mark)
            .filter_map(|(_, close)| {
                text[behind..last].find(*close).map(|end| behind + end + close.len_utf8())
            })
            .min();
        if let Some(end) = end {
            found.push(start..end);
            at = end;
        }
    }
    found
}
