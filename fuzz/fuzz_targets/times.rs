//! Reads any text as dates, clocks and durations.

#![no_main]

use libfuzzer_sys::fuzz_target;
use retold_times::Moment;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let _ = Moment::parse(&text, None);
    let _ = Moment::parse(&text, jiff::civil::Date::new(2026, 1, 31).ok());
});
