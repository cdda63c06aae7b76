//! Builds the tree of blocks from the events of a parser.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use crate::limits::{MOST_BLOCKS, MOST_LINKS, MOST_PIECES};
use crate::markdown::blocks::{Block, BlockKind, Blocks, Piece, PieceKind};
use crate::markdown::{heading_id, raw_html};
use crate::model::Link;

pub struct Builder<'a> {
    /// The Markdown to parse: first the body, which is `start..end` of the file.
    markdown: &'a str,
    start: usize,
    end: usize,
    /// Indexes of the blocks that are not closed yet.
    open: Vec<usize>,
    /// Whether the innermost open block is a paragraph that CommonMark does not name.
    implied: bool,
    /// Nesting of code blocks and raw HTML, whose text is not read as text of the document.
    inline: usize,
    /// The open block of raw HTML, whose tags may go over several lines.
    html: Option<HtmlLines>,
    /// Whether the tree may have any size.
    is_unlimited: bool,
    pub blocks: Blocks,
}

/// The lines of a block of raw HTML.
#[derive(Default)]
struct HtmlLines {
    html: String,
    /// Where each line begins in `html`, and its place in the file.
    lines: Vec<(usize, Range<usize>)>,
}

impl HtmlLines {
    fn push(&mut self, html: &str, span: &Range<usize>) {
        self.lines.push((self.html.len(), span.clone()));
        self.html.push_str(html);
    }

    /// The place of the line with byte `at`.
    fn line(&self, at: usize) -> Range<usize> {
        let after = self.lines.partition_point(|(start, _)| *start <= at);
        self.lines[..after].last().map_or(0..0, |(_, span)| span.clone())
    }
}

impl<'a> Builder<'a> {
    /// A builder for the body at `start..end` of its file, with which `markdown` begins.
    pub fn new(markdown: &'a str, start: usize, end: usize) -> Self {
        let (open, blocks) = (Vec::new(), Blocks::default());
        Self {
            markdown,
            start,
            end,
            open,
            implied: false,
            inline: 0,
            html: None,
            is_unlimited: false,
            blocks,
        }
    }

    /// As it is, for a tree of any size.
    pub fn unlimited(self) -> Self {
        Self { is_unlimited: true, ..self }
    }

    pub fn push(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(end) => self.end(end, span),
            Event::Text(text) => self.piece(&text, PieceKind::Text, span),
            Event::Code(text) => self.piece(&text, PieceKind::Code, span),
            Event::SoftBreak | Event::HardBreak => self.mark(PieceKind::Break, span),
            Event::TaskListMarker(checked) => {
                if let Some(item) = self.item()
                    && let BlockKind::Item { checked: state } = &mut self.blocks.list[item].kind
                {
                    *state = Some(checked);
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                self.blocks.has_html = true;
                match &mut self.html {
                    Some(block) => block.push(&html, &span),
                    None => self.links_of(&html, |_| span.clone()),
                }
                // `<add name here>` is text that an author has to see; `<br>` ends a line.
                if is_line_end(&html) {
                    self.mark(PieceKind::Break, span);
                } else if self.inline == 0 && !raw_html::is_known_element(&html) {
                    self.piece(&html, PieceKind::Text, span);
                }
            }
            Event::Rule => {
                self.close_implied(span.start);
                self.open_block(BlockKind::Rule, span.clone());
                self.close_block(span.end);
            }
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        let kind = match tag {
            Tag::Heading { level, .. } => BlockKind::Heading(level as u8),
            Tag::Paragraph => BlockKind::Paragraph,
            Tag::List(first) => BlockKind::List { ordered: first.is_some() },
            Tag::Item => BlockKind::Item { checked: None },
            Tag::Table(_) => BlockKind::Table,
            Tag::TableHead => BlockKind::HeadRow,
            Tag::TableRow => BlockKind::Row,
            Tag::TableCell => BlockKind::Cell,
            Tag::BlockQuote(_) => BlockKind::Quote,
            Tag::FootnoteDefinition(_) => BlockKind::Footnote,
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.inline += 1;
                if matches!(tag, Tag::HtmlBlock) {
                    self.html = Some(HtmlLines::default());
                    BlockKind::Html
                } else {
                    BlockKind::Code
                }
            }
            Tag::Strong => return self.mark(PieceKind::Strong, span.start..span.start),
            Tag::Strikethrough => return self.mark(PieceKind::Strike, span.start..span.start),
            Tag::Link { dest_url, link_type, .. } | Tag::Image { dest_url, link_type, .. } => {
                self.mark(PieceKind::Link, span.start..span.start);
                // `<ops@example.org>` leads to an address, and not to a file of that name.
                let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
                self.link(span, || format!("{scheme}{dest_url}"));
                return;
            }
            _ => return,
        };
        self.close_implied(span.start);
        self.open_block(kind, span);
    }

    fn end(&mut self, end: TagEnd, span: Range<usize>) {
        match end {
            TagEnd::Strong => self.mark(PieceKind::StrongEnd, span.end..span.end),
            TagEnd::Strikethrough => self.mark(PieceKind::StrikeEnd, span.end..span.end),
            TagEnd::Link | TagEnd::Image => self.mark(PieceKind::Link, span.end..span.end),
            TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.inline = self.inline.saturating_sub(1);
                if let Some(block) = self.html.take() {
                    self.links_of(&block.html, |at| block.line(at));
                }
                self.close_block(span.end);
            }
            TagEnd::Heading(_) => {
                self.take_heading_id();
                self.close_block(span.end);
            }
            TagEnd::Paragraph
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::BlockQuote(_)
            | TagEnd::FootnoteDefinition => {
                self.close_implied(span.end);
                self.close_block(span.end);
            }
            _ => {}
        }
    }

    /// Adds a link or an image, which may be behind the end of the tree.
    fn link(&mut self, span: Range<usize>, destination: impl FnOnce() -> String) {
        if !self.has_all_links() {
            self.blocks.links.push(Link { destination: destination(), span });
        }
    }

    /// Whether no more links are added.
    fn has_all_links(&self) -> bool {
        !self.is_unlimited && self.blocks.links.len() >= MOST_LINKS
    }

    /// Adds the addresses in raw HTML, of which `place` gives the place of a byte.
    fn links_of(&mut self, html: &str, place: impl Fn(usize) -> Range<usize>) {
        if self.has_all_links() {
            return;
        }
        for (destination, tag) in raw_html::destinations(html) {
            // A value with character references is not there as it reads.
            let at = html[tag.clone()].find(&destination).unwrap_or(0);
            self.link(place(tag.start + at), || destination);
        }
    }

    /// Takes the id at the end of the open heading from its text.
    fn take_heading_id(&mut self) {
        let (Some(&block), Some(piece)) = (self.open.last(), self.blocks.pieces.last_mut()) else { return };
        if piece.kind != PieceKind::Text || piece.start < self.blocks.list[block].start {
            return;
        }
        let text = &self.markdown[piece.start as usize - self.start..piece.stop as usize - self.start];
        if let Some((length, id)) = heading_id::of(text) {
            self.blocks.heading_ids.push((block, id.to_owned()));
            piece.stop = piece.start + offset(length);
        }
    }

    fn open_block(&mut self, kind: BlockKind, span: Range<usize>) {
        if self.is_full(span.start) {
            return;
        }
        let pieces = offset(self.blocks.pieces.len());
        self.open.push(self.blocks.list.len());
        let (start, stop) = (offset(span.start), offset(span.end));
        self.blocks.list.push(Block { kind, start, stop, end: 0, pieces: pieces..pieces });
    }

    /// Whether nothing more is added to the tree. It ends at `at`, where the next block or run of text begins, once it is
    /// as large as it may be.
    fn is_full(&mut self, at: usize) -> bool {
        let Blocks { list, pieces, unread, .. } = &self.blocks;
        let is_large = list.len() >= MOST_BLOCKS || pieces.len() >= MOST_PIECES;
        if unread.is_none() && (is_large && !self.is_unlimited || self.has_all_links()) {
            self.blocks.unread = Some(at);
            while !self.open.is_empty() {
                self.close_block(at);
            }
            self.implied = false;
            for block in &mut self.blocks.list {
                block.stop = block.stop.min(offset(at));
            }
            for link in &mut self.blocks.links {
                link.span.end = link.span.end.min(at);
            }
        }
        self.blocks.unread.is_some()
    }

    fn close_block(&mut self, stop: usize) {
        let Some(index) = self.open.pop() else { return };
        let (end, pieces) = (offset(self.blocks.list.len()), offset(self.blocks.pieces.len()));
        let block = &mut self.blocks.list[index];
        block.end = end;
        // Only leaves have text of their own.
        if end as usize == index + 1 {
            block.pieces.end = pieces;
        }
        block.stop = block.stop.max(offset(stop).min(block.stop));
    }

    fn close_implied(&mut self, at: usize) {
        if !self.implied {
            return;
        }
        self.implied = false;
        if let Some(&index) = self.open.last() {
            let last = self.blocks.pieces.last().map_or(offset(at), |piece| piece.stop);
            let block = &mut self.blocks.list[index];
            block.stop = last.max(block.start);
            self.close_block(last as usize);
        }
    }

    /// The item that a checkbox belongs to.
    fn item(&self) -> Option<usize> {
        self.open
            .iter()
            .rev()
            .copied()
            .find(|&index| matches!(self.blocks.list[index].kind, BlockKind::Item { .. }))
    }

    /// Opens an implied paragraph for inline content that is directly in an item of a tight list.
    fn inline_block(&mut self, span: &Range<usize>) -> bool {
        if self.inline > 0 || self.is_full(span.start) {
            return false;
        }
        let holder = self.open.last().map(|&index| self.blocks.list[index].kind);
        match holder {
            Some(BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Cell) => true,
            Some(_) => {
                self.open_block(BlockKind::Paragraph, span.clone());
                self.implied = self.blocks.unread.is_none();
                self.implied
            }
            None => false,
        }
    }

    fn mark(&mut self, kind: PieceKind, span: Range<usize>) {
        if self.inline_block(&span) {
            let (start, stop) = (offset(span.start), offset(span.end));
            self.blocks.pieces.push(Piece { kind, start, stop });
        }
    }

    fn piece(&mut self, text: &CowStr<'_>, kind: PieceKind, span: Range<usize>) {
        if !self.inline_block(&span) {
            return;
        }
        // A borrowed text is a part of the file; its address gives its place.
        let at = (text.as_ptr() as usize).wrapping_sub(self.markdown.as_ptr() as usize);
        if at.checked_add(text.len()).is_some_and(|end| end <= self.end - self.start) {
            let at = self.start + at;
            let (start, stop) = (offset(at), offset(at + text.len()));
            if let Some(last) = self.blocks.pieces.last_mut()
                && last.kind == PieceKind::Text
                && kind == PieceKind::Text
                && last.stop == start
            {
                last.stop = stop;
                return;
            }
            self.blocks.pieces.push(Piece { kind, start, stop });
            return;
        }
        let index = offset(self.blocks.decoded.len());
        self.blocks.decoded.push(text.as_ref().into());
        let (start, stop) = (offset(span.start), offset(span.end));
        self.blocks.pieces.push(Piece { kind: PieceKind::Decoded(index), start, stop });
    }
}

/// A place in the file in 32 bits. Longer files are not read: see [`Blocks::read`].
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn is_line_end(html: &str) -> bool {
    html.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br"))
}
