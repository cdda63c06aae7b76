//! [`WordTable`]: words of several languages in a text file.

use rustc_hash::{FxHashMap, FxHashSet};

/// A table of words, read from a text file, so that words of another language are added without programming.
///
/// ```text
/// # A comment.
/// [en]
/// open: not started | pending | to do
/// done: complete | fixed
///
/// [de]
/// open: offen
/// ```
///
/// A block in square brackets holds the words of one language (ISO 639-1), `[*]` those of all: marks, codes, names. A line
/// gives words for one name; a name may have several lines. The words of a line are sorted by code point. The head of the
/// file describes how the caller compares words.
///
/// ```
/// use retold_times::WordTable;
///
/// let table = WordTable::parse("[en]\nopen: pending | to do\n\n[de]\nopen: offen\n");
/// assert_eq!(table.words("open").collect::<Vec<_>>(), ["pending", "to do", "offen"]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct WordTable {
    entries: Vec<WordEntry>,
}

/// A word of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordEntry {
    /// The language code of the word's block; `*` for all languages.
    pub language: &'static str,
    /// The name for which the table lists the word.
    pub name: &'static str,
    /// The word as written in the table.
    pub word: &'static str,
}

impl WordTable {
    /// Reads a table. Lines that are neither comment, block nor words are left out; [`WordTable::faults`] lists them.
    pub fn parse(text: &'static str) -> Self {
        let mut entries = Vec::new();
        let mut language = "";
        for line in text.lines().map(str::trim) {
            if let Some(code) = block(line) {
                language = code;
            } else if let Some((name, words)) = words_of(line) {
                entries.extend(words.map(|word| WordEntry { language, name, word }));
            }
        }
        Self { entries }
    }

    /// All words, in the order of the file.
    pub fn entries(&self) -> impl Iterator<Item = WordEntry> {
        self.entries.iter().copied()
    }

    /// The words for `name`, in the order of the file.
    ///
    /// # Panics
    /// In builds with debug assertions: the table has no word for `name`.
    pub fn words(&self, name: &str) -> impl Iterator<Item = &'static str> {
        debug_assert!(self.entries.iter().any(|entry| entry.name == name), "no words for `{name}`");
        self.entries.iter().filter(move |entry| entry.name == name).map(|entry| entry.word)
    }

    /// The set of the words for `name`.
    pub fn set(&self, name: &str) -> FxHashSet<&'static str> {
        self.words(name).collect()
    }

    /// The words for `name`, longer ones first, so that no word hides a longer one that begins with it.
    pub fn longest_first(&self, name: &str) -> Vec<&'static str> {
        let mut words: Vec<_> = self.words(name).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
    }

    /// Maps each word to the `value` of its name. Words are left out if that is `None`.
    pub fn map<T>(&self, value: impl Fn(&str) -> Option<T>) -> FxHashMap<&'static str, T> {
        self.entries.iter().filter_map(|entry| Some((entry.word, value(entry.name)?))).collect()
    }

    /// The faults of a table, for its test: lines that cannot be read, names that are not among `names`, words that
    /// `normalise` changes, that occur twice under one name, or that are not sorted.
    pub fn faults(text: &'static str, names: &[&str], normalise: impl Fn(&str) -> String) -> Vec<String> {
        let mut faults = Vec::new();
        let mut seen = FxHashSet::default();
        let mut language = None;
        for (line, number) in text.lines().map(str::trim).zip(1..) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(code) = block(line) {
                let is_code =
                    code == "*" || code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
                if !is_code {
                    faults.push(format!("line {number}: `{code}` is no code of a language"));
                }
                language = Some(code);
                continue;
            }
            let Some((name, words)) = words_of(line) else {
                faults.push(format!("line {number}: expected `name: word | word`"));
                continue;
            };
            if language.is_none() {
                faults.push(format!("line {number}: stands before the first block of a language"));
            }
            if !names.contains(&name) {
                faults.push(format!("line {number}: `{name}` is no name of this table"));
            }
            let words: Vec<_> = words.collect();
            if !words.is_sorted() {
                faults.push(format!("line {number}: the words are not sorted"));
            }
            for word in words {
                if word.is_empty() || normalise(word) != word {
                    faults.push(format!("line {number}: `{word}` should be `{}`", normalise(word)));
                }
                if !seen.insert((name, word)) {
                    faults.push(format!("line {number}: `{word}` stands twice for `{name}`"));
                }
            }
        }
        faults
    }
}

/// The code between the brackets of a line that opens a block.
fn block(line: &'static str) -> Option<&'static str> {
    line.strip_prefix('[')?.strip_suffix(']')
}

/// The name and the words of a line of words.
fn words_of(line: &'static str) -> Option<(&'static str, impl Iterator<Item = &'static str>)> {
    let (name, words) = line.split_once(':').filter(|_| !line.starts_with('#'))?;
    Some((name.trim(), words.split('|').map(str::trim)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# States.\n[en]\nopen: pending | to do\ndone: fixed\n\n[de]\nopen: offen\n";

    #[test]
    fn words_are_found_by_name() {
        let table = WordTable::parse(TABLE);
        assert_eq!(table.words("open").collect::<Vec<_>>(), ["pending", "to do", "offen"]);
        assert_eq!(table.longest_first("open"), ["pending", "to do", "offen"]);
        assert!(table.set("done").contains("fixed"));
        let map = table.map(|name| (name == "open").then_some(1));
        assert_eq!((map.get("offen"), map.get("fixed")), (Some(&1), None));
        assert_eq!(table.entries().last(), Some(WordEntry { language: "de", name: "open", word: "offen" }));
    }

    #[test]
    fn faults_are_named_with_their_line() {
        let names = ["open", "done"];
        assert_eq!(WordTable::faults(TABLE, &names, str::to_lowercase), Vec::<String>::new());
        let text = "open: a\n[english]\nopen: c | b\nshut: x\nopen: D | a\nwords";
        assert_eq!(
            WordTable::faults(text, &names, str::to_lowercase),
            [
                "line 1: stands before the first block of a language",
                "line 2: `english` is no code of a language",
                "line 3: the words are not sorted",
                "line 4: `shut` is no name of this table",
                "line 5: `D` should be `d`",
                "line 5: `a` stands twice for `open`",
                "line 6: expected `name: word | word`",
            ]
        );
    }
}
