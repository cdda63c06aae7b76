//! Finds sentences that put the cause of an incident on people. The rules `blame/*` share it.
//!
//! A [`Statement`] is a sentence in words; phrases of the tables in `../data/` are looked up in it. Quotations, code, links
//! and headings are no statements, and a sentence about blame itself ("a blameless review") has none.

mod people;
mod phrases;
mod statement;
mod subject;

pub use people::People;
pub use phrases::{Kind, Phrases};
pub use statement::{Match, Statement, headings, statements};
pub use subject::{Actor, actor, agent, earlier_actor, is_possessed};

use super::parts::StatedParts;
use super::personal_causes::PersonalCauses;
use crate::archive::Archive;
use crate::config::Config;

/// The phrases and the names for an archive.
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

    /// Whether `cause`, the text of one cause, is a person or their error, and nothing of the system.
    pub fn is_personal(&self, cause: &str) -> bool {
        self.personal.is_personal(cause) || self.people.are_all_of(cause)
    }
}
