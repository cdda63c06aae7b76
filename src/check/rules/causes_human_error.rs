//! The only cause is a person, or the error of a person.

use std::ops::Range;

use crate::check::{Check, Example, Rule, Stage, Subject, section_text};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::keys::Key;
use retold_document::model::SectionKind;

pub const RULE: Rule = Rule {
    id: "causes/human-error",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "the only cause is a person, or human error",
    problem: "The causes of a postmortem name nothing but a person, a mistake, or human error.",
    consequence: "\
        People will make the same error again: it can be prevented, or made harmless, only where the system let it \
        happen.",
    fix: "Ask what made the error possible, easy or hard to notice, and write that.",
    example: Example::Files {
        fails: &[("content/disk-full.md", "# Wrong folder deleted\n\n## Root cause\n\nHuman error.\n")],
        passes: &[(
            "content/disk-full.md",
            "# Wrong folder deleted\n\n## Root cause\n\n\
            The script takes any path, and its prompt does not show on which host it runs.\n",
        )],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let (document, lexicon) = (subject.document(), subject.lexicon());
    let mut written = section_text::texts(subject, SectionKind::Causes);
    // Where the whys end is a rule of its own. Whys may stand among the causes.
    let is_of_why = |span: &Range<usize>| {
        document.whys.iter().any(|why| why.span.start < span.end && span.start < why.span.end)
    };
    written.retain(|text| !is_of_why(&text.span));
    let in_keys = &document.front_matter.causes;
    let mut causes = written.iter().map(|text| &text.text).chain(in_keys);
    if !causes.all(|cause| lexicon.is_personal(cause)) {
        return Vec::new();
    }
    let (cause, place) = match (written.first(), in_keys.first()) {
        (Some(text), _) => (&text.text, subject.place(text.span.clone())),
        (None, Some(cause)) => (cause, document.place_of(Key::Causes, cause)),
        (None, None) => return Vec::new(),
    };
    let finding = RULE
        .finding("the only cause is a person or their error")
        .at(place)
        .hint(format!("ask what let it happen: \"{}\"", lexicon.personal.next_question(cause)));
    vec![finding]
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn a_cause_in_the_system_is_enough() {
        for (text, is_found) in [
            ("# A\n\n## Root cause\n\nThe operator forgot to restart it.\n", true),
            ("# A\n\n**Root cause:** human error\n", true),
            ("---\ncauses: [human error]\n---\n# A\n\nx\n", true),
            ("---\ncauses: [human error, no staging]\n---\n# A\n\nx\n", false),
            ("# A\n\n## Root cause\n\nHuman error.\n\nThe prompt does not show the host.\n", false),
            ("# A\n\n## Root cause\n\n", false),
            ("# A\n\n## Root cause\n\nJohn.\n", true),
            ("# A\n\n## Root cause\n\nJohn Smith.\n", true),
            ("# A\n\n## Root cause\n\n@kim\n", true),
            ("# A\n\n## Root cause\n\nThe on-call engineer.\n", true),
            (
                "# A\n\n## Root cause\n\nHuman error.\n\n## 5 Whys\n\n1. Why a? The disk was full.\n2. Why? No quota.\n",
                true,
            ),
            ("# A\n\n## Root cause\n\n1. Why a? The disk was full.\n2. Why? Human error.\n", false),
        ] {
            let found = reviewed(&[("a.md", text)], "");
            assert_eq!(
                found.iter().any(|text| text.contains("[causes/human-error]")),
                is_found,
                "{text} {found:?}"
            );
        }
    }

    #[test]
    fn the_hint_asks_in_the_words_of_the_document() {
        let text = "# A\n\n## Root cause\n\nThe operator forgot to restart it.\n";
        let found = reviewed(&[("a.md", text)], "");
        let question =
            "hint: ask what let it happen: \"Why could it happen that the operator forgot to restart it?\"";
        assert!(found.iter().any(|text| text.ends_with(question)), "{found:?}");
    }
}
