//! Clocks of twelve hours without am or pm: `11:40`, `12:10`, `1:05`.

use jiff::SignedDuration;
use jiff::civil::Time;

use crate::readers::timeline::draft::{Draft, MAX_CLOCK_REGRESSION, Step};
use crate::structure::body::Body;
use crate::text::stamps::first_chars;

/// How many entries are searched for a clock that shows the half of the day.
const MAX_LOOKAHEAD: usize = 40;

/// Moves clock times of `steps` to the afternoon where no other reading is left: behind one past twelve, and either
/// before a later one of the afternoon, or where all clocks of the timeline are between 1 and 12 without a leading zero.
pub fn infer_pm(body: &Body<'_>, steps: &mut [Step]) {
    let written = |draft: &Draft| first_chars(body.text.get(draft.span.clone()).unwrap_or(""), 60);
    let mut has_drop = false;
    let mut previous = None;
    let mut is_twelve_hour = true;
    for draft in steps.iter().filter_map(Step::entry) {
        let Some(time) = draft.stamp.time else { continue };
        has_drop |= previous.is_some_and(|previous: Time| {
            previous.hour() >= 12 && previous.duration_since(time) > MAX_CLOCK_REGRESSION
        });
        is_twelve_hour &= (1..=12).contains(&time.hour());
        previous = Some(time);
    }
    if !has_drop {
        return;
    }
    let names_half = |text: &str| {
        let lower = text.to_lowercase();
        ["am ", "am:", "pm", "a.m", "p.m", "am*", "am]", "am|"].iter().any(|half| lower.contains(half))
    };
    if steps.iter().filter_map(Step::entry).any(|draft| names_half(written(draft))) {
        return;
    }
    let mut previous: Option<Time> = None;
    for at in 0..steps.len() {
        let Step::Entry(draft) = &steps[at] else {
            previous = None;
            continue;
        };
        if draft.stamp.date.is_some() {
            previous = draft.stamp.time;
            continue;
        }
        let Some(time) = draft.stamp.time else { continue };
        let moved = previous
            .filter(|previous| previous.hour() >= 12 && previous.duration_since(time) > MAX_CLOCK_REGRESSION)
            .and_then(|previous| {
                let moved = pm(time).filter(|moved| *moved >= previous)?;
                let padded = format!("0{}:", time.hour());
                let is_short = is_twelve_hour && previous.hour() < 20 && !written(draft).contains(&padded);
                (is_short || is_followed_by_pm(&steps[at + 1..], moved)).then_some(moved)
            });
        if let (Some(moved), Step::Entry(draft)) = (moved, &mut steps[at]) {
            draft.stamp.time = Some(moved);
            if let Some(until) = draft.stamp.until.as_deref_mut()
                && until.date.is_none()
            {
                until.time = until.time.and_then(|time| if time < moved { pm(time) } else { Some(time) });
            }
        }
        previous = moved.or(Some(time));
    }
}

/// The same clock in the afternoon.
fn pm(time: Time) -> Option<Time> {
    (1..=11).contains(&time.hour()).then(|| time.checked_add(SignedDuration::from_hours(12)).ok())?
}

/// Whether a later entry on the same day is past noon and not before `moved`, and all entries up to it may be pm.
fn is_followed_by_pm(steps: &[Step], moved: Time) -> bool {
    for step in steps.iter().take(MAX_LOOKAHEAD) {
        let Step::Entry(draft) = step else { return false };
        if draft.stamp.date.is_some() {
            return false;
        }
        let Some(time) = draft.stamp.time else { continue };
        if time.hour() >= 13 {
            return time >= moved;
        }
        if pm(time).is_none_or(|pm| pm < moved) {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::readers::timeline::tests::timeline;

    #[test]
    fn clocks_past_noon_become_pm() {
        for (text, times) in [
            ("11:40 a|12:10 b|1:05 c|2:30 d", ["11:40", "12:10", "13:05", "14:30"]),
            ("11:40 a|12:10 b|01:05 c|14:30 d", ["11:40", "12:10", "13:05", "14:30"]),
            // A padded clock may be one of the night.
            ("11:40 a|12:10 b|01:05 c|02:30 d", ["11:40", "12:10", "01:05", "02:30"]),
            ("21:40 a|23:10 b|1:05 c|2:30 d", ["21:40", "23:10", "01:05", "02:30"]),
            ("11:40 am a|12:10 pm b|1:05 am c|2:30 am d", ["11:40", "12:10", "01:05", "02:30"]),
        ] {
            let text = format!("## Timeline\n\n- {}\n", text.replace('|', "\n- "));
            let found = timeline(&text, None);
            let found: Vec<_> = found
                .entries
                .iter()
                .map(|entry| entry.at.unwrap().time.unwrap().strftime("%H:%M").to_string())
                .collect();
            assert_eq!(found, times, "{text}");
        }
    }
}
