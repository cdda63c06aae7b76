//! Findings as workflow commands, which GitHub Actions shows as annotations of the changed files.

use std::fmt::Write as _;

use super::worst_first;
use crate::report::{CheckReport, FindingReport};
use retold_diagnostic::{Level, printable};

/// How many annotations of a level GitHub shows of one step.
const LIMIT: usize = 10;

/// The commands for the worst findings, one a line. `has_summary` if the step summary shows all of them.
pub fn render(report: &CheckReport, has_summary: bool) -> String {
    let levels = [Level::Error, Level::Warning, Level::Note];
    let of_level = |level| worst_first(report).into_iter().filter(move |finding| finding.level == level);
    let is_over = levels.into_iter().any(|level| of_level(level).count() > LIMIT);
    let mut commands = String::new();
    let mut shown = 0;
    for level in levels {
        // What is left out is counted in a notice, which is one of them.
        let limit = if is_over && level == Level::Note { LIMIT - 1 } else { LIMIT };
        for finding in of_level(level).take(limit) {
            add(&mut commands, finding);
            shown += 1;
        }
    }
    let hidden = report.findings.len() - shown;
    if hidden > 0 {
        let place = if has_summary { "in the step summary" } else { "that `retold check` shows" };
        let _ = writeln!(commands, "::notice::{hidden} more {place}");
    }
    commands
}

fn add(commands: &mut String, finding: &FindingReport) {
    let command = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let numbers = [
        ("line", finding.line),
        ("endLine", finding.end_line),
        ("col", finding.column),
        ("endColumn", finding.end_column),
    ];
    let mut properties = Vec::new();
    if let Some(path) = &finding.path {
        properties.push(format!("file={}", property(path)));
    }
    properties.extend(numbers.iter().filter_map(|(name, number)| Some(format!("{name}={}", (*number)?))));
    properties.push(format!("title={}", property(finding.rule)));
    let hint = finding.hint.iter().map(|hint| format!("\n{hint}")).collect::<String>();
    let message = data(&format!("{}{hint}", finding.message));
    let _ = writeln!(commands, "::{command} {}::{message}", properties.join(","));
}

/// Text as the data of a command. Line ends stay in an escaped form.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    printable(&text).into_owned()
}

/// Text as a value in front of the data.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::report::Format;
    use crate::cli::report::testing::{assert_report, checked};
    use retold_diagnostic::{Diagnostic, Place};

    #[test]
    fn annotations_stand_at_their_places() {
        assert_report("github", Format::Github);
    }

    #[test]
    fn the_worst_findings_are_shown_within_the_limits_of_a_step() {
        let one = |level| Diagnostic::new(level, "a/b", "bad").at(Place::span("a.md", "x", 0..1));
        for (errors, warnings, notes, shown, rest) in [
            (10, 10, 10, [10, 10, 10], None),
            (12, 1, 0, [10, 1, 1], Some("::notice::2 more in the step summary")),
            (0, 11, 10, [0, 10, 10], Some("::notice::2 more in the step summary")),
            (0, 0, 11, [0, 0, 10], Some("::notice::2 more in the step summary")),
        ] {
            let mut findings = vec![one(Level::Note); notes];
            findings.extend(vec![one(Level::Warning); warnings]);
            findings.extend(vec![one(Level::Error); errors]);
            let text = render(&checked(&findings.into()).report, true);
            let count = |name: &str| text.lines().filter(|line| line.starts_with(name)).count();
            assert_eq!([count("::error"), count("::warning"), count("::notice")], shown, "{text}");
            assert_eq!(text.lines().last().filter(|line| line.starts_with("::notice::")), rest);
        }
    }

    #[test]
    fn properties_and_data_are_escaped() {
        assert_eq!(data("a%0A: b,\r\nc\x1b"), "a%250A: b,%0D%0Ac␛");
        assert_eq!(property("a:b,c%.md"), "a%3Ab%2Cc%25.md");
    }
}
