//! Which section each block stands in.

use crate::markdown::blocks::BlockKind;
use crate::model::{Marker, SectionKind};
use crate::structure::body::Body;

const NONE: u32 = u32::MAX;

/// The innermost section of every block, found in one sweep over the body.
#[derive(Debug, Clone)]
pub struct SectionIndex {
    innermost: Vec<u32>,
    /// The section that a block announces; the last one, if several labels stand in it.
    announced: Vec<u32>,
}

impl SectionIndex {
    pub fn of(body: &Body<'_>) -> Self {
        let (sections, count) = (body.sections, body.blocks.all().len());
        let mut order: Vec<usize> =
            (0..sections.len()).filter(|&at| !sections[at].blocks.is_empty()).collect();
        order.sort_by_key(|&at| {
            let blocks = &sections[at].blocks;
            (blocks.start, std::cmp::Reverse(blocks.end))
        });
        let mut announced = vec![NONE; count];
        for (at, section) in sections.iter().enumerate() {
            if let Some(block) = section.blocks.start.checked_sub(1).filter(|&block| block < count) {
                announced[block] = u32::try_from(at).unwrap_or(NONE);
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
        Self { innermost, announced }
    }

    /// The innermost section of `block`, as an index into [`Body::sections`].
    pub fn section_of(&self, block: usize) -> Option<usize> {
        self.innermost.get(block).filter(|&&section| section != NONE).map(|&section| section as usize)
    }

    /// The section that `section` stands in.
    pub fn parent_of(&self, body: &Body<'_>, section: usize) -> Option<usize> {
        self.section_of(body.sections[section].blocks.start.checked_sub(1)?)
    }

    /// The section whose heading, bold line or label `block` is.
    pub fn announced_by(&self, block: usize) -> Option<usize> {
        self.announced.get(block).filter(|&&section| section != NONE).map(|&section| section as usize)
    }

    /// Whether `block` is the heading, bold line or label of a section.
    pub fn announces(&self, block: usize) -> bool {
        self.announced_by(block).is_some()
    }

    /// The outermost blocks of `section` that stand in no section inside it.
    pub fn own_blocks(&self, body: &Body<'_>, section: usize) -> Vec<usize> {
        let range = body.sections[section].blocks.clone();
        let (mut own, mut at) = (Vec::new(), range.start);
        let end = range.end.min(self.innermost.len());
        while at < end {
            let next = body.blocks.end(at).max(at + 1);
            match self.section_of(at) {
                Some(inner) if inner != section => at = body.sections[inner].blocks.end.max(next),
                _ => {
                    own.push(at);
                    at = next;
                }
            }
        }
        own
    }

    /// For every section what `own` makes of its kind; a section that is none by itself but only divides
    /// its parent (`### Detection` below `## Action items`) is what its parent is.
    pub fn roles<T: Copy>(&self, body: &Body<'_>, own: impl Fn(SectionKind) -> Option<T>) -> Vec<Option<T>> {
        use SectionKind::{Background, Causes, Detection, Impact, Resolution, Response, Summary, Trigger};
        let mut roles: Vec<Option<T>> = Vec::with_capacity(body.sections.len());
        for (at, section) in body.sections.iter().enumerate() {
            let inherited = self.parent_of(body, at).and_then(|parent| roles.get(parent).copied().flatten());
            let divides = match section.kind {
                Detection | Response | Resolution => true,
                Summary | Impact | Background | Trigger | Causes => section.marker == Marker::InlineLabel,
                _ => false,
            };
            let role = if is_title(body, at) {
                None
            } else {
                own(section.kind).or_else(|| inherited.filter(|_| divides))
            };
            roles.push(role);
        }
        roles
    }
}

/// Whether a section is announced by the title of the whole document: `# Follow-up on the outage`.
fn is_title(body: &Body<'_>, section: usize) -> bool {
    use SectionKind::{Causes, Impact, Summary, Timeline};
    let blocks = &body.sections[section].blocks;
    let heading = blocks.start.checked_sub(1).map(|block| body.blocks.kind(block));
    heading == Some(BlockKind::Heading(1))
        && body.sections[section + 1..]
            .iter()
            .take_while(|inner| inner.blocks.start < blocks.end)
            .any(|inner| matches!(inner.kind, Summary | Timeline | Causes | Impact))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::testing::read_body;

    #[test]
    fn the_innermost_section_is_found() {
        let text = "# Outage\n\n## Actions\n\n- a\n\n### Impact\n\n- b\n\n## Lessons\n\ntext\n";
        read_body(text, |body| {
            let enclosing = SectionIndex::of(body);
            let kinds: Vec<_> = (0..body.blocks.all().len())
                .filter(|&block| matches!(body.blocks.kind(block), BlockKind::Paragraph))
                .map(|block| enclosing.section_of(block).map(|section| body.sections[section].kind))
                .collect();
            assert_eq!(
                kinds,
                [Some(SectionKind::Actions), Some(SectionKind::Impact), Some(SectionKind::Lessons)]
            );
            let roles = enclosing.roles(body, |kind| (kind == SectionKind::Actions).then_some(()));
            assert_eq!(roles, [Some(()), None, None]);
        });
    }

    #[test]
    fn a_title_is_no_section() {
        read_body("# Follow-up on the outage\n\n- x\n\n## Summary\n\ntext\n", |body| {
            let enclosing = SectionIndex::of(body);
            assert_eq!(
                enclosing.roles(body, |kind| (kind == SectionKind::Actions).then_some(())),
                [None, None]
            );
        });
    }
}
