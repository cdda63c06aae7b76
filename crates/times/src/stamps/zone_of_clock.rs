//! The zone behind a time of day, and the same time in a second zone.

use super::about;
use super::brackets::opening_bracket;
use crate::scan::Scan;
use crate::{Stamp, Zone, clocks, dates, zones};

/// Reads the zone behind a clock: `UTC`, ` (UTC)`, `+02:00`. `exact` if `-04:30` is an offset rather than
/// the end of a range.
pub fn zone(scan: &mut Scan<'_>, exact: bool, stamp: &Stamp) -> Option<Zone> {
    let mut here = *scan;
    let spaced = here.spaces();
    let mut inner = here;
    if let Some(closing) = opening_bracket(&mut inner) {
        let found = zones::find(inner.rest)?;
        let zone = Zone::new(inner.rest, &found);
        inner.skip(found.length);
        inner.spaces();
        inner.eat_char(&[closing])?;
        *scan = inner;
        return Some(zone);
    }
    let found = zones::find(here.rest)?;
    let mut after = here;
    after.skip(found.length);
    if found.bare_offset {
        let minus = here.rest.starts_with(['-', '−']);
        let written = here.rest.get(..found.length)?.trim_start_matches(['+', '-', '−', '±']);
        let certain = if written.contains(':') {
            !minus || exact || (spaced && stamp.date.is_some())
        } else {
            // `-0430`, `+02`
            written.len() == 4 || exact || (!minus && !spaced && written.len() == 2)
        };
        if !certain {
            return None;
        }
    } else {
        // A word may be the first of the sentence.
        let of_clock = !found.doubtful || (!spaced && here.rest.starts_with('Z')) || ends_stamp(after);
        if !(of_clock && after.at_boundary()) {
            return None;
        }
    }
    let zone = Zone::new(here.rest, &found);
    // `UTC time`
    let mut more = after;
    more.spaces();
    if found.length <= 4 && more.eat_word(&["time"]) {
        after = more;
    }
    *scan = after;
    Some(zone)
}

/// A separator follows, or nothing: the word before belongs to the stamp and not to a sentence.
pub fn ends_stamp(mut scan: Scan<'_>) -> bool {
    scan.spaces();
    scan.peek().is_none_or(|c| {
        matches!(
            c,
            '-' | '–'
                | '—'
                | ':'
                | '|'
                | ')'
                | ']'
                | ','
                | ';'
                | '('
                | '.'
                | '*'
                | '/'
                | '\n'
                | '\r'
                | '）'
                | '：'
        )
    })
}

/// Skips the same time in another zone: ` (17:14 UTC)`, ` / 17:14 UTC`.
pub fn second_clock(scan: &mut Scan<'_>) {
    let mut here = *scan;
    here.spaces();
    let closing = opening_bracket(&mut here);
    if closing.is_none() {
        if here.eat_char(&['/']).is_none() {
            return;
        }
        here.spaces();
    }
    about(&mut here);
    if dates::read(&mut here).is_some() {
        if closing.is_none() {
            return;
        }
        here.eat_char(&[',', 'T']);
        here.spaces();
    }
    let Some(reading) = clocks::read(&mut here) else { return };
    let stamp = Stamp { time: Some(reading.time), ..Stamp::default() };
    let zone = zone(&mut here, reading.seconds, &stamp);
    match closing {
        Some(closing) => {
            here.spaces();
            if here.eat_char(&[closing]).is_none() {
                return;
            }
        }
        None if zone.is_none() => return,
        None => {}
    }
    *scan = here;
}

#[cfg(test)]
mod tests {
    use crate::stamps::testing::check;

    #[test]
    fn reads_zones() {
        check(&[
            ("14:05 UTC", "14:05 UTC"),
            ("14:05UTC", "14:05 UTC"),
            ("14:05Z", "14:05 Z"),
            ("14:05 (UTC)", "14:05 UTC"),
            ("14:05 UTC+2", "14:05 UTC+2"),
            ("14:05 UTC-07:00", "14:05 UTC-07:00"),
            ("14:05 GMT+1", "14:05 GMT+1"),
            ("14:05+02:00", "14:05 +02:00"),
            ("14:05 +0530", "14:05 +0530"),
            ("2026-01-31 14:05 -0700", "2026-01-31 14:05 -0700"),
            ("2:05 PM PST", "14:05 PST"),
            ("16:37 Denver", "16:37 Denver"),
            ("14:05 Pacific Time", "14:05 Pacific Time"),
            ("14:05 US/Pacific", "14:05 US/Pacific"),
            ("14:05 Europe/Paris", "14:05 Europe/Paris"),
            ("14:05 日本時間", "14:05 日本時間"),
            ("13:14 EDT (17:14 UTC)", "13:14 EDT"),
            ("10:00 PT / 18:00 UTC", "10:00 PT"),
            ("14:05 MESZ", "14:05 MESZ"),
        ]);
    }
}
