//! Reads the running text from the events of a body.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Prose;
use super::comments::CommentReader;
use super::passage::{Passage, PassageKind};

/// Collects passages and comments from the events of a body.
pub struct Reader<'a> {
    body: &'a str,
    /// Where the body starts in the file.
    offset: usize,
    passages: Vec<Passage>,
    comments: CommentReader<'a>,
    open: Option<Passage>,
    /// Starts of literals that are open, in bytes of the open passage.
    literals: Vec<usize>,
    quotes: usize,
    /// Items of lists that are open.
    items: usize,
    /// In a code block or an image.
    hidden: usize,
}

impl<'a> Reader<'a> {
    pub fn new(body: &'a str, offset: usize) -> Self {
        Self {
            body,
            offset,
            passages: Vec::new(),
            comments: CommentReader::new(body, offset),
            open: None,
            literals: Vec::new(),
            quotes: 0,
            items: 0,
            hidden: 0,
        }
    }

    pub fn push(&mut self, event: &Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text, &span),
            Event::Code(text) => {
                let from = self.open.as_ref().map_or(0, |open| open.text.len());
                self.text(text, &span);
                self.literal(from);
            }
            Event::SoftBreak | Event::HardBreak => self.text(" ", &span),
            Event::InlineHtml(_) => self.comments.html(&span),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::HtmlBlock => return self.comments.html(&span),
            Tag::Heading { level, .. } => self.comments.heading(*level as u8, span.start),
            _ => {}
        }
        let is_block = !matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        );
        if is_block {
            self.comments.follow(&span);
        }
        match tag {
            Tag::Paragraph => self.open(PassageKind::Paragraph, span.clone()),
            Tag::Heading { .. } => self.open(PassageKind::Heading, span.clone()),
            Tag::Item => {
                self.items += 1;
                self.open(PassageKind::Item, span.clone());
            }
            Tag::TableCell => self.open(PassageKind::Cell, span.clone()),
            Tag::List(_) | Tag::Table(_) => self.close(),
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.close();
                self.hidden += 1;
            }
            Tag::Image { .. } => self.hidden += 1,
            Tag::Link { .. } | Tag::Strikethrough => {
                self.literals.push(self.open.as_ref().map_or(0, |open| open.text.len()));
            }
            _ => {}
        }
        if matches!(tag, Tag::Paragraph | Tag::Item | Tag::TableRow | Tag::TableHead) {
            self.comments.open(span);
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell => self.close(),
            TagEnd::Item => {
                self.close();
                self.items -= 1;
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes -= 1;
            }
            TagEnd::CodeBlock | TagEnd::Image => self.hidden -= 1,
            TagEnd::Link | TagEnd::Strikethrough => {
                if let Some(from) = self.literals.pop() {
                    self.literal(from);
                }
            }
            _ => {}
        }
        if matches!(tag, TagEnd::Paragraph | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead) {
            self.comments.close();
        }
    }

    fn open(&mut self, kind: PassageKind, span: Range<usize>) {
        self.close();
        let runs = vec![(0, self.offset + span.start)];
        let is_quoted = self.quotes > 0;
        self.open = Some(Passage { kind, is_quoted, text: String::new(), literals: Vec::new(), runs });
    }

    fn close(&mut self) {
        let Some(mut passage) = self.open.take().filter(|passage| !passage.text.trim().is_empty()) else {
            return;
        };
        passage.finish();
        self.passages.push(passage);
    }

    fn text(&mut self, text: &str, span: &Range<usize>) {
        if self.open.is_none() && self.items > 0 && self.hidden == 0 {
            // A tight item goes on behind a block inside of it.
            self.open(PassageKind::Item, span.clone());
        }
        let Some(passage) = self.open.as_mut().filter(|_| self.hidden == 0) else { return };
        // A code span and an escaped character are longer in the file.
        let written = &self.body[span.clone()];
        let within = if written.starts_with(text) { 0 } else { written.find(text).unwrap_or(0) };
        passage.runs.push((passage.text.len(), self.offset + span.start + within));
        passage.text.push_str(text);
    }

    fn literal(&mut self, from: usize) {
        if let Some(passage) = self.open.as_mut().filter(|passage| from < passage.text.len()) {
            passage.literals.push(from..passage.text.len());
        }
    }

    /// `title` is the heading that became the title of the page, as an index into the headings.
    pub fn finish(mut self, title: Option<usize>) -> Prose {
        self.close();
        Prose { passages: self.passages, comments: self.comments.finish(title) }
    }
}

#[cfg(test)]
mod tests {
    use crate::prose::{PassageKind, Prose};
    use crate::testing::parse;

    fn prose(text: &str) -> Prose {
        Prose::of(&parse("a.md", text).0)
    }

    #[test]
    fn passages_are_the_visible_text_with_its_places() {
        let text = "# Disk *full*\n\nOne &amp; two\nthree\n\n- a\n  - b\n\n> said\n\n| x | y |\n|---|---|\n| 1 | |\n\n```\ncode\n```\n";
        let passages = prose(text).passages;
        let found: Vec<_> = passages.iter().map(|p| (p.kind, p.is_quoted, p.text.as_str())).collect();
        use PassageKind::{Cell, Heading, Item, Paragraph};
        assert_eq!(
            found,
            [
                (Heading, false, "Disk full"),
                (Paragraph, false, "One & two three"),
                (Item, false, "a"),
                (Item, false, "b"),
                (Paragraph, true, "said"),
                (Cell, false, "x"),
                (Cell, false, "y"),
                (Cell, false, "1"),
            ]
        );
        assert_eq!(&text[passages[0].span(5..9)], "full");
        assert_eq!(&text[passages[1].span(6..15)], "two\nthree");
    }

    #[test]
    fn an_item_goes_on_behind_a_block_inside_of_it() {
        let prose = prose("- a\n  ```\n  x\n  ```\n  behind\n- > q\n\n  more\n- b\n");
        let found: Vec<_> = prose.passages.iter().map(|p| (p.text.trim(), p.is_quoted)).collect();
        assert_eq!(found, [("a", false), ("behind", false), ("q", true), ("more", false), ("b", false)]);
    }
}
