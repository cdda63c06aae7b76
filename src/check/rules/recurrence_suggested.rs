//! Two incidents may be the same thing, and no document links them.

use crate::archive::{Archive, ArchivedDocument};
use crate::check::{Check, Example, Rule, Settings, Stage, title_place};
use crate::similar::compare;
use retold_diagnostic::{Diagnostic, Level};
use retold_likeness::Neighbour;
use retold_search::Language;

/// How many neighbours of an incident are looked at.
const LOOKED_AT: usize = 8;

pub const RULE: Rule = Rule {
    id: "recurrence/suggested",
    levels: &[Level::Note],
    stage: Stage::Review,
    summary: "an incident may be the same thing as an earlier one",
    problem: "\
        An incident is very much like an earlier one, also in its causes or its trigger, and neither document links the \
        other. Only the earlier one that is most alike is named. It is looked for only if the table `[check.levels]` gives this \
        rule a level, and not in a check of changes (`--changed-since`).",
    consequence: "\
        If it is the same thing, nobody sees that it came back, how often it did, and what was left undone after the last \
        time. It is never linked without an author.",
    fix: "\
        Write `recurrence_of` into the later document; or, into either of them, `related` if they only have something in \
        common, and `not_related` if they have not.",
    example: Example::Files {
        fails: &[
            ("retold.toml", ON),
            ("content/2025-03-02-gateway.md", FIRST),
            ("content/2026-01-31-gateway.md", AGAIN),
            ("content/2026-01-01-mail.md", MAIL),
            ("content/2026-01-02-price.md", PRICE),
            ("content/2026-01-03-print.md", PRINT),
        ],
        passes: &[
            ("retold.toml", ON),
            ("content/2025-03-02-gateway.md", FIRST),
            ("content/2026-01-31-gateway.md", LINKED),
            ("content/2026-01-01-mail.md", MAIL),
            ("content/2026-01-02-price.md", PRICE),
            ("content/2026-01-03-print.md", PRINT),
        ],
    },
    check: Check::ReviewOnDemand(check),
};

const ON: &str = "[check.levels]\n\"recurrence/suggested\" = \"note\"\n";
const FIRST: &str = "# Connections to the gateway refused\n\n## Root cause\n\n\
    The certificate of the gateway expired, as nobody renews certificates.\n\nNo mail left the host, and a price list was late.\n";
const AGAIN: &str = "# Gateway refuses connections\n\n## Root cause\n\n\
    The certificate of the gateway expired, as nobody renews certificates.\n";
const LINKED: &str = "---\nrecurrence_of: 2025-03-02-gateway\n---\n\n# Gateway refuses connections\n\n## Root cause\n\n\
    The certificate of the gateway expired, as nobody renews certificates.\n";
const MAIL: &str = "# Mail is late\n\n## Root cause\n\nThe mail host had a mail loop.\n";
const PRICE: &str = "# Wrong price\n\n## Root cause\n\nA price list had a typing error.\n";
const PRINT: &str = "# Printer on fire\n\n## Root cause\n\nDust in a lamp got hot.\n";

fn check(archive: &Archive, settings: Settings<'_>) -> Vec<Diagnostic> {
    let model = compare(archive, Language::of(&settings.config.language));
    let nearest = model.all_nearest(LOOKED_AT);
    let postmortems = archive.postmortems.iter().enumerate().zip(nearest);
    postmortems
        .filter_map(|((index, postmortem), neighbours)| {
            let is_suggested = |neighbour: &&Neighbour| {
                // Newer incidents come first.
                neighbour.index > index
                    && !archive.is_settled(index, neighbour.index)
                    && model.may_repeat(index, neighbour.index, neighbour.likeness)
            };
            let other = neighbours.iter().find(is_suggested)?.index;
            let reason = model.reason(index, other).text();
            Some(finding(postmortem, &archive.postmortems[other], &reason))
        })
        .collect()
}

fn finding(postmortem: &ArchivedDocument, other: &ArchivedDocument, reason: &str) -> Diagnostic {
    let name = other.reference();
    RULE.finding(format!("this may be the same thing as `{}`: {reason}", other.document.path))
        .at(title_place(&postmortem.document))
        .hint(format!(
            "write `recurrence_of: {name}` if it is, else `related: {name}` or `not_related: {name}`"
        ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::reviewed;

    #[test]
    fn the_later_of_two_names_the_earlier_one_where_that_is_asked_for() {
        let declined = format!("---\nnot_related: 2026-01-31-gateway\n---\n{FIRST}");
        for (first, config, expected) in [
            (FIRST, ON, 1),
            (declined.as_str(), ON, 0),
            (FIRST, "", 0),
            (FIRST, "[[check.folders]]\npath = ''\nlevels = { 'recurrence/*' = 'warning' }\n", 1),
        ] {
            let documents = [
                ("2025-03-02-gateway.md", first),
                ("2026-01-31-gateway.md", AGAIN),
                ("2026-01-01-mail.md", MAIL),
                ("2026-01-02-price.md", PRICE),
                ("2026-01-03-print.md", PRINT),
            ];
            let found = reviewed(&documents, config);
            let found: Vec<_> = found.iter().filter(|text| text.contains("recurrence/suggested")).collect();
            assert_eq!(found.len(), expected, "{found:?}");
            assert!(
                found.iter().all(|text| text.contains("`recurrence_of: 2025-03-02-gateway` if it is")
                    && text.contains("2026-01-31-gateway.md:1")
                    && text.contains("certificate")),
                "{found:?}"
            );
        }
    }
}
