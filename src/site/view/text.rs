//! Dates and durations as people read them.

use jiff::SignedDuration;
use jiff::civil::Date;

/// `31 January 2017`.
pub fn date(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// The two largest units of a duration: `2 d 3 h`, `24 h 11 min`, `45 min`, `30 s`. Days count from two
/// on: up to then the minutes matter.
pub fn duration(duration: SignedDuration) -> String {
    let seconds = duration.as_secs().unsigned_abs();
    let days = if seconds < 2 * 86_400 { 0 } else { seconds / 86_400 };
    let (hours, minutes) = (seconds / 3_600 - days * 24, seconds / 60 % 60);
    let parts = match (days, hours, minutes) {
        (0, 0, 0) => return format!("{seconds} s"),
        (0, 0, minutes) => [(minutes, "min"), (0, "")],
        (0, hours, minutes) => [(hours, "h"), (minutes, "min")],
        (days, hours, _) => [(days, "d"), (hours, "h")],
    };
    let parts: Vec<_> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count} {unit}")).collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_show_two_units() {
        for (seconds, text) in [
            (30, "30 s"),
            (45 * 60, "45 min"),
            (3600, "1 h"),
            (7 * 3600 + 27 * 60 + 5, "7 h 27 min"),
            (2 * 86_400 + 3 * 3600 + 59, "2 d 3 h"),
            (86_400 + 11 * 60, "24 h 11 min"),
            (3 * 86_400 + 60, "3 d"),
        ] {
            assert_eq!(duration(SignedDuration::from_secs(seconds)), text);
        }
    }
}
