//! Recognises actions that nobody can check: they ask people for care, or name no change.

use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::FxHashSet;

const WORDS: &str = include_str!("../../../data/vague-actions.txt");

static TABLE: LazyLock<WordTable> = LazyLock::new(|| WordTable::parse(WORDS));
// Phrases, each between two blanks.
static CARE: LazyLock<Vec<String>> = LazyLock::new(|| phrases("care"));
static ASK: LazyLock<Vec<String>> = LazyLock::new(|| phrases("ask"));
static ASK_END: LazyLock<Vec<String>> = LazyLock::new(|| phrases("ask-end"));
static LOOK: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("look"));
static VERBS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("verb"));
static SUBJECTS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("subject"));
static FILLERS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("filler"));
static ANYWHERE: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("anywhere").collect());
static WHOLE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("whole"));

/// The most words of an action that asks for care: a longer one mostly describes what changes, too.
const LONGEST: usize = 14;

/// The same for languages that do not separate words, in characters.
const LONGEST_TEXT: usize = 30;

/// Why an action cannot be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vagueness {
    /// It asks people to be careful, to remember, to know or to talk.
    People,
    /// It asks to find out more, and not what.
    Search,
    /// It names what everybody wants to improve, and no change.
    NoChange,
}

/// Why the action with this title cannot be checked; `None` if nothing shows that.
pub fn vagueness(title: &str) -> Option<Vagueness> {
    let lower = title.to_lowercase();
    let text = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if WHOLE.contains(text) {
        return Some(Vagueness::NoChange);
    }
    if text.chars().count() <= LONGEST_TEXT && ANYWHERE.iter().any(|part| text.contains(part)) {
        return Some(Vagueness::People);
    }
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() || words.len() > LONGEST {
        return None;
    }
    // `We should remind everyone`: what comes before the verb.
    let start = words.iter().position(|word| !FILLERS.contains(word)).unwrap_or(words.len());
    let text = format!(" {} ", words.join(" "));
    let behind = format!(" {} ", words[start..].join(" "));
    let contains = |phrase: &String| text.contains(phrase);
    let begins = |phrase: &String| text.starts_with(phrase) || behind.starts_with(phrase);
    let ends = |phrase: &String| text.ends_with(phrase);
    if CARE.iter().any(contains) || ASK.iter().any(begins) || ASK_END.iter().any(ends) {
        return Some(Vagueness::People);
    }
    let is_known = |word: &&str| {
        FILLERS.contains(word) || VERBS.contains(word) || SUBJECTS.contains(word) || LOOK.contains(word)
    };
    if !words.iter().all(is_known) {
        return None;
    }
    if words.iter().any(|word| LOOK.contains(word)) {
        return Some(Vagueness::Search);
    }
    words.iter().any(|word| SUBJECTS.contains(word)).then_some(Vagueness::NoChange)
}

fn phrases(name: &str) -> Vec<String> {
    TABLE.longest_first(name).iter().map(|phrase| format!(" {phrase} ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Vagueness::{NoChange, People, Search};

    #[test]
    fn the_table_is_well_formed() {
        let names = ["care", "ask", "ask-end", "verb", "look", "subject", "filler", "anywhere", "whole"];
        assert_eq!(WordTable::faults(WORDS, &names, str::to_lowercase), Vec::<String>::new());
    }

    #[test]
    fn actions_that_nobody_can_check_are_vague() {
        for (title, expected) in [
            ("Be more careful with production.", People),
            ("We should pay attention to alerts", People),
            ("Remind everyone to run the tests", People),
            ("We need to talk to John", People),
            ("Train the team on deployments", People),
            ("Nächstes Mal besser aufpassen", People),
            ("Alle Entwickler schulen", People),
            ("Faire plus attention", People),
            ("Hablar con el equipo", People),
            ("デプロイ時に注意する", People),
            ("Communicate better", People),
            ("Communicate better with support", People),
            ("Be more thorough when reviewing", People),
            ("Have a meeting about it", People),
            ("Share learnings with the team", People),
            ("Mais cuidado com os deploys", People),
            ("Внимательнее относиться к алертам", People),
            ("Investigate", Search),
            ("Look into it", Search),
            ("Look into the issue in more detail", Search),
            ("Investigate further why this happened", Search),
            ("Dig deeper into the root cause", Search),
            ("Find out what happened", NoChange),
            ("Look into it further", Search),
            ("Investigate the root cause of the issue", Search),
            ("Ursache untersuchen", Search),
            ("Improve monitoring", NoChange),
            ("Improve our monitoring and alerting systems.", NoChange),
            ("More testing", NoChange),
            ("Improve communication between teams", NoChange),
            ("Make sure this does not happen again", NoChange),
            ("Engineers should double-check commands", People),
            ("Update documentation", NoChange),
            ("Fix the issue", NoChange),
            ("Improve test coverage", NoChange),
            ("Improve the infrastructure", NoChange),
            ("Better visibility", NoChange),
            ("Prevent similar incidents", NoChange),
            ("Melhorar o monitoramento", NoChange),
            ("Улучшить мониторинг", NoChange),
            ("Dokumentation verbessern", NoChange),
            ("Améliorer la surveillance", NoChange),
            ("監視を強化する", NoChange),
        ] {
            assert_eq!(vagueness(title), Some(expected), "{title}");
        }
    }

    #[test]
    fn actions_that_name_a_change_are_not() {
        for title in [
            "Improve monitoring of the replication lag",
            "Add an alert on the queue length",
            "Investigate why the proxy drops idle connections",
            "Train the classifier on new logs every night",
            "Alert when the disk is 80 % full",
            "Ask for two reviews of changes to the firewall",
            "監視項目に証明書の残日数を追加する",
            "Be more careful when deploying sweeping changes: run the end-to-end tests on a staging cluster first",
            "Rotate keys",
            "Be more specific in the error message of the importer",
            "Share the runbook link in the alert",
            "Look into raising the pool to 40",
            "Fix the race in the importer",
            "Improve test coverage of the parser to 80 %",
            "Communicate outages on the status page within 15 minutes",
            "Upgrade the database to version 14",
            "Deploy the service to two zones",
            "Monitor the replication lag",
            "Remove the fallback",
            "Reduce alerts for the pumps",
            "Find out why the proxy drops connections",
            "",
        ] {
            assert_eq!(vagueness(title), None, "{title}");
        }
    }
}
