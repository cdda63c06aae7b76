//! The impact is described without any number.

use crate::check::{Check, Example, Rule, Stage, Subject, section_text, word_list};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::keys::Key;
use retold_document::model::{Kind, Milestone, SectionKind};

pub const RULE: Rule = Rule {
    id: "impact/numbers",
    levels: &[Level::Note],
    stage: Stage::Review,
    summary: "the impact is described without any number",
    problem: "The impact is described in words only: no number, no share and no duration is found in the report.",
    consequence: "Nobody can compare the incident with others, or decide how much its actions are worth.",
    fix: "Write how many were affected, how much was lost, or for how long; an estimate (`about 200 users`) will do.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "# Disk full\n\n## Impact\n\nCustomers did not get their invoices.\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "# Disk full\n\n## Impact\n\nAbout 200 customers did not get their invoices for two hours.\n",
        )],
    },
    check: Check::Review(check),
};

/// The most texts of an impact without numbers. A longer list shows how much was affected.
const MOST: usize = 2;

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document();
    let knows =
        |milestones: [Milestone; 2]| milestones.iter().any(|it| document.milestones.at(*it).is_some());
    let is_timed = knows([Milestone::Started, Milestone::Detected])
        && knows([Milestone::Mitigated, Milestone::Resolved]);
    let is_measured = is_timed || !document.impact.is_empty() || document.facts.duration.is_some();
    if is_measured || subject.postmortem.kind != Kind::Incident {
        return Vec::new();
    }
    let written = section_text::texts(subject, SectionKind::Impact);
    let key = document
        .front_matter
        .impact
        .as_deref()
        .map(|impact| (impact, document.place_of(Key::Impact, impact)));
    let texts: Vec<_> = written
        .iter()
        .map(|text| (text.text.as_str(), subject.place(text.span.clone())))
        .chain(key)
        .collect();
    // An answer such as `none` needs no number.
    let is_long_enough = texts.iter().any(|(text, _)| word_list::count_words(text) >= 4);
    if !is_long_enough
        || texts.len() > MOST
        || texts.iter().any(|(text, _)| subject.lexicon().stated.has_amount(text))
    {
        return Vec::new();
    }
    let place = texts.into_iter().next().map(|(_, place)| place);
    let finding = RULE
        .finding("the impact is described without any number")
        .hint("how many were affected, and for how long? an estimate will do");
    vec![place.into_iter().fold(finding, Diagnostic::at)]
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn amounts_in_words_count() {
        for (text, is_found) in [
            ("# A\n\n## Impact\n\nCustomers did not get invoices.\n", true),
            ("---\nimpact: customers did not get invoices\n---\n# A\n\nx\n", true),
            ("# A\n\n## Impact\n\nAll customers waited for invoices.\n", false),
            ("# A\n\n## Impact\n\nCustomers waited for 2 hours.\n", false),
            ("# A\n\n**Duration:** 2 hours\n\n## Impact\n\nCustomers did not get invoices.\n", false),
            ("# A\n\n## Impact\n\nNone.\n", false),
        ] {
            let found = reviewed(&[("a.md", text)], "");
            assert_eq!(
                found.iter().any(|text| text.contains("[impact/numbers]")),
                is_found,
                "{text} {found:?}"
            );
        }
    }
}
