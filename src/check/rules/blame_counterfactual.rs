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
        (statement.is_adverb(*word) && !statement.is(Kind::Participle, *word))
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
            let who = statement.earlier_actor(start);
            let is_checkout = statement.words.get(end).is_some_and(|next| next.lower == "out");
            let is_minding = (start..end).any(|word| statement.is(Kind::Minding, word));
            // "Used the copy instead of waiting for the original"
            let is_wait =
                statement.words[start].lower != "without" && statement.words[end - 1].lower == "waiting";
            let is_before = statement.words[start].lower == "before";
            // "Before reading this, …" asks for an order.
            if is_before && (start == 0 || statement.words[start].begins_clause) {
                false
            } else if who.is_person() {
                statement.is_own(who) || !is_usual(statement, start)
            } else {
                is_followed()
                    || !is_checkout
                        && !is_wait
                        && !is_before
                        && statement.is_done_by_unnamed(start, is_minding)
                    || statement.is_done_by_activity(statement.clause_start(start).max(1))
            }
        }
        // "The model forgot to do it", "the flag was taken at face value by the parser"
        Kind::Forgotten => !statement.is_done_by_machine(start) && !statement.is_done_by_thing(end),
        // "Even though it knew the name" is about a program.
        Kind::Knowing => !found.words.clone().any(|word| statement.words[word].lower == "it"),
        Kind::Lone => statement.opens(start),
        Kind::Irony => is_ironic(statement, end),
        // "The warning was ignored by the filter" is about the filter, "the settings were ignored" about a program.
        Kind::Ignored => {
            let is_data = start > 0 && statement.is(Kind::Data, start - 1) || statement.is(Kind::Data, start);
            let has_agent = (start..statement.clause_end(start)).any(|word| statement.opens_agent(word));
            !is_data && !has_agent || statement.agent(start).is_person()
        }
        // "In hindsight, it was obviously right to stop the job"
        Kind::Hindsight => is_obvious(statement),
        Kind::Regret | Kind::Chance | Kind::Would if statement.of(Kind::Hindsight).next().is_some() => true,
        // "I would have noticed it earlier"
        Kind::Would => {
            let has_comparison = statement.has(Kind::Better, end..statement.clause_end(start));
            let is_past = verb.is_some_and(|verb| statement.is_participle(verb));
            is_past && statement.is_own(who()) && has_comparison && !has_condition(statement)
        }
        // What a thing should have done is not said so: "it should have been split from the start".
        Kind::Regret if is_passive && statement.has(Kind::Start, end..statement.words.len()) => true,
        Kind::Regret if is_diligence(passive.map(|word| behind_manner(statement, word))) => true,
        Kind::Regret => {
            // "Too many hosts at once - should have tried one"
            // "Got caught up in details, should have tested first"
            let is_behind = statement.opens(start) || statement.is_bare_before(start);
            let is_bare = start == 0 && !is_passive || is_behind && is_diligence(verb);
            let has_subject = || who().is_person() || statement.is_done_by_activity(start);
            verb.is_some_and(|verb| statement.is_participle(verb)) && (is_bare || has_subject())
                || is_left_unsaid(statement, end) && statement.is_own(who())
        }
        Kind::Chance if statement.is_open_chance(found.words.clone()) => false,
        Kind::Chance if is_passive && statement.has(Kind::Better, end..statement.clause_end(start)) => true,
        // "It could have been tested before"
        Kind::Chance if is_passive && passive.is_some_and(|verb| statement.is_scrutiny(verb)) => true,
        Kind::Chance => statement.is_missed_chance(found.words.clone(), verb),
        Kind::Omission => is_left_out_by_person(statement, found.words.clone()),
        // "A fault that I have never seen" is a strange fault.
        Kind::Unaware if is_experience(statement, start) => false,
        // "I assumed that it was fine; it was not", but not "we assume …"
        Kind::Unaware if is_belief(statement, start) && !is_refuted(statement, end) => false,
        // "The engineer did not run the tests"
        Kind::Unaware if is_auxiliary(statement, end - 1) => is_own_omission(statement, who(), end),
        // "I did not think it was worth it"
        Kind::Unaware if statement.words[end - 1].lower == "think" && is_worth(statement, end) => false,
        Kind::Unaware => {
            statement.is_individual(who())
                || statement.is_of_others(who())
                || statement.is_individual(statement.agent(start))
        }
        Kind::Bare => verb.filter(|verb| !statement.words[*verb].is_literal).is_some_and(|verb| {
            // Behind a colon or a dash, "not" alone may stand before a participle: "abstract - not read".
            let is_behind = statement.opens(start) && statement.words[start].lower != "not";
            start == 0 && is_omitted(statement, verb, found.words.len())
                || is_behind && statement.is(Kind::Diligent, verb)
        }),
        _ => false,
    }
}

/// Whether a person left out what the phrase `words` names.
fn is_left_out_by_person(statement: &Statement<'_>, words: Range<usize>) -> bool {
    let Range { start, end } = words;
    // "We failed to install a required package" is no attempt.
    let is_required = |word: usize| matches!(statement.words[word].lower.as_ref(), "required" | "necessary");
    let is_tried = statement.words[start].lower.starts_with("fail")
        && statement.words[end - 1].lower == "to"
        && statement.is(Kind::Attempt, end)
        && !(end..statement.clause_end(start)).any(is_required);
    // "Leider hat der Kollege es übersehen": the subject is in the phrase.
    let is_inverted = matches!(statement.words[start].lower.as_ref(), "hat" | "hatte" | "haben" | "hatten")
        && (start + 1..end).any(|word| statement.is_somebody(word));
    let is_activity = statement.is(Kind::Diligent, end) && statement.is_done_by_activity(start);
    let is_by_person = statement.actor(start).is_person() || statement.is_done_by_person(start);
    !is_tried && (is_by_person || is_inverted || is_activity)
}

/// The word behind the adverbs of care that begin at `word`: "been more carefully tested". What was to happen properly or
/// automatically may be up to a program.
fn behind_manner(statement: &Statement<'_>, word: usize) -> usize {
    let is_manner = |word: &usize| {
        let lower = statement.words[*word].lower.as_ref();
        statement.is(Kind::Manner, *word) && lower != "properly"
            || matches!(lower, "also" | "better" | "more")
    };
    let verb = (word..statement.words.len()).find(|word| !is_manner(word));
    verb.filter(|verb| statement.is(Kind::Diligence, *verb)).unwrap_or(word)
}

/// Whether the sentence supposes something: "with the alert, we would have noticed it earlier".
fn has_condition(statement: &Statement<'_>) -> bool {
    statement
        .words
        .iter()
        .any(|word| matches!(word.lower.as_ref(), "given" | "had" | "if" | "otherwise" | "with" | "without"))
}

/// Whether the verb behind word `end` is left out: "the way I should have the first time".
fn is_left_unsaid(statement: &Statement<'_>, end: usize) -> bool {
    statement.words.get(end).is_none_or(|next| next.begins_clause) || statement.has(Kind::Start, end..end + 3)
}

/// Whether the sentence calls something clear or wrong in hindsight.
fn is_obvious(statement: &Statement<'_>) -> bool {
    let is_judgement = |word: &str| {
        matches!(word, "avoidable" | "foreseeable" | "mistake" | "obvious" | "obviously" | "predictable")
    };
    statement.words.iter().any(|word| is_judgement(word.lower.as_ref()))
}

/// Whether "never" at word `start` is about what somebody has not met before: "which I have never seen".
fn is_experience(statement: &Statement<'_>, start: usize) -> bool {
    let before = start.checked_sub(1).map(|before| statement.words[before].lower.as_ref());
    statement.words[start].lower == "never"
        && before.is_some_and(|word| matches!(word, "has" | "have" | "i've" | "we've"))
}

/// Whether the clause of word `end` weighs whether something is worth it.
fn is_worth(statement: &Statement<'_>, end: usize) -> bool {
    (end..statement.clause_end(end.saturating_sub(1))).any(|word| statement.words[word].lower == "worth")
}

/// Whether the phrase that begins at word `start` is about what somebody believed.
fn is_belief(statement: &Statement<'_>, start: usize) -> bool {
    let lower = |word: usize| statement.words.get(word).map_or("", |word| word.lower.as_ref());
    matches!(lower(start), "assumed" | "believed" | "figured" | "thought")
        || lower(start) == "was" && matches!(lower(start + 1), "certain" | "convinced" | "sure")
}

/// Whether the word at `word` denies the verb behind it: "did not", "hadn't".
fn is_auxiliary(statement: &Statement<'_>, word: usize) -> bool {
    matches!(statement.words[word].lower.as_ref(), "didn't" | "hadn't" | "not")
}

/// Whether it is up to the person `who` what is denied behind word `end`: "did not run the tests", but not "did not have
/// access".
fn is_own_omission(statement: &Statement<'_>, who: Actor, end: usize) -> bool {
    let verb = (end..statement.words.len()).find(|word| !statement.words[*word].lower.ends_with("ly"));
    let (Some(verb), Some(word)) = (verb, who.word()) else { return false };
    let is_role = matches!(who, Actor::Role(_)) && statement.is_individual(who);
    let is_outsider = matches!(
        statement.words[word].lower.as_ref(),
        "customer" | "client" | "lead" | "owner" | "reporter" | "user"
    );
    let is_given = matches!(
        statement.words[verb].lower.as_ref(),
        "be" | "been"
            | "cause"
            | "expect"
            | "experience"
            | "find"
            | "get"
            | "had"
            | "have"
            | "hear"
            | "intend"
            | "like"
            | "mean"
            | "need"
            | "receive"
            | "received"
            | "see"
            | "seem"
            | "seen"
            | "succeed"
            | "want"
            | "work"
    );
    is_role && !is_outsider && !is_given
}

/// Whether a later clause says that what is before word `end` was not so.
fn is_refuted(statement: &Statement<'_>, end: usize) -> bool {
    let clause = statement.clause_end(end.saturating_sub(1));
    let is_end = |word: usize| statement.words.get(word).is_none_or(|next| next.begins_clause);
    (clause..statement.words.len()).any(|word| {
        let is_near = word <= clause + 3;
        match statement.words[word].lower.as_ref() {
            "wrong" => true,
            "wasn't" | "weren't" => word <= clause + 2,
            // "… that it was done; it was not"
            "didn't" | "hadn't" | "isn't" | "not" => is_near && is_end(word + 1),
            _ => false,
        }
    })
}

/// Whether the clause of word `at` is about what people usually do: "users often clone it without reading the guide".
fn is_usual(statement: &Statement<'_>, at: usize) -> bool {
    (statement.clause_start(at)..at).any(|word| {
        matches!(
            statement.words[word].lower.as_ref(),
            "commonly" | "often" | "sometimes" | "typically" | "usually"
        )
    })
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

/// Whether the verb of a sentence without a subject is what only people do: "Failed to verify it", "Not testing it".
fn is_omitted(statement: &Statement<'_>, verb: usize, words: usize) -> bool {
    let lower = statement.words[verb].lower.as_ref();
    let is_gerund = words == 1
        && lower.ends_with("ing")
        && !lower.ends_with("thing")
        && !matches!(lower, "having" | "being");
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
            ("The pull request was merged without considering the upgrade.", true),
            ("The token was parsed without checking the signature.", false),
            ("Restored it from a commit without verifying it.", true),
            ("The job was started without checking out the submodules.", false),
            ("Users often clone it without reading the guide.", false),
            ("The investigation should have checked for it.", true),
            ("The plan should have three steps.", false),
            ("The plan covered the start, but failed to verify the end.", true),
            ("The server covered the start, but failed to verify the end.", false),
            ("It should have been a required gate.", true),
            ("Its argument is not that it should have been tested.", false),
            ("The release should have been more carefully reviewed.", true),
            ("It should have been automatically reviewed.", false),
            ("We ship it the way we should have the first time.", true),
            ("We failed to install two packages that were required.", true),
            ("Felix wrote a fix that ignored the logs.", false),
            ("All settings were ignored.", false),
            ("We could have used a cache, but that would cost memory.", false),
            ("What could have been faster?", false),
            ("The impact would have been smaller if we hadn't told everybody.", true),
            ("If we hadn't noticed it, it would have lost the queue.", false),
            ("In hindsight, it was obviously right to stop it.", true),
            ("It is a fault that I have never seen.", false),
            ("I assumed that it was fine; it wasn't.", true),
            ("I assumed that it was fine.", false),
            ("We reacted too late.", true),
            ("The job reacted too late.", false),
            ("We were quite forgetful.", true),
            ("The loader was quite lazy.", false),
            ("I would have noticed it earlier.", true),
            ("With the alert, we would have noticed it earlier.", false),
            ("The bug led the team to overlook it.", true),
            ("Had this change been reviewed, it would have been seen.", true),
            ("早く検討すればよかった。", true),
            ("没有验证就上线了。", true),
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
