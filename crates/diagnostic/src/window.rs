//! The part of a long line that is shown around its mark.

use std::ops::Range;

/// Most characters of a source line that are shown, so that the line fits a terminal of 100 columns beside its number.
const WIDTH: usize = 90;

/// Most characters that are kept before the mark where a line is cut.
const BEFORE: usize = 20;

/// The part of `line` around `mark`, a byte range in it, and the mark in that part. Where something is left out, at the
/// start, at the end, or of the mark itself, there is a `…`. `is_cut` if the line had a start that is not in `line`.
pub(crate) fn window(line: &str, mark: Range<usize>, is_cut: bool) -> (String, Range<usize>) {
    let start_of_mark = line[..mark.start].chars().count();
    let end_of_mark = start_of_mark + line[mark.clone()].chars().count();
    let length = line.chars().count();
    if !is_cut && length <= WIDTH {
        return (line.to_owned(), mark);
    }
    // A line of which only the start is missing may fit all the same.
    let fits = if is_cut { length < WIDTH } else { end_of_mark < WIDTH };
    let from = if fits { 0 } else { start_of_mark.saturating_sub(BEFORE) };
    let is_start_cut = is_cut || from > 0;
    let room = WIDTH - usize::from(is_start_cut);
    let is_end_cut = length - from > room;
    let to = if is_end_cut { from + room - 1 } else { length };
    let mut text = String::new();
    if is_start_cut {
        text.push('…');
    }
    let mut shown = 0..0;
    for (index, c) in line.chars().enumerate().take(to).skip(from) {
        if index == start_of_mark {
            shown.start = text.len();
        }
        text.push(c);
        if index < end_of_mark {
            shown.end = text.len();
        }
    }
    if start_of_mark >= to {
        shown.start = text.len();
    }
    if is_end_cut {
        text.push('…');
        if end_of_mark > to {
            shown.end = text.len();
        }
    }
    shown.end = shown.end.max(shown.start);
    (text, shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The window of `line`, whose mark stands between `[` and `]`, in the same notation.
    fn shown(line: &str, is_cut: bool) -> String {
        let (before, rest) = line.split_once('[').unwrap();
        let (mark, after) = rest.split_once(']').unwrap();
        let start = before.len();
        let (text, mark) = window(&format!("{before}{mark}{after}"), start..start + mark.len(), is_cut);
        assert!(text.chars().count() <= WIDTH, "{text}");
        format!("{}[{}]{}", &text[..mark.start], &text[mark.clone()], &text[mark.end..])
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        for line in ["date: [soon]", "[]", "ü [ö] ä", "a []"] {
            assert_eq!(shown(line, false), line);
        }
        assert_eq!(shown("a [b] c", true), "…a [b] c");
    }

    #[test]
    fn a_long_line_is_cut_on_either_side_of_the_mark() {
        let long = "x".repeat(200);
        assert_eq!(shown(&format!("a [b] {long}"), false), format!("a [b] {}…", "x".repeat(85)));
        assert_eq!(shown(&format!("{long}[b] c"), false), format!("…{}[b] c", "x".repeat(20)));
        assert_eq!(
            shown(&format!("{long}[ö]{long}"), false),
            format!("…{}[ö]{}…", "x".repeat(20), "x".repeat(67))
        );
        assert_eq!(shown(&format!("{long}[]"), false), format!("…{}[]", "x".repeat(20)));
    }

    #[test]
    fn a_long_mark_ends_where_the_line_is_cut() {
        let long = "ü".repeat(200);
        assert_eq!(shown(&format!("[{long}]"), false), format!("[{}…]", "ü".repeat(89)));
        assert_eq!(shown(&format!("- [{long}] a"), false), format!("- [{}…]", "ü".repeat(87)));
    }
}
