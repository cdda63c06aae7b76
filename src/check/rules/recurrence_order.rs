//! `recurrence_of` names an incident that happened later.

use crate::archive::{Archive, ArchivedDocument};
use crate::check::{Check, Example, Rule, Settings, Stage};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::keys::Key;

pub const RULE: Rule = Rule {
    id: "recurrence/order",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "an incident is called the recurrence of a later one",
    problem: "The incident that `recurrence_of` names has a later date than the one that names it.",
    consequence: "Both pages show the chain in the wrong order: what came first looks like the repetition.",
    fix: "Write `recurrence_of` into the later document, or correct the dates.",
    example: Example::Files {
        fails: &[
            (
                "content/2025-03-02-disk-full.md",
                "---\nrecurrence_of: 2026-01-31-disk-full\n---\n# Disk full\n",
            ),
            ("content/2026-01-31-disk-full.md", "# Disk full again\n"),
        ],
        passes: &[
            ("content/2025-03-02-disk-full.md", "# Disk full\n"),
            (
                "content/2026-01-31-disk-full.md",
                "---\nrecurrence_of: 2025-03-02-disk-full\n---\n# Disk full again\n",
            ),
        ],
    },
    check: Check::ReviewAll(check),
};

fn check(archive: &Archive, _: Settings<'_>) -> Vec<Diagnostic> {
    let in_document = |postmortem: &ArchivedDocument| {
        let later = postmortem.earlier.iter().map(|index| &archive.postmortems[*index]);
        let later = later.filter(|other| postmortem.day().is_some() && other.day() > postmortem.day());
        let references = &postmortem.document.front_matter.recurrence_of;
        let place = postmortem
            .document
            .place_of(Key::RecurrenceOf, if let [one] = &references[..] { one.as_str() } else { "" });
        let found = later.map(|other| {
            RULE.finding(format!("`{}` is later than this incident", other.document.path))
                .at(place.clone())
                .hint("write `recurrence_of` into the later document, or correct the dates")
        });
        found.collect::<Vec<_>>()
    };
    let with_references = archive.postmortems.iter().filter(|postmortem| !postmortem.earlier.is_empty());
    with_references.flat_map(in_document).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn only_dates_in_the_wrong_order_are_shown() {
        for (own, expected) in [("2025-01-01-b.md", true), ("2026-03-01-b.md", false), ("b.md", false)] {
            let other = ("2026-01-31-a.md", "# A\n");
            let found = reviewed(&[other, (own, "---\nrecurrence_of: [x, a]\n---\n# B\n")], "");
            let found = found.iter().find(|text| text.contains("recurrence/order"));
            assert_eq!(found.is_some(), expected, "{own}");
            assert!(found.is_none_or(|text| text.contains("`2026-01-31-a.md` is later")), "{found:?}");
        }
    }
}
