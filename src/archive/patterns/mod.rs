//! Patterns: the vocabulary of causes and triggers, and what authors mean in its terms.
//!
//! A starter set is built in. `causes.toml` beside the configuration adds to it and overrides it.

mod read;
pub mod suggest;

use std::collections::BTreeMap;

use retold_diagnostic::Diagnostic;

use super::spelling;
use super::taxonomy::{Taxonomy, term_slug};
use crate::config::PatternsFile;

/// The starter set.
const BUILT_IN: &str = include_str!("../data/patterns.toml");

/// A cause or a trigger that has a name in the vocabulary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pattern {
    /// As in addresses and front matter.
    pub id: String,
    pub title: String,
    pub description: String,
    /// Indexes of the more general ones, directly above it.
    pub parents: Vec<usize>,
    /// Indexes of all that are above it, ascending.
    pub ancestors: Vec<usize>,
    /// Other names of it.
    pub synonyms: Vec<String>,
    /// Whether the archive's file has an entry for it.
    pub is_own: bool,
}

/// The patterns of a taxonomy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Set {
    pub patterns: Vec<Pattern>,
    /// The patterns by the keys of their names: see [`key`].
    by_name: BTreeMap<String, usize>,
}

/// The vocabulary of an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Patterns {
    causes: Set,
    triggers: Set,
    /// Whether the archive has a file of its own.
    pub is_own: bool,
}

impl Patterns {
    /// The starter set with the archive's `file`, if it has one, and what is wrong with that.
    pub fn new(file: Option<&PatternsFile>) -> (Self, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let built_in = read::File { name: "patterns.toml", text: BUILT_IN };
        let built_in = read::read(built_in, &mut Vec::new());
        let own =
            file.map(|file| read::read(read::File { name: &file.name, text: &file.text }, &mut findings));
        let own = own.unwrap_or_default();
        let patterns = Self {
            causes: read::merged(built_in.causes, own.causes, file, &mut findings),
            triggers: read::merged(built_in.triggers, own.triggers, file, &mut findings),
            is_own: file.is_some(),
        };
        (patterns, findings)
    }

    /// The patterns of `taxonomy`; none but for causes and triggers.
    pub fn of(&self, taxonomy: Taxonomy) -> Option<&Set> {
        match taxonomy {
            Taxonomy::Causes => Some(&self.causes),
            Taxonomy::Triggers => Some(&self.triggers),
            _ => None,
        }
    }
}

impl Set {
    /// The pattern that `label` names: by its id, its title or a synonym, in any spelling.
    pub fn named(&self, label: &str) -> Option<&Pattern> {
        self.by_name.get(&key(label)).map(|index| &self.patterns[*index])
    }

    /// The pattern whose id is that of an address.
    pub fn with_id(&self, id: &str) -> Option<&Pattern> {
        self.named(id).filter(|pattern| pattern.id == id)
    }

    /// The patterns directly below `parent`.
    pub fn children<'a>(&'a self, parent: &'a Pattern) -> impl Iterator<Item = &'a Pattern> {
        let is_child =
            |pattern: &&Pattern| pattern.parents.iter().any(|index| self.patterns[*index].id == parent.id);
        self.patterns.iter().filter(is_child)
    }

    /// Whether one of two patterns is above the other one.
    pub fn are_related(&self, one: &str, other: &str) -> bool {
        self.is_below(one, other) || self.is_below(other, one)
    }

    fn is_below(&self, lower: &str, upper: &str) -> bool {
        let ancestors = self.with_id(lower).map(|pattern| &pattern.ancestors);
        ancestors.is_some_and(|ancestors| ancestors.iter().any(|index| self.patterns[*index].id == upper))
    }

    /// All names of patterns, as they are written.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.patterns.iter().flat_map(|pattern| {
            [&pattern.id, &pattern.title].into_iter().chain(&pattern.synonyms).map(String::as_str)
        })
    }
}

/// What all spellings of a name have in common.
fn key(name: &str) -> String {
    spelling::key(&term_slug(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_diagnostic::{Style, render};

    fn patterns(text: &str) -> (Patterns, Vec<String>) {
        let file = PatternsFile { name: "causes.toml".to_owned(), text: text.to_owned() };
        let (patterns, findings) = Patterns::new(Some(&file));
        (patterns, findings.iter().map(|finding| render(finding, Style::Plain)).collect())
    }

    #[test]
    fn the_starter_set_is_sound() {
        let (_, findings) = patterns(BUILT_IN);
        assert_eq!(findings, Vec::<String>::new());
        let (patterns, _) = Patterns::new(None);
        for set in [&patterns.causes, &patterns.triggers] {
            assert!(!set.patterns.is_empty());
            for pattern in &set.patterns {
                assert_eq!(term_slug(&pattern.id), pattern.id);
                assert!(!pattern.description.is_empty(), "{}", pattern.id);
            }
        }
    }

    #[test]
    fn what_authors_write_is_resolved() {
        let (patterns, findings) = patterns(
            "[[cause]]\nid = 'full-disk'\ntitle = 'A disk is full'\nsynonyms = ['disk-full', 'No space left']\n",
        );
        assert_eq!(findings, Vec::<String>::new());
        let set = patterns.of(Taxonomy::Causes).unwrap();
        for label in ["full-disk", "Full disks", "a disk is full", "diskfull", "no space left", "Disk full"] {
            assert_eq!(set.named(label).map(|pattern| pattern.id.as_str()), Some("full-disk"), "{label}");
        }
        assert_eq!(set.named("half-full-disk"), None);
        assert_eq!(patterns.of(Taxonomy::Triggers).unwrap().named("full-disk"), None);
    }

    #[test]
    fn the_archives_file_extends_and_overrides_the_starter_set() {
        let (patterns, findings) = patterns(
            "[[cause]]\nid = 'missing-alert'\ntitle = 'Nobody is told'\nparents = ['blindness']\n\n\
             [[cause]]\nid = 'blindness'\ntitle = 'Blindness'\n",
        );
        assert_eq!(findings, Vec::<String>::new());
        let set = patterns.of(Taxonomy::Causes).unwrap();
        let alert = set.named("missing-alert").unwrap();
        assert_eq!((alert.title.as_str(), alert.description.is_empty()), ("Nobody is told", false));
        let ids = |indexes: &[usize]| {
            indexes.iter().map(|index| set.patterns[*index].id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(
            (ids(&alert.parents), ids(&alert.ancestors)),
            (vec!["blindness".to_owned()], vec!["blindness".to_owned()])
        );
        let children: Vec<_> =
            set.children(set.named("blindness").unwrap()).map(|child| child.id.as_str()).collect();
        assert_eq!(children, ["missing-alert"]);
    }

    #[test]
    fn a_vocabulary_without_end_is_read_in_part() {
        let text: String =
            (0..2_100).map(|id| format!("[[cause]]\nid = 'c{id}'\nparents = ['c{}']\n", id + 1)).collect();
        let (patterns, findings) = patterns(&text);
        let set = patterns.of(Taxonomy::Causes).unwrap();
        assert!(findings[0].contains("more than 2000 of `cause`"), "{findings:?}");
        assert!(set.named("c1999").is_some() && set.named("c2050").is_none());
    }

    #[test]
    fn each_fault_is_found_at_its_place_and_the_rest_is_used() {
        for (text, expected) in [
            (
                "[[cause]]\nid = 'a'\nparents = ['b']\n[[cause]]\nid = 'b'\nparents = ['a']\n",
                "warning[patterns/circle]: `b` is above `a` already\n --> causes.toml:6:12",
            ),
            (
                "[[cause]]\nid = 'a'\nparents = ['a']\n",
                "warning[patterns/circle]: `a` is above itself\n --> causes.toml:3:12",
            ),
            (
                "[[cause]]\nid = 'a'\nparents = ['mising-alert']\n",
                "warning[patterns/parent]: there is no cause `mising-alert`\n --> causes.toml:3:12",
            ),
            (
                "[[cause]]\nid = 'a'\nsynonyms = ['x-y']\n[[cause]]\nid = 'b'\nsynonyms = ['X y']\n",
                "warning[patterns/name]: `X y` is a name of the cause `a` already\n --> causes.toml:6:13",
            ),
            (
                "[[cause]]\nid = 'a'\n[[cause]]\nid = 'a'\n",
                "warning[patterns/name]: `a` is a name of the cause `a` already\n --> causes.toml:4:6",
            ),
            (
                "[[cause]]\nid = 'a'\ntitel = 'A'\n",
                "warning[patterns/unknown-key]: unknown key `titel`\n --> causes.toml:3:1",
            ),
            (
                "[[causes]]\nid = 'a'\n",
                "warning[patterns/unknown-key]: unknown key `causes`\n --> causes.toml:1:3",
            ),
            (
                "[[cause]]\nid = 1\n",
                "warning[patterns/syntax]: invalid type: integer `1`, expected a string\n --> causes.toml:2:6",
            ),
            (
                "[[cause]]\ntitle = 'A'\n",
                "warning[patterns/syntax]: a cause has no `id`\n --> causes.toml:1:1",
            ),
            ("[[cause]\n", "warning[patterns/syntax]: "),
        ] {
            let (patterns, findings) = patterns(&format!("{text}\n[[trigger]]\nid = 'rest'\n"));
            assert!(findings.len() == 1 && findings[0].starts_with(expected), "{text}: {findings:#?}");
            assert!(text.ends_with("[[cause]\n") || patterns.triggers.named("rest").is_some(), "{text}");
        }
    }
}
