//! The body of a document as a tree of blocks, each with its place in the file. All readers work on it.
//!
//! The tree is flat, in the order of the text: the descendants of a block follow it, up to its
//! [`Block::end`]. All spans are bytes of the whole file, front matter included.

mod builder;
pub mod cut;

use std::cell::OnceCell;
use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use crate::markdown::blocks::builder::Builder;
use crate::markdown::options;
use crate::model::Link;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// With its level, 1 to 6.
    Heading(u8),
    /// Also the text of an item of a tight list, which CommonMark does not call a paragraph.
    Paragraph,
    List {
        ordered: bool,
    },
    /// With its checkbox, if it has one.
    Item {
        checked: Option<bool>,
    },
    Table,
    /// The first row of a table.
    HeadRow,
    Row,
    Cell,
    Quote,
    Code,
    Html,
    Rule,
    Footnote,
}

#[derive(Debug, Clone)]
pub struct Block {
    pub kind: BlockKind,
    start: u32,
    stop: u32,
    /// Index after the last descendant.
    end: u32,
    pieces: Range<u32>,
}

impl Block {
    /// Bytes of the file.
    pub fn span(&self) -> Range<usize> {
        self.start as usize..self.stop as usize
    }
}

/// A run of inline text.
#[derive(Debug, Clone, Copy)]
struct Piece {
    kind: PieceKind,
    start: u32,
    stop: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PieceKind {
    /// Text as it is in the file.
    Text,
    /// Text that is written otherwise, such as `&amp;`; an index into [`Blocks::decoded`].
    Decoded(u32),
    Code,
    Break,
    Strong,
    StrongEnd,
    Strike,
    StrikeEnd,
    Link,
}

/// A line of text inside a block, without markup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    /// Bytes of the file, markup included.
    pub span: Range<usize>,
    /// How many bytes at the start of `text` are in bold; 0 if it does not begin with bold text.
    pub bold: usize,
    /// Whether all of it is struck through.
    pub struck: bool,
    /// How many bytes at the start of `text` are struck through, blanks behind them included.
    pub struck_lead: usize,
}

impl Line {
    /// The text behind what is struck through at its start.
    pub fn standing(&self) -> &str {
        self.text.get(self.struck_lead..).unwrap_or_default()
    }
}

/// The tree. Indexes of blocks are `usize` and those of [`Blocks::all`].
#[derive(Debug, Clone, Default)]
pub struct Blocks {
    list: Vec<Block>,
    pieces: Vec<Piece>,
    decoded: Vec<Box<str>>,
    /// The text of each block, once it is asked for; readers ask several times.
    texts: Vec<OnceCell<Box<str>>>,
    /// The lines of each block, likewise.
    lines: Vec<OnceCell<Box<[Line]>>>,
    /// Links and images, those in raw HTML included, in the order of the text.
    pub links: Vec<Link>,
    /// The ids that authors give their headings, by block.
    pub heading_ids: Vec<(usize, String)>,
    /// Whether any raw HTML occurs: only then has the page to be sanitised.
    pub has_html: bool,
    /// Where the tree ends before the body does, because it has as many blocks as one may have; a byte of the file. Links
    /// and raw HTML are found behind it, too.
    pub unread: Option<usize>,
}

impl Blocks {
    /// Reads all of the body that begins at `start` in `text`, whatever its size.
    pub fn read(text: &str, start: usize) -> Self {
        Self::built(
            Builder::new(&text[start..], start, text.len()).unlimited(),
            (start, text.len()),
            &text[start..],
        )
    }

    /// Reads the body at `start..end` of its file, as far as [`crate::limits`] say. `markdown` is the body, and behind it
    /// perhaps definitions from elsewhere in the file: references to them are resolved, but they are not blocks of the body.
    pub fn read_defined(start: usize, end: usize, markdown: &str) -> Self {
        Self::built(Builder::new(markdown, start, end), (start, end), markdown)
    }

    fn built(mut builder: Builder<'_>, (start, end): (usize, usize), markdown: &str) -> Self {
        // Offsets are 32 bits wide, to keep the tree small.
        if u32::try_from(end).is_err() {
            return Self::default();
        }
        let length = end - start;
        for (event, span) in Parser::new_ext(markdown, options()).into_offset_iter() {
            if span.start < length || markdown.len() == length {
                builder.push(event, span.start + start..(span.end + start).min(end));
            } else if matches!(event, Event::Html(_) | Event::InlineHtml(_)) {
                // The definitions are in the page, too.
                builder.blocks.has_html = true;
            }
        }
        let mut blocks = builder.blocks;
        blocks.forget_texts();
        blocks
    }

    /// Makes room for the texts and lines of all blocks, none of which is known then.
    fn forget_texts(&mut self) {
        self.texts = std::iter::repeat_with(OnceCell::new).take(self.list.len()).collect();
        self.lines = std::iter::repeat_with(OnceCell::new).take(self.list.len()).collect();
    }

    pub fn all(&self) -> &[Block] {
        &self.list
    }

    pub fn kind(&self, index: usize) -> BlockKind {
        self.list[index].kind
    }

    pub fn span(&self, index: usize) -> Range<usize> {
        self.list[index].span()
    }

    /// Index after the last descendant of `index`.
    pub fn end(&self, index: usize) -> usize {
        self.list[index].end as usize
    }

    /// Whether there are blocks inside `index`.
    pub fn is_container(&self, index: usize) -> bool {
        self.end(index) > index + 1
    }

    /// The blocks directly inside `index`.
    pub fn children(&self, index: usize) -> Siblings<'_> {
        Siblings { blocks: self, at: index + 1, end: self.end(index) }
    }

    /// The outermost blocks of `range`, which are whole trees.
    pub fn outermost(&self, range: Range<usize>) -> Siblings<'_> {
        Siblings { blocks: self, at: range.start, end: range.end.min(self.list.len()) }
    }

    /// The text directly in a heading, paragraph or cell, line breaks as spaces. `source` is the file that was read.
    pub fn text<'a>(&'a self, source: &'a str, index: usize) -> &'a str {
        match self.pieces_of(index) {
            [] => "",
            [piece] if piece.kind != PieceKind::Break => self.piece_text(source, piece),
            _ => self.texts[index].get_or_init(|| {
                let mut text = String::new();
                self.push_text(source, index, &mut text);
                text.into()
            }),
        }
    }

    fn push_text(&self, source: &str, index: usize, out: &mut String) {
        let pieces = self.pieces_of(index);
        if let (Some(first), Some(last)) = (pieces.first(), pieces.last()) {
            out.reserve((last.stop - first.start) as usize);
        }
        for piece in pieces {
            match piece.kind {
                PieceKind::Break => out.push(' '),
                _ => out.push_str(self.piece_text(source, piece)),
            }
        }
    }

    /// The lines of text directly in a heading, paragraph or cell; empty ones are left out. `source` is the file that
    /// was read.
    pub fn lines(&self, source: &str, index: usize) -> &[Line] {
        self.lines[index].get_or_init(|| {
            let lines = self.pieces_of(index).split(|piece| piece.kind == PieceKind::Break);
            lines.map(|pieces| self.line(source, pieces)).filter(|line| !line.text.is_empty()).collect()
        })
    }

    /// The lines of the first paragraph of an item, or of a block that has lines itself.
    pub fn first_lines(&self, source: &str, index: usize) -> &[Line] {
        match self.kind(index) {
            BlockKind::Item { .. } => match self.children(index).next() {
                Some(child) if self.kind(child) == BlockKind::Paragraph => self.lines(source, child),
                _ => &[],
            },
            _ => self.lines(source, index),
        }
    }

    fn line(&self, source: &str, pieces: &[Piece]) -> Line {
        let mut line = Line::default();
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return line };
        line.span = first.start as usize..last.stop as usize;
        line.text.reserve(line.span.len());
        let (mut strong, mut strike) = (0_usize, 0_usize);
        let (mut bold_ended, mut plain) = (false, false);
        for piece in pieces {
            match piece.kind {
                PieceKind::Strong => strong += 1,
                PieceKind::StrongEnd => strong = strong.saturating_sub(1),
                PieceKind::Strike => strike += 1,
                PieceKind::StrikeEnd => strike = strike.saturating_sub(1),
                _ => {
                    let text = self.piece_text(source, piece);
                    line.text.push_str(text);
                    let blank = text.trim().is_empty();
                    plain |= strike == 0 && !blank;
                    if !plain {
                        line.struck_lead = line.text.len();
                    }
                    if strong > 0 && !bold_ended {
                        line.bold = line.text.len();
                    } else if !blank {
                        bold_ended = true;
                    }
                }
            }
        }
        let leading = line.text.len() - line.text.trim_start().len();
        line.text.drain(..leading);
        line.text.truncate(line.text.trim_end().len());
        line.bold = line.bold.saturating_sub(leading).min(line.text.len());
        line.struck = !plain && !line.text.is_empty();
        line.struck_lead = line.struck_lead.saturating_sub(leading).min(line.text.len());
        line.struck_lead += line.standing().len() - line.standing().trim_start().len();
        line
    }

    fn pieces_of(&self, index: usize) -> &[Piece] {
        let pieces = &self.list[index].pieces;
        &self.pieces[pieces.start as usize..pieces.end as usize]
    }

    fn piece_text<'a>(&'a self, source: &'a str, piece: &Piece) -> &'a str {
        match piece.kind {
            PieceKind::Text | PieceKind::Code => &source[piece.start as usize..piece.stop as usize],
            PieceKind::Decoded(index) => &self.decoded[index as usize],
            _ => "",
        }
    }

    /// The links inside `span`.
    pub fn links_in(&self, span: Range<usize>) -> &[Link] {
        let first = self.links.partition_point(|link| link.span.start < span.start);
        let last = self.links.partition_point(|link| link.span.start < span.end);
        &self.links[first..last.max(first)]
    }
}

/// Walks over blocks of one level.
#[derive(Debug, Clone)]
pub struct Siblings<'a> {
    blocks: &'a Blocks,
    at: usize,
    end: usize,
}

impl Iterator for Siblings<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.at >= self.end {
            return None;
        }
        let index = self.at;
        self.at = self.blocks.end(index);
        Some(index)
    }
}
