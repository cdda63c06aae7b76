//! An action names no change.

use crate::archive::tracked::TrackedAction;
use crate::check::actions::unfinished;
use crate::check::{Check, Example, Rule, Stage, Subject};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::{Vagueness, vagueness};

pub const RULE: Rule = Rule {
    id: "actions/vague",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "an action names no change",
    problem: "\
        An action asks people to be careful, to remember or to talk, asks to find out more without a \
        question, or names only what everybody wants to improve.",
    consequence: "\
        Nobody can check whether it was done. People are as careful as they were before, so the incident \
        happens again.",
    fix: "\
        Name a change of the system that can be checked: an alert with its threshold, a limit, a test, a \
        step that is automated.",
    example: Example::Files {
        fails: &[(
            "content/2026-01-05-disk-full.md",
            "\
            # Disk full\n\
            \n\
            ## Action items\n\
            \n\
            - [ ] Be more careful with the disk @storage\n\
            - [ ] Improve monitoring @monitoring\n",
        )],
        passes: &[(
            "content/2026-01-05-disk-full.md",
            "\
            # Disk full\n\
            \n\
            ## Action items\n\
            \n\
            - [ ] Limit the logs of each service to 5 GB @storage\n\
            - [ ] Alert when the disk is 80 % full @monitoring\n",
        )],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    unfinished(subject).into_iter().filter_map(|action| find(subject, action)).collect()
}

fn find(subject: &Subject<'_>, action: &TrackedAction<'_>) -> Option<Diagnostic> {
    // A ticket may name the change; that people are asked for care stays so.
    let is_elsewhere = |found: &Vagueness| action.has_reference() && !matches!(found, Vagueness::People);
    let found =
        vagueness(&action.action.title).filter(|found| !action.is_explained() && !is_elsewhere(found))?;
    let (message, hint) = match found {
        Vagueness::People => (
            "the action asks people for care, and changes nothing",
            "name a change of the system that makes the slip impossible or shows it",
        ),
        Vagueness::Search => (
            "the action asks to find out more, and not what",
            "write the question, and by when it is to be answered",
        ),
        Vagueness::NoChange => (
            "the action names no change that can be checked",
            "name the change: an alert with its threshold, a limit, a test, a page",
        ),
    };
    Some(RULE.finding(message).at(subject.place_of_action(action)).hint(hint))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::of_actions;

    #[test]
    fn actions_name_a_change() {
        for (items, expected) in [
            ("- [ ] Be more careful\n", Some("the action asks people for care, and changes nothing")),
            ("- Investigate further\n", Some("the action asks to find out more, and not what")),
            ("- Improve monitoring @ops\n", Some("the action names no change that can be checked")),
            ("- [x] Improve monitoring\n", None),
            ("- Improve monitoring OPS-1\n", None),
            ("- Be more careful OPS-1\n", Some("the action asks people for care, and changes nothing")),
            ("- Improve monitoring:\n  - of the queue, above 5,000 mails\n", None),
            ("- Alert when the disk is 80 % full\n", None),
        ] {
            let found = of_actions("2026-01-05-a.md", items, "actions/vague");
            assert_eq!(found.as_deref(), expected, "{items}");
        }
    }
}
