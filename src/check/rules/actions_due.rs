//! Actions have no due date.

use crate::check::actions::{some_have, unfinished};
use crate::check::{Check, Example, Rule, Stage, Subject};
use retold_diagnostic::{Diagnostic, Level};

pub const RULE: Rule = Rule {
    id: "actions/due",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "actions have no due date",
    problem: "\
        Actions that are not done have no due date of their own, and the report has no date from which one \
        could be counted.",
    consequence: "Nothing shows when to ask about them, so they are never overdue.",
    fix: "Write a due date behind each action, as in `due:2026-02-14`, or date the report.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "\
            # Disk full\n\
            \n\
            ## Action items\n\
            \n\
            - [ ] Alert when the disk is 80 % full @monitoring\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "\
            # Disk full\n\
            \n\
            ## Action items\n\
            \n\
            - [ ] Alert when the disk is 80 % full @monitoring due:2026-01-19\n",
        )],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let found =
        some_have(subject, &unfinished(subject), "open", |action| action.due.is_none(), "no due date");
    let hint = "write a due date, as in `due:2026-02-14`, or add the `date` of the report";
    let finding = |(message, place)| RULE.finding(message).at(place).hint(hint);
    found.map(finding).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{of_actions, reviewed};

    #[test]
    fn a_date_is_stated_or_counted_from_the_report() {
        for (items, expected) in [
            (
                "- [ ] Add an alert\n- [ ] Add a quota due:2026-02-14\n",
                Some("one of 2 open actions has no due date"),
            ),
            ("- [ ] Add a quota due:2026-02-14\n- [x] Clean up\n", None),
        ] {
            let found = of_actions("a.md", items, "actions/due");
            assert_eq!(found.as_deref(), expected, "{items}");
        }
    }

    #[test]
    fn a_dated_report_gives_a_due_date() {
        let found =
            reviewed(&[("2026-01-05-a.md", "# A\n\n## Action items\n\n- [ ] Add an alert @ops\n")], "");
        assert!(!found.iter().any(|text| text.contains("[actions/due]")), "{found:?}");
    }
}
