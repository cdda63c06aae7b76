//! The names of an action's fields, as columns of a table and as labels.

use std::sync::LazyLock;

use retold_times::{WordEntry, WordTable};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::marks::before_bracket;
use crate::text::words::{is_ideographic, strip_word};
use Field::{Due, Id, Kind, Owner, Priority, Status, Ticket, Title};

/// The field of an action that a column or label holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Title,
    Owner,
    Due,
    Status,
    Kind,
    Priority,
    Ticket,
    Id,
    /// No field of an action: the text is kept.
    Other,
}

impl Field {
    /// The field with the name `name` in the table of words.
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "title" => Title,
            "owner" => Owner,
            "due" => Due,
            "status" => Status,
            "kind" => Kind,
            "priority" => Priority,
            "ticket" => Ticket,
            "id" => Id,
            _ => return None,
        })
    }
}

static NAMES: LazyLock<WordTable> =
    LazyLock::new(|| WordTable::parse(include_str!("../../../data/action-fields.txt")));

/// The fields by the names of columns, and of labels on a line of their own.
static HEADINGS: LazyLock<FxHashMap<&str, Field>> =
    LazyLock::new(|| NAMES.map(|name| Field::named(name.strip_suffix("-heading").unwrap_or(name))));

/// A label inside a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InlineLabel {
    pub field: Field,
    /// The byte at which it begins.
    pub start: usize,
    /// Whether its word is so common that only a name behind it makes it a label: `Lead: Jane`.
    pub is_weak: bool,
}

/// A word that may be a label inside a sentence.
struct InlineWord {
    word: &'static str,
    /// Its length in characters.
    length: usize,
    field: Field,
    is_weak: bool,
}

/// The labels inside sentences by their last character, the longest first.
static INLINE: LazyLock<FxHashMap<char, Vec<InlineWord>>> = LazyLock::new(|| {
    let mut entries: Vec<WordEntry> = NAMES.entries().collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.word.len()));
    let mut labels: FxHashMap<char, Vec<InlineWord>> = FxHashMap::default();
    for WordEntry { name, word, .. } in entries {
        let is_weak = name == "owner-heading";
        let field =
            if is_weak { Some(Owner) } else { Field::named(name.strip_suffix("-inline").unwrap_or(name)) };
        if let (Some(field), Some(last)) = (field, word.chars().next_back()) {
            let label = InlineWord { word, length: word.chars().count(), field, is_weak };
            labels.entry(last).or_default().push(label);
        }
    }
    labels
});

static OWNER: LazyLock<Vec<&str>> = LazyLock::new(|| NAMES.longest_first("owner"));
static ACTIONS_TABLE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| NAMES.set("actions-table"));
static TASKS_TABLE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| NAMES.set("tasks-table"));

/// The field that a column holds, by its heading.
pub fn of_heading(text: &str) -> Field {
    let lower = text.trim().to_lowercase();
    let name = lower.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | ':' | '：'));
    if let Some(field) = HEADINGS.get(name) {
        return *field;
    }
    // `Owner (team)`, `📅 Due`.
    let bare = before_bracket(name);
    let bare = bare.trim_matches(|c: char| !c.is_alphanumeric());
    HEADINGS.get(bare).copied().unwrap_or(Field::Other)
}

/// The field that a label on a line of its own (`Owner: Jane`) names.
pub fn of_label(name: &str) -> Field {
    match of_heading(name) {
        Title | Id => Field::Other,
        field => field,
    }
}

/// Whether a column with this heading makes any table one of actions.
pub fn heads_actions(heading: &str) -> bool {
    ACTIONS_TABLE.contains(heading.trim().to_lowercase().as_str())
}

/// Whether a column with this heading makes a table with an owner and a due date or status one of actions.
pub fn heads_tasks(heading: &str) -> bool {
    TASKS_TABLE.contains(heading.trim().to_lowercase().as_str())
}

/// What follows a label for the owner at the start of `text`: `owner: Jane`, `assigned to Jane`.
pub fn behind_owner(text: &str) -> Option<&str> {
    let rest = OWNER.iter().find_map(|name| strip_word(text, name))?;
    Some(rest.trim_start_matches([':', '：', ' ']))
}

/// The label at the end of `text`, which ends before a colon.
pub fn inline_label(text: &str) -> Option<InlineLabel> {
    let text = text.trim_end();
    let last = text.chars().next_back()?.to_lowercase().next()?;
    INLINE.get(&last)?.iter().find_map(|&InlineWord { word, length, field, is_weak }| {
        let (start, _) = text.char_indices().rev().nth(length - 1)?;
        let is_same = text[start..].chars().flat_map(char::to_lowercase).eq(word.chars());
        let continues = |c: char| c.is_alphanumeric() && (word.is_ascii() || !is_ideographic(c));
        let is_label = is_same && !text[..start].ends_with(continues);
        is_label.then_some(InlineLabel { field, start, is_weak })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let text = include_str!("../../../data/action-fields.txt");
        let names: Vec<_> = NAMES.entries().map(|entry| entry.name).collect();
        assert_eq!(WordTable::faults(text, &names, str::to_lowercase), Vec::<String>::new());
        let mut fields: FxHashMap<&str, &str> = FxHashMap::default();
        for entry in NAMES.entries().filter(|entry| !entry.name.ends_with("-table")) {
            let name = entry.name.trim_end_matches("-heading").trim_end_matches("-inline");
            assert!(Field::named(name).is_some(), "{name}");
            let other = fields.insert(entry.word, name);
            assert_eq!(other, None, "{} has two fields", entry.word);
        }
        for name in NAMES.words("actions-table").chain(NAMES.words("tasks-table")) {
            assert_eq!(of_heading(name), Title, "{name}");
        }
    }

    #[test]
    fn headings_of_columns_are_known() {
        for (text, field) in [
            ("**Action Item**", Title),
            ("Owner", Owner),
            ("Owner (team)", Owner),
            ("担当", Owner),
            ("期限", Due),
            ("状態", Status),
            ("ステータス", Status),
            ("Fällig", Due),
            ("Prevención", Title),
            ("Implementada", Status),
            ("Responsável", Owner),
            ("Prazo", Due),
            ("Échéance", Due),
            ("#", Id),
            ("No.", Id),
            ("📅 Due date", Due),
            ("Jira", Ticket),
            ("Notes", Field::Other),
        ] {
            assert_eq!(of_heading(text), field, "{text}");
        }
        assert!(heads_actions(" Action items") && !heads_actions("Action"));
    }

    #[test]
    fn labels_inside_a_sentence_are_known() {
        for (text, expected) in [
            ("Add an alert. Owner", Some((Owner, 14, false))),
            ("Add an alert. Action owner ", Some((Owner, 14, false))),
            ("Add an alert (due", Some((Due, 14, false))),
            ("監視を追加する。担当", Some((Owner, "監視を追加する。".len(), false))),
            ("Add an alert. Lead", Some((Owner, 14, true))),
            ("Subdue", None),
            ("Description", None),
            ("By when", None),
            ("", None),
        ] {
            let found = inline_label(text).map(|label| (label.field, label.start, label.is_weak));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn owners_stand_behind_their_label() {
        assert_eq!(behind_owner("Owner: Jane"), Some("Jane"));
        assert_eq!(behind_owner("assigned to Jane"), Some("Jane"));
        assert_eq!(behind_owner("担当：Jane"), Some("Jane"));
        assert_eq!(behind_owner("Ownership is unclear"), None);
    }
}
