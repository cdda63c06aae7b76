//! The impact has numbers and no sentence.

use crate::check::{Check, Example, Rule, Stage, Subject, parts, section_text, word_list};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::model::{Kind, SectionKind};

pub const RULE: Rule = Rule {
    id: "impact/words",
    levels: &[Level::Note],
    stage: Stage::Review,
    summary: "the impact has numbers and no sentence",
    problem: "\
        The section on the impact has numbers, and no sentence on what people experienced; nor \
        is there a summary.",
    consequence: "`500 users, 3 hours` does not show whether they waited a second longer or lost their work.",
    fix: "Write in one sentence what those who were affected could not do.",
    example: Example::Files {
        fails: &[("content/disk-full.md", "# Disk full\n\n## Impact\n\n- Users: 500\n- Duration: 3 hours\n")],
        passes: &[(
            "content/disk-full.md",
            "# Disk full\n\n## Impact\n\nNobody could send mails.\n\n- Users: 500\n- Duration: 3 hours\n",
        )],
    },
    check: Check::Review(check),
};

/// The fewest words of a text that describes something.
const FEWEST: usize = 4;

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document();
    let is_described = document.front_matter.impact.is_some() || parts::has(document, SectionKind::Summary);
    if subject.postmortem.kind != Kind::Incident || is_described {
        return Vec::new();
    }
    let texts = section_text::texts(subject, SectionKind::Impact);
    let has_number = texts.iter().any(|text| text.text.contains(char::is_numeric));
    let has_sentence = texts.iter().any(|text| word_list::count_words(&text.text) >= FEWEST);
    let Some(first) = texts.first().filter(|_| has_number && !has_sentence) else { return Vec::new() };
    let finding = RULE
        .finding("the impact has numbers and no sentence")
        .at(subject.place(first.span.clone()))
        .hint("what could those who were affected not do?");
    vec![finding]
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn one_sentence_is_enough() {
        for (impact, is_found) in [
            ("- Users: 500\n- Duration: 3 hours\n", true),
            ("| Users | Duration |\n|---|---|\n| 500 | 3 h |\n", true),
            ("- Nobody could send mails\n- Users: 500\n", false),
            ("- Users: 500\n\n## Summary\n\nNobody could send mails.\n", false),
            ("Low.\n", false),
            ("利用者約500名がログインできなかった。\n", false),
        ] {
            let found = reviewed(&[("a.md", &format!("# A\n\n## Impact\n\n{impact}"))], "");
            assert_eq!(
                found.iter().any(|text| text.contains("[impact/words]")),
                is_found,
                "{impact} {found:?}"
            );
        }
    }
}
