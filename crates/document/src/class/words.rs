//! The words by which files are classified, and the questions asked of them.

use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::FxHashSet;

use crate::text::words::lower_words;

const WORDS: &str = include_str!("../../data/class.txt");

static TABLE: LazyLock<WordTable> = LazyLock::new(|| WordTable::parse(WORDS));
static TEMPLATE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("template"));
static GENERAL: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("general"));
static PROCESS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("process"));
static LIST: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("list"));
static PAGE_FILES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("page-file"));
static CAPITAL_PAGE_FILES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("capital-page-file"));
static PROJECT_HEADINGS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("project-heading"));
static INSTRUCTIONS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("instruction"));
static TEMPLATE_PARTS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("template").collect());
static GENERAL_PARTS: LazyLock<Vec<&str>> =
    LazyLock::new(|| TABLE.words("template").chain(TABLE.words("report")).collect());
static PROCESS_PHRASES: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("process-phrase").collect());
static QUESTIONS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("question"));
static UNSET_TITLES: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("unset-title").collect());
static LIST_ENDINGS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("list-ending").collect());
static OUTAGE_PHRASES: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("outage-phrase").collect());

/// Returns true if a word in lower case calls its file a template. In scripts without spaces, a part of it may.
pub fn is_template(word: &str) -> bool {
    TEMPLATE.contains(word) || !word.is_ascii() && TEMPLATE_PARTS.iter().any(|part| word.contains(part))
}

/// Returns true if a word in lower case may be in the title of any file of an archive, independent of the incident.
pub fn is_general(word: &str) -> bool {
    GENERAL.contains(word)
        || word.chars().all(|c| "0123456789xyznmdh".contains(c))
        || word.strip_prefix("pm").is_some_and(|rest| rest.chars().all(|c| "0123456789xyn".contains(c)))
        || !word.is_ascii() && GENERAL_PARTS.iter().any(|part| word.contains(part))
}

/// Returns true if a word in lower case is one of titles of pages on how things are done.
pub fn is_process(word: &str) -> bool {
    PROCESS.contains(word)
}

/// Returns true if a title in lower case has a phrase of titles of such pages.
pub fn has_process_phrase(title: &str) -> bool {
    PROCESS_PHRASES.iter().any(|phrase| title.contains(phrase))
}

/// Returns true if a title is that of a list of reports.
pub fn is_list_title(title: &str) -> bool {
    let mut names_list = false;
    let mut all_general = true;
    for word in lower_words(title) {
        let is_list = LIST.contains(word.as_str());
        names_list |= is_list;
        all_general &= is_list || is_general(&word);
    }
    names_list && all_general || LIST_ENDINGS.iter().any(|ending| title.ends_with(ending))
}

/// Returns true if the title of a list ends with a word for reports in the plural: `Homelab postmortems`.
pub fn ends_as_list(title: &str) -> bool {
    let last = lower_words(title).last().unwrap_or_default();
    last.ends_with('s') && is_list_title(&last)
}

/// Returns true if a heading asks when, how or why something is done.
pub fn is_question(heading: &str) -> bool {
    lower_words(heading).next().is_some_and(|word| QUESTIONS.contains(word.as_str()))
}

/// Returns true if a title asks for the title: `Replace with the title of the incident`.
pub fn is_unset_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    UNSET_TITLES.iter().any(|start| lower.starts_with(start))
}

/// Returns true if many projects have a file of this name, which is in lower case and without separators.
/// `is_capital`: the name is written in capital letters.
pub fn is_page_file(name: &str, is_capital: bool) -> bool {
    PAGE_FILES.contains(name) || is_capital && CAPITAL_PAGE_FILES.contains(name)
}

/// Returns true if a heading in lower case is one of the readme of a software project.
pub fn is_project_heading(heading: &str) -> bool {
    PROJECT_HEADINGS.contains(heading)
}

/// Returns true if a word in lower case opens a hint in a form.
pub fn is_instruction(word: &str) -> bool {
    INSTRUCTIONS.contains(word)
}

/// How many of the phrases of reports a text in lower case has.
pub fn outage_phrases(text: &str) -> usize {
    OUTAGE_PHRASES.iter().filter(|phrase| text.contains(**phrase)).count()
}

/// Returns true if a text begins with the name of a month, in any case.
pub fn begins_with_month(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    retold_times::month(&text[..end]).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_words_is_sound() {
        let names = [
            "template",
            "report",
            "general",
            "process",
            "process-phrase",
            "list",
            "list-ending",
            "question",
            "unset-title",
            "page-file",
            "capital-page-file",
            "project-heading",
            "instruction",
            "outage-phrase",
        ];
        assert_eq!(WordTable::faults(WORDS, &names, str::to_lowercase), Vec::<String>::new());
    }

    #[test]
    fn general_words_fit_any_incident() {
        for word in ["incident", "2026", "yyyy", "pm123", "障害報告", "vorlage", "障害テンプレート"]
        {
            assert!(is_general(word) || is_template(word), "{word}");
        }
        for word in ["pumps", "templates2", "pmx9a", "水道"] {
            assert!(!is_general(word) && !is_template(word), "{word}");
        }
    }

    #[test]
    fn titles_of_lists_and_forms_are_known() {
        for (title, is_list, is_unset) in [
            ("Homelab postmortems", true, false),
            ("Postmortem of the pumps", false, false),
            ("Pump failure", false, false),
            ("Replace with the incident title", false, true),
            ("Replace the pump", false, false),
        ] {
            assert_eq!((ends_as_list(title), is_unset_title(title)), (is_list, is_unset), "{title}");
        }
    }

    #[test]
    fn lists_have_general_titles() {
        for (title, expected) in [
            ("Incident log", true),
            ("All postmortems of 2026", true),
            ("障害一覧", true),
            ("Postmortem", false),
            ("Log of the pumps", false),
        ] {
            assert_eq!(is_list_title(title), expected, "{title}");
        }
    }
}
