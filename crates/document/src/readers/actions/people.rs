//! The people and teams whom a document names, so that a bare name is known as that of an owner.

use rustc_hash::FxHashSet;

use crate::markdown::blocks::BlockKind;
use crate::model::SectionKind;
use crate::readers::actions::{consensus, marks, names};
use crate::structure::body::Body;
use crate::text::marks::COLONS;

/// Characters of a name.
const LONGEST: usize = 40;

/// Names that a document uses for people and teams, beyond those known everywhere.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// In lower case.
    names: FxHashSet<String>,
    /// The first letters of names of several words, in capitals.
    initials: FxHashSet<String>,
}

impl People {
    /// The people of `body`. `roles` marks its sections of actions.
    pub fn of(body: &Body<'_>, roles: &[Option<()>]) -> Self {
        let mut people = Self::default();
        for section in body.sections(SectionKind::People) {
            for line in body.text.get(section.label_text.clone()).unwrap_or_default().lines() {
                people.add_all(line);
            }
            for block in section.blocks.clone() {
                if matches!(body.blocks.kind(block), BlockKind::Item { .. } | BlockKind::Paragraph) {
                    for line in body.blocks.first_lines(body.text, block) {
                        people.add_all(&line.text);
                    }
                }
            }
        }
        consensus::add_names(body, roles, &mut people);
        people
    }

    /// Adds the names in `line`: `Jane Doe, Joe (on call)`, `Commander: @jane`, `Jane: commander`.
    fn add_all(&mut self, line: &str) {
        let is_labelled = line.contains(COLONS);
        let sides = line.splitn(2, COLONS);
        for part in
            sides.flat_map(|side| side.split([',', ';', '、', '&'])).flat_map(|part| part.split(" and "))
        {
            let part = part.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
            let name = part.strip_prefix('@').unwrap_or(part);
            let end = name.find(['(', '（', '–', '—']).or_else(|| name.find(" - ")).unwrap_or(name.len());
            let name = name[..end].trim();
            // Beside a colon, words in lower case are a role.
            let is_name = part.starts_with('@') || !is_labelled || name.starts_with(char::is_uppercase);
            if is_name && may_be_name(name) && marks::kind(name).is_none() {
                self.add(name);
            }
        }
    }

    pub fn add(&mut self, name: &str) {
        let words: Vec<&str> = name.split_whitespace().collect();
        if words.len() >= 2 {
            let initials: String = words.iter().filter_map(|word| word.chars().next()).collect();
            if initials.chars().all(char::is_uppercase) {
                self.initials.insert(initials);
            }
        }
        self.names.insert(name.to_lowercase());
    }

    /// Whether `name` is a name or the initials of somebody whom the document names.
    pub fn contains(&self, name: &str) -> bool {
        !self.names.is_empty()
            && name.len() <= LONGEST * 4
            && (self.initials.contains(name) || self.names.contains(&name.to_lowercase()))
    }

    /// Whether `text` is the name of a person: a common one, or one of the document.
    pub fn is_person(&self, text: &str) -> bool {
        names::is_person(text) || self.contains(text)
    }
}

/// Whether `text` is one to three words that may be a name: they begin with a letter, and have no digits before it.
pub fn may_be_name(text: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(char::is_alphabetic)
            && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '\'' | '’'))
    };
    text.chars().count() <= LONGEST
        && (1..=3).contains(&text.split(' ').count())
        && text.split(' ').all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::testing::read_body;

    #[test]
    fn people_are_those_whom_the_document_lists() {
        let text = "## Participants\n\n- Xanthe Quill (on call)\n- @zed\n\n**Reviewers:** Ovid Pell, Nim\n";
        let people = read_body(text, |body| People::of(body, &vec![None; body.sections.len()]));
        for name in ["Xanthe Quill", "xanthe quill", "XQ", "zed", "Jane"] {
            assert!(people.is_person(name), "{name}");
        }
        for name in ["Quill", "QX", "the pump", "xq", ""] {
            assert!(!people.is_person(name), "{name}");
        }
    }
}
