//! A sentence tells what a person should have done.

use crate::check::blame::{Actor, Kind, Statement};
use crate::check::{Check, Example, Rule, Stage, Subject};
use retold_diagnostic::{Diagnostic, Level};

pub const RULE: Rule = Rule {
    id: "blame/counterfactual",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "a sentence judges what people did not do",
    problem: "\
        A sentence is about what people should have done, failed to do or forgot. Systems may fail: `the alert should have \
        fired` is no finding.",
    consequence: "\
        In hindsight everybody knows better. What people did made sense with what they saw at the time, and that is what \
        readers can learn from.",
    fix: "Write what people saw and knew, and what would have made the better way the easy one.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "# Disk full\n\nThe on-call engineer failed to notice the alert.\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "# Disk full\n\nThe alert was one of 300 on that day, and nothing set it apart.\n",
        )],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.statements().filter_map(|statement| finding(subject, &statement)).collect()
}

fn finding(subject: &Subject<'_>, statement: &Statement<'_>) -> Option<Diagnostic> {
    let (found, who) = statement.matches.iter().find_map(|found| {
        let who = subject.actor(statement, found.words.start);
        let is_blame = match found.kind {
            Kind::Forgotten => true,
            Kind::Regret => who.is_person() && is_followed_by_participle(statement, found.words.end),
            Kind::Omission => who.is_person(),
            _ => false,
        };
        (is_blame && !statement.is_denied(found.words.start)).then_some((found, who))
    })?;
    let first = match who {
        Actor::Named(word) | Actor::Role(word) | Actor::Pronoun(word) => statement.words[word].range.start,
        Actor::Other => found.range.start,
    };
    let phrase = &statement.passage.text[found.range.clone()];
    let place = subject.place(statement.passage.span(first..found.range.end));
    let finding = RULE.finding(format!("`{phrase}` judges people in hindsight")).at(place);
    Some(finding.hint(hint(statement, found.words.end, phrase)))
}

/// Whether "should have" at the words before `at` is about the past: "should have tested", not "should have a test".
fn is_followed_by_participle(statement: &Statement<'_>, at: usize) -> bool {
    let is = |kind, at: usize| statement.has(kind, at..at + 1);
    let at = (at..statement.words.len()).find(|at| !is(Kind::Adverb, *at) && !is(Kind::Negation, *at));
    at.is_some_and(|at| statement.words[at].lower.ends_with("ed") || is(Kind::Participle, at))
}

/// Most words of the document that a hint repeats.
const LONGEST: usize = 8;

/// What to write instead, with the words behind the phrase where they are a verb: "failed to notice the alert".
fn hint(statement: &Statement<'_>, end: usize, phrase: &str) -> String {
    let last = statement.clause_end(end.saturating_sub(1)).min(end + LONGEST);
    if phrase.ends_with(" to") && end < last && last < end + LONGEST {
        let bytes = statement.words[end].range.start..statement.words[last - 1].range.end;
        return format!("what would have made it easy to {}?", &statement.passage.text[bytes]);
    }
    "write what people saw at the time, and what would have made the better way the easy one".to_owned()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn people_are_judged_and_systems_are_not() {
        for (text, is_found) in [
            ("The on-call engineer failed to notice the alert.", true),
            ("He should have been more careful.", true),
            ("We forgot to renew the certificate.", true),
            ("We should’ve tested this.", true),
            ("The engineer on call should have looked.", true),
            ("The step was forgotten.", true),
            ("We should have a talk.", false),
            ("The alert should have fired.", false),
            ("The server failed to start.", false),
            ("The script of an engineer failed to start.", false),
            ("It should have been idempotent.", false),
            ("Nobody forgot to look.", false),
        ] {
            let found = reviewed(&[("a.md", &format!("# A\n\n{text}\n"))], "");
            assert_eq!(
                found.iter().any(|text| text.contains("[blame/counterfactual]")),
                is_found,
                "{text} {found:?}"
            );
        }
    }

    #[test]
    fn the_hint_uses_the_words_of_the_document() {
        let found = reviewed(&[("a.md", "# A\n\nWe failed to notice the alert.\n")], "");
        assert!(
            found.iter().any(|text| text.contains("what would have made it easy to notice the alert?")),
            "{found:?}"
        );
    }
}
