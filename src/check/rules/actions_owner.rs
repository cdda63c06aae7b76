//! Actions have no owner.

use crate::archive::tracked::TrackedAction;
use crate::check::actions::{some_have, unfinished};
use crate::check::{Check, Example, Rule, Stage, Subject};
use retold_diagnostic::{Diagnostic, Level};

pub const RULE: Rule = Rule {
    id: "actions/owner",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "actions have no owner",
    problem: "Actions that are not done have neither an owner nor a ticket, which would have one.",
    consequence: "What everybody is to do is done by nobody, and nobody can be asked about it.",
    fix: "Write a person or a team behind each action, as in `@storage`, or into a column *Owner*.",
    example: Example::Files {
        fails: &[(
            "content/2026-01-05-disk-full.md",
            "\
            # Disk full\n\
            \n\
            ## Action items\n\
            \n\
            - [ ] Alert when the disk is 80 % full\n\
            - [ ] Move old logs to the archive @storage\n",
        )],
        passes: &[(
            "content/2026-01-05-disk-full.md",
            "\
            # Disk full\n\
            \n\
            ## Action items\n\
            \n\
            - [ ] Alert when the disk is 80 % full @monitoring\n\
            - [ ] Move old logs to the archive @storage\n",
        )],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let actions = unfinished(subject);
    let has_no_owner = |action: &TrackedAction<'_>| action.owners.is_empty() && !action.has_reference();
    let found = some_have(subject, &actions, "open", has_no_owner, "no owner");
    let finding =
        |(message, place)| RULE.finding(message).at(place).hint("name a person or a team, as in `@storage`");
    found.map(finding).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::of_actions;

    #[test]
    fn an_action_has_an_owner_or_a_ticket() {
        for (items, expected) in [
            ("- [ ] Add an alert\n", Some("the open action has no owner")),
            ("- [ ] Add an alert @ops\n- [ ] Add a quota\n", Some("one of 2 open actions has no owner")),
            ("- Add an alert\n- Add a quota\n- Clean up @ops\n", Some("2 of 3 open actions have no owner")),
            ("- Add an alert\n- Add a quota\n", Some("all 2 open actions have no owner")),
            ("- [ ] Add an alert @ops\n- [x] Add a quota\n- We cleaned up\n", None),
            ("- [ ] Add an alert OPS-1\n- Add a quota ([issue](https://e.org/7))\n", None),
            ("None, because the job is gone.\n", None),
        ] {
            let found = of_actions("2026-01-05-a.md", items, "actions/owner");
            assert_eq!(found.as_deref(), expected, "{items}");
        }
    }
}
