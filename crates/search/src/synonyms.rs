//! Words that mean the same in this field: `oom` and `out of memory`.
//!
//! A pack carries its table as text, one group a line, members separated by `=`. Both sides of a
//! query use it: a word of the query also looks for the other members of its group, and so do
//! several words in a row.

use rustc_hash::FxHashMap;

use crate::language::Language;
use crate::query::is_common;
use crate::tokenizer::{Kind, Lexer, fold, runs};

/// The component with the table; it is in the hot file only.
pub(crate) const SYNONYMS: &str = "synonyms";

/// The synonyms of this field in English, to be extended by configuration.
#[cfg(feature = "writer")]
pub(crate) const FIELD: &str = include_str!("synonyms.txt");

/// Words in a row that a member may have.
pub(crate) const MAX_WORDS: usize = 4;

/// One way to say something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    /// Stemmed words, each with its place and whether it is a common one.
    pub(crate) words: Vec<(String, bool)>,
}

/// A table of synonyms.
#[derive(Clone, Debug, Default)]
pub(crate) struct Synonyms {
    groups: Vec<Vec<Member>>,
    /// Index of the group, by the stemmed words of a member, with spaces.
    by_words: FxHashMap<String, Vec<usize>>,
}

impl Synonyms {
    /// Reads a table. Lines that are empty, begin with `#` or name one word only say nothing.
    pub(crate) fn read(table: &str, language: Language) -> Synonyms {
        let mut synonyms = Synonyms::default();
        let mut lexer = Lexer::new(language);
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let members: Vec<Member> = line.split('=').filter_map(|text| member(&mut lexer, text)).collect();
            if members.len() < 2 {
                continue;
            }
            for member in &members {
                let groups = synonyms.by_words.entry(key(member)).or_default();
                groups.push(synonyms.groups.len());
            }
            synonyms.groups.push(members);
        }
        synonyms
    }

    /// The other ways to say what these stemmed words, separated by spaces, say.
    pub(crate) fn of(&self, words: &str) -> impl Iterator<Item = &Member> {
        let groups = self.by_words.get(words).into_iter().flatten();
        let words = words.to_owned();
        groups.flat_map(|&group| &self.groups[group]).filter(move |member| key(member) != words)
    }
}

fn key(member: &Member) -> String {
    let mut key = String::new();
    for (word, _) in &member.words {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

fn member(lexer: &mut Lexer, text: &str) -> Option<Member> {
    let mut words = Vec::new();
    let mut typed = String::new();
    for run in runs(text) {
        lexer.read(run);
        typed.clear();
        fold::push_folded(run.text, &mut typed);
        let common = is_common(&typed);
        let parts = lexer.tokens().filter(|token| token.kind == Kind::Part);
        words.extend(parts.map(|token| (token.text.to_owned(), common)));
    }
    (1..=MAX_WORDS).contains(&words.len()).then_some(Member { words })
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::*;

    fn of(words: &str) -> Vec<String> {
        Synonyms::read(FIELD, Language::default()).of(words).map(key).collect()
    }

    #[test]
    fn either_side_leads_to_the_other() {
        assert_eq!(of("oom"), ["out of memori"]);
        assert_eq!(of("out of memori"), ["oom"]);
        assert!(of("k8s").contains(&"kubernet".to_owned()));
        assert!(of("memori").is_empty() || !of("memori").contains(&"oom".to_owned()));
        assert!(of("zeppelin").is_empty());
    }

    #[test]
    fn lines_without_two_members_say_nothing() {
        let synonyms = Synonyms::read("# a = b\n\nalone\nx =\na b c d e = y\np = q\n", Language::default());
        assert_eq!(synonyms.groups.len(), 1);
        assert_eq!(synonyms.of("p").map(key).collect::<Vec<_>>(), ["q"]);
    }
}
