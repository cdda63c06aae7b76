//! A sentence tells what a person should have done.

use crate::check::blame::{Kind, Match, Statement};
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
    subject.statements.iter().filter_map(|statement| finding(subject, statement)).collect()
}

fn finding(subject: &Subject<'_>, statement: &Statement<'_>) -> Option<Diagnostic> {
    let found = statement
        .matches
        .iter()
        .find(|found| is_judgement(statement, found) && !is_denied(statement, found))?;
    let who = statement.actor(found.words.start).word();
    let first = who.map_or(found.range.start, |word| statement.words[word].range.start);
    let phrase = &statement.passage.text[found.range.clone()];
    let place = subject.place(statement.passage.span(first.min(found.range.start)..found.range.end));
    let finding = RULE.finding(format!("`{phrase}` judges people in hindsight")).at(place);
    Some(finding.hint(hint(statement, found.words.end, phrase)))
}

/// Whether the sentence does not claim what the phrase `found` means. Phrases such as "should have" suppose it themselves.
fn is_denied(statement: &Statement<'_>, found: &Match) -> bool {
    match found.kind {
        Kind::Knowing => false,
        Kind::Regret | Kind::Chance | Kind::Would => statement.is_negated(found),
        _ => statement.is_denied(found),
    }
}

/// Whether the phrase `found` judges people.
fn is_judgement(statement: &Statement<'_>, found: &Match) -> bool {
    let (start, end) = (found.words.start, found.words.end);
    let who = || statement.actor(start);
    let is_own = || statement.is_own(who()) || statement.is_individual(who());
    // The verb behind the phrase, and whether it is in the passive.
    let is_between = |word: &usize| {
        (statement.is(Kind::Adverb, *word) && !statement.is(Kind::Participle, *word))
            || statement.is(Kind::Negation, *word)
    };
    let verb = (end..statement.words.len()).find(|word| !is_between(word));
    let is_passive = verb.is_some_and(|verb| statement.words[verb].lower == "been");
    let passive = verb.map(|verb| verb + 1).filter(|_| is_passive);
    match found.kind {
        // "Without checking the lock, the job deletes files" is about the job.
        Kind::Heedless => statement.earlier_actor(start).is_person(),
        Kind::Forgotten | Kind::Knowing => true,
        // "The warning was ignored by the filter" is about the filter.
        Kind::Ignored => {
            let has_agent =
                (end..statement.clause_end(start)).any(|word| statement.words[word].lower == "by");
            !has_agent || statement.agent(start).is_person()
        }
        Kind::Regret | Kind::Chance | Kind::Would if statement.of(Kind::Hindsight).next().is_some() => true,
        // What a thing should have done is not said so: "it should have been split from the start".
        Kind::Regret if is_passive && statement.has(Kind::Start, end..statement.words.len()) => true,
        Kind::Regret if passive.is_some_and(|verb| statement.is(Kind::Diligence, verb)) => true,
        Kind::Regret => {
            verb.is_some_and(|verb| is_participle(statement, verb)) && (start == 0 || who().is_person())
        }
        Kind::Chance if is_passive && statement.has(Kind::Better, end..statement.clause_end(start)) => true,
        Kind::Chance => {
            // "Had the reviewer looked", "if they had looked", "we could have looked"
            let has_person =
                statement.is_somebody(end - 1) || statement.words[end - 1].lower == "had" || is_own();
            verb.is_some_and(|verb| statement.is(Kind::Diligence, verb)) && has_person
        }
        Kind::Omission => {
            let is_tried = statement.words[end - 1].lower == "to" && statement.is(Kind::Attempt, end);
            !is_tried && who().is_person()
        }
        Kind::Unaware => statement.is_individual(who()),
        Kind::Bare => start == 0 && verb.is_some_and(|verb| is_omitted(statement, verb, found.words.len())),
        _ => false,
    }
}

/// Whether the word at `verb` is about the past: "should have tested", not "should have a test".
fn is_participle(statement: &Statement<'_>, verb: usize) -> bool {
    statement.words[verb].lower.ends_with("ed") || statement.is(Kind::Participle, verb)
}

/// Whether the verb of a sentence without a subject is what only people do: "Failed to verify it", "Not testing it".
fn is_omitted(statement: &Statement<'_>, verb: usize, words: usize) -> bool {
    let lower = statement.words[verb].lower.as_ref();
    let is_gerund = words == 1 && lower.ends_with("ing") && !matches!(lower, "having" | "being");
    is_gerund || statement.is(Kind::Diligent, verb)
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
            ("We looked at it, but missed the warning.", true),
            ("This should have been caught in review.", true),
            ("Failed to verify the backup.", true),
            ("Not testing the restore.", true),
            ("She did not notice the alert.", true),
            ("We did not notice the alert.", false),
            ("Failed to start the container.", false),
            ("It should have been restarted.", false),
            ("We should have a talk.", false),
            ("He could have prevented this.", true),
            ("The engineer who ran the script did not read the runbook.", true),
            ("Bob was supposed to check the backups.", true),
            ("Without checking the lock, the job deletes files.", false),
            ("The driver ignored the flag.", false),
            ("The alert should have fired.", false),
            ("The server failed to start.", false),
            ("The script of an engineer failed to start.", false),
            ("It should have been idempotent.", false),
            ("Nobody forgot to look.", false),
            ("One of our interns skipped the step.", true),
            ("An engineer from the vendor ignored the warning.", true),
            ("Users who forgot their password had to wait.", false),
            ("The parser ignored the warning.", false),
            ("I looked at the graph, missed the drop and went home.", true),
            ("The warning was ignored.", true),
            ("The warning was ignored by the filter.", false),
            ("Had the reviewer looked at it, this would have been seen.", true),
            ("We failed to restore the table.", false),
            ("We merged it despite the warning.", true),
            ("It should have been split from the start.", true),
            ("Why didn't the engineer ask?", true),
            ("Wir hätten das vorher testen müssen.", true),
            ("Der Alarm hätte auslösen müssen.", false),
            ("手順書を読まずに作業した。", true),
            ("値班工程师忘记关闭开关。", true),
            ("배포 전에 테스트했어야 했다.", true),
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
