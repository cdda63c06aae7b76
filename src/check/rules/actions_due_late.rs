//! Actions are due late.

use crate::archive::tracked::TrackedAction;
use crate::check::actions::{some_have, unfinished};
use crate::check::{Check, Example, Rule, Stage, Subject};
use retold_diagnostic::{Diagnostic, Level, plural};

pub const RULE: Rule = Rule {
    id: "actions/due-late",
    levels: &[Level::Note],
    stage: Stage::Review,
    summary: "actions are due late",
    problem: "\
        Actions that are not done are due more than `action_due_days` (14, unless configured) after the \
        publication of the report.",
    consequence: "The incident can happen again in the meantime, and what is weeks away is not begun.",
    fix: "\
        Split off a part that can be done soon. Where work takes longer as a rule, set `action_due_days`.",
    example: Example::Files {
        fails: &[(
            "content/2026-01-05-disk-full.md",
            "\
            # Disk full\n\
            \n\
            ## Action items\n\
            \n\
            - [ ] Alert when the disk is 80 % full @monitoring due:2026-04-30\n",
        )],
        passes: &[(
            "content/2026-01-05-disk-full.md",
            "\
            # Disk full\n\
            \n\
            ## Action items\n\
            \n\
            - [ ] Alert when the disk is 80 % full @monitoring due:2026-01-16\n",
        )],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let days = subject.settings.config.action_due_days;
    let Some(published) = subject.postmortem.report_day() else { return Vec::new() };
    let is_late = |action: &TrackedAction<'_>| {
        action.due.is_some_and(|due| (due.date - published).get_days() > i32::from(days))
    };
    let fault = format!("a due date more than {} after the publication", plural(usize::from(days), "day"));
    let found = some_have(subject, &unfinished(subject), "open", is_late, &fault);
    let hint = "split off a part that can be done sooner, or set `action_due_days` in `retold.toml`";
    let finding = |(message, place)| RULE.finding(message).at(place).hint(hint);
    found.map(finding).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::of_actions;

    #[test]
    fn a_date_is_late_by_the_configured_days() {
        for (items, expected) in [
            ("- [ ] Add an alert due:2026-01-19\n", None),
            (
                "- [ ] Add an alert due:2026-01-20\n- [ ] Add a quota\n",
                Some("one of 2 open actions has a due date more than 14 days after the publication"),
            ),
            ("- [x] Add an alert due:2026-04-20\n", None),
        ] {
            let found = of_actions("2026-01-05-a.md", items, "actions/due-late");
            assert_eq!(found.as_deref(), expected, "{items}");
        }
    }
}
