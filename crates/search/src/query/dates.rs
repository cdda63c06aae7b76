//! `after:` and `before:`, as ranges of day, month and year tokens.
//!
//! The index has a token for the year, the month and the day of each postmortem, so a range of
//! dates is a few dozen short postings lists: the rest of the first month by days, the rest of the
//! first year by months, then years.

use super::{Filter, FilterGroup, TokenRange};
use crate::filter::FilterField;

/// The first day that a date such as `2024`, `2024-03` or `2024-03-09` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FirstDay {
    year: u16,
    month: u8,
    day: u8,
}

/// The filter for `after:VALUE`; `None` when the value is not a date.
pub(super) fn after(value: &str) -> Option<Filter> {
    let FirstDay { year, month, day } = first_day(value)?;
    let any_of = vec![
        range(FilterField::Day, &date(year, month, day), &date(year, month, 31)),
        range(FilterField::Month, &year_month(year, month + 1), &year_month(year, 12)),
        range(FilterField::Year, &format!("{:04}", year + 1), "9999"),
    ];
    Some(Filter { group: FilterGroup::After, any_of: any_of.into_iter().flatten().collect() })
}

/// The filter for `before:VALUE`; `None` when the value is not a date.
pub(super) fn before(value: &str) -> Option<Filter> {
    let FirstDay { year, month, day } = first_day(value)?;
    let any_of = vec![
        range(FilterField::Day, &date(year, month, 1), &date(year, month, day - 1)),
        range(FilterField::Month, &year_month(year, 1), &year_month(year, month - 1)),
        range(FilterField::Year, "0000", &format!("{:04}", year.saturating_sub(1))),
    ];
    Some(Filter { group: FilterGroup::Before, any_of: any_of.into_iter().flatten().collect() })
}

/// Tokens of a field from one value to another; `None` when there are none in between.
fn range(field: FilterField, first: &str, last: &str) -> Option<TokenRange> {
    (first <= last).then(|| TokenRange { first: field.token(first), last: field.token(last) })
}

fn date(year: u16, month: u8, day: u8) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

fn year_month(year: u16, month: u8) -> String {
    format!("{year:04}-{month:02}")
}

/// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn first_day(value: &str) -> Option<FirstDay> {
    let mut numbers = value.split('-').map(|digits| {
        let plain = digits.bytes().all(|b| b.is_ascii_digit());
        if plain { digits.parse::<u16>().ok() } else { None }
    });
    let year = numbers.next()?.filter(|year| (1..9999).contains(year))?;
    let month = numbers.next().unwrap_or(Some(1)).filter(|month| (1..=12).contains(month))?;
    let day = numbers.next().unwrap_or(Some(1)).filter(|day| (1..=31).contains(day))?;
    if numbers.next().is_some() {
        return None;
    }
    Some(FirstDay { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges(filter: Option<Filter>) -> Option<Vec<String>> {
        let any_of = filter?.any_of.into_iter();
        Some(any_of.map(|range| format!("{}..{}", range.first, range.last)).collect())
    }

    #[test]
    fn days_months_and_years() {
        assert_eq!(
            ranges(after("2024-03-09")).unwrap_or_default(),
            ["day:2024-03-09..day:2024-03-31", "month:2024-04..month:2024-12", "year:2025..year:9999"]
        );
        assert_eq!(
            ranges(after("2024-12")).unwrap_or_default(),
            ["day:2024-12-01..day:2024-12-31", "year:2025..year:9999"]
        );
        assert_eq!(
            ranges(before("2024-03-09")).unwrap_or_default(),
            ["day:2024-03-01..day:2024-03-08", "month:2024-01..month:2024-02", "year:0000..year:2023"]
        );
        assert_eq!(ranges(before("2024")).unwrap_or_default(), ["year:0000..year:2023"]);
    }

    #[test]
    fn what_is_no_date_is_none() {
        for value in ["", "soon", "2024-13", "2024-00", "2024-01-32", "2024-1-1-1", "+2024", "99999"] {
            assert_eq!(after(value), None, "{value:?}");
            assert_eq!(before(value), None, "{value:?}");
        }
    }
}
