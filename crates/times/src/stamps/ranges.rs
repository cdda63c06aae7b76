//! The end of a range.

use jiff::civil::{Date, Time};

use super::{Point, may_start, point};
use crate::WrittenDate;
use crate::clocks::Half;
use crate::scan::Scan;
use crate::words::{Role, SIGNS};

/// Reads the end of a range: `-04:30`, ` to 2026-02-01 06:29`, `〜15:00`.
pub fn range(scan: &mut Scan<'_>, start: &mut Point, is_between: bool) {
    if start.stamp.until.is_some() {
        return;
    }
    let mut here = *scan;
    let spaced = here.spaces();
    let dash = here.dash();
    if dash {
        here.eat(">");
    } else {
        let linked =
            here.eat_any(&SIGNS.to) || here.eat_role(Role::To) || (is_between && here.eat_role(Role::And));
        if !linked {
            return;
        }
    }
    here.spaces();
    if !dash && here.eat_role(Role::Article) {
        here.spaces();
    }
    if !may_start(here) {
        return;
    }
    let Some(mut end) = point(&mut here, false) else { return };
    if end.stamp.unknown && end.stamp.time.is_none() && !here.at_boundary() {
        return;
    }
    let (first, last) = (&mut start.stamp, &mut end.stamp);
    let same_kind = match (first.time, last.time) {
        (Some(_), Some(_)) => true,
        (Some(_), None) => last.unknown,
        (None, _) if first.unknown => last.time.is_some() || last.unknown,
        (None, _) => match (first.date, last.date) {
            // `2026-01-31 - May 3 hosts` has a sentence behind the dash.
            (Some(WrittenDate::Full(_)), Some(WrittenDate::MonthDay { .. })) => !(dash && spaced),
            (Some(_), Some(_)) => last.until.is_none(),
            _ => false,
        },
    };
    let backwards = matches!(
        (first.date, last.date),
        (Some(WrittenDate::Full(first)), Some(WrittenDate::Full(last))) if last < first
    );
    if !same_kind || backwards {
        return;
    }
    last.until = None;
    if let (Half::Open, Half::Morning | Half::Afternoon) = (start.half, end.half) {
        first.time = first.time.map(|time| in_half(time, last.time, end.half));
    }
    if let (Some(WrittenDate::MonthDay { month, day }), Some(WrittenDate::Full(date))) =
        (first.date, last.date)
    {
        let year = if month > date.month() { date.year().saturating_sub(1) } else { date.year() };
        if let Ok(date) = Date::new(year, month, day) {
            first.date = Some(WrittenDate::Full(date));
        }
    }
    // A zone behind the range is for both ends. A date there is the start's, too.
    if first.time.is_some() {
        if first.zone.is_none() {
            first.zone.clone_from(&last.zone);
        } else if last.zone.is_none() {
            last.zone.clone_from(&first.zone);
        }
        if first.date.is_none() {
            first.date = last.date.take();
        }
    }
    first.until = Some(Box::new(end.stamp));
    *scan = here;
}

/// The start of `10:00-11:30 pm`, read in the half of the day that puts it before the end.
fn in_half(start: Time, end: Option<Time>, half: Half) -> Time {
    let shifted = |afternoon: bool| {
        let hour = start.hour() % 12 + if afternoon { 12 } else { 0 };
        Time::new(hour, start.minute(), start.second(), start.subsec_nanosecond()).unwrap_or(start)
    };
    let same = shifted(half == Half::Afternoon);
    if end.is_some_and(|end| same > end) { shifted(half != Half::Afternoon) } else { same }
}

#[cfg(test)]
mod tests {
    use crate::stamps::testing::check;

    #[test]
    fn reads_ranges() {
        check(&[
            ("02:00-04:30", "02:00 .. 04:30"),
            ("10:00–10:20", "10:00 .. 10:20"),
            ("10:00 - 10:20 UTC", "10:00 UTC .. 10:20 UTC"),
            ("18:00 to 19:12 UTC", "18:00 UTC .. 19:12 UTC"),
            ("18:00 UTC to 19:12", "18:00 UTC .. 19:12 UTC"),
            ("14:00〜15:00", "14:00 .. 15:00"),
            ("10:00-11:30 pm", "22:00 .. 23:30"),
            ("11:00-1:00 PM", "11:00 .. 13:00"),
            ("2025-10-08 17:09 to 2025-10-09 06:29", "2025-10-08 17:09 .. 2025-10-09 06:29"),
            ("2025-10-08 17:09 - 2025-10-09 06:29", "2025-10-08 17:09 .. 2025-10-09 06:29"),
            ("from 17:09 until 18:10 UTC", "17:09 UTC .. 18:10 UTC"),
            ("between 17:09 and 18:10", "17:09 .. 18:10"),
            (
                "2026-01-31 20:18 (UTC) until the 2026-02-01 03:45 (UTC)",
                "2026-01-31 20:18 UTC .. 2026-02-01 03:45 UTC",
            ),
            ("~17:09 - ~18:10", "17:09 ~ .. 18:10 ~"),
        ]);
    }
}
