//! The terms of a large index by the letters that they begin with.

use std::collections::BTreeMap;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::archive::taxonomy::Terms;

/// The fewest terms for which a letter without capitals has a group. Some scripts have thousands of such letters.
const FEWEST: usize = 10;

/// The name in addresses of the group of all terms that begin with a digit, and of those that begin otherwise.
pub const DIGITS: &str = "0-9";
pub const OTHERS: &str = "other";

/// The terms that begin with a letter, or with what is no letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterGroup {
    /// The letter in lower case, as it is in addresses; else `0-9` or `other`.
    pub key: String,
    /// Indexes of terms, in the order of their labels.
    pub terms: Vec<usize>,
}

/// A link to the terms of a letter.
#[derive(Debug, Clone, Serialize)]
pub struct LetterView {
    /// The letter as a capital; none for digits and for all else.
    pub letter: Option<String>,
    pub key: String,
    pub url: String,
    pub count: usize,
    /// Whether the page shows them.
    pub current: bool,
}

/// The order of groups: letters in that of their code points, then digits, then all else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Initial {
    Letter(char),
    Digit,
    Other,
}

impl LetterGroup {
    /// The letter as people write it: a capital where there is one.
    pub fn letter(&self) -> Option<String> {
        let is_letter = self.key != DIGITS && self.key != OTHERS;
        is_letter.then(|| self.key.to_uppercase())
    }
}

/// `terms` by the first letter of their labels, without accents.
pub fn groups(terms: &Terms) -> Vec<LetterGroup> {
    let keys: Vec<String> = terms.iter().map(|term| sort_key(&term.label)).collect();
    let mut groups: BTreeMap<Initial, Vec<usize>> = BTreeMap::new();
    for (index, key) in keys.iter().enumerate() {
        groups.entry(initial(key)).or_default().push(index);
    }
    let is_rare = |initial: Initial, group: &[usize]| match initial {
        Initial::Letter(letter) => group.len() < FEWEST && !has_capital(letter),
        Initial::Digit | Initial::Other => false,
    };
    let rare: Vec<_> = groups
        .iter()
        .filter(|(initial, group)| is_rare(**initial, group))
        .map(|(initial, _)| *initial)
        .collect();
    for initial in rare {
        let group = groups.remove(&initial).unwrap_or_default();
        groups.entry(Initial::Other).or_default().extend(group);
    }
    groups
        .into_iter()
        .map(|(initial, mut group)| {
            group.sort_by(|one, other| (&keys[*one], one).cmp(&(&keys[*other], other)));
            let key = match initial {
                Initial::Letter(letter) => letter.to_string(),
                Initial::Digit => DIGITS.to_owned(),
                Initial::Other => OTHERS.to_owned(),
            };
            LetterGroup { key, terms: group }
        })
        .collect()
}

/// `label` as it is sorted: small letters without accents, from the first letter or digit on.
fn sort_key(label: &str) -> String {
    let start = label.find(char::is_alphanumeric).unwrap_or(0);
    let plain = label[start..].nfd().filter(|c| !is_combining_mark(*c));
    plain.flat_map(char::to_lowercase).collect()
}

fn initial(key: &str) -> Initial {
    match key.chars().next() {
        Some(c) if c.is_alphabetic() => Initial::Letter(c),
        Some(c) if c.is_numeric() => Initial::Digit,
        _ => Initial::Other,
    }
}

/// Whether the script of `letter` has capitals: such scripts have few letters.
fn has_capital(letter: char) -> bool {
    !letter.to_uppercase().eq([letter])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::taxonomy::Taxonomy;
    use crate::archive::{Archive, Selection};
    use crate::config::{Config, Overrides};
    use crate::source::SourceTree;

    fn grouped(labels: &[String]) -> Vec<(String, Vec<String>)> {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let text = format!("---\ntags: {}\n---\n# A\n", serde_json::to_string(labels).unwrap());
        let archive = Archive::from_tree(
            SourceTree::from_pairs([("a.md", text.as_str())]),
            &config,
            Selection::default(),
        )
        .0;
        let terms = archive.taxonomies.terms(Taxonomy::Tags);
        let named = |group: LetterGroup| {
            (group.key, group.terms.iter().map(|index| terms[*index].label.clone()).collect())
        };
        groups(terms).into_iter().map(named).collect()
    }

    #[test]
    fn letters_come_first_then_digits_then_all_else() {
        let labels = ["zfs", "Élan", "eBPF", "edge", "жесть", "3par", "ディスク", ".net", "_x", "→"];
        let found = grouped(&labels.map(str::to_owned));
        let found: Vec<_> = found.iter().map(|(key, labels)| (key.as_str(), labels.join(" "))).collect();
        assert_eq!(
            found,
            [
                ("e", "eBPF edge Élan".to_owned()),
                ("n", ".net".to_owned()),
                ("x", "_x".to_owned()),
                ("z", "zfs".to_owned()),
                ("ж", "жесть".to_owned()),
                ("0-9", "3par".to_owned()),
                ("other", "→ ディスク".to_owned()),
            ]
        );
    }

    #[test]
    fn a_letter_without_capitals_has_a_group_where_many_terms_begin_with_it() {
        let labels: Vec<_> =
            (0..FEWEST).map(|index| format!("さくら{index}")).chain(["水".to_owned()]).collect();
        let found: Vec<_> = grouped(&labels).into_iter().map(|(key, labels)| (key, labels.len())).collect();
        assert_eq!(found, [("さ".to_owned(), FEWEST), ("other".to_owned(), 1)]);
    }
}
