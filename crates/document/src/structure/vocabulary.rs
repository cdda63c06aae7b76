//! What documents are read with: built-in words, extended by the configuration.

use crate::structure::sections::SectionNames;

/// Words and patterns with which documents are understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    pub sections: SectionNames,
    /// Beginnings of ticket names (`INFRA-`, `#`) with the address of a ticket, in which `{}` stands for what
    /// follows the beginning. Longer beginnings first.
    pub tickets: Vec<(String, String)>,
    /// Files that hold many incidents, relative to the content folder.
    pub split: Vec<String>,
}
