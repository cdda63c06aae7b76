//! [`WrittenDate`]: a date that may lack its year or be ambiguous.

use jiff::civil::Date;

/// A date as written, which may lack its year or be ambiguous. [`WrittenDate::resolve`] completes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenDate {
    /// Year, month and day are certain: `2026-01-31`, `31 January 2026`, `31/01/2026`.
    Full(Date),
    /// `03/10/2021`: 3 October or March 10.
    Ambiguous {
        /// The date if the first number is the day.
        day_first: Date,
        /// The date if the first number is the month.
        month_first: Date,
    },
    /// `01/07` before a time of day: January 7 or 1 July, without a year.
    AmbiguousMonthDay {
        /// The first number.
        first: i8,
        /// The second number.
        second: i8,
    },
    /// `Jan 14`: without a year.
    MonthDay {
        /// 1 for January.
        month: i8,
        /// 1 to 31; the month has this day in leap years at least.
        day: i8,
    },
}

/// Most days between the right reading of an ambiguous date and the known day.
const NEAR: i32 = 45;

impl WrittenDate {
    /// The day of two numbers without a year. With a full stop between them the day is the first, with a hyphen
    /// the month, as in ISO 8601, unless only the other order makes a date; with a stroke either order is possible.
    ///
    /// ```
    /// use retold_times::WrittenDate;
    ///
    /// let january_2 = WrittenDate::MonthDay { month: 1, day: 2 };
    /// assert_eq!(WrittenDate::from_numbers(1, '-', 2), Some(january_2));
    /// assert_eq!(WrittenDate::from_numbers(2, '.', 1), Some(january_2));
    /// assert_eq!(
    ///     WrittenDate::from_numbers(1, '/', 2),
    ///     Some(WrittenDate::AmbiguousMonthDay { first: 1, second: 2 })
    /// );
    /// assert_eq!(WrittenDate::from_numbers(31, '/', 31), None);
    /// ```
    pub fn from_numbers(first: i8, separator: char, second: i8) -> Option<Self> {
        // A leap year, in which every day of any year exists.
        let date = |month, day| Date::new(2024, month, day).ok().map(|_| Self::MonthDay { month, day });
        let (month_first, day_first) = (date(first, second), date(second, first));
        match (separator, month_first, day_first) {
            ('/', Some(month_first), Some(day_first)) if month_first != day_first => {
                Some(Self::AmbiguousMonthDay { first, second })
            }
            ('.', month_first, day_first) => day_first.or(month_first),
            (_, month_first, day_first) => month_first.or(day_first),
        }
    }

    /// The date as near to `near` as what is written allows: a month and day are put into the nearest year, and of two
    /// readings the one within 45 days of `near` counts. `None` if both readings or neither are that near, and if `near` is
    /// needed but `None`.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use retold_times::WrittenDate;
    ///
    /// let new_year = WrittenDate::MonthDay { month: 1, day: 2 };
    /// assert_eq!(new_year.resolve(Some(date(2021, 12, 30))), Some(date(2022, 1, 2)));
    /// assert_eq!(new_year.resolve(None), None);
    /// ```
    pub fn resolve(self, near: Option<Date>) -> Option<Date> {
        let distance = |date: Date| Some((date - near?).get_days().abs());
        match self {
            Self::Full(date) => Some(date),
            Self::Ambiguous { day_first, month_first } => {
                match (distance(day_first)? <= NEAR, distance(month_first)? <= NEAR) {
                    (true, false) => Some(day_first),
                    (false, true) => Some(month_first),
                    // The very day decides, if the other one is weeks away.
                    (true, true) if distance(day_first)? <= 2 && distance(month_first)? > 14 => {
                        Some(day_first)
                    }
                    (true, true) if distance(month_first)? <= 2 && distance(day_first)? > 14 => {
                        Some(month_first)
                    }
                    _ => None,
                }
            }
            Self::AmbiguousMonthDay { first, second } => {
                let month_first = Self::MonthDay { month: first, day: second }.resolve(near);
                let day_first = Self::MonthDay { month: second, day: first }.resolve(near);
                match (day_first.zip(near), month_first.zip(near)) {
                    (Some((day_first, _)), Some((month_first, _))) => {
                        Self::Ambiguous { day_first, month_first }.resolve(near)
                    }
                    (one, other) => one.or(other).map(|(date, _)| date),
                }
            }
            Self::MonthDay { month, day } => {
                let year = near?.year();
                // 29 February is nearest in a leap year, however far that is.
                (year.saturating_sub(8)..=year.saturating_add(8))
                    .filter_map(|year| Date::new(year, month, day).ok())
                    .min_by_key(|date| distance(*date))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn day(year: i16, month: i8, day: i8) -> Date {
        Date::constant(year, month, day)
    }

    #[test]
    fn dates_resolve_to_the_near_one() {
        let both = WrittenDate::Ambiguous { day_first: day(2021, 10, 3), month_first: day(2021, 3, 10) };
        let close = WrittenDate::Ambiguous { day_first: day(2021, 4, 3), month_first: day(2021, 3, 4) };
        let new_year = WrittenDate::MonthDay { month: 1, day: 2 };
        let short = WrittenDate::AmbiguousMonthDay { first: 1, second: 7 };
        let leap_day = WrittenDate::MonthDay { month: 2, day: 29 };
        for (written, near, date) in [
            (WrittenDate::Full(day(2021, 1, 2)), None, Some(day(2021, 1, 2))),
            (both, None, None),
            (both, Some(day(2021, 10, 20)), Some(day(2021, 10, 3))),
            (both, Some(day(2021, 3, 1)), Some(day(2021, 3, 10))),
            (both, Some(day(2022, 3, 1)), None),
            (close, Some(day(2021, 3, 20)), None),
            (close, Some(day(2021, 3, 5)), Some(day(2021, 3, 4))),
            (new_year, None, None),
            (new_year, Some(day(2021, 12, 30)), Some(day(2022, 1, 2))),
            (new_year, Some(day(2021, 2, 1)), Some(day(2021, 1, 2))),
            (leap_day, Some(day(2021, 2, 1)), Some(day(2020, 2, 29))),
            (short, Some(day(2021, 6, 30)), Some(day(2021, 7, 1))),
            (short, Some(day(2021, 1, 9)), Some(day(2021, 1, 7))),
            (short, Some(day(2021, 4, 7)), None),
            (short, None, None),
            (new_year, Some(Date::MAX), Some(day(9999, 1, 2))),
            (new_year, Some(Date::MIN), Some(day(-9999, 1, 2))),
        ] {
            assert_eq!(written.resolve(near), date, "{written:?} {near:?}");
        }
    }
}
