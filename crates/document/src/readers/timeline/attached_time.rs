//! What may stand around the time of an entry and belongs to it: brackets, a second time in another zone, a zone.

use retold_times::text::closing_bracket;
use retold_times::{Stamp, Zone};

use crate::readers::timeline::leading_time::{is_opening_mark, is_stamp, plain};

/// A time in brackets: `[14:43]`, `(14:43 UTC)`, `【14:43】`.
pub fn enclosed(text: &str) -> Option<(Stamp, usize)> {
    let first = text.chars().next().filter(|c| is_opening_mark(*c))?;
    let close = closing_bracket(first).unwrap_or(if first == '<' { '>' } else { first });
    let inner = text.get(first.len_utf8()..)?;
    let end = inner.char_indices().take(60).find(|(_, c)| *c == close)?.0;
    let inside = &inner[..end];
    let total = first.len_utf8() + end + close.len_utf8();
    let (mut stamp, length) = match plain(inside.trim_start()) {
        Some(found) => found,
        None if !inside.is_empty() && inside.chars().all(|c| matches!(c, '?' | ':' | '-' | '.' | ' ')) => {
            (Stamp { unknown: inside.contains('?'), ..Stamp::default() }, inside.len())
        }
        None => return None,
    };
    let length = length + (inside.len() - inside.trim_start().len());
    let length = length + attached(inside.get(length..)?, &mut stamp);
    (is_stamp(&stamp) && inside.get(length..)?.trim().len() < 4).then_some((stamp, total))
}

/// The length in bytes of the parts that follow a time: its zone, the same time in a second zone, a weekday. Stores the
/// zone, or a missing time of day, in `stamp`.
pub fn attached(text: &str, stamp: &mut Stamp) -> usize {
    let mut length = 0;
    for _ in 0..3 {
        let rest = &text[length..];
        let trimmed = rest.trim_start();
        let blank = rest.len() - trimmed.len();
        let Some(first) = trimmed.chars().next() else { break };
        let taken = match first {
            '(' | '（' | '[' => bracket(trimmed, stamp),
            '/' => second_time(trimmed, stamp),
            _ if stamp.time.is_none() || blank > 0 => weekday(trimmed).or_else(|| zone(trimmed, stamp)),
            _ => None,
        };
        let Some(taken) = taken else { break };
        length += blank + taken;
    }
    length
}

/// The bytes of a zone, a time or a weekday in brackets.
fn bracket(text: &str, stamp: &mut Stamp) -> Option<usize> {
    let open = text.chars().next()?;
    let close = closing_bracket(open)?;
    let inner = &text[open.len_utf8()..];
    let end = inner.char_indices().take(48).find(|(_, c)| *c == close)?.0;
    let total = open.len_utf8() + end + close.len_utf8();
    let inside = inner[..end].trim();
    if let Some((zone, length)) = Zone::at(inside)
        && length == inside.len()
    {
        stamp.zone.get_or_insert(zone);
        return Some(total);
    }
    if let Some((other, length)) = Stamp::at(inside).filter(|(other, _)| other.time.is_some())
        && inside[length..].trim().len() < 12
    {
        if stamp.time.is_none() {
            stamp.time = other.time;
            stamp.zone = stamp.zone.take().or(other.zone);
        }
        return Some(total);
    }
    (weekday(inside) == Some(inside.len())).then_some(total)
}

/// The bytes of the same time in a second zone: `/ 15:05 CET`.
fn second_time(text: &str, stamp: &Stamp) -> Option<usize> {
    let rest = text[1..].trim_start();
    let (other, length) = Stamp::at(rest)?;
    (stamp.time.is_some() && other.time.is_some()).then_some(text.len() - rest.len() + length)
}

/// The bytes of a zone behind a time that has none yet.
fn zone(text: &str, stamp: &mut Stamp) -> Option<usize> {
    if stamp.zone.is_some() || stamp.time.is_none() {
        return None;
    }
    let (zone, length) = Zone::at(text)?;
    stamp.zone = Some(zone);
    Some(length)
}

/// The bytes of the name of a weekday.
fn weekday(text: &str) -> Option<usize> {
    let text = text.strip_prefix(',').map_or(text, str::trim_start);
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    retold_times::weekday(&text[..end]).map(|_| end)
}
