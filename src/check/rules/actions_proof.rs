//! Actions are done without a proof.

use crate::archive::tracked::TrackedAction;
use crate::check::actions::some_have;
use crate::check::{Check, Example, Rule, Stage, Subject};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::model::ActionStatus;

pub const RULE: Rule = Rule {
    id: "actions/proof",
    levels: &[Level::Note],
    stage: Stage::Review,
    summary: "actions are done without a proof",
    problem: "Actions are marked as done and refer to nothing: no ticket, no pull request, no page.",
    consequence: "Who reads the report later cannot see what was changed, nor whether it would hold.",
    fix: "Write the address of the change behind the action, or the name of its ticket.",
    example: Example::Files {
        fails: &[(
            "content/2026-01-05-disk-full.md",
            "\
            # Disk full\n\
            \n\
            ## Action items\n\
            \n\
            - [x] Alert when the disk is 80 % full @monitoring\n",
        )],
        passes: &[(
            "content/2026-01-05-disk-full.md",
            "\
            # Disk full\n\
            \n\
            ## Action items\n\
            \n\
            - [x] Alert when the disk is 80 % full @monitoring https://example.org/pull/12\n",
        )],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let is_marked = |action: &&TrackedAction<'_>| action.status == Some(ActionStatus::Done);
    let done: Vec<_> = subject.actions().iter().filter(is_marked).collect();
    let found =
        some_have(subject, &done, "finished", |action| !action.has_reference(), "no link to what was done");
    let finding = |(message, place)| {
        RULE.finding(message).at(place).hint("add the address of the change, or the ticket")
    };
    found.map(finding).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::of_actions;

    #[test]
    fn what_is_done_refers_to_the_change() {
        for (items, expected) in [
            (
                "- [x] Add an alert\n- [ ] Add a quota\n",
                Some("the finished action has no link to what was done"),
            ),
            ("- [x] Add an alert #12\n- [x] Add a quota ([commit](https://e.org/c/1))\n", None),
            ("- We added an alert\n", None),
        ] {
            let found = of_actions("2026-01-05-a.md", items, "actions/proof");
            assert_eq!(found.as_deref(), expected, "{items}");
        }
    }
}
