//! The names of people.

use std::borrow::Cow;

use retold_times::WordTable;
use rustc_hash::FxHashSet;

use super::kinds::{Kind, Kinds};
use super::phrases::Phrases;
use crate::archive::Archive;
use crate::config::Config;

const NAMES: &str = include_str!("../data/names.txt");

/// The people whose names are known: common given names, the roster of the configuration, and the authors of the archive.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// Given names, in lower case.
    given: FxHashSet<&'static str>,
    /// Given names that are common words, too, in lower case.
    common: FxHashSet<&'static str>,
    /// Words of other names, in lower case.
    known: FxHashSet<String>,
    /// Words that look like names of people and are none, in lower case.
    products: FxHashSet<String>,
}

impl People {
    pub fn of(archive: &Archive, config: &Config, phrases: &Phrases) -> Self {
        let authors =
            archive.postmortems.iter().flat_map(|postmortem| &postmortem.document.front_matter.authors);
        let authors = authors.flat_map(|author| names(author, phrases));
        let roster = config.check.people.iter().flat_map(|name| name.split_whitespace());
        let lower = |word: &str| word.trim_start_matches('@').to_lowercase();
        let names = WordTable::parse(NAMES);
        Self {
            given: names.set("given"),
            common: names.set("common"),
            known: roster.chain(authors).map(lower).filter(|word| word.chars().count() > 1).collect(),
            products: config.check.products.iter().map(|word| lower(word)).collect(),
        }
    }

    /// What the word `written`, `lower` in lower case, is by itself: a name, or somebody to whom the next words belong.
    pub fn kinds(&self, written: &str, lower: &str, phrases: &Phrases) -> Kinds {
        let stem = lower.strip_suffix("'s").or_else(|| lower.strip_suffix('\''));
        let Some(stem) = stem else {
            return if self.is_name(written, lower) { Kind::Name.set() } else { Kinds::default() };
        };
        if self.is_name(written, stem) {
            return Kind::Name.set().with(Kind::Owner.set());
        }
        let is_somebody = phrases.kinds(stem).meets(Kinds::SOMEBODY);
        if is_somebody { Kind::Owner.set() } else { Kinds::default() }
    }

    /// Whether `lower`, a word in lower case, is a name and a common word: the words next to it decide.
    pub fn is_common_name(&self, lower: &str) -> bool {
        self.common.contains(lower) && !self.products.contains(lower)
    }

    /// Whether the word `written`, `lower` in lower case and without an ending, is a name. It begins with a capital letter,
    /// or has `@` at one end.
    fn is_name(&self, written: &str, lower: &str) -> bool {
        if written.starts_with('@') || written.ends_with('@') {
            return written.len() > 1;
        }
        if !written.starts_with(char::is_uppercase) || self.products.contains(lower) {
            return false;
        }
        let is_given = |name: &str| self.given.contains(without_accents(name).as_ref());
        // "Jean-Luc", but not "Joan-based".
        let is_double = || {
            lower.split_once('-').is_some_and(|(first, _)| is_given(first))
                && written.split('-').all(|part| part.starts_with(char::is_uppercase))
        };
        self.known.contains(lower) || is_given(lower) || is_double()
    }

    /// Whether `text` is the names of one person or a few, and nothing else: `John Smith.`, `@kim and Leo`.
    pub fn are_all_of(&self, text: &str) -> bool {
        const LONGEST: usize = 3;
        let is_person = |text: &str| {
            let words: Vec<&str> = text.split_whitespace().collect();
            words.len() <= LONGEST
                && words.first().is_some_and(|word| self.is_name(word, &word.to_lowercase()))
                && words.iter().all(|word| word.starts_with('@') || word.starts_with(char::is_uppercase))
        };
        let text = text.trim().trim_end_matches(['.', '!', '。']).replace(" and ", ",").replace('&', ",");
        text.split(',').map(str::trim).filter(|name| !name.is_empty()).all(is_person)
            && text.contains(char::is_alphanumeric)
    }
}

/// The words of an author who is a person: two or three that belong to names only, unlike `The Web team`.
fn names<'a>(author: &'a str, phrases: &Phrases) -> Vec<&'a str> {
    let is_common = |word: &str| phrases.beginning_with(&word.to_lowercase()).is_some();
    let words: Vec<_> = author.split_whitespace().collect();
    let is_person = (2..=3).contains(&words.len()) && !words.iter().any(|word| is_common(word));
    if is_person { words } else { Vec::new() }
}

/// `name`, which is in lower case, in the letters of English: the table lists names so.
fn without_accents(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return Cow::Borrowed(name);
    }
    let mut plain = String::with_capacity(name.len());
    for c in name.chars() {
        plain.push(match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
            'ç' | 'ć' | 'č' => 'c',
            'ď' | 'đ' => 'd',
            'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
            'ğ' => 'g',
            'ì'..='ï' | 'ī' | 'ı' => 'i',
            'ł' => 'l',
            'ñ' | 'ń' | 'ň' => 'n',
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
            'ř' => 'r',
            'ś' | 'ş' | 'š' | 'ș' => 's',
            'ť' | 'ț' => 't',
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
            'ý' | 'ÿ' => 'y',
            'ź' | 'ż' | 'ž' => 'z',
            other => other,
        });
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert_eq!(WordTable::faults(NAMES, &["common", "given"], str::to_lowercase), Vec::<String>::new());
    }

    #[test]
    fn teams_are_no_people() {
        for (author, expected) in
            [("Zork Ypsil", &["Zork", "Ypsil"][..]), ("The Web team", &[]), ("Web team", &[]), ("Zork", &[])]
        {
            assert_eq!(names(author, &Phrases::new(&[])), expected, "{author}");
        }
    }

    #[test]
    fn names_are_capitalised() {
        let people = People {
            given: WordTable::parse(NAMES).set("given"),
            known: ["zork".to_owned()].into_iter().collect(),
            products: ["john".to_owned()].into_iter().collect(),
            ..People::default()
        };
        for (word, is_name) in [
            ("Leo", true),
            ("leo", false),
            ("Zork", true),
            ("John", false),
            ("@kim", true),
            ("@", false),
            ("Server", false),
        ] {
            assert_eq!(people.is_name(word, &word.to_lowercase()), is_name, "{word}");
        }
    }
    #[test]
    fn a_text_may_be_nothing_but_people() {
        let people = People { given: WordTable::parse(NAMES).set("given"), ..People::default() };
        for (text, is_expected) in [
            ("John.", true),
            ("John Smith", true),
            ("@kim", true),
            ("John, @kim and Leo Ypsil.", true),
            ("John deleted it", false),
            ("Jenkins", false),
            ("", false),
            (".", false),
        ] {
            assert_eq!(people.are_all_of(text), is_expected, "{text}");
        }
    }
}
