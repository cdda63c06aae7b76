//! A word blames a person.

use std::ops::Range;

use crate::check::blame::{Kind, Statement};
use crate::check::{Check, Example, Rule, Stage, Subject};
use retold_diagnostic::{Diagnostic, Level};

pub const RULE: Rule = Rule {
    id: "blame/word",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "a word blames a person",
    problem: "\
        A sentence calls what happened careless, a mistake or a human error, or asks who is responsible. Code, quotations, \
        links, headings and denials (`nobody was careless`) are not looked at. `[check] blame_words` adds words.",
    consequence: "\
        A fault of a person explains nothing that can be repaired: the next person meets the same system. Readers who fear \
        such words report less.",
    fix: "Write what the system allowed, and which check, warning or limit was missing.",
    example: Example::Files {
        fails: &[("content/disk-full.md", "# Disk full\n\nThe disk was full due to human error.\n")],
        passes: &[(
            "content/disk-full.md",
            "# Disk full\n\nThe disk was full: the command that fills it asks for no confirmation.\n",
        )],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let asks = |heading: &Statement<'_>| heading.of(Kind::Responsible).next().is_some();
    let headings: Vec<_> = subject.headings().filter(asks).collect();
    let all = headings.iter().chain(subject.statements);
    all.filter_map(|statement| finding(subject, statement)).collect()
}

/// The first word of blame in `statement`.
fn finding(subject: &Subject<'_>, statement: &Statement<'_>) -> Option<Diagnostic> {
    let found = statement.matches.iter().find(|found| {
        let start = found.words.start;
        let is_blame = match found.kind {
            Kind::Fault => !statement.is(Kind::Technical, found.words.end),
            Kind::Choice => {
                !statement.is(Kind::Technical, found.words.end) && !is_of_system(statement, start)
            }
            Kind::Slip => !is_found(statement, start) && !statement.is_any_mistake(start),
            Kind::Careful => !is_open_question(statement, start),
            Kind::Owned => {
                let is_owned = statement.is_possessed(start) || statement.is_of_person(found.words.end);
                is_owned && !statement.is(Kind::Technical, found.words.end)
            }
            Kind::Act => is_wrong_act(statement, found.words.clone()),
            // In a sentence, it is about an incident's roles.
            Kind::Responsible => start == 0 && statement.words.len() <= found.words.end + 4,
            Kind::Guilt => statement.actor(start).is_person(),
            Kind::Accident => is_by_person(statement, found.words.clone()),
            _ => false,
        };
        let is_demand = matches!(found.kind, Kind::Careful | Kind::Responsible);
        let is_denied = if is_demand {
            statement.is_negated(found)
        } else {
            statement.is_denied(found) || statement.is_general(found.words.clone())
        };
        is_blame && !is_denied
    })?;
    let word = &statement.passage.text[found.range.clone()];
    let hint = match found.kind {
        Kind::Responsible => "ask what let it happen: people act on what the system shows and allows",
        Kind::Careful => {
            "name a change of the system that makes care unnecessary: a check, a warning, a limit"
        }
        _ => "write what made it possible, and what would have caught it",
    };
    let place = subject.place(statement.passage.span(found.range.clone()));
    Some(RULE.finding(format!("`{word}` blames a person")).at(place).hint(hint))
}

/// Whether a person did what is at `words`: as the subject, in a sentence that leaves it out, or behind "by" in the clause.
fn is_by_person(statement: &Statement<'_>, words: Range<usize>) -> bool {
    let start = words.start;
    if statement.actor(start).is_person() {
        return true;
    }
    let has_participle =
        |word: usize| statement.words.get(word).is_some_and(|word| word.lower.ends_with("ed"));
    // "Incorrectly configured alerts led to …" is about alerts.
    let end = statement.clause_end(start);
    let is_verb = |word: usize| {
        matches!(
            statement.words[word].lower.as_ref(),
            "are" | "caused" | "is" | "led" | "made" | "meant" | "was" | "were"
        )
    };
    let is_adjective = !statement.is(Kind::Determiner, words.end + 1) && (words.end + 2..end).any(is_verb);
    let is_bare = start == 0 && has_participle(words.end) && !is_adjective;
    // "I pushed it, wrongly thinking …", "it caused us to accidentally push …"
    let goes_on = statement.words[start].begins_clause && statement.earlier_actor(start).is_person();
    let is_object = start >= 2
        && statement.words[start - 1].lower == "to"
        && matches!(statement.words[start - 2].lower.as_ref(), "us" | "me" | "him" | "her" | "them");
    is_bare || goes_on || is_object || statement.agent(start).is_person()
}

/// Whether the clause of word `at` asks for what to do: "What can we do better?"
fn is_open_question(statement: &Statement<'_>, at: usize) -> bool {
    let first = statement.clause_start(at);
    first < at
        && matches!(statement.words[first].lower.as_ref(), "how" | "what")
        && statement.is(Kind::Modal, first + 1)
}

/// Whether what is at word `at` is how something came to light: "was discovered by accident".
fn is_found(statement: &Statement<'_>, at: usize) -> bool {
    let is_finding = |word: &str| matches!(word, "detected" | "discovered" | "found" | "noticed" | "spotted");
    statement.words[at].lower == "by" && at > 0 && is_finding(statement.words[at - 1].lower.as_ref())
}

/// Whether a person did with the wrong thing what is at `words`: "we used the wrong key".
fn is_wrong_act(statement: &Statement<'_>, words: Range<usize>) -> bool {
    let last = statement.clause_end(words.start).min(words.end + 6);
    let wrong = |word: usize| matches!(statement.words[word].lower.as_ref(), "wrong" | "incorrect");
    (words.end..last).any(wrong) && (words.start == 0 || statement.actor(words.start).is_person())
}

/// Whether a thing made the choice at word `at`: "the client made a wrong assumption".
fn is_of_system(statement: &Statement<'_>, at: usize) -> bool {
    const NEAR: usize = 3;
    let is_making = |word: &usize| {
        let lower = statement.words[*word].lower.as_ref();
        matches!(lower, "make" | "makes" | "made" | "making" | "take" | "takes" | "took" | "taking")
    };
    let making = (at.saturating_sub(NEAR)..at).find(is_making);
    making.is_some_and(|verb| verb > 0 && !statement.actor(verb).is_person())
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn words_of_blame_are_found_where_they_blame() {
        for (text, is_found) in [
            ("The outage was due to human error.", true),
            ("This was incredibly careless.", true),
            ("Who is responsible: the release manager.", true),
            ("## Who's responsible\n\nJohn.", true),
            ("We did not know who is responsible.", false),
            ("This prevents accidental deletion.", false),
            ("We accidentally deleted the key.", true),
            ("The key was accidentally deleted by an engineer.", true),
            ("The key was accidentally deleted by the job.", false),
            ("Talk to John about being more careful.", true),
            ("John was to blame.", true),
            ("It was Peter's fault.", true),
            ("The user error rate was 3 %.", false),
            ("Who is responsible for the service is shown in the catalogue.", false),
            ("Accidentally deleted the volume.", true),
            ("I pushed it, wrongly thinking that it was tested.", true),
            ("This caused us to accidentally push it.", true),
            ("We used the wrong key.", true),
            ("The job used the wrong key.", false),
            ("The file was incorrectly parsed by the job.", false),
            ("The cache was to blame.", false),
            ("Nobody was careless.", false),
            ("The press wrote of “human error”.", false),
            ("We assume that nobody makes mistakes on purpose in a blameless culture.", false),
            ("The server answered with error 500.", false),
            ("An engineer's typo sent all traffic away.", true),
            ("It was a bad decision.", true),
            ("The client made a bad decision.", false),
            ("It was stupid of us.", true),
            ("A slip of the technician opened the valve.", true),
            ("A lapse of the operator pattern.", false),
            ("Our assumption was wrong.", true),
            ("The fault lies squarely with the data team.", true),
            ("Kudos to whoever wrote the script.", false),
            ("The mark was set by whoever wrote the script.", true),
            ("Human error is inevitable.", false),
            ("If an operator deletes it by mistake, it can be restored.", false),
            ("It was found by accident.", false),
            ("Naive timestamps were removed.", false),
            ("It was naive to wait.", true),
            ("Human oversight stays in place.", false),
            ("The update was an oversight on our part.", true),
            ("None of these many companies here are small or sloppy.", false),
            ("Our plan was too optimistic.", true),
            ("Our communication with the customers was poor.", true),
            ("自信過剰だった。", true),
            ("Das war menschliches Versagen.", true),
            ("人為的ミスを防ぐ。", false),
        ] {
            let found = reviewed(&[("a.md", &format!("# A\n\n{text}\n"))], "");
            assert_eq!(found.iter().any(|text| text.contains("[blame/word]")), is_found, "{text} {found:?}");
        }
    }
}
