//! What documents are read with: built-in words, extended by the configuration.

use super::sections::{SectionKind, SectionNames};
use crate::config::Config;

/// Words and patterns with which documents are understood.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    pub sections: SectionNames,
    /// Beginnings of ticket names (`INFRA-`, `#`) with the address of a ticket, in which `{}` stands for what
    /// follows the beginning. Longer beginnings first.
    pub tickets: Vec<(String, String)>,
    /// Files that hold many incidents, relative to the content folder.
    pub split: Vec<String>,
}

impl Vocabulary {
    /// The words that `config` adds to the built-in ones.
    pub fn new(config: &Config) -> Self {
        let mut sections = SectionNames::default();
        for (name, wordings) in &config.sections {
            if let Some(kind) = SectionKind::ALL.into_iter().find(|kind| kind.name() == name) {
                sections.add(kind, wordings);
            }
        }
        let mut tickets: Vec<_> = config.tickets.clone().into_iter().collect();
        tickets.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self { sections, tickets, split: config.split.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configuration_knows_every_section() {
        assert_eq!(SectionKind::ALL.map(SectionKind::name), crate::config::SECTIONS);
    }
}
