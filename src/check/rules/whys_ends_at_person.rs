//! The chain of whys ends at a person.

use crate::check::{Check, Example, Rule, Stage, Subject};
use retold_diagnostic::{Diagnostic, Level};

pub const RULE: Rule = Rule {
    id: "whys/ends-at-person",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "the chain of whys ends at a person",
    problem: "The last answer of a chain of whys is a person, a mistake, or human error.",
    consequence: "\
        The chain ends where it becomes useful: a person cannot be changed so that the error does not happen again, \
        what made it likely can.",
    fix: "Ask once more what made the error possible, easy, or hard to notice.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "# Disk full\n\n## Five whys\n\n\
            1. Why did the mails stay? The disk was full.\n\
            2. Why was it full? The logs were not rotated.\n\
            3. Why were they not rotated? The administrator forgot to enable it.\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "# Disk full\n\n## Five whys\n\n\
            1. Why did the mails stay? The disk was full.\n\
            2. Why was it full? The logs were not rotated.\n\
            3. Why were they not rotated? The administrator forgot to enable it.\n\
            4. Why could it be forgotten? The setup of a host is a list in a wiki.\n",
        )],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let (whys, lexicon) = (&subject.document().whys, subject.lexicon());
    let is_last = |index: usize| whys.iter().all(|other| other.parent != Some(index));
    let last = whys.iter().enumerate().filter(|(index, _)| is_last(*index));
    last.filter_map(|(_, why)| {
        let answer = why.answer.as_deref().filter(|answer| lexicon.is_personal(answer))?;
        let finding = RULE
            .finding("the chain of whys ends at a person")
            .at(subject.place(why.span.clone()))
            .hint(format!("ask on: \"{}\"", lexicon.personal.next_question(answer)));
        Some(finding)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn each_branch_is_followed_to_its_end() {
        for (whys, count) in [
            ("1. Why a? Human error.\n2. Why b? The prompt does not show the host.\n", 0),
            ("1. Why a? The host was wrong.\n2. Why b? Someone deleted the wrong folder.\n", 1),
        ] {
            let found = reviewed(&[("a.md", &format!("# A\n\n## Five whys\n\n{whys}"))], "");
            let found: Vec<_> = found.iter().filter(|text| text.contains("[whys/ends-at-person]")).collect();
            assert_eq!(found.len(), count, "{whys} {found:?}");
            let asks = |text: &&String| {
                text.ends_with("hint: ask on: \"Why could it happen that someone deleted the wrong folder?\"")
            };
            assert!(found.iter().all(asks), "{found:?}");
        }
    }

    #[test]
    fn a_name_is_a_person() {
        let whys = "1. Why a? The host was wrong.\n2. Why was it wrong? John Smith.\n";
        let found = reviewed(&[("a.md", &format!("# A\n\n## Five whys\n\n{whys}"))], "");
        assert!(found.iter().any(|text| text.contains("[whys/ends-at-person]")), "{found:?}");
    }
}
