//! Dates, times and zones in running text.

use std::ops::Range;

use retold_times::{Stamp, WrittenDate, Zone};

/// The zone that `text` names: as an abbreviation or offset if it has one, else by its name.
pub fn zone_in(text: &str) -> Option<Zone> {
    let mut named = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let starts_word = !before.is_alphanumeric() && (c.is_ascii_uppercase() || c == '+')
            || !before.is_ascii_alphanumeric() && !c.is_ascii();
        before = c;
        if !starts_word {
            continue;
        }
        let Some((zone, length)) = Zone::at(&text[at..]) else { continue };
        let whole = !text[at + length..].starts_with(|c: char| c.is_ascii_alphanumeric());
        if !whole {
            continue;
        }
        let is_short = zone.name.chars().all(|c| !c.is_ascii_lowercase());
        if is_short && zone.name.len() > 1 {
            return Some(zone);
        }
        named.get_or_insert(zone);
    }
    named
}

/// The first date in `text`, if it has one without a time of day.
pub fn date_in(text: &str) -> Option<WrittenDate> {
    stamps_in(text).find_map(|(stamp, _)| stamp.date)
}

/// The stamps in running text, with their places.
pub fn stamps_in(text: &str) -> impl Iterator<Item = (Stamp, Range<usize>)> + '_ {
    let mut at = 0;
    let mut before = ' ';
    let bytes = text.as_bytes();
    // Every time has a digit of some script: none begins behind the last one.
    let last = bytes.iter().rposition(|byte| byte.is_ascii_digit() || *byte >= 0x80);
    let end = last.map_or(0, |last| last + 1);
    std::iter::from_fn(move || {
        while at < end
            && let Some(c) = text[at..].chars().next()
        {
            // No stamp begins inside a word, or with a word without a capital letter. That skips most of any text.
            if c.is_ascii_lowercase() || c.is_ascii_alphanumeric() && before.is_ascii_alphanumeric() {
                let length = bytes[at..].iter().position(|byte| !byte.is_ascii_alphanumeric());
                at = length.map_or(bytes.len(), |length| at + length);
                before = 'a';
                continue;
            }
            let starts = !before.is_alphanumeric()
                && !matches!(before, '.' | '/' | '-' | '_' | '#' | '@' | ':')
                && (c.is_ascii_digit() || c.is_ascii_uppercase() || c == '~');
            let here = at;
            before = c;
            at += c.len_utf8();
            if !starts {
                continue;
            }
            if let Some((stamp, length)) = Stamp::at(&text[here..]).filter(|(_, length)| *length > 0) {
                let end = here + length;
                let whole = !text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
                if whole && (stamp.date.is_some() || stamp.time.is_some()) {
                    before = text[here..end].chars().next_back().unwrap_or(' ');
                    at = end;
                    return Some((stamp, here..end));
                }
            }
        }
        None
    })
}

/// The first `count` characters of `text`.
pub fn first_chars(text: &str, count: usize) -> &str {
    // A text of at most `count` bytes has at most `count` characters.
    if text.len() <= count {
        return text;
    }
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_found_in_running_text() {
        for (text, expected) in [
            ("It broke at 10:00 and ran at 11:30 UTC.", &["10:00", "11:30 UTC"][..]),
            ("On 2026-01-31 it broke", &["2026-01-31"]),
            ("v10:00x, a-10:00, #2026", &[]),
            ("no digits", &[]),
        ] {
            let found: Vec<&str> = stamps_in(text).map(|(_, place)| &text[place]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn abbreviations_of_zones_come_before_names() {
        for (text, expected) in
            [("All times in PST.", Some("PST")), ("Pacific time (PST)", Some("PST")), ("Nothing here", None)]
        {
            assert_eq!(zone_in(text).map(|zone| zone.name).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn first_characters_are_counted_as_such() {
        assert_eq!(first_chars("äöü", 2), "äö");
        assert_eq!(first_chars("äö", 2), "äö");
    }
}
