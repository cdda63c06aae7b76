//! Times as people write them in prose, tables and labels: [`Stamp`] is what stands written, with what it
//! leaves open; [`durations`] are lengths of time.

mod clocks;
mod dates;
pub mod due;
pub mod durations;
mod moment;
mod prose;
mod scan;
mod stamps;
pub mod text;
mod unknown;
pub mod word_table;
mod words;
mod zones;

use jiff::civil::{Date, Time};

pub use due::Due;
pub use moment::Moment;
pub use word_table::WordTable;
pub use zones::Zone;

/// A date as far as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenDate {
    Full(Date),
    /// `03/10/2021`: 3 October or March 10; only what is known besides tells.
    Ambiguous {
        day_first: Date,
        month_first: Date,
    },
    /// `01/07` before a time of day: January 7 or 1 July of a year that is known from elsewhere.
    AmbiguousMonthDay {
        first: i8,
        second: i8,
    },
    /// `Jan 14`: the year is known from elsewhere.
    MonthDay {
        month: i8,
        day: i8,
    },
}

/// Days within which a date must lie to be the one that is meant.
const NEAR: i32 = 45;

impl WrittenDate {
    /// The date, as near to `near` as what is written allows; `None` if it takes a date to tell and none is
    /// given, or if the one that is given does not tell either.
    pub fn resolve(self, near: Option<Date>) -> Option<Date> {
        let distance = |date: Date| Some((date - near?).get_days().abs());
        match self {
            Self::Full(date) => Some(date),
            Self::Ambiguous { day_first, month_first } => {
                match (distance(day_first)? <= NEAR, distance(month_first)? <= NEAR) {
                    (true, false) => Some(day_first),
                    (false, true) => Some(month_first),
                    // The very day tells, if the other one is weeks away.
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

/// A point in time, or a range, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stamp {
    pub date: Option<WrittenDate>,
    pub time: Option<Time>,
    pub zone: Option<Zone>,
    /// The end of a range: `02:00-04:30`.
    pub until: Option<Box<Stamp>>,
    /// `~14:05`, `ca.`, `about`, `頃`.
    pub approximate: bool,
    /// A time stands there as unknown: `??:??`, `HH:mm`, `[???]`, `時刻不明`.
    pub unknown: bool,
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

    #[test]
    fn any_bytes_are_read_without_harm() {
        let texts = [
            "2026年1月31日（土） 14時05分30秒頃 日本時間から２０２６年２月１日午後１１時半",
            "［１４：０５］〜１５：００、約8 日間 (= 192 時間)",
            "≈ 1er février 2026 à 14 h 05–15 h 10 (heure de Paris) → 16:00 UTC−07:00",
            "from Monday, Jan. 31st, 2026 2:05 p.m. PST (22:05 UTC) until ±03:30 Europe/Zürich",
            "2 Std. 30 Min.½ 3½ Stunden und 15 Minuten, P1DT2H 999999999w 99999999999h",
            "??:??:?? ？？：？？ 2022-05-?? HH:mm 時刻不明 xx:xx:xx YYYY-MM-DDTHH:MM",
            "[[[((( 10:00 AM - 11:30\u{a0}p.m. — 0930\u{202f}UTC+14 🕐 14:05🕐",
            "31 de enero de 2026 a las 14:05 h / 19:05 UTC+05:45, 24:00-24:00",
        ];
        for text in texts {
            for (start, _) in text.char_indices() {
                for (end, _) in text.char_indices().filter(|(end, _)| *end > start).chain([(text.len(), ' ')])
                {
                    let part = &text[start..end];
                    let length = Stamp::at(part).map_or(0, |(_, length)| length);
                    assert!(part.is_char_boundary(length), "{part}");
                    let length = durations::duration_at(part).map_or(0, |(_, length)| length);
                    assert!(part.is_char_boundary(length), "{part}");
                    let length = Zone::at(part).map_or(0, |(_, length)| length);
                    assert!(part.is_char_boundary(length), "{part}");
                }
                for (range, _) in Stamp::find_all(&text[start..]) {
                    assert!(text[start..].get(range).is_some(), "{}", &text[start..]);
                }
            }
        }
    }
}
