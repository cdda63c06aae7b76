//! The words that rules look for.

use super::blame::{People, Phrases, Reader};
use super::parts::StatedParts;
use super::personal_causes::PersonalCauses;
use crate::archive::Archive;
use crate::config::Config;

/// The words of all rules for an archive: the built-in ones, and those of its configuration and authors.
#[derive(Debug)]
pub struct Lexicon {
    pub phrases: Phrases,
    pub people: People,
    pub stated: StatedParts,
    pub personal: PersonalCauses,
}

impl Lexicon {
    pub fn of(archive: &Archive, config: &Config) -> Self {
        let phrases = Phrases::new(&config.check.blame_words);
        let people = People::of(archive, config, &phrases);
        Self { phrases, people, stated: StatedParts::read(), personal: PersonalCauses::read() }
    }

    /// What sentences with blame are read with.
    pub fn blame(&self) -> Reader<'_> {
        Reader { phrases: &self.phrases, people: &self.people }
    }

    /// Whether `cause`, the text of one cause, is a person or their error, and nothing of the system.
    pub fn is_personal(&self, cause: &str) -> bool {
        self.personal.is_personal(cause) || self.people.are_all_of(cause)
    }
}
