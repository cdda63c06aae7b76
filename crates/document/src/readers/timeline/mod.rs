//! The timeline of an incident: its entries, in the order of the text, with complete times.

mod attached_time;
mod clocks_inside;
mod code_lines;
mod complete;
mod day_order;
pub mod draft;
mod entries;
#[cfg(test)]
mod forms;
mod headed;
mod headless;
mod html_lines;
mod infer_pm;
pub mod leading_time;
mod lists;
mod paragraphs;
mod rough_clocks;
mod since_start;
mod tables;
mod words;

use crate::model::Timeline;
use crate::structure::body::Body;

/// Reads the timeline of `body`, if it has one.
pub fn read(body: &Body<'_>) -> Timeline {
    let (mut steps, mut context) = headed::collect(body);
    let timed = steps.iter().filter(|step| step.is_timed()).count();
    // A few labels with times may be a digest of a full timeline elsewhere.
    let only_labels =
        steps.iter().filter_map(draft::Step::entry).all(|draft| draft.is_label || !draft.has_time());
    if (timed == 0 || only_labels)
        && let Some((found, other)) = headless::find(body)
        && (timed == 0 || headed::repeats(&steps, &found))
    {
        (steps, context) = (found, other);
    }
    if steps.is_empty() {
        return Timeline::default();
    }
    if context.zone.is_none() {
        let has_own = steps.iter().filter_map(draft::Step::entry).any(|draft| draft.stamp.zone.is_some());
        let stated = body.times.stated_zone().cloned();
        context.zone = stated.or_else(|| if has_own { None } else { body.times.shared_zone() });
    }
    infer_pm::infer_pm(body, &mut steps);
    day_order::settle(body.times, &mut steps);
    complete::complete_times(steps, &context, body.times.incident_date())
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use jiff::civil::Date;

    use super::*;
    use crate::model::Entry;
    use crate::structure::testing::read_dated;

    pub(super) fn timeline(text: &str, day: Option<Date>) -> Timeline {
        read_dated(text, day, read)
    }

    pub(super) fn times(timeline: &Timeline) -> Vec<String> {
        let written = |entry: &Entry| match entry.at {
            None => "?".to_owned(),
            Some(at) => {
                let time = at.time.map(|time| format!("{:02}:{:02}", time.hour(), time.minute()));
                let parts = [at.date.map(|date| date.to_string()), time];
                parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
        };
        timeline.entries.iter().map(written).collect()
    }

    pub(super) fn texts(timeline: &Timeline) -> Vec<&str> {
        timeline.entries.iter().map(|entry| entry.text.as_str()).collect()
    }

    const DAY: Option<Date> = Some(Date::constant(2026, 1, 31));

    #[test]
    fn entries_are_read_in_any_shape() {
        for (shape, text) in [
            ("list", "## Timeline\n\n- 10:00 pump stops\n- 10:05: pump restarted"),
            ("bold", "## Timeline\n\n- **10:00** - pump stops\n- **10:05 – pump restarted**"),
            ("brackets", "## Timeline\n\n* [10:00] pump stops\n* [10:05] pump restarted"),
            (
                "date and time",
                "## Timeline\n\n- 2026-01-31 10:00 - pump stops\n- 31 January 2026 10:05 - pump restarted",
            ),
            (
                "table",
                "## Timeline\n\n|Time|Event|\n|-|-|\n|10:00|pump stops|\n|2026-01-31 10:05|pump restarted|",
            ),
            (
                "two columns",
                "## Timeline\n\n|Date|Time|Event|\n|-|-|-|\n|2026-01-31|10:00|pump stops|\n||10:05|pump restarted|",
            ),
            (
                "headings",
                "## Timeline\n\n### 2026-01-31 10:00\n\npump stops\n\n### 10:05\n\npump restarted\n\n## Lessons\n\nx",
            ),
            ("date heading", "## Timeline\n\n### 2026-01-31\n\n- 10:00 pump stops\n- 10:05 pump restarted"),
            (
                "date line",
                "## Timeline\n\n**January 31, 2026**\n\n- 10:00 pump stops\n- 10:05 pump restarted",
            ),
            ("date item", "## Timeline\n\n- 2026-01-31\n  - 10:00 pump stops\n  - 10:05 pump restarted"),
            ("phase", "## Timeline\n\n- Detection\n  - 10:00 pump stops\n- Repair\n  - 10:05 pump restarted"),
            ("paragraphs", "## Timeline\n\n10:00 – pump stops\n\n10:05 – pump restarted"),
            ("lines", "## Timeline\n\n10:00 AM: pump stops\n10:05 AM: pump restarted"),
            ("label", "- **Timeline**\n  - 10:00 pump stops\n  - 10:05 pump restarted\n- **Impact**: none"),
            (
                "bold line",
                "**Timeline**\n\n**10:00** - pump stops\n\n**10:05** - pump restarted\n\n**Impact**\n\nnone",
            ),
            (
                "two zones",
                "## Timeline\n\n- 10:00 UTC (11:00 CET): pump stops\n- 10:05 UTC (11:05 CET): pump restarted",
            ),
            ("indented", "## Timeline\n\n    - 10am pump stops\n    - 10:05am pump restarted\n"),
            ("two lists", "## Timeline\n\n- 10:00 pump stops\n\n```\nlog\n```\n\n- 10:05 pump restarted"),
        ] {
            let found = timeline(text, DAY);
            assert_eq!(times(&found), ["2026-01-31 10:00", "2026-01-31 10:05"], "{shape}");
            assert_eq!(texts(&found), ["pump stops", "pump restarted"], "{shape}");
            assert_eq!(found.entries[1].offset, Some(SignedDuration::from_mins(5)), "{shape}");
        }
    }

    #[test]
    fn items_without_a_time_are_entries_among_timed_ones() {
        let text = "## Timeline\n\n- 10:00 pump stops\n  - valve open\n- [???] pressure rises\n- Afterwards: calm\n\n- one\n";
        let found = timeline(text, None);
        assert_eq!(times(&found), ["10:00", "?", "?", "?"]);
        assert_eq!(texts(&found)[0], "pump stops valve open");
        assert_eq!(times(&timeline("## Timeline\n\n- first one thing\n- then another\n", None)), ["?", "?"]);
        assert!(timeline("## Timeline\n\nIt began slowly, and ended late.\n", DAY).entries.is_empty());
        assert!(
            timeline("## Timeline\n\n- YYYY-MM-DD HH:MM what happened\n- HH:MM more\n", DAY)
                .entries
                .iter()
                .all(|entry| entry.at.is_none())
        );
    }

    #[test]
    fn labels_may_precede_the_time() {
        let text = "- **Key events**\n  - First detected: 2026-01-31 10:00\n  - Not declared\n  - Resolved 2026-02-01 09:00\n";
        let found = timeline(text, None);
        assert_eq!(times(&found), ["2026-01-31 10:00", "?", "2026-02-01 09:00"]);
        assert_eq!(texts(&found), ["First detected", "Not declared", "Resolved"]);
    }

    #[test]
    fn the_full_list_replaces_a_digest() {
        let text = "- **Key events**\n  - First detected 2026-01-31 10:00\n  - Resolved 2026-01-31 11:00\n- **Context**\n  \
                    - 2026-01-31 10:00: alarm\n  - 2026-01-31 10:30: valve turned\n  - 2026-01-31 11:00: all well\n";
        assert_eq!(timeline(text, None).entries.len(), 3);
    }

    #[test]
    fn dates_are_carried_and_pass_midnight() {
        let text = "## Timeline (UTC, 2026-01-31)\n\n- 22:10 a\n- 23:50 b\n- 23:40 c\n- 00:20 d\n- 2026-02-03 01:00 e\n- 02:00 f\n";
        let found = timeline(text, None);
        assert_eq!(
            times(&found),
            [
                "2026-01-31 22:10",
                "2026-01-31 23:50",
                "2026-01-31 23:40",
                "2026-02-01 00:20",
                "2026-02-03 01:00",
                "2026-02-03 02:00"
            ]
        );
        assert_eq!(found.zone.as_deref(), Some("UTC"));
        assert_eq!(found.entries[3].at.unwrap().day, 1);
        assert_eq!(found.entries[0].at.unwrap().offset, Some(0));
        assert_eq!(found.entries[3].offset, Some(SignedDuration::from_mins(130)));
        // Without any date days are still counted.
        let found = timeline("## Timeline\n\n- 23:50 a\n- 00:20 b\n", None);
        assert_eq!((times(&found)[1].as_str(), found.entries[1].at.unwrap().day), ("00:20", 1));
        assert_eq!(found.entries[1].offset, Some(SignedDuration::from_mins(30)));
    }

    #[test]
    fn sentences_and_table_heads_give_zone_and_day() {
        for text in [
            "## Timeline\n\nAll times in UTC.\n\n- 10:00 a\n- 10:05 b\n",
            "## Timeline\n\n> (all times in UTC)\n\n- 10:00 a\n- 10:05 b\n",
            "## Timeline\n\n|Time (UTC)|Event|\n|-|-|\n|10:00|a|\n|10:05|b|\n",
            "## Timeline\n\n- 10:00 UTC a\n- 10:05 UTC b\n",
            "All times are UTC.\n\n## Timeline\n\n- 10:00 a\n- 10:05 b\n",
            "It leaked from 10:00 to 10:30 (UTC).\n\n## Timeline\n\n- 10:00 a\n- 10:05 b\n",
        ] {
            let found = timeline(text, DAY);
            assert_eq!(found.zone.as_deref(), Some("UTC"), "{text}");
            assert_eq!(found.entries[1].at.unwrap().offset, Some(0), "{text}");
        }
        let text = "## Timeline\n\nAll events happened on 2026-01-30.\n\n- 10:00 a\n- 10:05 b\n";
        assert_eq!(times(&timeline(text, DAY))[0], "2026-01-30 10:00");
        let text = "On January 30, 2026, at 09:00 the pump stopped.\n\n## Timeline\n\n- 10:00 a\n- 10:05 b\n";
        assert_eq!(times(&timeline(text, Some(Date::constant(2026, 2, 5))))[0], "2026-01-30 10:00");
    }

    #[test]
    fn other_shapes_are_read() {
        for (shape, text) in [
            (
                "sentences",
                "## Timeline\n\nAt 10:00 the pump stops. At 10:05 it turns. By 10:10, all is well.\n",
            ),
            (
                "indented",
                "Timeline:\n\n    10:00: the pump stops.\n    10:05: it turns.\n    10:10: all is well.\n",
            ),
            (
                "days in rows",
                "## Timeline\n\n|Time|Event|\n|-|-|\n|1/31||\n|10:00|the pump stops.|\n|10:05|it turns.|\n|10:10|all is well.|\n",
            ),
            (
                "days and months in numbers",
                "## Timeline\n\n|Horário|Evento|\n|-|-|\n|31/01 ~10:00|the pump stops.|\n|31/01 10:05|it turns.|\n|31/01 10:10|all is well.|\n",
            ),
            (
                "fence",
                "## Timeline\n\n```\n- _10:00_ - the pump stops.\n- _10:05_ - it turns.\n- _10:10_ - all is well.\n```\n",
            ),
            (
                "updates",
                "**Update: 10:00** the pump stops.\n\n**Update 2 - 10:05** it turns.\n\n**Update 10:10** all is well.\n",
            ),
            ("bold", "**10:00** the pump stops.\n\n**10:05** it turns.\n\n**10:10** all is well.\n"),
            (
                "strokes",
                "## Timeline\n\n- 2026-01-31/10:00: the pump stops.\n- 10:05: it turns.\n- 10:10: all is well.\n",
            ),
            (
                "breaks",
                "## Timeline\n\n10:00 - the pump stops.<br>10:05 - it turns.<br/>10:10 - all is well.\n",
            ),
        ] {
            let found = timeline(text, DAY);
            assert_eq!(
                times(&found),
                ["2026-01-31 10:00", "2026-01-31 10:05", "2026-01-31 10:10"],
                "{shape}"
            );
            assert_eq!(texts(&found), ["the pump stops.", "it turns.", "all is well."], "{shape}");
        }
        for log in [
            "```\n10:00:07 INFO open\n10:00:08 WARN slow\n10:00:09 INFO shut\n```",
            "```sh\n10:00 a\n10:01 b\n10:02 c\n```",
        ] {
            assert!(timeline(&format!("## Timeline\n\n{log}\n"), DAY).entries.is_empty(), "{log}");
        }
        let text =
            "## Timeline\n\n- The leak began at Jan-30-2026 08:10 PM near the mill\n- Bought in spring\n";
        assert_eq!(times(&timeline(text, DAY)), ["2026-01-30 20:10", "?"]);
        let text =
            "## Timeline\n\n|Time (UTC)|Event|\n|-|-|\n|Days before|quiet|\n|10:00|a|\n|10:05|b|\n|Fix|c|\n";
        let found = timeline(text, DAY);
        assert_eq!(times(&found), ["?", "2026-01-31 10:00", "2026-01-31 10:05", "?"]);
        assert_eq!(texts(&found), ["Days before: quiet", "a", "b", "Fix: c"]);
        let text = "## Timeline\n\nUnless noted otherwise all is on 2026-01-31.\n\n- 2026-01-30 10:00 a\n- 10:05 b\n- 10:06 c\n";
        assert_eq!(times(&timeline(text, DAY))[1], "2026-01-31 10:05");
        let text = "## Timeline (01/31/2026)\n\n- 01-02-2026 10:00 a\n- 10:05 b\n";
        assert_eq!(times(&timeline(text, None))[0], "2026-01-02 10:00");
    }

    #[test]
    fn ranges_and_offsets_are_kept() {
        let found = timeline("## Timeline\n\n- 23:00-00:30 maintenance\n- ~23:10 alarm\n", DAY);
        let until = found.entries[0].until.unwrap();
        assert_eq!(until.date, Some(Date::constant(2026, 2, 1)));
        assert!(found.entries[1].approximate && !found.entries[0].approximate);
        let found = timeline(
            "## Timeline\n\n- T-10 quiet\n- T0 (10:00) pump stops\n- T+00:12 alarm\n- T+1h30m calm\n",
            DAY,
        );
        assert_eq!(
            times(&found),
            ["2026-01-31 09:50", "2026-01-31 10:00", "2026-01-31 10:12", "2026-01-31 11:30"]
        );
        let found = timeline(
            "## Timeline\n\n- T0-5m: quiet\n- T0: pump stops\n- T0+5m: alarm\n- T0 + 1h: calm\n",
            None,
        );
        let offsets: Vec<_> = found.entries.iter().map(|entry| entry.offset).collect();
        assert_eq!(offsets, [-5, 0, 5, 60].map(|minutes| Some(SignedDuration::from_mins(minutes))));
        assert_eq!(found.entries[3].text, "calm");
        let found = timeline("## Timeline\n\n- T+5m alarm\n- +12 min calm\n", None);
        assert_eq!(found.entries[1].at, None);
        assert_eq!(found.entries[1].offset, Some(SignedDuration::from_mins(12)));
    }

    #[test]
    fn timelines_need_no_heading() {
        for text in [
            "# Pumps\n\n## Saturday\n\n- 10:00 a\n- 10:05 b\n- 10:09 c\n",
            "# Pumps\n\n|x|y|\n|-|-|\n|10:00|a|\n|10:05|b|\n|10:09|c|\n",
            "# Pumps\n\n### 10:00\n\na\n\n### 10:05\n\nb\n\n### 10:09\n\nc\n",
            "# Pumps\n\n10:00: a\n\n10:05: b\n\n10:09: c\n",
        ] {
            assert_eq!(texts(&timeline(text, DAY)), ["a", "b", "c"], "{text}");
        }
        for text in [
            "# Pumps\n\n## Action items\n\n- 10:00 a\n- 10:05 b\n- 10:09 c\n",
            "# Pumps\n\n- 10:00 a\n- 10:05 b\n",
            "# Pumps\n\n- 1.2.3 a\n- 12:34:56:78 b\n- 3 c\n- 10 pumps\n",
            "# Pumps\n\n- 15:00 a\n- 10:05 b\n- 09:00 c\n- 07:00 d\n- 05:00 e\n",
        ] {
            assert_eq!(timeline(text, DAY).entries.len(), 0, "{text}");
        }
    }

    #[test]
    fn texts_are_joined_and_cut() {
        let long = "word ".repeat(1000);
        let found =
            timeline(&format!("## Timeline\n\n- 10:00\n  starts\n  here\n- 10:05 {long}\n  - more\n"), DAY);
        assert_eq!(found.entries[0].text, "starts here");
        assert!(found.entries[1].text.len() <= 2010 && found.entries[1].text.ends_with("word…"));
    }

    #[test]
    fn malformed_text_does_not_panic() {
        for text in [
            "## Timeline\n\n- é\n- [\n- [é\n- T+\n- T+é\n- +\n- 1\n- 12:\n- (\n- **10:00",
            "## Timeline\n\n|Time|\n|-|\n|é|\n||\n",
            "## Timeline\n\n### \n\n- \n  -\n",
        ] {
            timeline(text, DAY);
        }
        let deep: String = (0..300).map(|depth| format!("{}- 10:00 x\n", "  ".repeat(depth))).collect();
        timeline(&format!("## Timeline\n\n{deep}"), DAY);
    }
}
