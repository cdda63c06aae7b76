//! Lines of logs, each with a place that can be linked to.

use crate::html::escaped;

/// Fewest lines of a log whose lines have places.
const FEWEST_LINES: usize = 5;

/// Most lines that have places: each costs some bytes of the page.
const MOST_LINES: usize = 1_000;

/// How many characters of a line are looked at for its time.
const HEAD: usize = 40;

/// Whether `code` is a log: most of its lines have a time of day near their start.
pub fn is_log(code: &str) -> bool {
    let lines = code.lines().count();
    (FEWEST_LINES..=MOST_LINES).contains(&lines)
        && code.lines().filter(|line| has_clock(line)).count() * 2 > lines
}

/// Whether a line has `12:34:56` near its start.
fn has_clock(line: &str) -> bool {
    let head: Vec<u8> = line.bytes().take(HEAD).collect();
    head.windows(8).any(|part| {
        part.iter()
            .enumerate()
            .all(|(at, byte)| if at % 3 == 2 { *byte == b':' } else { byte.is_ascii_digit() })
    })
}

/// What stands before line `number` of the log `log`, both from 1: the style sheet gives it its number.
pub fn place(log: usize, number: usize) -> String {
    let id = escaped(&format!("log-{log}-{number}"));
    format!("<a class=\"line\" id=\"{id}\" href=\"#{id}\" aria-label=\"{number}\"></a>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logs_have_times_near_the_start_of_most_lines() {
        for (code, expected) in [
            ("2026-01-31T10:00:01Z a\n2026-01-31T10:00:02Z b\n  at x\n[10:00:03] c\n10:00:04 d\n", true),
            ("10:00:01 a\n10:00:02 b\n", false),
            ("a\nb\nc\nd\n10:00:04 e\n", false),
            ("1\n2\n3\n4\n5\n", false),
        ] {
            assert_eq!(is_log(code), expected, "{code}");
        }
    }
}
