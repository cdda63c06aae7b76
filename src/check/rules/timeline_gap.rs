//! The timeline leaves out most of the response.

use jiff::SignedDuration;

use crate::check::{Check, Example, Rule, Stage, Subject};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::model::{Entry, Milestone};

pub const RULE: Rule = Rule {
    id: "timeline/gap",
    levels: &[Level::Note],
    stage: Stage::Review,
    summary: "the timeline leaves out most of the response",
    problem: "\
        Between the detection and the end of an incident, the timeline has a gap of two hours or more that is longer than \
        half of the response.",
    consequence: "\
        What was tried in that time, and why it took so long, is what the next responders could learn from.",
    fix: "Write what was looked at and tried in between, also what did not help, or that everybody waited and for what.",
    example: Example::Files {
        fails: &[(
            "content/2026-01-31-disk-full.md",
            "# Disk full\n\n## Timeline (UTC)\n\n- 09:50 Logs fill the disk\n- 10:00 Detected: an alert about the queue\n\
            - 10:10 The queue is looked at\n- 10:20 The disk is full\n- 17:30 Resolved: all mails are sent\n",
        )],
        passes: &[(
            "content/2026-01-31-disk-full.md",
            "# Disk full\n\n## Timeline (UTC)\n\n- 09:50 Logs fill the disk\n- 10:00 Detected: an alert about the queue\n\
            - 10:10 The queue is looked at\n- 10:20 The disk is full\n- 12:30 Old logs are deleted; the queue does not move\n- 15:00 The mail server is restarted\n\
            - 17:30 Resolved: all mails are sent\n",
        )],
    },
    check: Check::Review(check),
};

/// The fewest entries of a timeline that tells the response; shorter ones list the milestones.
const FEWEST: usize = 5;

/// The shortest gap that is worth a remark.
const SHORTEST: SignedDuration = SignedDuration::from_hours(2);

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document();
    let at = |milestone| document.milestones.at(milestone)?.instant();
    let Some(detected) = at(Milestone::Detected) else { return Vec::new() };
    let Some(end) = at(Milestone::Mitigated).or_else(|| at(Milestone::Resolved)) else { return Vec::new() };
    let instant = |entry: &Entry| entry.at?.moment()?.instant();
    let entries = &document.timeline.entries;
    let timed: Vec<_> = entries.iter().filter_map(|entry| Some((instant(entry)?, entry))).collect();
    if timed.len() < FEWEST {
        return Vec::new();
    }
    let response = end.duration_since(detected);
    let longest = timed
        .windows(2)
        .filter(|pair| pair[0].0 >= detected && pair[1].0 <= end)
        .map(|pair| (pair[1].0.duration_since(pair[0].0), pair[1].1))
        .max_by_key(|(gap, _)| *gap);
    let Some((gap, after)) = longest.filter(|(gap, _)| *gap >= SHORTEST && *gap * 2 > response) else {
        return Vec::new();
    };
    let finding = RULE
        .finding(format!("nothing is written about the {} before this", in_words(gap)))
        .at(subject.place(after.span.clone()))
        .hint("what was tried in that time, and what did not help?");
    vec![finding]
}

/// A duration in hours and minutes: `7 h 10 min`.
fn in_words(duration: SignedDuration) -> String {
    let minutes = duration.as_mins();
    match minutes % 60 {
        0 => format!("{} h", minutes / 60),
        rest => format!("{} h {rest} min", minutes / 60),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn only_the_response_is_measured() {
        let middle = "- 10:00 Detected: an alert\n- 10:10 The queue is looked at\n- 10:20 The disk is full\n";
        for (first, last, is_found) in [
            ("- 09:50 Logs fill the disk\n", "- 17:30 Resolved: all mails are sent\n", true),
            ("- 09:50 Logs fill the disk\n", "- 11:30 Resolved: all mails are sent\n", false),
            ("- 02:00 Logs fill the disk\n", "- 10:30 Resolved: all mails are sent\n", false),
            ("", "- 17:30 Resolved: all mails are sent\n", false),
        ] {
            let timeline = format!("{first}{middle}{last}");
            let found =
                reviewed(&[("2026-01-31-a.md", &format!("# A\n\n## Timeline (UTC)\n\n{timeline}"))], "");
            let gap = found.iter().any(|text| text.contains("[timeline/gap]"));
            assert_eq!(gap, is_found, "{timeline} {found:?}");
        }
    }
}
