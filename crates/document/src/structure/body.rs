//! The input that all readers share: the text, its tree of blocks, its sections, and the context of its times.

use crate::markdown::blocks::Blocks;
use crate::model::{Section, SectionKind};
use crate::structure::section_index::SectionIndex;
use crate::structure::time_context::TimeContext;
use crate::structure::vocabulary::Vocabulary;

/// A body with its structure. It is built once for a document.
#[derive(Debug, Clone, Copy)]
pub struct Body<'a> {
    /// The whole file.
    pub text: &'a str,
    pub blocks: &'a Blocks,
    /// In the order of the text.
    pub sections: &'a [Section],
    /// The section of each block.
    pub index: &'a SectionIndex<'a>,
    /// The context of all times of the document: day, zone, order of day and month.
    pub times: &'a TimeContext<'a>,
    pub vocabulary: &'a Vocabulary,
}

impl<'a> Body<'a> {
    /// The sections of `kind`.
    pub fn sections(&self, kind: SectionKind) -> impl Iterator<Item = &'a Section> {
        self.sections.iter().filter(move |section| section.kind == kind)
    }
}
