//! An action is overdue.

use crate::archive::tracked::TrackedAction;
use crate::check::{Check, Example, Rule, Stage, Subject};
use retold_diagnostic::{Diagnostic, Level, plural};

pub const RULE: Rule = Rule {
    id: "actions/overdue",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "an action is overdue",
    problem: "\
        An action is open and its due date is past. Without a date of its own, it is due `action_due_days` \
        (14, unless configured) after the publication of the report. An action with neither a state nor a \
        due date is not known to be open, and never overdue.",
    consequence: "The incident can happen again, for the reason that is written here.",
    fix: "\
        Do it, mark it as done or declined, or agree on another date. `retold actions` lists all of them, \
        and `--statuses` takes over the states of a tracker.",
    example: Example::Files {
        fails: &[(
            "content/2026-01-05-disk-full.md",
            "\
            # Disk full\n\
            \n\
            ## Action items\n\
            \n\
            - [ ] Alert when the disk is 80 % full @monitoring due:2026-01-16\n",
        )],
        passes: &[(
            "content/2026-01-05-disk-full.md",
            "\
            # Disk full\n\
            \n\
            ## Action items\n\
            \n\
            - [x] Alert when the disk is 80 % full @monitoring due:2026-01-16\n",
        )],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let today = subject.settings.today;
    let overdue = subject.actions().iter().filter_map(|action| Some((action, action.days_overdue(today)?)));
    // Several without a date of their own are one slip: nobody ticks the boxes of this report.
    let (dated, undated): (Vec<_>, Vec<_>) =
        overdue.partition(|(action, _)| action.due.is_some_and(|due| due.is_stated));
    let mut findings: Vec<_> =
        dated.iter().map(|(action, days)| overdue_by(subject, action, *days)).collect();
    if let [(first, days), others @ ..] = undated.as_slice() {
        let mut finding = overdue_by(subject, first, *days);
        if !others.is_empty() {
            let count = undated.len();
            finding.message =
                format!("{count} open actions without a due date are overdue by {}", in_days(*days));
        }
        findings.push(finding);
    }
    findings
}

fn overdue_by(subject: &Subject<'_>, action: &TrackedAction<'_>, days: i32) -> Diagnostic {
    RULE.finding(format!("the action is overdue by {}", in_days(days)))
        .at(subject.place_of_due(action))
        .hint("mark it as done, decline it with a reason, or agree on another date")
}

fn in_days(days: i32) -> String {
    plural(usize::try_from(days).unwrap_or_default(), "day")
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{of_actions, reviewed};

    #[test]
    fn a_row_of_a_table_is_marked_where_its_date_or_its_task_is() {
        for (row, expected) in
            [("| Add an alert | open | 2026-01-10 |", "9:25"), ("| 1. Add an **alert** | open | |", "9:3")]
        {
            let text = format!(
                "# Disk full\n\nThe disk was full.\n\n## Action items\n\n| Action | Status | Due |\n|---|---|---|\n{row}\n"
            );
            let found = reviewed(&[("2026-01-05-a.md", &text)], "");
            let place = format!("2026-01-05-a.md:{expected}\n");
            let is_found = |text: &String| text.contains("[actions/overdue]") && text.contains(&place);
            assert!(found.iter().any(is_found), "{row} {found:?}");
        }
    }

    #[test]
    fn open_actions_are_overdue_after_their_date() {
        for (items, expected) in [
            ("- [ ] Add an alert due:2026-01-31\n", Some("the action is overdue by 1 day")),
            ("- [ ] Add an alert due:2026-02-01\n", None),
            ("- [ ] Add an alert\n", Some("the action is overdue by 13 days")),
            (
                "- [ ] Add an alert\n- [ ] Add a quota\n",
                Some("2 open actions without a due date are overdue by 13 days"),
            ),
            ("- Add an alert\n", None),
            ("- [x] Add an alert due:2026-01-31\n", None),
        ] {
            let found = of_actions("2026-01-05-a.md", items, "actions/overdue");
            assert_eq!(found.as_deref(), expected, "{items}");
        }
    }
}
