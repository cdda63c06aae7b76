//! A person is made the cause.

use crate::check::blame::{Actor, Kind, Match, Statement};
use crate::check::{Check, Example, Rule, Stage, Subject};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::model::SectionKind;

pub const RULE: Rule = Rule {
    id: "blame/person",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "a person is made the cause",
    problem: "\
        A named person is the subject of what set the incident off (`John ran DROP TABLE`), or a person in a role of what \
        went wrong (`an engineer deleted the wrong host`), or a sentence tells what is done to a person. Owners of actions and \
        people who helped are not found. `[check] people` adds names, `products` lists names of things that look like people.",
    consequence: "\
        The name stays in the archive for ever, and explains nothing: with the same system, the next person does the same. \
        What let it happen is left unsaid.",
    fix: "Make the system the subject, or name a role, and write what allowed the act.",
    example: Example::Files {
        fails: &[("content/table.md", "# Table dropped\n\nJohn ran `DROP TABLE` in production.\n")],
        passes: &[(
            "content/table.md",
            "# Table dropped\n\n`DROP TABLE` was run in production: its prompt looks like that of the test system.\n",
        )],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.statements.iter().filter_map(|statement| finding(subject, statement)).collect()
}

/// The base form of the verb for what those who write often do on purpose: "we took the service down".
const TAKEN_DOWN: &str = "bring down";

/// Verbs that are a fault by themselves, in their base form.
const FAULTS: [&str; 8] =
    ["break", TAKEN_DOWN, "corrupt", "crash", "leak", "make a mistake", "make a typo", "misconfigure"];

/// Sections on what people did about the incident.
const RESPONSE: [SectionKind; 7] = [
    SectionKind::Actions,
    SectionKind::Detection,
    SectionKind::GotLucky,
    SectionKind::People,
    SectionKind::Resolution,
    SectionKind::Response,
    SectionKind::WentWell,
];

fn finding(subject: &Subject<'_>, statement: &Statement<'_>) -> Option<Diagnostic> {
    let (found, word) = statement.matches.iter().find_map(|found| {
        let word = match found.kind {
            Kind::Sanction => statement.actor(found.words.start).word()?,
            Kind::Cause => culprit(subject, statement, found)?,
            _ => return None,
        };
        let is_denied = if found.kind == Kind::Sanction {
            statement.is_negated(found)
        } else {
            statement.is_denied(found)
        };
        (!is_denied).then_some((found, word))
    })?;
    let text = &statement.passage.text;
    let who = statement.written(word);
    let (first, last) = (statement.words[word].range.clone(), found.range.clone());
    let place = subject.place(statement.passage.span(first.start.min(last.start)..first.end.max(last.end)));
    let (message, hint) = if found.kind == Kind::Sanction {
        let act = &text[found.range.clone()];
        (format!("`{who} {act}` is about a person"), "write what changes in the system".to_owned())
    } else {
        (format!("`{who}` is made the cause"), question(statement, found.base, found.words.end))
    };
    Some(RULE.finding(message).at(place).hint(hint))
}

/// The word of the person whom the sentence makes the cause by the verb `found`.
fn culprit(subject: &Subject<'_>, statement: &Statement<'_>, found: &Match) -> Option<usize> {
    let at = found.words.start;
    let all = 0..statement.words.len();
    let is_wrong = |words| statement.has(Kind::Wrong, words);
    // Unless the act itself went wrong, what people do after the detection is help.
    let is_response = || {
        let in_file = statement.passage.span(statement.words[at].range.clone()).start;
        let is_section = subject.section_at(in_file).is_some_and(|section| RESPONSE.contains(&section));
        (is_section || subject.is_response(in_file)) && !is_wrong(all.clone())
    };
    let is_help = || statement.has(Kind::Remedy, at..all.end);
    let is_neutral = || {
        is_response() || statement.has(Kind::Remedy, all.clone()) || statement.has(Kind::Paper, all.clone())
    };
    let is_fault = FAULTS.contains(&found.base) && !is_help();
    match statement.actor(at) {
        Actor::Named(word) => (!is_neutral()).then_some(word),
        Actor::Role(word) if is_fault => Some(word),
        who @ Actor::Pronoun(word) if is_fault && statement.is_own(who) && found.base != TAKEN_DOWN => {
            Some(word)
        }
        // `blame/word` finds "we accidentally deleted it".
        Actor::Pronoun(word) if statement.has(Kind::Accident, word..at) => None,
        Actor::Role(word) | Actor::Pronoun(word) => {
            (!is_help() && is_wrong(word..act_end(statement, at))).then_some(word)
        }
        Actor::Other => match statement.agent(at) {
            Actor::Named(word) => (!is_neutral()).then_some(word),
            // What a team does is neutral.
            who @ Actor::Role(word) => {
                ((is_wrong(all) || is_fault) && statement.is_individual(who)).then_some(word)
            }
            _ => None,
        },
    }
}

/// The end of what is said about the act at word `at`: up to a reason for it, or another sentence.
fn act_end(statement: &Statement<'_>, at: usize) -> usize {
    let end = statement.clause_end(at);
    let is_reason = |word: &usize| {
        matches!(statement.words[*word].lower.as_ref(), "because" | "since" | "so" | "that" | "which")
    };
    (at..end).find(is_reason).unwrap_or(end)
}

/// Most words of the document that a hint repeats.
const LONGEST: usize = 6;

/// The question about the system, in the document's own words: "what made it possible to run DROP TABLE here?"
fn question(statement: &Statement<'_>, base: &str, end: usize) -> String {
    let last = statement.clause_end(end.saturating_sub(1)).min(end + LONGEST);
    // Up to what says where or when.
    let last = (end..last).skip(1).find(|word| statement.is(Kind::Preposition, *word)).unwrap_or(last);
    if end >= last {
        return format!("what made it possible to {base} here?");
    }
    let object =
        &statement.passage.text[statement.words[end].range.start..statement.words[last - 1].range.end];
    format!("what made it possible to {base} {object} here?")
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    fn is_found(text: &str, config: &str) -> bool {
        let found = reviewed(&[("a.md", &format!("# A\n\n{text}\n"))], config);
        found.iter().any(|text| text.contains("[blame/person]"))
    }

    #[test]
    fn who_sets_it_off_is_found_and_who_helps_is_not() {
        for (text, expected) in [
            ("John ran `DROP TABLE` in production.", true),
            ("Leo accidentally executed the script.", true),
            ("At 14:05 @kim pushed the configuration.", true),
            ("- 14:23 - Maria Lopez deleted the volume", true),
            ("An engineer deleted the wrong host.", true),
            ("John loses production access.", true),
            ("The outage was caused by John.", true),
            ("The wrong host was rebooted by an engineer.", true),
            ("The host was rebooted by an engineer.", false),
            ("The wrong changes were aligned by our team.", false),
            ("Peter's change took down production.", true),
            ("John, who was new, deleted the queue.", true),
            ("The intern broke the build.", true),
            ("Maria deleted the stale lock, which ended the outage.", false),
            ("An engineer applied the migration.", false),
            ("Priya deployed the fix.", false),
            ("Priya noticed the alert and restored the table.", false),
            ("The table was removed by the cleanup job.", false),
            ("Kubernetes deleted the pod.", false),
            ("Mei-Ling and Tomás deleted the pod.", true),
            ("Victoria Metrics deleted the pod.", false),
            ("The runbook was updated by Leah.", false),
            ("The policy was misconfigured by an engineer.", true),
            ("I broke the login page.", true),
            ("We took the service down for the repair.", false),
            ("The engineer was spoken to.", true),
            ("A script by John deleted the pod.", false),
            ("Will deleted the bucket.", true),
            ("Will the job delete the bucket?", false),
            ("Then Grace pushed the configuration.", true),
            ("Grace periods were removed.", false),
            ("The tag was pushed by Grace.", true),
            ("T. Okafor ran the script.", true),
            ("The intern who wrote it brought the database down.", true),
        ] {
            assert_eq!(is_found(text, ""), expected, "{text}");
        }
    }

    #[test]
    fn what_people_do_after_the_detection_is_help() {
        for (text, expected) in [
            ("## Timeline\n\n- 14:20 John removed the volume\n- 14:30 Errors detected\n", true),
            ("## Timeline\n\n- 14:20 Errors detected\n- 14:30 John removed the volume\n", false),
            ("## Timeline\n\n- 14:20 Errors detected\n- 14:30 John removed the wrong volume\n", true),
            ("## Resolution\n\nJohn removed the volume.\n", false),
        ] {
            assert_eq!(is_found(&format!("Started: 2026-01-02 14:00 UTC\n\n{text}"), ""), expected, "{text}");
        }
    }

    #[test]
    fn the_roster_and_the_products_decide() {
        assert!(is_found("Zork deleted the pod.", "[check]\npeople = ['Zork Ypsil']\n"));
        assert!(!is_found("Zork deleted the pod.", ""));
        assert!(!is_found("Oscar deleted the pod.", "[check]\nproducts = ['Oscar']\n"));
    }

    #[test]
    fn the_hint_asks_about_the_system() {
        let found = reviewed(&[("a.md", "# A\n\nJohn ran `DROP TABLE` in production.\n")], "");
        assert!(
            found.iter().any(|text| text.contains("what made it possible to run DROP TABLE here?")),
            "{found:?}"
        );
    }
}
