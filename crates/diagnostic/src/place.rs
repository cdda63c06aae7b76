//! Places in files, and the lines that show them.

use std::ops::Range;

use serde::Serialize;

/// A place in a file, with the lines that show it, so that a finding can be rendered without the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Path as the user knows it, with forward slashes.
    pub path: String,
    /// 1-based line of the first marked character; 0 when the finding is about the whole file.
    pub line: usize,
    /// 1-based column of the first marked character, counted in characters; 0 with line 0.
    pub column: usize,
    /// The source lines that the mark touches, without the final line end; empty with line 0.
    pub excerpt: String,
    /// The mark, as a byte range in `excerpt`.
    pub mark: Range<usize>,
}

/// Longest part of a line that is carried along as an excerpt, in bytes.
const EXCERPT_LIMIT: usize = 400;

impl Place {
    /// The whole of a file.
    pub fn file(path: impl Into<String>) -> Self {
        Self { path: path.into(), line: 0, column: 0, excerpt: String::new(), mark: 0..0 }
    }

    /// The bytes `span` of `text`, the contents of the file at `path`.
    ///
    /// A span over several lines is cut at the end of its first line; a span outside the text or
    /// inside a character is moved to the nearest place that exists.
    pub fn span(path: impl Into<String>, text: &str, span: Range<usize>) -> Self {
        Places::new(path, text).span(span)
    }
}

/// Places in one file, found fastest in the order of the text: many findings in a long file take one
/// pass over it, not one each.
#[derive(Debug, Clone)]
pub struct Places<'a> {
    path: String,
    text: &'a str,
    /// The start of a line whose number is known, and its number.
    known: (usize, usize),
    /// The position up to which lines and columns are counted.
    at: usize,
    line: usize,
    column: usize,
    line_start: usize,
}

impl<'a> Places<'a> {
    /// The places in `text`, the contents of the file at `path`.
    pub fn new(path: impl Into<String>, text: &'a str) -> Self {
        Self::from_line(path, text, 0, 1)
    }

    /// Like [`Places::new`], for places from byte `start` on, which is in line `line` (1-based): the lines before it are
    /// not counted again. Places before it are found too, but more slowly.
    pub fn from_line(path: impl Into<String>, text: &'a str, start: usize, line: usize) -> Self {
        let start = text[..floor_boundary(text, start)].rfind('\n').map_or(0, |at| at + 1);
        let known = (start, line);
        Self { path: path.into(), text, known, at: start, line, column: 1, line_start: start }
    }

    /// The place of the bytes `span`, moved into the text as by [`Place::span`].
    pub fn span(&mut self, span: Range<usize>) -> Place {
        let text = self.text;
        let start = floor_boundary(text, span.start);
        self.move_to(start);
        let excerpt_start =
            floor_boundary(text, self.line_start.max(start.saturating_sub(EXCERPT_LIMIT / 2)));
        let limit = floor_boundary(text, excerpt_start + EXCERPT_LIMIT).max(start);
        let line_end = text[start..limit].find('\n').map_or(limit, |at| start + at);
        let is_cut = line_end == limit && limit < text.len();
        let line_end = if !is_cut && text[start..line_end].ends_with('\r') { line_end - 1 } else { line_end };
        let end = floor_boundary(text, span.end).clamp(start, line_end);
        Place {
            path: self.path.clone(),
            line: self.line,
            column: self.column,
            excerpt: text[excerpt_start..line_end].to_owned(),
            mark: start - excerpt_start..end - excerpt_start,
        }
    }

    /// The place of `words` in the bytes `span`, an item of a list or a row of a table: a mark under the words shows more
    /// than one under all of it. Where they do not stand there literally, the place is the text of the item or the first
    /// cell that has any, without marks such as `|`, `-` or `[ ]`.
    pub fn part(&mut self, span: Range<usize>, words: &str) -> Place {
        let text = self.text;
        let start = floor_boundary(text, span.start);
        let end = floor_boundary(text, span.end).max(start);
        let whole = &text[start..end];
        let part = match whole.find(words).filter(|_| !words.is_empty()) {
            Some(at) => at..at + words.len(),
            None => text_of_item(whole),
        };
        self.span(start + part.start..start + part.end)
    }

    fn move_to(&mut self, start: usize) {
        if start < self.at {
            let (at, line) = if start < self.known.0 { (0, 1) } else { self.known };
            (self.at, self.line, self.column, self.line_start) = (at, line, 1, at);
        }
        let passed = &self.text[self.at..start];
        if let Some(last) = passed.rfind('\n') {
            self.line += count_lines(passed);
            self.line_start = self.at + last + 1;
            self.column = 1;
        }
        self.column += self.text[self.line_start.max(self.at)..start].chars().count();
        self.at = start;
    }
}

/// The number of line ends in `text`. Sums of bytes are added many at a time.
fn count_lines(text: &str) -> usize {
    let count = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>();
    text.as_bytes().chunks(usize::from(u8::MAX)).map(|bytes| usize::from(count(bytes))).sum()
}

/// The bytes of the first cell with text, or of the text of an item, in the first line of `whole`. All of the line if it
/// has no text.
fn text_of_item(whole: &str) -> Range<usize> {
    let line = whole.lines().next().unwrap_or_default();
    let mut text = line.trim_start_matches(|c: char| c.is_whitespace() || c == '|');
    for mark in ["- ", "* ", "+ ", "[ ] ", "[x] ", "[X] "] {
        text = text.strip_prefix(mark).map_or(text, str::trim_start);
    }
    let start = line.len() - text.len();
    let is_row = line[..start].contains('|');
    let text = if is_row { text.split('|').next().unwrap_or_default() } else { text }.trim_end();
    if text.is_empty() { 0..line.len() } else { start..start + text.len() }
}

/// The largest character boundary of `text` that is not after `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters() {
        let text = "one\r\nzwölf: drei\r\n";
        let place = Place::span("a.md", text, 13..17);
        assert_eq!((place.line, place.column), (2, 8));
        assert_eq!(place.excerpt, "zwölf: drei");
        assert_eq!(&place.excerpt[place.mark], "drei");
    }

    #[test]
    fn a_place_outside_the_text_is_its_end() {
        let place = Place::span("a.md", "ab", 7..9);
        assert_eq!((place.line, place.column, place.mark), (1, 3, 2..2));
    }

    #[test]
    fn places_are_the_same_in_any_order() {
        let text = "one\r\nzwölf: drei\n\nvier\r\n".repeat(3);
        let mut places = Places::new("a.md", &text);
        for at in (0..text.len() + 2).chain((0..text.len()).rev().step_by(3)) {
            assert_eq!(places.span(at..at + 2), Place::span("a.md", &text, at..at + 2), "{at}");
        }
        let excerpts: Vec<_> = ["one", "drei", "vier"]
            .map(|word| places.span(text.find(word).map_or(0..0, |at| at..at + 4)).excerpt)
            .into();
        assert_eq!(excerpts, ["one", "zwölf: drei", "vier"]);
    }

    #[test]
    fn counting_may_begin_at_a_known_line() {
        let text = "one\r\nzwölf: drei\n\nvier\r\n".repeat(3);
        for (start, line) in [(0, 1), (5, 2), (9, 2), (text.len(), 13)] {
            let mut places = Places::from_line("a.md", &text, start, line);
            for at in (0..text.len()).chain((0..text.len()).rev().step_by(3)) {
                assert_eq!(places.span(at..at + 2), Place::span("a.md", &text, at..at + 2), "{start} {at}");
            }
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = "x".repeat(100_000);
        let place = Place::span("a.md", &text, 50_000..50_010);
        assert!(place.excerpt.len() <= EXCERPT_LIMIT);
        assert_eq!(place.mark.len(), 10);
        assert_eq!(place.column, 50_001);
    }

    #[test]
    fn the_part_of_a_row_or_an_item_is_marked() {
        for (text, words, part) in [
            ("| Add retries | Ann | 2026-01-31 |\n", "Ann", "Ann"),
            ("| Add retries | Ann | 2026-01-31 |\n", "Bob", "Add retries"),
            ("|  | *Zürich* | 1 |\n", "", "*Zürich*"),
            ("Add retries | Ann\n", "Bob", "Add retries | Ann"),
            ("- [ ] **Add** retries\n  and more\n", "Add retries", "**Add** retries"),
            ("* 10:05 Somebody\n", "10:05", "10:05"),
            ("|  |  |\n", "", "|  |  |"),
            ("", "x", ""),
        ] {
            let place = Places::new("a.md", text).part(0..text.len(), words);
            assert_eq!(&place.excerpt[place.mark.clone()], part, "{text:?}");
            assert_eq!(place.column, place.excerpt[..place.mark.start].chars().count() + 1);
        }
    }
}
