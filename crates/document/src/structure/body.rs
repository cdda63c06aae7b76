//! What every reader of a body shares: the text, its tree, its sections, and what is known already.

use jiff::civil::Date;

use crate::markdown::blocks::Blocks;
use crate::model::{Section, SectionKind};
use crate::structure::vocabulary::Vocabulary;

/// A body, to be read for what it says.
#[derive(Debug, Clone, Copy)]
pub struct Body<'a> {
    /// The whole file.
    pub text: &'a str,
    pub blocks: &'a Blocks,
    /// In the order of the text.
    pub sections: &'a [Section],
    pub vocabulary: &'a Vocabulary,
    /// The date of times without one, where nothing closer gives it: from front matter, the file name or a label.
    pub fallback_date: Option<Date>,
}

impl<'a> Body<'a> {
    /// The sections of `kind`.
    pub fn sections(&self, kind: SectionKind) -> impl Iterator<Item = &'a Section> {
        self.sections.iter().filter(move |section| section.kind == kind)
    }

    /// The text from the first block on: without front matter, and of a file that holds many incidents only what
    /// stands below the heading of this one.
    pub fn own_text(&self) -> &'a str {
        let start = self.blocks.all().first().map_or(self.text.len(), |block| block.span().start);
        self.text.get(start..).unwrap_or_default()
    }

    /// The innermost block that byte `start` of the file stands in.
    pub fn block_at(&self, start: usize) -> Option<usize> {
        self.blocks.all().partition_point(|block| block.span().start <= start).checked_sub(1)
    }
}
