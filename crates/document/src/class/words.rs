//! The words by which files are classified, and the questions asked of them.

use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::FxHashSet;

use crate::text::words::{is_ideographic, lower_words, spaced_words};

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
static PAGE_TYPES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("page-type"));
static DENSE_PAGE_TYPES: LazyLock<Vec<&str>> =
    LazyLock::new(|| TABLE.words("page-type").filter(|word| word.contains(is_dense)).collect());
static PAGE_HEADS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("page-head"));
static GUIDE_OBJECTS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("guide-object").collect());
static INSTRUCTION_ENDS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("instruction-end").collect());
static INSTRUCTION_STARTS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("instruction-start").collect());
static PAGE_OBJECTS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("page-object"));
static PAGE_FOLDER_ENDS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("page-folder-end").collect());
static PAGE_KEYS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("page-key"));
static AGENT_KEYS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("agent-key"));
static FORM_FOLDERS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("form-folder"));
static STEPS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("step"));
static READER: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("reader"));
static NORMS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("norm"));
static TOLD: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("told"));
static PAGE_FOLDERS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("page-folder"));
static PAGE_HEADINGS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("page-heading"));
static DECISIONS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("decision"));
static DECISION_PARTS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("decision-part"));
static GUIDE_STARTS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("guide-start").collect());
static FAILURES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("failure"));
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

/// Returns true if a text is a hint in a form: `Describe the impact.`, `影響を記載してください。`
pub fn is_instruction(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or_default();
    if INSTRUCTIONS.contains(word.to_lowercase().as_str()) {
        return true;
    }
    if text.is_ascii() {
        return false;
    }
    let bare = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    INSTRUCTION_STARTS.iter().any(|start| word.starts_with(start))
        || INSTRUCTION_ENDS.iter().any(|end| bare.ends_with(end))
}

/// Most words of a name for a page.
const LONGEST_PAGE_TYPE: usize = 4;

/// Longest title that is looked at, in bytes.
const LONGEST_TITLE: usize = 200;

/// Whether a letter is one of a script without spaces.
fn is_dense(c: char) -> bool {
    is_ideographic(c)
}

/// Returns true if the title or the file name of a document calls it a page that is no report: it begins with a word for
/// such pages and a mark or number (`Runbook: disk full`, `ADR-7`), or ends with it (`Severity policy`).
pub fn is_page_title(title: &str) -> bool {
    if title.len() > LONGEST_TITLE {
        return false;
    }
    let name = spaced_words(title);
    let before_mark =
        title.find([':', '：', '–', '—']).or_else(|| title.find(" - ")).map(|at| spaced_words(&title[..at]));
    if before_mark.is_some_and(|start| ends_as_page(&start) && !names_failure(&start)) {
        return true;
    }
    // `ADR 7`, `Release notes 1.2`, `Política de cambios`
    let starts = name.match_indices(' ').take(LONGEST_PAGE_TYPE).any(|(at, _)| {
        let next = name[at + 1..].split(' ').next().unwrap_or_default();
        PAGE_HEADS.contains(&name[..at])
            || PAGE_TYPES.contains(&name[..at])
                && (next.starts_with(|c: char| c.is_ascii_digit())
                    || PAGE_OBJECTS.contains(next) && !names_failure(&name))
    });
    // `Design meeting 12`
    let numberless = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    starts || ends_as_page(numberless) && !names_failure(&name)
}

/// Returns true if a name in lower case ends with a word for pages that are no reports.
fn ends_as_page(name: &str) -> bool {
    let starts = std::iter::once(0).chain(name.match_indices(' ').map(|(at, _)| at + 1));
    starts
        .into_iter()
        .any(|at| name[at..].split(' ').count() <= LONGEST_PAGE_TYPE && PAGE_TYPES.contains(&name[at..]))
        || !name.is_ascii() && DENSE_PAGE_TYPES.iter().any(|word| name.ends_with(word))
}

/// Returns true if a name is about something that a page did: `Outage due to a wrong runbook`.
fn names_failure(name: &str) -> bool {
    name.split(' ').any(|word| FAILURES.contains(word))
}

/// Returns true if a title or file name calls a document a form: it ends with a word for one, or begins with one in
/// front of general words, as in `Template de post-mortem`.
pub fn is_template_title(title: &str) -> bool {
    if title.len() > LONGEST_TITLE {
        return false;
    }
    let mut words = lower_words(title);
    let (Some(first), second) = (words.next(), words.next()) else { return false };
    let last = lower_words(title).last();
    let begins = is_template(&first) && second.is_none_or(|second| is_general(&second));
    begins || last.is_some_and(|last| is_template(&last)) && !names_failure(&spaced_words(title))
}

/// Returns true if a folder is named as one of forms.
pub fn is_template_folder(folder: &str) -> bool {
    lower_words(folder).any(|word| is_template(&word))
}

/// Returns true if a folder is named as one of pages that are no reports.
pub fn is_page_folder(folder: &str) -> bool {
    let name = spaced_words(folder);
    let ends = |end: &&&str| {
        name.strip_suffix(**end).is_some_and(|before| before.is_empty() || before.ends_with(' '))
    };
    PAGE_FOLDERS.contains(name.as_str()) || PAGE_FOLDER_ENDS.iter().find(ends).is_some()
}

/// Returns true if a folder is named as one of forms to open an issue with.
pub fn is_form_folder(folder: &str) -> bool {
    FORM_FOLDERS.contains(spaced_words(folder).as_str())
}

/// Returns true if only pages that are no reports have such front matter: `allowed-tools`; or `name`, `description`
/// and `tools`.
pub fn is_page_matter(matter: &str) -> bool {
    let keys = || matter.lines().filter_map(|line| line.split_once(':')).map(|(key, _)| key.to_lowercase());
    keys().any(|key| PAGE_KEYS.contains(key.as_str()))
        || keys().filter(|key| AGENT_KEYS.contains(key.as_str())).count() >= 3
}

/// Returns true if a title or file name is nothing but a word for pages that are no reports: `Meeting minutes`.
pub fn is_whole_page_type(name: &str) -> bool {
    name.len() <= LONGEST_TITLE && PAGE_TYPES.contains(spaced_words(name).as_str())
}

/// Returns true if a heading is that of a step of a guide: `Step 1: …`.
pub fn is_step(heading: &str) -> bool {
    let mut words = lower_words(heading);
    words.next().is_some_and(|word| STEPS.contains(word.as_str()))
        && words
            .next()
            .is_some_and(|number| number.len() < 3 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns true if a heading is one of a page that is no report.
pub fn is_page_heading(heading: &str) -> bool {
    heading.len() <= LONGEST_TITLE && PAGE_HEADINGS.contains(without_number(&spaced_words(heading)))
}

/// Returns true if a heading, in words, is that of the decision in a decision record.
pub fn is_decision(heading: &str) -> bool {
    DECISIONS.contains(without_number(heading))
}

/// Returns true if a heading, in words, is another one of a decision record.
pub fn is_part_of_decision(heading: &str) -> bool {
    DECISION_PARTS.contains(without_number(heading))
}

/// How a text speaks, in counted words.
#[derive(Debug, Default, Clone, Copy)]
pub struct Voice {
    /// Words that address the reader.
    pub readers: usize,
    /// Words that demand or permit something.
    pub norms: usize,
    /// Words that tell what happened.
    pub told: usize,
}

impl Voice {
    pub fn add(&mut self, text: &str) {
        for word in lower_words(text) {
            let word = word.as_str();
            self.readers += usize::from(READER.contains(word));
            self.norms += usize::from(NORMS.contains(word));
            self.told += usize::from(TOLD.contains(word));
        }
    }
}

/// Returns true if a title in lower case begins as that of a guide on incidents: `How to write a postmortem`.
pub fn is_guide_start(title: &str) -> bool {
    GUIDE_STARTS.iter().any(|start| title.strip_prefix(start).is_some_and(|rest| rest.starts_with(' ')))
        && GUIDE_OBJECTS.iter().any(|object| title.contains(object))
}

fn without_number(heading: &str) -> &str {
    heading.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start()
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
            "page-type",
            "page-head",
            "page-object",
            "guide-object",
            "instruction-end",
            "instruction-start",
            "page-folder",
            "page-folder-end",
            "page-key",
            "agent-key",
            "form-folder",
            "step",
            "reader",
            "norm",
            "told",
            "page-heading",
            "guide-start",
            "decision",
            "decision-part",
            "failure",
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
