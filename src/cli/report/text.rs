//! Findings for people: the source line, a caret under the place, a hint.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Checked, Layout};
use crate::check::{Masked, find};
use crate::cli::styled::Styled;
use retold_diagnostic::{Diagnostic, Style, printable_line, render as one, render_without_rule};

/// How many findings of a rule are shown unless all are.
const SHOWN: usize = 3;

/// The text for `findings`, which are sorted. Empty if there is nothing to show.
pub fn render(findings: &Masked, layout: Layout, style: Style) -> String {
    match layout {
        Layout::ByFile => findings.iter().map(|finding| one(finding, style) + "\n\n").collect(),
        Layout::ByRule { all } => by_rule(findings, if all { usize::MAX } else { SHOWN }, style),
        Layout::Brief => findings.iter().map(brief).collect(),
    }
}

/// The whole report as a text file.
pub fn report(checked: &Checked<'_>) -> String {
    let findings = render(checked.findings, Layout::ByRule { all: true }, Style::Plain);
    format!("{findings}{}\n", checked.summary_line())
}

/// Groups of findings of one rule and level, the worst first, with at most `limit` of each.
fn by_rule(findings: &[Diagnostic], limit: usize, style: Style) -> String {
    let mut groups: BTreeMap<_, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in findings {
        groups.entry((std::cmp::Reverse(finding.level), finding.rule)).or_default().push(finding);
    }
    let mut text = String::new();
    for group in groups.values() {
        match group.as_slice() {
            [single] => text += &(one(single, style) + "\n\n"),
            several => add_group(&mut text, several, limit, style),
        }
    }
    text
}

fn add_group(text: &mut String, group: &[&Diagnostic], limit: usize, style: Style) {
    let Diagnostic { rule, level, message, .. } = group[0];
    let summary = find(rule).map_or(message.as_str(), |rule| rule.summary);
    let mut heading = Styled::new(style);
    heading.bold(&format!("{} × {}[{rule}]: {summary}", group.len(), level.name()));
    text.push_str(heading.as_str());
    text.push_str("\n\n");
    let shown = &group[..group.len().min(limit)];
    for (index, finding) in shown.iter().enumerate() {
        // The same hint is enough once, at the end of those that share it.
        let is_repeated = shown.get(index + 1).is_some_and(|next| next.hint == finding.hint);
        let finding =
            Diagnostic { hint: finding.hint.clone().filter(|_| !is_repeated), ..(*finding).clone() };
        text.push_str(&render_without_rule(&finding, style));
        text.push_str("\n\n");
    }
    let hidden = group.len() - shown.len();
    if hidden > 0 {
        let _ = write!(text, "and {hidden} more: `--all` shows them\n\n");
    }
}

/// A finding in one line.
fn brief(finding: &Diagnostic) -> String {
    let Diagnostic { rule, level, message, place, .. } = finding;
    let place = place.as_ref().map(|place| match place.line {
        0 => format!("{}: ", place.path),
        line => format!("{}:{line}:{}: ", place.path, place.column),
    });
    let line = format!("{}{}[{rule}]: {message}", place.unwrap_or_default(), level.name());
    printable_line(&line).into_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::report::Format;
    use crate::cli::report::testing::{assert_report, findings, snapshots};
    use insta::assert_snapshot;

    #[test]
    fn a_report_shows_all_findings() {
        assert_report("text", Format::Text);
    }

    #[test]
    fn findings_are_grouped_by_rule_and_the_worst_come_first() {
        let text = render(&findings().into(), Layout::ByRule { all: false }, Style::Plain);
        snapshots().bind(|| assert_snapshot!("report-text-grouped", text));
    }

    #[test]
    fn brief_findings_are_lines() {
        let lines = render(&findings().into(), Layout::Brief, Style::Plain);
        let error = "content/b.md:2:7: error[front-matter/value]: `soon` for `date` is not a date\n";
        assert!(lines.contains(error), "{lines}");
        assert_eq!(lines.lines().count(), findings().len());
        assert_eq!(render(&Masked::default(), Layout::Brief, Style::Plain), "");
    }
}
