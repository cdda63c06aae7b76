//! Reads any text as dates, clocks, zones, due dates and durations, at its start and within it.

#![no_main]

use jiff::civil::Date;
use libfuzzer_sys::fuzz_target;
use retold_times::{Moment, Stamp, Zone, due, durations};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let text = text.as_ref();
    for near in [None, Date::new(2026, 1, 31).ok()] {
        let _ = (Moment::parse(text, near), due::of_value(text, near), due::of_remark(text, near));
        for length in [due::date_at(text, near).map(|found| found.1), due::at_end(text, near).map(|found| found.1)] {
            assert!(length.is_none_or(|length| text.is_char_boundary(length)));
        }
    }
    let lengths = [
        Stamp::at(text).map(|found| found.1),
        Stamp::at_line_start(text).map(|found| found.1),
        durations::duration_at(text).map(|found| found.1),
        Zone::at(text).map(|found| found.1),
    ];
    for length in lengths.into_iter().flatten() {
        assert!(text.is_char_boundary(length));
    }
    for (range, _) in Stamp::find_iter(text) {
        assert!(text.get(range).is_some());
    }
    if let Some(duration) = durations::duration(text) {
        let _ = durations::write_duration(duration);
    }
});
