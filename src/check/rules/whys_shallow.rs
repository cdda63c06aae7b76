//! The chain of whys ends too early.

use crate::check::{Check, Example, Rule, Stage, Subject};
use retold_diagnostic::{Diagnostic, Level, plural};

pub const RULE: Rule = Rule {
    id: "whys/shallow",
    levels: &[Level::Note],
    stage: Stage::Review,
    summary: "the chain of whys ends too early",
    problem: "The chain of whys has fewer than three questions.",
    consequence: "\
        The first answers describe what broke. What let it break, and what can be changed so that it does not happen \
        again, is found further down.",
    fix: "Ask why again about the last answer, until the answer is something that can be changed in the system.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "# Disk full\n\n## Five whys\n\n\
            1. Why did the mails stay? The disk was full.\n\
            2. Why was it full? Old logs filled it.\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "# Disk full\n\n## Five whys\n\n\
            1. Why did the mails stay? The disk was full.\n\
            2. Why was it full? Old logs filled it.\n\
            3. Why were they kept? The rotation did not run.\n\
            4. Why did nobody know? Its failures are not reported.\n",
        )],
    },
    check: Check::Review(check),
};

/// The fewest questions from the first to the last of a chain.
const FEWEST: usize = 3;

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let whys = &subject.document().whys;
    let deepest = whys.iter().map(|why| why.depth + 1).max().unwrap_or(0);
    let Some(first) = whys.first().filter(|_| deepest < FEWEST) else { return Vec::new() };
    let finding = RULE
        .finding(format!("the chain ends after {}", plural(deepest, "question")))
        .at(subject.place(first.span.clone()))
        .hint("ask why again about the last answer");
    vec![finding]
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn the_depth_counts() {
        for (whys, is_found) in
            [("1. Why a? b\n", true), ("1. Why a? b\n2. Why b? c\n3. Why c? d\n", false), ("", false)]
        {
            let found = reviewed(&[("a.md", &format!("# A\n\n## Five whys\n\n{whys}"))], "");
            assert_eq!(
                found.iter().any(|text| text.starts_with("note[whys/shallow]")),
                is_found,
                "{whys} {found:?}"
            );
        }
    }
}
