//! What a document says in two ways that cannot both be right. The page shows what the author wrote.

use jiff::SignedDuration;
use jiff::civil::Date;

use crate::model::Origin;
use crate::model::{Course, Milestone};
use crate::model::{Entry, Facts, Timeline};
use retold_diagnostic::{Diagnostic, Places};

/// What contradicts itself in the document whose places are `places`. `in_path` is the date that the path
/// gives.
pub fn find(
    places: &mut Places<'_>,
    facts: &Facts,
    course: &Course,
    timeline: &Timeline,
    in_path: Option<Date>,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    findings.extend(course_order(places, course));
    findings.extend(timeline_order(places, timeline));
    findings.extend(two_dates(places, facts, in_path));
    findings.extend(two_durations(places, facts, course));
    findings
}

/// `resolved` before `started`, and the like.
fn course_order(places: &mut Places<'_>, course: &Course) -> Vec<Diagnostic> {
    let known: Vec<_> = course
        .iter()
        .filter_map(|(milestone, fact)| Some((milestone, fact, fact.value.instant()?)))
        .collect();
    let Some((_, _, start)) = known.iter().find(|(milestone, ..)| *milestone == Milestone::Started) else {
        return Vec::new();
    };
    known
        .iter()
        .filter(|(_, _, at)| at < start)
        .map(|(milestone, fact, _)| {
            Diagnostic::warning(
                "times/order",
                format!("`{}` is before `{}`", milestone.name(), Milestone::Started.name()),
            )
            .at(places.span(fact.span.clone()))
            .hint("look at the date, the time of day and the zone of both")
        })
        .collect()
}

/// Entries whose time is before that of the entry above them.
fn timeline_order(places: &mut Places<'_>, timeline: &Timeline) -> Vec<Diagnostic> {
    let timed: Vec<&Entry> = timeline.entries.iter().filter(|entry| entry.offset.is_some()).collect();
    // `23:28` below `23:28:20` is the same minute.
    let is_backwards = |pair: &&[&Entry]| {
        let slack = SignedDuration::from_mins(1);
        pair[0].offset.zip(pair[1].offset).is_some_and(|(above, below)| below + slack <= above)
    };
    let backwards: Vec<&[&Entry]> = timed.windows(2).filter(is_backwards).collect();
    // A timeline with the newest entry first is a choice.
    if timed.len() > 2 && backwards.len() * 2 > timed.len() {
        return Vec::new();
    }
    backwards
        .iter()
        .map(|pair| {
            let same_day = pair[0].at.and_then(|at| at.date) == pair[1].at.and_then(|at| at.date);
            let clock = |entry: &Entry| {
                let at = entry.at?;
                let time = format!("{:.0}", at.time?);
                let day = at.date.filter(|_| !same_day).map(|date| format!("{date} ")).unwrap_or_default();
                Some(format!("{day}{}", short(&time)))
            };
            let message = match (clock(pair[1]), clock(pair[0])) {
                (Some(later), Some(earlier)) => {
                    format!("the timeline runs backwards: {later} stands below {earlier}")
                }
                _ => "the timeline runs backwards".to_owned(),
            };
            Diagnostic::warning("timeline/order", message)
                .at(places.span(pair[1].span.clone()))
                .hint("put the entries in order, or write the date where the day changes")
        })
        .collect()
}

/// `14:05` of `14:05:00`
fn short(clock: &str) -> &str {
    clock.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(clock)
}

/// The date of the document against those of its incident.
fn two_dates(places: &mut Places<'_>, facts: &Facts, in_path: Option<Date>) -> Option<Diagnostic> {
    let fact = facts.date.as_ref()?;
    let stated = fact.value.date;
    let other = in_path.filter(|_| fact.origin == Origin::FrontMatter)?;
    // Reports come out days, months or years after the incident: what is told here is a slip of the pen.
    let other_year =
        stated.year() != other.year() && stated.month() == other.month() && stated.day() == other.day();
    let exchanged = stated != other
        && stated.year() == other.year()
        && (stated.day(), stated.month()) == (other.month(), other.day());
    (other_year || exchanged).then(|| {
        Diagnostic::warning(
            "times/two-dates",
            format!("the date is {stated}, but the file's path says {other}"),
        )
        .at(places.span(fact.span.clone()))
        .hint("one of them may have a wrong year, or day and month exchanged")
    })
}

/// The stated duration against the one from start to end.
fn two_durations(places: &mut Places<'_>, facts: &Facts, course: &Course) -> Option<Diagnostic> {
    let fact = facts.duration.as_ref()?;
    let instant = |milestone| course.moment(milestone).and_then(|moment| moment.instant());
    let start = instant(Milestone::Started)?;
    let ends = [instant(Milestone::Resolved), instant(Milestone::Mitigated)];
    let computed: Vec<SignedDuration> =
        ends.into_iter().flatten().map(|end| end.duration_since(start)).collect();
    let tolerance = SignedDuration::from_mins(15).max(fact.value / 4);
    let fits = |computed: &SignedDuration| (*computed - fact.value).abs() <= tolerance;
    let first = computed.first()?;
    // Days that are counted in working hours, and moments known to the day only, are no contradiction.
    if computed.iter().any(fits) || fact.value.is_zero() || first.is_negative() {
        return None;
    }
    let message = format!(
        "the duration is stated as {}, but from start to end it is {}",
        words(fact.value),
        words(*first)
    );
    Some(
        Diagnostic::warning("times/two-durations", message)
            .at(places.span(fact.span.clone()))
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
    use crate::document::Document;
    use crate::source_file::SourceFile;
    use crate::structure::vocabulary::Vocabulary;
    use retold_diagnostic::{Style, render};

    fn findings(path: &str, text: &str) -> Vec<String> {
        let file = SourceFile { path: path.to_owned(), name: path.to_owned(), bytes: text.into() };
        let (_, findings) = Document::parse(file, &Vocabulary::default());
        findings.iter().map(|finding| render(finding, Style::Plain)).collect()
    }

    #[test]
    fn what_ends_before_it_starts_is_shown_at_its_line() {
        let text = "---\ntitle: A\nstarted: 2026-01-31 10:00 UTC\nresolved: 2026-01-31 09:00 UTC\n---\n";
        assert_eq!(
            findings("a.md", text),
            ["warning[times/order]: `resolved` is before `started`\n \
              --> a.md:4:1\n  \
              |\n\
              4 | resolved: 2026-01-31 09:00 UTC\n  \
              | ^^^^^^^^\n  \
              |\n\
              hint: look at the date, the time of day and the zone of both"]
        );
    }

    #[test]
    fn dates_that_differ_by_a_slip_are_shown() {
        let found = findings("2025-01-31-a.md", "---\ndate: 2026-01-31\n---\n");
        assert!(found[0].starts_with("warning[times/two-dates]: the date is 2026-01-31, but the file's path says 2025-01-31\n --> 2025-01-31-a.md:2:1"), "{found:?}");
        assert_eq!(findings("2026-04-03-a.md", "---\ndate: 2026-03-04\n---\n").len(), 1);
        // A report may be late.
        assert_eq!(findings("2025-01-25-a.md", "---\ndate: 2026-01-31\n---\n"), Vec::<String>::new());
    }

    #[test]
    fn durations_that_disagree_are_shown() {
        let text =
            "---\nstarted: 2026-01-31 10:00 UTC\nresolved: 2026-03-31 11:50 UTC\nduration: 1h 50m\n---\n";
        assert!(findings("a.md", text)[0].starts_with(
            "warning[times/two-durations]: the duration is stated as 1 h 50 min, but from start to end it is 59 d 1 h 50 min"
        ));
        let text = text.replace("03-31", "01-31");
        assert_eq!(findings("a.md", &text), Vec::<String>::new());
    }

    #[test]
    fn a_timeline_that_runs_backwards_is_shown_at_its_line() {
        let text = "# A\n\n## Timeline\n\n- 10:00 a\n- 10:20 b\n- 10:05 c\n- 10:30 d\n";
        let found = findings("2026-01-31-a.md", text);
        assert!(
            found[0].starts_with("warning[timeline/order]: the timeline runs backwards: 10:05 stands below 10:20\n --> 2026-01-31-a.md:7:"),
            "{found:?}"
        );
        assert_eq!(found.len(), 1);
        // Newest first, and over midnight, is no disorder.
        let newest_first = "# A\n\n## Timeline\n\n- 10:30 a\n- 10:20 b\n- 10:05 c\n- 10:00 d\n";
        assert_eq!(findings("2026-01-31-a.md", newest_first), Vec::<String>::new());
        let midnight = "# A\n\n## Timeline\n\n- 23:30 a\n- 23:50 b\n- 00:05 c\n- 00:30 d\n";
        assert_eq!(findings("2026-01-31-a.md", midnight), Vec::<String>::new());
    }
}
