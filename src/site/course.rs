//! The course of an incident: its known moments, and the phases between them.
//!
//! Detection runs from the start to the first notice, escalation until the right people know, diagnosis
//! until the cause is known, resolution until it is over.

use jiff::Timestamp;

use super::text;
use super::views::{MomentView, PhaseView};
use crate::document::{FrontMatter, Moment};

/// The moments that the front matter names, in the order of an incident's life.
fn moments_of(written: &FrontMatter) -> [(&'static str, &'static str, Option<Moment>); 7] {
    [
        ("started", "Started", written.started),
        ("detected", "Detected", written.detected),
        ("acknowledged", "Acknowledged", written.acknowledged),
        ("escalated", "Escalated", written.escalated),
        ("identified", "Identified", written.identified),
        ("mitigated", "Mitigated", written.mitigated),
        ("resolved", "Resolved", written.resolved),
    ]
}

pub fn moments(written: &FrontMatter) -> Vec<MomentView> {
    let start = written.started.and_then(|moment| moment.instant());
    moments_of(written)
        .into_iter()
        .filter_map(|(key, label, moment)| {
            let moment = moment?;
            let day = text::date(moment.date);
            let offset = start.zip(moment.instant()).filter(|_| key != "started").map(|(start, at)| {
                let offset = at.duration_since(start);
                format!("{}{}", if offset.is_negative() { "−" } else { "+" }, text::duration(offset))
            });
            Some(MomentView {
                key,
                label,
                iso: moment.iso(),
                text: moment.clock_text().map_or_else(|| day.clone(), |clock| format!("{day}, {clock}")),
                offset_text: offset.unwrap_or_default(),
            })
        })
        .collect()
}

/// The phases between the moments whose time of day is known; none if the moments are out of order.
pub fn phases(written: &FrontMatter) -> Vec<PhaseView> {
    let escalated = written.escalated.or(written.acknowledged);
    let ended = written.resolved.or(written.mitigated);
    let instant = |moment: Option<Moment>| moment.and_then(|moment| moment.instant());
    let Some(start) = instant(written.started) else { return Vec::new() };
    let ends: Vec<(_, _, Timestamp)> = [
        ("detection", "Detection", written.detected),
        ("escalation", "Escalation", escalated),
        ("diagnosis", "Diagnosis", written.identified),
        ("resolution", "Resolution", ended),
    ]
    .into_iter()
    .filter_map(|(key, label, moment)| Some((key, label, instant(moment)?)))
    .collect();
    let Some(&(_, _, end)) = ends.last() else { return Vec::new() };
    let in_order = std::iter::once(start).chain(ends.iter().map(|(_, _, at)| *at)).is_sorted();
    let whole = end.duration_since(start).as_secs_f64();
    if !in_order || whole <= 0.0 {
        return Vec::new();
    }
    let percent = |at: Timestamp| (at.duration_since(start).as_secs_f64() / whole * 10_000.0).round() / 100.0;
    let mut from = start;
    let mut phases = Vec::with_capacity(ends.len());
    for (key, label, at) in ends {
        phases.push(PhaseView {
            key,
            label,
            duration_text: text::duration(at.duration_since(from)),
            start: percent(from),
            width: ((percent(at) - percent(from)) * 100.0).round() / 100.0,
        });
        from = at;
    }
    phases
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(clock: &str) -> Option<Moment> {
        Moment::parse(&format!("2026-01-31 {clock} UTC"), None)
    }

    #[test]
    fn phases_run_from_moment_to_moment() {
        let written = FrontMatter {
            started: at("09:00"),
            detected: at("09:15"),
            identified: at("09:45"),
            mitigated: at("09:50"),
            resolved: at("10:00"),
            ..FrontMatter::default()
        };
        let phases: Vec<_> =
            phases(&written).into_iter().map(|p| (p.key, p.duration_text, p.start, p.width)).collect();
        assert_eq!(
            phases,
            [
                ("detection", "15 min".to_owned(), 0.0, 25.0),
                ("diagnosis", "30 min".to_owned(), 25.0, 50.0),
                ("resolution", "15 min".to_owned(), 75.0, 25.0),
            ]
        );
        let moments = moments(&written);
        assert_eq!(moments[1].offset_text, "+15 min");
        assert_eq!(moments[0].offset_text, "");
    }

    #[test]
    fn moments_out_of_order_give_no_picture() {
        let written = FrontMatter { started: at("09:00"), resolved: at("08:00"), ..FrontMatter::default() };
        assert_eq!(phases(&written), []);
        assert_eq!(moments(&written)[1].offset_text, "−1 h");
    }
}
