//! Due dates of actions. They lie ahead of the report: a date without a year that would lie well before it is of the
//! next year.

use jiff::ToSpan;
use jiff::civil::Date;
use retold_times::{Due, due};

/// Days before the report that a date without a year may lie: what is done may have been due before.
const DAYS_BEFORE: i64 = 30;

/// As [`due::of_value`].
pub fn of_value(text: &str, near: Option<Date>) -> Option<Due> {
    due::of_value(text, near).map(|due| ahead(due, text, near))
}

/// As [`due::of_remark`].
pub fn of_remark(text: &str, near: Option<Date>) -> Option<Due> {
    due::of_remark(text, near).map(|due| ahead(due, text, near))
}

/// As [`due::at_end`].
pub fn at_end(text: &str, near: Option<Date>) -> Option<(Due, usize)> {
    let (due, start) = due::at_end(text, near)?;
    Some((ahead(due, &text[start..], near), start))
}

/// As [`due::date_at`].
pub fn date_at(text: &str, near: Option<Date>) -> Option<(Date, usize)> {
    let (date, length) = due::date_at(text, near)?;
    match ahead(Due::On(date), &text[..length], near) {
        Due::On(date) => Some((date, length)),
        Due::In(_) => Some((date, length)),
    }
}

/// `due` in the next year if `text`, which gives it, has no year and it lies well before `near`.
fn ahead(due: Due, text: &str, near: Option<Date>) -> Due {
    let (Due::On(date), Some(near)) = (due, near) else { return due };
    let has_year = text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= 4);
    let earliest = near.checked_sub(DAYS_BEFORE.days()).unwrap_or(near);
    if has_year || date >= earliest {
        return due;
    }
    date.checked_add(1.year()).map_or(due, Due::On)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_without_a_year_lie_ahead() {
        let near = Some(Date::constant(2026, 1, 31));
        for (text, expected) in [
            ("10 Nov", Date::constant(2026, 11, 10)),
            ("by 3 March", Date::constant(2026, 3, 3)),
            ("20 Jan", Date::constant(2026, 1, 20)),
            ("10 Nov 2025", Date::constant(2025, 11, 10)),
            ("2025-11-10", Date::constant(2025, 11, 10)),
        ] {
            assert_eq!(of_value(text, near), Some(Due::On(expected)), "{text}");
        }
    }
}
