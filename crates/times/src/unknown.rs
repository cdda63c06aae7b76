//! Times that are marked as unknown, or are placeholders to be filled in: `??:??`, `HH:mm`, `[???]`, `時刻不明`.

use crate::scan::{Scan, digit};
use crate::words::SIGNS;

/// The unknown part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    Date,
    Time,
    Either,
}

/// Whether `word` is a placeholder for digits: `HH`, `mm`, `YYYY`, `xx`.
pub fn is_template(word: &str) -> bool {
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return false };
    letters.all(|c| c == first)
        && match word.len() {
            2 => "HhMmSsYyDdXx".contains(first),
            4 => "YyXx".contains(first),
            _ => false,
        }
}

/// Reads a date or time of which parts are unknown.
pub fn read(scan: &mut Scan<'_>) -> Option<Unknown> {
    let first = scan.peek()?;
    if !first.is_ascii() {
        return scan.eat_any(&SIGNS.unknown).then_some(Unknown::Time);
    }
    let mut here = *scan;
    let (mut groups, mut unknown, mut colon) = (0, false, false);
    loop {
        match group(&mut here) {
            Some(open) => unknown |= open,
            None => return None,
        }
        groups += 1;
        // A separator belongs to it only if it goes on behind.
        let mut after = here;
        let Some(separator) = after.eat_char(&[':', '-', '/']) else { break };
        let template = after.rest.starts_with('?') || digit_or_template(after);
        if !template || groups == 6 {
            break;
        }
        colon |= separator == ':';
        here = after;
    }
    if !unknown || !here.at_boundary() || here.rest.starts_with('?') {
        return None;
    }
    let kind = match (groups, colon) {
        (1, _) if first == '?' => Unknown::Either,
        (1, _) => return None,
        (_, true) => Unknown::Time,
        (_, false) => Unknown::Date,
    };
    *scan = here;
    Some(kind)
}

fn digit_or_template(scan: Scan<'_>) -> bool {
    scan.peek().is_some_and(|c| digit(c).is_some() || matches!(c, 'x' | 'X')) || is_template(scan.word())
}

/// Digits (`Some(false)`), or two and more `?`, or `xx`, or the letters of a form (`Some(true)`).
fn group(scan: &mut Scan<'_>) -> Option<bool> {
    let first = scan.peek()?;
    if digit(first).is_some() {
        return scan.number(1, 4).map(|_| false);
    }
    if first == '?' {
        let count = scan.rest.bytes().take(5).take_while(|b| *b == b'?').count();
        scan.skip(count);
        return (2..=4).contains(&count).then_some(true);
    }
    let word = scan.word();
    if !is_template(word) {
        return None;
    }
    scan.skip(word.len());
    Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_times_are_recognised() {
        for (text, expected) in [
            ("??:??", Some((Unknown::Time, 5))),
            ("HH:mm on", Some((Unknown::Time, 5))),
            ("14:??", Some((Unknown::Time, 5))),
            ("2022-05-??", Some((Unknown::Date, 10))),
            ("YYYY-MM-DD", Some((Unknown::Date, 10))),
            ("???", Some((Unknown::Either, 3))),
            ("時刻不明。", Some((Unknown::Time, 12))),
            ("14:05", None),
            ("2022-05-31", None),
            ("?", None),
            ("HH", None),
            ("Mm:ss", None),
            ("", None),
        ] {
            let mut scan = Scan::new(text);
            let found = read(&mut scan).map(|unknown| (unknown, scan.since(Scan::new(text))));
            assert_eq!(found, expected, "{text}");
        }
    }
}
