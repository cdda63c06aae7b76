//! A sentence tells what a person should have done.

use std::ops::Range;

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
    // The verb behind the phrase, and whether it is in the passive.
    let is_between = |word: &usize| {
        (statement.is(Kind::Adverb, *word) && !statement.is(Kind::Participle, *word))
            || statement.is(Kind::Negation, *word)
    };
    let verb = (end..statement.words.len()).find(|word| !is_between(word));
    let is_passive = verb.is_some_and(|verb| statement.words[verb].lower == "been");
    let passive = verb.map(|verb| verb + 1).filter(|_| is_passive);
    let is_diligence = |verb: Option<usize>| verb.is_some_and(|verb| statement.is(Kind::Diligence, verb));
    match found.kind {
        // "Without checking the lock, the job deletes files" is about the job.
        Kind::Heedless => {
            // "Instead of asking for help, the responder tried things"
            let is_followed = || start == 0 && statement.next_actor(end).is_person();
            statement.earlier_actor(start).is_person() || is_followed()
        }
        Kind::Forgotten | Kind::Knowing => true,
        Kind::Lone => statement.opens(start),
        Kind::Irony => is_ironic(statement, end),
        // "The warning was ignored by the filter" is about the filter.
        Kind::Ignored => {
            let has_agent = (start..statement.clause_end(start)).any(|word| statement.opens_agent(word));
            !has_agent || statement.agent(start).is_person()
        }
        Kind::Regret | Kind::Chance | Kind::Would if statement.of(Kind::Hindsight).next().is_some() => true,
        // What a thing should have done is not said so: "it should have been split from the start".
        Kind::Regret if is_passive && statement.has(Kind::Start, end..statement.words.len()) => true,
        Kind::Regret if is_diligence(passive) => true,
        Kind::Regret => {
            // "Too many hosts at once - should have tried one"
            let is_bare = start == 0 && !is_passive || statement.opens(start) && is_diligence(verb);
            verb.is_some_and(|verb| is_participle(statement, verb)) && (is_bare || who().is_person())
        }
        Kind::Chance if is_passive && statement.has(Kind::Better, end..statement.clause_end(start)) => true,
        Kind::Chance => is_missed_chance(statement, found.words.clone(), verb),
        Kind::Omission => is_left_out_by_person(statement, found.words.clone()),
        Kind::Unaware => {
            statement.is_individual(who())
                || statement.is_of_others(who())
                || statement.is_individual(statement.agent(start))
        }
        Kind::Bare => verb.is_some_and(|verb| {
            // Behind a colon or a dash, "not" alone may stand before a participle: "abstract - not read".
            let is_behind = statement.opens(start) && statement.words[start].lower != "not";
            start == 0 && is_omitted(statement, verb, found.words.len())
                || is_behind && statement.is(Kind::Diligent, verb)
        }),
        _ => false,
    }
}

/// Whether the phrase `words`, in front of `verb`, is about what people may have done better.
fn is_missed_chance(statement: &Statement<'_>, words: Range<usize>, verb: Option<usize>) -> bool {
    let Range { start, end } = words;
    let Some(verb) = verb else { return false };
    let who = statement.actor(start);
    // "Had the reviewer looked", "if they had looked", "if we had been more careful"
    let is_condition = statement.is_somebody(end - 1) || statement.words[end - 1].lower == "had";
    let is_more = |word: usize| {
        statement.is(Kind::Better, word) || statement.words.get(word).is_some_and(|word| word.lower == "more")
    };
    let was_more = is_condition && statement.words[verb].lower == "been" && is_more(verb + 1);
    // "We could have restored it sooner", but not "if it had been lost, we could have restored it"
    let is_case = || statement.words.iter().any(|word| matches!(word.lower.as_ref(), "if" | "case"));
    let has_chance = statement.words[start].lower == "could"
        && statement.is_own(who)
        && is_participle(statement, verb)
        && !statement.is(Kind::Harm, verb)
        && !is_case();
    let has_person = is_condition || statement.is_own(who) || statement.is_individual(who);
    let is_diligence = statement.is(Kind::Diligence, verb);
    is_diligence && (has_person || matches!(who, Actor::Role(_))) || has_chance || was_more
}

/// Whether a person left out what the phrase `words` names.
fn is_left_out_by_person(statement: &Statement<'_>, words: Range<usize>) -> bool {
    let Range { start, end } = words;
    let is_tried = statement.words[end - 1].lower == "to" && statement.is(Kind::Attempt, end);
    // "Leider hat der Kollege es übersehen": the subject is in the phrase.
    let is_inverted = matches!(statement.words[start].lower.as_ref(), "hat" | "hatte" | "haben" | "hatten")
        && (start + 1..end).any(|word| statement.is_somebody(word));
    !is_tried && (statement.actor(start).is_person() || is_inverted || statement.is_done_by_person(start))
}

/// Whether what follows an ironic opening before word `end` is a reproach: "of course nobody had looked", "as usual,
/// marketing told nobody".
fn is_ironic(statement: &Statement<'_>, end: usize) -> bool {
    const NEAR: usize = 3;
    let near = end..statement.words.len().min(end + NEAR);
    let Some(word) = near.into_iter().find(|word| statement.is_somebody(*word)) else { return false };
    let behind = word + 1..statement.clause_end(word);
    if statement.is(Kind::Negation, word) {
        let is_auxiliary = |word: usize| statement.words[word].lower == "had";
        behind.into_iter().any(|verb| statement.is(Kind::Diligence, verb) && !is_auxiliary(verb))
    } else {
        let is_role = !statement.is(Kind::Own, word) && !statement.is(Kind::Pronoun, word);
        is_role && behind.into_iter().any(|word| statement.is(Kind::Negation, word))
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
            ("The warning was missed by the reviewer.", true),
            ("The warning was missed by the filter.", false),
            ("The message was never read by the release manager.", true),
            ("The header was overlooked by the parser.", false),
            ("The night shift forgot the valve.", true),
            ("The vendor's people didn't read it.", true),
            ("Forgot that the token expires.", true),
            ("Too many at once - should have tried one.", true),
            ("We did not read it carefully.", true),
            ("The proxy did not handle it properly.", false),
            ("The cache was not properly reviewed.", true),
            ("Of course nobody had looked at the graph.", true),
            ("Of course nobody had access to it.", false),
            ("As usual, marketing told nobody.", true),
            ("Instead of asking for help, the responder went on.", true),
            ("We could have restored it an hour earlier.", true),
            ("We could have lost the backup.", false),
            ("If it had been lost, we could have restored it.", false),
            ("If we had been more careful, it would run.", true),
            ("Leider hat der Kollege die Warnung übersehen.", true),
            ("Der Dienst hat das Signal übersehen.", false),
            ("Die Warnung wurde von der Kollegin ignoriert.", true),
            ("Die Anfrage wurde vom Proxy ignoriert.", false),
            ("L'astreinte aurait dû vérifier.", true),
            ("La alerta fue ignorada por el operador.", true),
            ("スケジューラーはその警告を無視した。", false),
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
