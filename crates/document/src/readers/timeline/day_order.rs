//! Dates whose day and month may be in either order.

use retold_times::WrittenDate;

use crate::readers::timeline::draft::Step;
use crate::structure::time_context::TimeContext;

/// Resolves ambiguous dates in `steps`, if another date of the document shows the order.
pub fn settle(times: &TimeContext<'_>, steps: &mut [Step]) {
    let dates = steps.iter_mut().filter_map(|step| match step {
        Step::Day(date, _) => Some(date),
        Step::Mark(_) => None,
        Step::Entry(draft) => draft.stamp.date.as_mut(),
    });
    for date in dates {
        if let WrittenDate::Ambiguous { day_first, month_first } = *date {
            match times.is_day_first() {
                Some(true) => *date = WrittenDate::Full(day_first),
                Some(false) => *date = WrittenDate::Full(month_first),
                None => return,
            }
        }
    }
}
