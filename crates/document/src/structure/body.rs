//! What every reader of a body shares: the text, its tree, its sections, and what is known of its times.

use crate::markdown::blocks::Blocks;
use crate::model::{Section, SectionKind};
use crate::structure::section_index::SectionIndex;
use crate::structure::time_context::TimeContext;
use crate::structure::vocabulary::Vocabulary;

/// A body with what readers ask about it. It is built once for a document.
#[derive(Debug, Clone, Copy)]
pub struct Body<'a> {
    /// The whole file.
    pub text: &'a str,
    pub blocks: &'a Blocks,
    /// In the order of the text.
    pub sections: &'a [Section],
    /// Which section each block is in.
    pub index: &'a SectionIndex<'a>,
    /// What holds for all times of the document.
    pub times: &'a TimeContext<'a>,
    pub vocabulary: &'a Vocabulary,
}

impl<'a> Body<'a> {
    /// The sections of `kind`.
    pub fn sections(&self, kind: SectionKind) -> impl Iterator<Item = &'a Section> {
        self.sections.iter().filter(move |section| section.kind == kind)
    }
}
