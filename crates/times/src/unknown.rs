//! Times that stand there as unknown, or as a form to be filled in: `??:??`, `HH:mm`, `[???]`, `時刻不明`.

use crate::scan::{Scan, digit};

/// What is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    Date,
    Time,
    Either,
}

const TEMPLATES: [&str; 12] = ["HH", "hh", "MM", "mm", "SS", "ss", "YYYY", "yyyy", "YY", "yy", "DD", "dd"];

/// Whether a word is the start of a form to be filled in.
pub fn is_template(word: &str) -> bool {
    matches!(word, "xx" | "XX" | "xxxx" | "XXXX") || TEMPLATES.contains(&word)
}

/// Reads a date or time of which parts are unknown.
pub fn read(scan: &mut Scan<'_>) -> Option<Unknown> {
    let first = scan.peek()?;
    if !first.is_ascii() {
        return words(scan);
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

fn words(scan: &mut Scan<'_>) -> Option<Unknown> {
    scan.eat_any(&[
        "時刻不明",
        "時間不明",
        "时间不明",
        "时间不详",
        "時間不詳",
        "时间未知",
        "不明",
        "？？：？？",
        "？？:？？",
    ])
    .then_some(Unknown::Time)
}
