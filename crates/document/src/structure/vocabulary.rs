//! The words by which documents are read: built-in ones and those of the configuration.

use crate::structure::section_names::SectionNames;

/// Words and patterns by which documents are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    pub sections: SectionNames,
    /// Prefixes of ticket names (`INFRA-`, `#`), each with the address of a ticket, in which `{}` is replaced by the rest
    /// of the name. Longer prefixes come first.
    pub tickets: Vec<(String, String)>,
    /// Files that hold many incidents, relative to the content folder.
    pub split: Vec<String>,
}
