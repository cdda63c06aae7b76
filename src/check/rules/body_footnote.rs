//! Two footnotes have the same label.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::{Document, repeated_footnotes};

pub const RULE: Rule = Rule {
    id: "body/footnote",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "two footnotes have the same label",
    problem: "\
        A footnote is defined twice: two paragraphs begin with the same `[^label]:`.",
    consequence: "The page has the first one. The second one is left out, as nothing can lead to it.",
    fix: "Give each footnote a label of its own.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "# Disk full\n\nThe disk[^1] was full.\n\n[^1]: Of mail.\n\n[^1]: Since May.\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "# Disk full\n\nThe disk[^1] was full[^2].\n\n[^1]: Of mail.\n\n[^2]: Since May.\n",
        )],
    },
    check: Check::Document(check),
};

fn check(document: &Document) -> Vec<Diagnostic> {
    let mut places = document.places();
    let finding = |(label, at): (String, usize)| {
        let start = document.body_start + at;
        RULE.finding(format!("the footnote `{label}` is defined twice, and this text is left out"))
            .at(places.span(start..start + "[^]:".len() + label.len()))
            .hint("give it a label of its own")
    };
    repeated_footnotes(document.body()).into_iter().map(finding).collect()
}
