//! The day in the value behind a label: `2026-01-31`, `the night of January 31, 2026`, `2026-01-31; written 2026-02-03`.

use jiff::civil::Date;

use crate::structure::time_context::is_day_first;
use crate::text::placeholder::is_unset;
use crate::text::stamps::first_chars;
use retold_times::{Moment, Stamp, WrittenDate};

/// Longest value that is searched, in characters.
const MAX_VALUE: usize = 120;

/// Longest text before the date of a value, in bytes.
const MAX_BEFORE: usize = 40;

/// The point in time that `value` gives. `near` is a day close to it, `text` the document, which may show the order of day and
/// month.
pub fn read(value: &str, near: Option<Date>, text: &str) -> Option<Moment> {
    if let Some(moment) = Moment::parse(value, near) {
        return Some(moment);
    }
    if is_unset(value) {
        return None;
    }
    let start = first_chars(value, MAX_VALUE);
    let (place, stamp) = match Stamp::at_line_start(start) {
        Some((stamp, length)) => (0..length, stamp),
        None => Stamp::find_iter(start).next()?,
    };
    let date = match stamp.date? {
        WrittenDate::Ambiguous { day_first, month_first } if near.is_none() => {
            if is_day_first(text)? {
                day_first
            } else {
                month_first
            }
        }
        written => written.resolve(near)?,
    };
    // Behind more words the date is that of something else.
    let local = stamp.time.filter(|_| place.start == 0).map(|time| (time, date.to_datetime(time)));
    let offset = local.and_then(|(_, local)| stamp.zone?.offset_at(local));
    (place.start <= MAX_BEFORE).then_some(Moment { date, time: local.map(|(time, _)| time), offset })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_labels_have_words_around_their_day() {
        for (value, expected) in [
            ("2026-01-31", Some("2026-01-31")),
            ("On January 31, 2026", Some("2026-01-31")),
            ("the night of 31 January 2026", Some("2026-01-31")),
            ("2026-01-31; written 2026-02-03", Some("2026-01-31")),
            ("2026-01-31 - ongoing", Some("2026-01-31")),
            ("2026-01-31 10:00 UTC - ongoing", Some("2026-01-31T10:00:00Z")),
            ("02/01/2026", Some("2026-01-02")),
            ("[2026-01-31]", Some("2026-01-31")),
            ("YYYY-MM-DD", None),
            ("<date>", None),
            ("The pumps were out of service for most of what we call 31 January 2026", None),
            ("soon", None),
        ] {
            let found = read(value, None, "reviewed 31/01/2026");
            assert_eq!(found.map(|moment| moment.iso()).as_deref(), expected, "{value}");
        }
    }
}
