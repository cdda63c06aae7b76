//! Cuts paragraphs at their lines, for texts that have no blank lines where their parts end.

use crate::markdown::blocks::{Block, BlockKind, Blocks, Line, Piece, PieceKind};

/// What a line does to the paragraph that it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// It goes on with the line before it.
    Nowhere,
    /// It begins a paragraph.
    Before,
    /// It is a paragraph by itself.
    Around,
}

impl Blocks {
    /// Cuts the outermost paragraphs where `cut` says. `source` is the file that was read. Indexes of blocks from before
    /// are not those of the blocks afterwards.
    pub fn cut_paragraphs(&mut self, source: &str, mut cut: impl FnMut(&Line) -> Cut) {
        let mut list = Vec::with_capacity(self.list.len());
        // The new index of each block.
        let mut moved = Vec::with_capacity(self.list.len() + 1);
        let mut next_outermost = 0;
        for (index, block) in self.list.iter().enumerate() {
            moved.push(list.len());
            let is_outermost = index == next_outermost;
            if is_outermost {
                next_outermost = self.end(index);
            }
            if is_outermost && block.kind == BlockKind::Paragraph {
                self.push_parts(source, block, &mut cut, &mut list);
            } else {
                list.push(block.clone());
            }
        }
        moved.push(list.len());
        for (index, block) in list.iter_mut().enumerate() {
            // Nothing is inside a paragraph.
            let end = if block.kind == BlockKind::Paragraph { index + 1 } else { moved[block.end as usize] };
            block.end = u32::try_from(end).unwrap_or(u32::MAX);
        }
        for (index, _) in &mut self.heading_ids {
            *index = moved[*index];
        }
        self.list = list;
        self.forget_texts();
    }

    /// Adds the parts of a paragraph.
    fn push_parts(
        &self,
        source: &str,
        block: &Block,
        cut: &mut impl FnMut(&Line) -> Cut,
        list: &mut Vec<Block>,
    ) {
        let pieces = &self.pieces[block.pieces.start as usize..block.pieces.end as usize];
        let mut part = block.clone();
        let mut is_alone = false;
        let mut at = block.pieces.start;
        for line in pieces.split(|piece| piece.kind == PieceKind::Break) {
            let first = at;
            at += u32::try_from(line.len()).unwrap_or(0) + 1;
            let cut = cut(&self.line(source, line));
            if first > block.pieces.start && (is_alone || cut != Cut::Nowhere) {
                part.pieces.end = first - 1;
                part.stop =
                    end_of(&self.pieces[part.pieces.start as usize..part.pieces.end as usize], part.stop);
                list.push(part.clone());
                part.pieces = first..block.pieces.end;
                part.start = line.first().map_or(part.stop, |piece| piece.start);
                part.stop = block.stop;
            }
            is_alone = cut == Cut::Around;
        }
        list.push(part);
    }
}

/// Where `pieces` end in the file.
fn end_of(pieces: &[Piece], otherwise: u32) -> u32 {
    pieces.last().map_or(otherwise, |piece| piece.stop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_cut_at_lines() {
        let source = "# T\n\na\n**N**\nb\nc\n\n- x\n  N\n\nN\n";
        let mut blocks = Blocks::read(source, 0);
        blocks.cut_paragraphs(source, |line| match line.text.as_str() {
            "N" => Cut::Around,
            "c" => Cut::Before,
            _ => Cut::Nowhere,
        });
        let found: Vec<_> = blocks
            .outermost(0..blocks.all().len())
            .map(|index| (blocks.text(source, index), &source[blocks.span(index)], blocks.end(index)))
            .collect();
        assert_eq!(
            found,
            [
                ("T", "# T\n", 1),
                ("a", "a", 2),
                ("N", "**N**", 3),
                ("b", "b", 4),
                ("c", "c\n", 5),
                ("", "- x\n  N\n\n", 8),
                ("N", "N\n", 9),
            ]
        );
    }
}
