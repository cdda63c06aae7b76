//! A sentence tells what a person should have done.

use crate::check::blame::{Actor, Kind, Match, Statement};
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
        .find(|found| is_judgement(subject, statement, found) && !statement.is_denied(found.words.start))?;
    let who = subject.actor(statement, found.words.start).word();
    let first = who.map_or(found.range.start, |word| statement.words[word].range.start);
    let phrase = &statement.passage.text[found.range.clone()];
    let place = subject.place(statement.passage.span(first.min(found.range.start)..found.range.end));
    let finding = RULE.finding(format!("`{phrase}` judges people in hindsight")).at(place);
    Some(finding.hint(hint(statement, found.words.end, phrase)))
}

/// Whether the phrase `found` judges people.
fn is_judgement(subject: &Subject<'_>, statement: &Statement<'_>, found: &Match) -> bool {
    let (start, end) = (found.words.start, found.words.end);
    let is = |kind, word: usize| statement.has(kind, word..word + 1);
    let is_person = || subject.actor(statement, start).is_person();
    let is_own = || {
        let who = subject.actor(statement, start);
        who.word().is_some_and(|word| is(Kind::Own, word)) || is_individual(statement, who)
    };
    // The verb behind the phrase, and whether it is in the passive.
    let verb =
        (end..statement.words.len()).find(|word| !is(Kind::Adverb, *word) && !is(Kind::Negation, *word));
    let is_passive = verb.is_some_and(|verb| statement.words[verb].lower == "been");
    let passive = verb.map(|verb| verb + 1).filter(|verb| is_passive && *verb < statement.words.len());
    match found.kind {
        // "Without checking the lock, the job deletes files" is about the job.
        Kind::Forgotten if statement.words[start].lower == "without" => {
            subject.earlier_actor(statement, start).is_person()
        }
        Kind::Forgotten | Kind::Knowing => true,
        Kind::Regret | Kind::Would if statement.of(Kind::Hindsight).next().is_some() => true,
        Kind::Regret if passive.is_some_and(|verb| is(Kind::Diligence, verb)) => true,
        Kind::Regret => {
            verb.is_some_and(|verb| is_participle(statement, verb)) && (start == 0 || is_person())
        }
        Kind::Chance if is_passive && statement.has(Kind::Better, end..statement.clause_end(start)) => true,
        Kind::Chance => {
            let has_own = is(Kind::Own, end - 1) || is_own();
            verb.is_some_and(|verb| is_participle(statement, verb)) && has_own
        }
        Kind::Omission => is_person(),
        Kind::Unaware => is_individual(statement, subject.actor(statement, start)),
        Kind::Bare => start == 0 && verb.is_some_and(|verb| is_omitted(statement, verb, found.words.len())),
        _ => false,
    }
}

/// Whether the word at `verb` is about the past: "should have tested", not "should have a test".
fn is_participle(statement: &Statement<'_>, verb: usize) -> bool {
    statement.words[verb].lower.ends_with("ed") || statement.has(Kind::Participle, verb..verb + 1)
}

/// Whether somebody is one person: of a group, what it did not see is a plain fact.
fn is_individual(statement: &Statement<'_>, who: Actor) -> bool {
    who.word().is_some_and(|word| !statement.has(Kind::Group, word..word + 1))
}

/// Whether the verb of a sentence without a subject is what only people do: "Failed to verify it", "Not testing it".
fn is_omitted(statement: &Statement<'_>, verb: usize, words: usize) -> bool {
    let lower = statement.words[verb].lower.as_ref();
    let is_gerund = words == 1 && lower.ends_with("ing") && !matches!(lower, "having" | "being");
    is_gerund || statement.has(Kind::Diligent, verb..verb + 1)
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
