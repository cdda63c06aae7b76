//! Whether a text is the name of a person, a team or a role.

use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::FxHashSet;

use crate::text::tense::is_imperative;

type Words = LazyLock<FxHashSet<&'static str>>;

static NAMES: LazyLock<WordTable> =
    LazyLock::new(|| WordTable::parse(include_str!("../../../data/names.txt")));
static GIVEN_NAMES: Words = LazyLock::new(|| NAMES.set("given"));

static TEAMS: LazyLock<WordTable> =
    LazyLock::new(|| WordTable::parse(include_str!("../../../data/teams.txt")));
static ANY_TEAM: Words = LazyLock::new(|| TEAMS.set("team"));
static PROGRAMS: Words = LazyLock::new(|| TEAMS.set("program"));
static EXPLICIT: Words = LazyLock::new(|| TEAMS.set("explicit"));
static NOUNS_LAST: Words = LazyLock::new(|| TEAMS.set("noun-last"));
static NOUNS_FIRST: Words = LazyLock::new(|| TEAMS.set("noun-first"));
static ROLES_LAST: Words = LazyLock::new(|| TEAMS.set("role-last"));
static DETERMINERS: Words = LazyLock::new(|| TEAMS.set("determiner"));
static NOBODY: Words = LazyLock::new(|| TEAMS.set("nobody"));
static BEFORE_OBJECT: Words = LazyLock::new(|| TEAMS.set("before-object"));

/// Whether an entry of the owner column means that there is no owner: `unassigned`.
pub fn is_nobody(name: &str) -> bool {
    NOBODY.contains(name.to_lowercase().as_str())
}

/// Whether `word` makes the name behind it an object: `ask @jane`.
pub fn takes_object(word: &str) -> bool {
    BEFORE_OBJECT.contains(word.to_lowercase().as_str())
}

/// Whether `text` is the name of a team or role: `SRE`, `Platform team`, `開発チーム`.
pub fn is_team(text: &str) -> bool {
    if text.is_empty() || text.chars().count() > 40 || text.split_whitespace().count() > 4 {
        return false;
    }
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| c.is_whitespace() || c == '-');
    let (first, last) = (words.next().unwrap_or_default(), words.next_back().unwrap_or_default());
    let is_last = |nouns: &FxHashSet<&str>| {
        let is_end = |noun: &&str| !noun.is_ascii() && lower.ends_with(noun);
        nouns.contains(last) || !lower.is_ascii() && nouns.iter().any(is_end)
    };
    if is_last(&NOUNS_LAST) || is_last(&ROLES_LAST) {
        return !DETERMINERS.contains(first)
            && !text.starts_with(|c: char| c.is_ascii_lowercase())
            && !is_imperative(first);
    }
    if NOUNS_FIRST.contains(first) && !last.is_empty() {
        return lower.split_whitespace().count() <= 3;
    }
    ANY_TEAM.contains(lower.as_str()) || EXPLICIT.contains(lower.as_str())
}

/// Whether `text` is the name of a team that acts: `Ops`, but not `Backend`, which may be a program.
pub fn is_acting_team(text: &str) -> bool {
    is_team(text) && !PROGRAMS.contains(text.to_lowercase().as_str())
}

/// Whether `text` is the name of a team and nothing else: `SRE`, `Docs team`. `Docs` behind a dash may be anything.
pub fn is_explicit_team(text: &str) -> bool {
    if !is_team(text) {
        return false;
    }
    let lower = text.to_lowercase();
    let has_noun = || NOUNS_LAST.iter().chain(NOUNS_FIRST.iter()).any(|noun| lower.contains(noun));
    EXPLICIT.contains(lower.as_str()) || has_noun()
}

/// Whether `text` ends with a word for teams: `pump team`, `cloud and network teams`.
pub fn is_team_of_any_case(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(' ');
    let first = words.next().unwrap_or_default();
    let last = words.next_back().unwrap_or_default();
    let is_determined = lower.split(' ').any(|word| DETERMINERS.contains(word));
    NOUNS_LAST.contains(last.strip_suffix('s').unwrap_or(last))
        && !is_determined
        && !first.contains(['\'', '’'])
}

/// Whether `text` is the name of a person: a common given name, perhaps with a surname or its first letter.
pub fn is_person(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let Some(given) = words.next() else { return false };
    given.starts_with(char::is_uppercase)
        && text.split_whitespace().count() <= 3
        && GIVEN_NAMES.contains(given.to_lowercase().as_str())
        && words.map(|word| word.trim_end_matches('.')).all(|word| {
            let mut chars = word.chars();
            chars.next().is_some_and(char::is_uppercase)
                && chars.all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
        })
}

/// Whether `text` is a common given name in lower case, as remarks write it. `jan` is a month, too.
pub fn is_given_name(text: &str) -> bool {
    text != "jan" && text.chars().all(char::is_lowercase) && GIVEN_NAMES.contains(text)
}

/// Whether `text` is the name of a person or of a team and nothing else.
pub fn is_person_or_team(text: &str) -> bool {
    is_person(text) || is_explicit_team(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_well_formed() {
        let names = [
            "team",
            "program",
            "explicit",
            "noun-last",
            "noun-first",
            "role-last",
            "determiner",
            "nobody",
            "before-object",
        ];
        let mut faults =
            WordTable::faults(include_str!("../../../data/teams.txt"), &names, str::to_lowercase);
        let given = include_str!("../../../data/names.txt");
        faults.extend(WordTable::faults(given, &["given"], str::to_lowercase));
        assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn people_have_a_common_given_name() {
        for name in ["Jane", "Jane D.", "Jane Doe", "Jürgen Müller-Lüdenscheidt", "Sean Mc O’Hara"] {
            assert!(is_person(name), "{name}");
        }
        for text in ["", "jane", "Jane called", "Load Balancer", "Jane Doe and Joe", "Jane 2"] {
            assert!(!is_person(text), "{text}");
        }
    }

    #[test]
    fn teams_are_known_words_or_have_a_noun() {
        for (name, is_explicit) in [
            ("SRE", true),
            ("Infrastructure", false),
            ("Platform team", true),
            ("On-call team", true),
            ("Team Blue", true),
            ("Équipe réseau", true),
            ("開発チーム", true),
            ("開発担当者", false),
        ] {
            assert!(is_team(name), "{name}");
            assert_eq!(is_explicit_team(name), is_explicit, "{name}");
        }
        for text in ["", "The team", "platform team", "Train team", "Team", "Monitoring", "A b c d team"] {
            assert!(!is_team(text) && !is_explicit_team(text), "{text}");
        }
    }
}
