//! The date that counts as today.

use std::ffi::OsStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::exit::CommandError;
use retold_diagnostic::Diagnostic;

/// How dates are written on the command line.
const FORMAT: &str = "%Y-%m-%d";

/// Reads the value of `--today`.
pub fn parse(text: &str) -> Result<Date, String> {
    Date::strptime(FORMAT, text).map_err(|_| "write the date as `2026-01-31`".to_owned())
}

/// The date that `argument` names; else that of `source_date_epoch`, in seconds since 1970; else that of the clock.
/// The last two are dates in UTC, so that they are the same on machines in different time zones.
///
/// # Errors
/// `source_date_epoch` is not a number of seconds, or out of range.
pub fn today(argument: Option<Date>, source_date_epoch: Option<&OsStr>) -> Result<Date, CommandError> {
    if let Some(date) = argument {
        return Ok(date);
    }
    let Some(text) = source_date_epoch else { return Ok(date_of(Timestamp::now())) };
    let text = text.to_string_lossy();
    let moment = text.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    moment.map(date_of).ok_or_else(|| {
        let finding = Diagnostic::error(
            "arguments/source-date-epoch",
            format!("`SOURCE_DATE_EPOCH` is `{text}`, which is not a number of seconds since 1970"),
        )
        .hint("unset it, set it as with `date +%s`, or name the date with `--today DATE`");
        CommandError::usage([finding])
    })
}

fn date_of(moment: Timestamp) -> Date {
    Zoned::new(moment, TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_argument_comes_before_the_environment() {
        let epoch = Some(OsStr::new("1767225599"));
        assert_eq!(today(Some(date(2020, 2, 29)), epoch).unwrap(), date(2020, 2, 29));
        assert_eq!(today(None, epoch).unwrap(), date(2025, 12, 31));
        assert_eq!(today(Some(date(2020, 2, 29)), Some(OsStr::new("x"))).unwrap(), date(2020, 2, 29));
    }

    #[test]
    fn an_epoch_that_is_not_a_number_of_seconds_is_refused() {
        for text in ["", "soon", "1.5", "99999999999999999", " 1"] {
            assert!(today(None, Some(OsStr::new(text))).is_err(), "{text:?}");
        }
    }

    #[test]
    fn dates_are_written_in_one_way() {
        assert_eq!(parse("2026-01-31"), Ok(date(2026, 1, 31)));
        for text in ["31.01.2026", "2026-02-30", "2026-01-31T00:00", "today", ""] {
            assert!(parse(text).is_err(), "{text:?}");
        }
    }
}
