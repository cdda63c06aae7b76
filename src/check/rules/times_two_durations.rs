//! The stated duration differs from that from start to end.

use jiff::SignedDuration;

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::Document;
use retold_document::model::Milestone;

pub const RULE: Rule = Rule {
    id: "times/two-durations",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "the stated duration differs from that from start to end",
    problem: "\
        The duration that the author states differs by more than a quarter, and by more than 15 minutes, from the \
        time between the start and the end of the incident.",
    consequence: "One of the two is wrong, and the page shows the stated one.",
    fix: "Look at the date, the time of day and the zone of both moments, and at the stated duration.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "\
            ---\n\
            started: 2026-01-31 10:00 UTC\n\
            resolved: 2026-03-31 11:50 UTC\n\
            duration: 1h 50m\n\
            ---\n\
            \n\
            # Disk full\n\
            \n\
            The disk of the build host was full.\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "\
            ---\n\
            started: 2026-01-31 10:00 UTC\n\
            resolved: 2026-01-31 11:50 UTC\n\
            duration: 1h 50m\n\
            ---\n\
            \n\
            # Disk full\n\
            \n\
            The disk of the build host was full.\n",
        )],
    },
    check: Check::Incident(check),
};

fn check(document: &Document) -> Vec<Diagnostic> {
    find(document).into_iter().collect()
}

fn find(document: &Document) -> Option<Diagnostic> {
    let fact = document.facts.duration.as_ref()?;
    let instant = |milestone| document.milestones.at(milestone).and_then(|moment| moment.instant());
    let start = instant(Milestone::Started)?;
    let ends = [instant(Milestone::Resolved), instant(Milestone::Mitigated)];
    let computed: Vec<SignedDuration> =
        ends.into_iter().flatten().map(|end| end.duration_since(start)).collect();
    let tolerance = SignedDuration::from_mins(15).max(fact.value / 4);
    let fits = |computed: &SignedDuration| (*computed - fact.value).abs() <= tolerance;
    let first = computed.first()?;
    // Days in working hours, and moments that are known to the day only, do not contradict each other.
    if computed.iter().any(fits) || fact.value.is_zero() || first.is_negative() {
        return None;
    }
    let message = format!(
        "the duration is stated as {}, but from start to end it is {}",
        words(fact.value),
        words(*first)
    );
    Some(
        RULE.finding(message)
            .at(document.places().span(fact.span.clone()))
            .hint("look at the date, the time of day and the zone of both"),
    )
}

fn words(duration: SignedDuration) -> String {
    let minutes = duration.as_mins();
    match (minutes / 1440, minutes / 60 % 24, minutes % 60) {
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, hours, minutes) => format!("{days} d {hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::findings;

    #[test]
    fn durations_that_disagree_are_shown() {
        let text =
            "---\nstarted: 2026-01-31 10:00 UTC\nresolved: 2026-03-31 11:50 UTC\nduration: 1h 50m\n---\n";
        assert!(findings(&[("a.md", text)])[0].starts_with(
            "warning[times/two-durations]: the duration is stated as 1 h 50 min, but from start to end it is 59 d 1 h 50 min"
        ));
        let text = text.replace("03-31", "01-31");
        assert_eq!(findings(&[("a.md", &text)]), Vec::<String>::new());
    }
}
