//! The date and the file name contradict each other.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::Document;
use retold_document::keys::Key;

pub const RULE: Rule = Rule {
    id: "times/two-dates",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "the date and the file name contradict each other",
    problem: "\
        The `date` of the front matter and the date in the file name differ in the year alone, or have day and \
        month exchanged. Reports that come out later than the incident are left alone.",
    consequence: "The document is listed in the wrong year, or in the wrong order.",
    fix: "Correct the one that is wrong.",
    example: Example::Files {
        fails: &[(
            "content/2025-01-31-disk-full.md",
            "\
            ---\n\
            date: 2026-01-31\n\
            ---\n\
            \n\
            # Disk full\n\
            \n\
            The disk of the build host was full.\n",
        )],
        passes: &[(
            "content/2026-01-31-disk-full.md",
            "\
            ---\n\
            date: 2026-01-31\n\
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
    let (stated, other) = (document.front_matter.date?.date, document.date_in_path()?);
    // Reports are published days, months or years after the incident, so only probable typing errors are reported.
    let other_year =
        stated.year() != other.year() && stated.month() == other.month() && stated.day() == other.day();
    let exchanged = stated != other
        && stated.year() == other.year()
        && (stated.day(), stated.month()) == (other.month(), other.day());
    (other_year || exchanged).then(|| {
        RULE.finding(format!("the date is {stated}, but the date in the file's path is {other}"))
            .at(document.place_of(Key::Date, ""))
            .hint("one of them may have a wrong year, or day and month exchanged")
    })
}

#[cfg(test)]
mod tests {
    use crate::check::testing::findings;

    #[test]
    fn dates_that_differ_by_a_slip_are_shown() {
        let found = findings(&[("2025-01-31-a.md", "---\ndate: 2026-01-31\n---\n")]);
        assert!(
            found[0].starts_with("warning[times/two-dates]: the date is 2026-01-31, but the date in the file's path is 2025-01-31\n --> content/2025-01-31-a.md:2:1"),
            "{found:?}"
        );
        assert_eq!(findings(&[("2026-04-03-a.md", "---\ndate: 2026-03-04\n---\n")]).len(), 1);
        // A report may be late.
        assert_eq!(findings(&[("2025-01-25-a.md", "---\ndate: 2026-01-31\n---\n")]), Vec::<String>::new());
    }
}
