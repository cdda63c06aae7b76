//! The postmortems that a new archive begins with: an incident and a near miss of an invented shop, in which every
//! feature can be seen.

use jiff::Span;
use jiff::civil::Date;

const INCIDENT: &str = include_str!("files/incident.md");
const NEAR_MISS: &str = include_str!("files/near-miss.md");

/// The files of the example, by name, as written `today`. Nothing in them is overdue on that day.
pub fn files(today: Date) -> [(String, String); 2] {
    let day = |days: i32| today.checked_add(Span::new().days(days)).unwrap_or(today).to_string();
    let (incident, near_miss) = (day(-5), day(-9));
    let filled = |text: &str| {
        text.replace("@INCIDENT@", &incident)
            .replace("@NEAR_MISS@", &near_miss)
            .replace("@NEAR_MISS_PUBLISHED@", &day(-8))
            .replace("@PUBLISHED@", &day(-2))
            .replace("@DONE@", &day(-1))
            .replace("@SOON@", &day(5))
            .replace("@LATER@", &day(12))
    };
    [
        (format!("{incident}-checkout-out-of-connections.md"), filled(INCIDENT)),
        (format!("{near_miss}-restore-into-production.md"), filled(NEAR_MISS)),
    ]
}
