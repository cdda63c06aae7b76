//! The lessons are only about what went wrong.

use crate::check::{Check, Example, Rule, Stage, Subject, parts};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::model::SectionKind;

pub const RULE: Rule = Rule {
    id: "section/went-well",
    levels: &[Level::Note],
    stage: Stage::Review,
    summary: "the lessons are only about what went wrong",
    problem: "A postmortem has a section on what went wrong, and nothing on what went well.",
    consequence: "\
        What limited the damage is worth keeping, and is the first to be removed when nobody knows that it helped.",
    fix: "Write what helped: an alert that fired, a rollback that worked, a person who knew.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "# Disk full\n\nA disk was full.\n\n## What could be improved\n\n- Nothing warned us.\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "# Disk full\n\nA disk was full.\n\n## What went well\n\n- The queue lost nothing.\n\n\
            ## What could be improved\n\n- Nothing warned us.\n",
        )],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document();
    let wrong = document.sections.iter().find(|section| section.kind == SectionKind::CouldImprove);
    let Some(wrong) = wrong else { return Vec::new() };
    // Luck helped, too.
    let is_there =
        [SectionKind::WentWell, SectionKind::GotLucky].into_iter().any(|part| parts::has(document, part));
    if is_there || parts::is_stated(subject, SectionKind::WentWell) {
        return Vec::new();
    }
    let finding = RULE
        .finding("there is nothing on what went well")
        .at(subject.place(wrong.span.clone()))
        .hint("add `## What went well`: what helped to notice it, to find the cause, to limit the damage");
    vec![finding]
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn luck_and_sentences_count() {
        for (text, is_found) in [
            ("## What could be improved\n\n- a\n", true),
            ("## What could be improved\n\n- a\n\n## Where we got lucky\n\n- b\n", false),
            ("## What could be improved\n\n- The rollback worked well, the alert did not.\n", false),
            ("## Lessons learned\n\n- a\n", false),
        ] {
            let found = reviewed(&[("a.md", &format!("# A\n\nx\n\n{text}"))], "");
            assert_eq!(found.iter().any(|text| text.contains("[section/went-well]")), is_found, "{text}");
        }
    }
}
