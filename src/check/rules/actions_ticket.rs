//! Actions have no ticket.

use crate::check::actions::{some_have, unfinished};
use crate::check::{Check, Example, Rule, Stage, Subject};
use retold_diagnostic::{Diagnostic, Level};

pub const RULE: Rule = Rule {
    id: "actions/ticket",
    levels: &[Level::Note],
    stage: Stage::Review,
    summary: "actions have no ticket",
    problem: "\
        Actions that are not done have no ticket and no other link, though at least half of the actions of the report \
        have a ticket, or the configuration knows the team's tickets (`tickets`).",
    consequence: "Work that is outside of the team's tracker is not planned with the other work.",
    fix: "Open a ticket, and write its name or its address behind the action.",
    example: Example::Files {
        fails: &[(
            "content/2026-01-05-disk-full.md",
            "\
            # Disk full\n\
            \n\
            ## Action items\n\
            \n\
            - [ ] Alert when the disk is 80 % full @monitoring\n\
            - [ ] Move old logs to the archive OPS-12\n",
        )],
        passes: &[(
            "content/2026-01-05-disk-full.md",
            "\
            # Disk full\n\
            \n\
            ## Action items\n\
            \n\
            - [ ] Alert when the disk is 80 % full @monitoring OPS-11\n\
            - [ ] Move old logs to the archive OPS-12\n",
        )],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let actions = subject.actions();
    let ticketed = actions.iter().filter(|action| action.ticket().is_some()).count();
    let is_usual = !subject.settings.config.tickets.is_empty() || 2 * ticketed >= actions.len();
    if !is_usual {
        return Vec::new();
    }
    let found =
        some_have(subject, &unfinished(subject), "open", |action| !action.has_reference(), "no ticket");
    let finding = |(message, place)| RULE.finding(message).at(place).hint("open a ticket and name it here");
    found.map(finding).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{of_actions, reviewed};

    #[test]
    fn tickets_are_missed_where_there_are_some() {
        for (items, expected) in [
            ("- [ ] Add an alert OPS-1\n- [ ] Add a quota\n", Some("one of 2 open actions has no ticket")),
            ("- [ ] Add an alert OPS-1\n- [ ] Add a quota\n- [ ] Clean up\n", None),
            ("- [ ] Add an alert\n- [ ] Add a quota\n", None),
            ("- [ ] Add an alert OPS-1\n- [x] Add a quota\n", None),
        ] {
            let found = of_actions("2026-01-05-a.md", items, "actions/ticket");
            assert_eq!(found.as_deref(), expected, "{items}");
        }
    }

    #[test]
    fn a_team_with_tickets_misses_them_everywhere() {
        let document = ("2026-01-05-a.md", "# A\n\n## Action items\n\n- [ ] Add an alert @ops\n");
        let found = reviewed(&[document], "[tickets]\n'OPS-' = 'https://tickets.example.org/OPS-{}'\n");
        assert!(
            found.iter().any(|text| text.starts_with("note[actions/ticket]: the open action has no ticket")),
            "{found:?}"
        );
    }
}
