//! [`Gap`]: the time between two days.

use jiff::civil::Date;
use jiff::{RoundMode, Unit};
use serde::Serialize;

/// A time between two days, in the units in which people think of it; zero where there are none.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    pub days: i32,
    pub months: i32,
    pub years: i32,
}

impl Gap {
    /// The time from `before` to `day`: years and months from two months on, as days then say little.
    pub fn between(before: Date, day: Date) -> Self {
        let days = (day - before).get_days();
        let rounded = jiff::SpanRound::new()
            .smallest(Unit::Month)
            .largest(Unit::Year)
            .mode(RoundMode::Trunc)
            .relative(before);
        let months = (day - before).round(rounded).unwrap_or_default();
        let (years, months) = (i32::from(months.get_years()), months.get_months());
        if years == 0 && months < 2 {
            Self { days, months: 0, years: 0 }
        } else {
            Self { days, months, years }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_time_between_two_days_is_in_the_units_in_which_people_think_of_it() {
        for (day, expected) in [
            (date(2025, 1, 31), (0, 0, 0)),
            (date(2025, 2, 3), (3, 0, 0)),
            (date(2025, 3, 30), (58, 0, 0)),
            (date(2025, 3, 31), (59, 2, 0)),
            (date(2026, 1, 30), (364, 11, 0)),
            (date(2027, 3, 1), (759, 1, 2)),
        ] {
            let Gap { days, months, years } = Gap::between(date(2025, 1, 31), day);
            assert_eq!((days, months, years), expected, "{day}");
        }
    }
}
