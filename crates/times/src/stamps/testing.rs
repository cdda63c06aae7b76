//! Short notation of stamps for tests.

use crate::{Stamp, WrittenDate};

/// A stamp in short: date, time, zone, `..` and the end, with `~` and `?`.
pub fn short(stamp: &Stamp) -> String {
    let mut parts = Vec::new();
    match stamp.date {
        Some(WrittenDate::Full(date)) => parts.push(date.to_string()),
        Some(WrittenDate::Ambiguous { day_first, month_first }) => {
            parts.push(format!("{day_first}|{month_first}"));
        }
        Some(WrittenDate::MonthDay { month, day }) => parts.push(format!("{month:02}-{day:02}")),
        Some(WrittenDate::AmbiguousMonthDay { .. }) | None => {}
    }
    parts.extend(stamp.time.map(|time| {
        time.strftime(if time.second() == 0 && time.subsec_nanosecond() == 0 {
            "%H:%M"
        } else {
            "%H:%M:%S%.f"
        })
        .to_string()
    }));
    parts.extend(stamp.zone.as_ref().map(|zone| zone.name.clone()));
    if stamp.approximate {
        parts.push("~".to_owned());
    }
    if stamp.unknown {
        parts.push("?".to_owned());
    }
    if let Some(until) = &stamp.until {
        parts.push(format!(".. {}", short(until)));
    }
    parts.join(" ")
}

/// Every form with a separator and text behind it, and alone.
pub fn check(forms: &[(&str, &str)]) {
    let mut wrong = String::new();
    for (form, expected) in forms {
        for tail in ["", " - alerts fired", ": alerts fired", " – 3 hosts", " | alerts", "\n"] {
            let text = format!("{form}{tail}");
            let read = Stamp::at(&text);
            let found = read.as_ref().map(|(stamp, length)| (short(stamp), *length));
            if found != Some(((*expected).to_owned(), form.len())) {
                wrong += &format!("{text:?}: {found:?}, not {expected:?} {}\n", form.len());
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
