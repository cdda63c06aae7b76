//! Recognises causes that are a person, or the error of a person.

use retold_times::WordTable;

use super::word_list::{WordList, as_in_tables, count_words};

const WORDS: &str = include_str!("data/personal-causes.txt");

/// The words by which such causes are recognised.
#[derive(Debug)]
pub struct PersonalCauses {
    errors: WordList,
    persons: WordList,
    deeds: WordList,
    system: WordList,
}

/// Longest cause that is nothing but the error of a person, in words. A longer one says more.
const LONGEST: usize = 16;

impl PersonalCauses {
    /// The built-in words.
    pub fn read() -> Self {
        let table = WordTable::parse(WORDS);
        let list = |name| WordList::new(&table, name);
        Self { errors: list("error"), persons: list("person"), deeds: list("deed"), system: list("system") }
    }

    /// Whether `cause`, the text of one cause, is only about a person: `human error`, `the operator forgot to restart it`.
    pub fn is_personal(&self, cause: &str) -> bool {
        if count_words(cause) > LONGEST {
            return false;
        }
        let lower = as_in_tables(cause.trim());
        let lower = lower.strip_prefix("because ").unwrap_or(&lower);
        let is_error = self.is_person(lower) || self.is_deed(lower) || self.errors.occur_in(lower);
        is_error && !self.system.occur_in(lower)
    }

    /// Whether `lower` is a person and nothing else: `the on-call engineer.`
    fn is_person(&self, lower: &str) -> bool {
        self.persons.strip_from(lower).is_some_and(|rest| !rest.contains(char::is_alphanumeric))
    }

    /// Whether `lower` begins with a person who did something.
    fn is_deed(&self, lower: &str) -> bool {
        self.persons.strip_from(lower).is_some_and(|rest| self.deeds.strip_from(rest).is_some())
    }

    /// The question to ask next about `cause`, in its own words where it is a short sentence.
    pub fn next_question(&self, cause: &str) -> String {
        let clause = cause.trim().trim_end_matches(['.', '!', '。']);
        let clause = clause.strip_prefix("Because ").or(clause.strip_prefix("because ")).unwrap_or(clause);
        if !self.is_deed(&clause.to_lowercase()) || clause.contains(['"', '\n', '`', '.']) {
            return "What made this error easy to make, and hard to notice?".to_owned();
        }
        let first = clause.split(' ').next().unwrap_or(clause);
        let clause =
            if first == "I" { clause.to_owned() } else { clause.replacen(first, &first.to_lowercase(), 1) };
        format!("Why could it happen that {clause}?")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_words_is_sound() {
        let names = ["error", "person", "deed", "system"];
        assert_eq!(WordTable::faults(WORDS, &names, str::to_lowercase), Vec::<String>::new());
    }

    #[test]
    fn a_cause_may_be_a_person() {
        let words = PersonalCauses::read();
        for cause in [
            "Human error.",
            "The on-call engineer forgot to restart the service",
            "Someone deleted the wrong folder",
            "Because the operator mistyped the name",
            "A typo in the command",
            "The on-call engineer.",
            "操作ミス",
        ] {
            assert!(words.is_personal(cause), "{cause}");
        }
        for cause in [
            "The engineer had no way to see the state",
            "The operator console",
            "There is no test that catches a typo",
            "The disk was full",
            "Nothing stops an operator error",
            "The retry loop failed to stop",
            "We deleted the index in order to free space, which the runbook asks for",
        ] {
            assert!(!words.is_personal(cause), "{cause}");
        }
    }

    #[test]
    fn the_next_question_is_in_the_words_of_the_cause() {
        let words = PersonalCauses::read();
        for (cause, question) in [
            (
                "The operator forgot to restart it.",
                "Why could it happen that the operator forgot to restart it?",
            ),
            ("Human error", "What made this error easy to make, and hard to notice?"),
        ] {
            assert_eq!(words.next_question(cause), question);
        }
    }
}
