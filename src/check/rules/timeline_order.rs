//! The timeline runs backwards.

use jiff::SignedDuration;

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::Document;
use retold_document::model::Entry;

pub const RULE: Rule = Rule {
    id: "timeline/order",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "the timeline runs backwards",
    problem: "\
        An entry of the timeline has a time before that of the entry above it. A timeline with the newest entry \
        first is left alone, and so are entries with a heading or a line of text between them: another part, or \
        another day, may begin there.",
    consequence: "\
        The course of the incident and its durations are computed from the timeline; a wrong digit makes them \
        wrong.",
    fix: "Put the entries in order, correct the time, or write the date where the day changes.",
    example: Example::Files {
        fails: &[(
            "content/2026-01-31-disk-full.md",
            "\
            # Disk full\n\
            \n\
            ## Timeline\n\
            \n\
            - 10:00 The disk is full\n\
            - 10:20 An alert\n\
            - 10:05 Somebody looks\n\
            - 10:30 Space is made\n",
        )],
        passes: &[(
            "content/2026-01-31-disk-full.md",
            "\
            # Disk full\n\
            \n\
            ## Timeline\n\
            \n\
            - 10:00 The disk is full\n\
            - 10:20 An alert\n\
            - 10:25 Somebody looks\n\
            - 10:30 Space is made\n",
        )],
    },
    check: Check::Incident(check),
};

fn check(document: &Document) -> Vec<Diagnostic> {
    let timed: Vec<&Entry> =
        document.timeline.entries.iter().filter(|entry| entry.offset.is_some()).collect();
    // `23:28` below `23:28:20` is the same minute.
    let is_backwards = |pair: &&[&Entry]| {
        let slack = SignedDuration::from_mins(1);
        pair[0].offset.zip(pair[1].offset).is_some_and(|(above, below)| below + slack <= above)
    };
    let backwards: Vec<&[&Entry]> = timed.windows(2).filter(is_backwards).collect();
    // A timeline with the newest entry first is a choice.
    if backwards.is_empty() || timed.len() > 2 && backwards.len() * 2 > timed.len() {
        return Vec::new();
    }
    // A heading or a line of text may begin another part, or be a day that was not understood.
    let is_adjacent = |pair: &&&[&Entry]| {
        let between = document.text.get(pair[0].span.end..pair[1].span.start);
        between.is_none_or(|between| !between.contains(char::is_alphanumeric))
    };
    let mut places = document.places();
    backwards
        .iter()
        .filter(is_adjacent)
        .map(|pair| {
            RULE.finding(message(pair[0], pair[1]))
                .at(places.part(pair[1].span.clone(), &clock(pair[1]).unwrap_or_default()))
                .hint("put the entries in order, or write the date where the day changes")
        })
        .collect()
}

fn message(above: &Entry, below: &Entry) -> String {
    let same_day = above.at.and_then(|at| at.date) == below.at.and_then(|at| at.date);
    let shown = |entry: &Entry| {
        let day = entry.at.and_then(|at| at.date).filter(|_| !same_day);
        let day = day.map(|date| format!("{date} ")).unwrap_or_default();
        Some(format!("{day}{}", clock(entry)?))
    };
    match (shown(below), shown(above)) {
        (Some(later), Some(earlier)) => {
            format!("the timeline runs backwards: {later} is below {earlier}")
        }
        _ => "the timeline runs backwards".to_owned(),
    }
}

/// The time of day of an entry, without seconds if they are 0: `14:05`.
fn clock(entry: &Entry) -> Option<String> {
    let time = format!("{:.0}", entry.at?.time?);
    let short = time.strip_suffix(":00").filter(|rest| rest.contains(':'));
    Some(short.unwrap_or(&time).to_owned())
}

#[cfg(test)]
mod tests {
    use crate::check::testing::findings;

    #[test]
    fn a_timeline_that_runs_backwards_is_shown_at_its_line() {
        let text = "# A\n\n## Timeline\n\n- 10:00 a\n- 10:20 b\n- 10:05 c\n- 10:30 d\n";
        let found = findings(&[("2026-01-31-a.md", text)]);
        assert!(
            found[0].starts_with("warning[timeline/order]: the timeline runs backwards: 10:05 is below 10:20\n --> content/2026-01-31-a.md:7:"),
            "{found:?}"
        );
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn the_time_is_marked_in_a_row() {
        let text = "# A\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| 10:00 | a |\n| 10:20 | b |\n| 10:05 | c |\n| 10:30 | d |\n";
        let found = findings(&[("2026-01-31-a.md", text)]);
        assert!(found[0].contains("content/2026-01-31-a.md:9:3\n"), "{found:?}");
        assert!(found[0].contains("9 | | 10:05 | c |\n  |   ^^^^^\n"), "{found:?}");
    }

    #[test]
    fn the_newest_entry_first_and_midnight_are_no_disorder() {
        for times in [["10:30", "10:20", "10:05", "10:00"], ["23:30", "23:50", "00:05", "00:30"]] {
            let entries = times.map(|time| format!("- {time} x\n")).concat();
            let text = format!("# A\n\n## Timeline\n\n{entries}");
            assert_eq!(findings(&[("2026-01-31-a.md", &text)]), Vec::<String>::new());
        }
    }

    #[test]
    fn parts_of_a_timeline_may_begin_anew() {
        for between in ["### Second outage\n\n", "**The morning after**\n\n", "Then all was calm until:\n\n"]
        {
            let text =
                format!("# A\n\n## Timeline\n\n- 10:00 a\n- 10:20 b\n\n{between}- 08:05 c\n- 08:30 d\n");
            assert_eq!(findings(&[("2026-01-31-a.md", &text)]), Vec::<String>::new(), "{between}");
        }
    }

    #[test]
    fn each_incident_of_a_file_is_checked() {
        let text = "# Log\n\n## Incident on 2026-03-05\n\n### Timeline\n\n- 10:00 a\n- 10:10 b\n- 10:20 c\n\n\
            ## Incident on 2026-02-05\n\n### Timeline\n\n- 10:00 a\n- 10:20 b\n- 10:05 c\n\n\
            ## Incident on 2026-01-05\n\n### Timeline\n\n- 10:00 a\n- 10:10 b\n";
        let found = crate::check::testing::configured(&[("log.md", text)], &["log.md"]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("content/log.md:17:"), "{found:?}");
    }

    #[test]
    fn drafts_and_documents_without_a_page_are_checked() {
        let timeline = "# A\n\n## Timeline\n\n- 10:00 a\n- 10:20 b\n- 10:05 c\n";
        let draft = format!("---\ndraft: true\n---\n{timeline}");
        let displaced = format!("---\nslug: 2026-01-31-a\n---\n{timeline}");
        let found = crate::check::testing::headlines(&[
            ("2026-01-31-a.md", "# A\n"),
            ("2026-01-31-b.md", &draft),
            ("2026-01-31-c.md", &displaced),
        ]);
        let backwards = found.iter().filter(|line| line.contains("timeline/order")).count();
        assert_eq!((found.len(), backwards), (3, 2), "{found:?}");
    }
}
