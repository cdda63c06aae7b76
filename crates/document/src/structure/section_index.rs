//! Finds the section that a block is in.

use crate::markdown::blocks::{BlockKind, Blocks};
use crate::model::{Marker, Section, SectionKind};

const NONE: u32 = u32::MAX;

/// The sections of a body by their blocks, found in one sweep over the body.
#[derive(Debug, Clone)]
pub struct SectionIndex<'a> {
    sections: &'a [Section],
    blocks: &'a Blocks,
    /// The innermost section of each block.
    innermost: Vec<u32>,
    /// The section that each block marks the beginning of; the last one, if it has several labels.
    marked: Vec<u32>,
}

impl<'a> SectionIndex<'a> {
    /// The index of `sections`, which are in the order of the text.
    pub fn new(sections: &'a [Section], blocks: &'a Blocks) -> Self {
        let count = blocks.all().len();
        let mut order: Vec<usize> =
            (0..sections.len()).filter(|&at| !sections[at].blocks.is_empty()).collect();
        order.sort_by_key(|&at| {
            let blocks = &sections[at].blocks;
            (blocks.start, std::cmp::Reverse(blocks.end))
        });
        let mut marked = vec![NONE; count];
        for (at, section) in sections.iter().enumerate() {
            if let Some(block) = section.marker_block().filter(|&block| block < count) {
                marked[block] = u32::try_from(at).unwrap_or(NONE);
            }
        }
        let mut innermost = vec![NONE; count];
        let mut waiting = order.into_iter().peekable();
        let mut open: Vec<usize> = Vec::new();
        for (block, inner) in innermost.iter_mut().enumerate() {
            while open.last().is_some_and(|&section| sections[section].blocks.end <= block) {
                open.pop();
            }
            while let Some(section) = waiting.next_if(|&section| sections[section].blocks.start <= block) {
                open.push(section);
            }
            if let Some(&section) = open.last() {
                *inner = u32::try_from(section).unwrap_or(NONE);
            }
        }
        Self { sections, blocks, innermost, marked }
    }

    /// The innermost section that `block` is in. Sections are indexes into [`Body::sections`].
    ///
    /// [`Body::sections`]: crate::structure::body::Body::sections
    pub fn section_of(&self, block: usize) -> Option<usize> {
        self.innermost.get(block).filter(|&&section| section != NONE).map(|&section| section as usize)
    }

    /// The kind of the innermost section that `block` is in.
    pub fn kind_of(&self, block: usize) -> Option<SectionKind> {
        self.section_of(block).map(|section| self.sections[section].kind)
    }

    /// The sections that `block` is in, innermost first.
    pub fn enclosing(&self, block: usize) -> impl Iterator<Item = &'a Section> {
        let chain = std::iter::successors(self.section_of(block), |&section| self.parent_of(section));
        // The section of a heading in a quote may end behind the section that the quote is in.
        chain.map(|section| &self.sections[section]).filter(move |section| section.blocks.contains(&block))
    }

    /// The section that `section` is in.
    pub fn parent_of(&self, section: usize) -> Option<usize> {
        self.section_of(self.sections[section].marker_block()?)
    }

    /// The section whose heading, bold line or label is `block`.
    pub fn marked_by(&self, block: usize) -> Option<usize> {
        self.marked.get(block).filter(|&&section| section != NONE).map(|&section| section as usize)
    }

    /// Whether `block` is the heading, bold line or label of a section.
    pub fn is_marker(&self, block: usize) -> bool {
        self.marked_by(block).is_some()
    }

    /// The outermost blocks of `section` that are in no section inside it.
    pub fn own_blocks(&self, section: usize) -> Vec<usize> {
        let range = self.sections[section].blocks.clone();
        let (mut own, mut at) = (Vec::new(), range.start);
        let end = range.end.min(self.innermost.len());
        while at < end {
            let next = self.blocks.end(at).max(at + 1);
            match self.section_of(at) {
                Some(inner) if inner != section => at = self.sections[inner].blocks.end.max(next),
                _ => {
                    own.push(at);
                    at = next;
                }
            }
        }
        own
    }

    /// For each section the role that `own` gives for its kind. A section without a role that only divides its
    /// parent (`### Detection` below `## Action items`) has the role of its parent.
    pub fn roles<T: Copy>(&self, own: impl Fn(SectionKind) -> Option<T>) -> Vec<Option<T>> {
        use SectionKind::{Background, Causes, Detection, Impact, Resolution, Response, Summary, Trigger};
        let mut roles: Vec<Option<T>> = Vec::with_capacity(self.sections.len());
        for (at, section) in self.sections.iter().enumerate() {
            let inherited = self.parent_of(at).and_then(|parent| roles.get(parent).copied().flatten());
            let divides = match section.kind {
                Detection | Response | Resolution => true,
                Summary | Impact | Background | Trigger | Causes => section.marker == Marker::InlineLabel,
                _ => false,
            };
            let role = if self.is_title(at) {
                None
            } else {
                own(section.kind).or_else(|| inherited.filter(|_| divides))
            };
            roles.push(role);
        }
        roles
    }

    /// Whether the marker of a section is the title of the whole document: `# Follow-up on the outage`.
    fn is_title(&self, section: usize) -> bool {
        use SectionKind::{Causes, Impact, Summary, Timeline};
        let blocks = &self.sections[section].blocks;
        let heading = self.sections[section].marker_block().map(|block| self.blocks.kind(block));
        heading == Some(BlockKind::Heading(1))
            && self.sections[section + 1..]
                .iter()
                .take_while(|inner| inner.blocks.start < blocks.end)
                .any(|inner| matches!(inner.kind, Summary | Timeline | Causes | Impact))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::testing::read_body;

    #[test]
    fn the_innermost_section_is_found() {
        let text = "# Outage\n\n## Actions\n\n- a\n\n### Impact\n\n- b\n\n## Lessons\n\ntext\n";
        read_body(text, |body| {
            let kinds: Vec<_> = (0..body.blocks.all().len())
                .filter(|&block| matches!(body.blocks.kind(block), BlockKind::Paragraph))
                .map(|block| body.index.enclosing(block).map(|section| section.kind).collect::<Vec<_>>())
                .collect();
            assert_eq!(
                kinds,
                [
                    vec![SectionKind::Actions],
                    vec![SectionKind::Impact, SectionKind::Actions],
                    vec![SectionKind::Lessons]
                ]
            );
            let roles = body.index.roles(|kind| (kind == SectionKind::Actions).then_some(()));
            assert_eq!(roles, [Some(()), None, None]);
        });
    }

    #[test]
    fn a_section_in_a_quote_does_not_extend_the_one_around_it() {
        let text = "## Summary\n\n> # Impact\n>\n> a\n\n## Timeline\n\ntext\n";
        read_body(text, |body| {
            let last = body.blocks.all().len() - 1;
            let kinds: Vec<_> = body.index.enclosing(last).map(|section| section.kind).collect();
            assert_eq!(kinds, [SectionKind::Timeline, SectionKind::Impact]);
        });
    }

    #[test]
    fn a_title_is_no_section() {
        read_body("# Follow-up on the outage\n\n- x\n\n## Summary\n\ntext\n", |body| {
            let roles = body.index.roles(|kind| (kind == SectionKind::Actions).then_some(()));
            assert_eq!(roles, [None, None]);
        });
    }
}
