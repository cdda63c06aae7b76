//! The running text of a document and its HTML comments, for checks of how a postmortem is written.
//!
//! Code blocks, images and HTML are left out. Code spans, links, quotations and struck text are part of a [`Passage`],
//! but marked as literals: they are not the author's own words about the incident.

use std::ops::Range;

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::document::Document;
use crate::markdown::options;
use crate::text::sentences::sentences;

/// The running text of a document, in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    pub passages: Vec<Passage>,
    pub comments: Vec<Comment>,
}

/// Where a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassageKind {
    Heading,
    Paragraph,
    /// An item of a list, without its paragraphs and the lists in it.
    Item,
    /// A cell of a table.
    Cell,
}

/// A text without breaks: a paragraph, an item of a list, a cell, a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    pub kind: PassageKind,
    /// Whether it is in a block quotation.
    pub is_quoted: bool,
    /// The visible text; a line end is a space.
    pub text: String,
    /// Code, links, quotations and struck text; sorted bytes of `text` that do not overlap.
    pub literals: Vec<Range<usize>>,
    /// Positions of `text` with the byte of the file that each one comes from; text between two of them is copied.
    runs: Vec<(usize, usize)>,
}

/// A comment: of HTML in the body, or behind `#` in the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The text between the marks.
    pub text: String,
    /// Bytes of the file, with the marks.
    pub span: Range<usize>,
    /// The bytes of the file that a remark in it is about: the item, row or paragraph that it is in; else the block that
    /// follows, or the section if that is a heading. The whole file for the title and in the front matter.
    pub subject: Range<usize>,
    /// Whether it is about the whole file, and not only about text that happens to be at its start.
    pub is_whole: bool,
}

impl Passage {
    /// The bytes of the file for the bytes `range` of the text.
    pub fn span(&self, range: Range<usize>) -> Range<usize> {
        self.in_file(range.start)..self.in_file(range.end.saturating_sub(1)) + 1
    }

    fn in_file(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.runs.get(run).map_or(0, |(start, file)| file + at.saturating_sub(*start))
    }

    /// The sentences of the text, as bytes of it, without the white space around them.
    pub fn sentences(&self) -> Vec<Range<usize>> {
        let mut start = 0;
        let mut found = Vec::new();
        for sentence in sentences(&self.text) {
            let from = start + sentence.len() - sentence.trim_start().len();
            start += sentence.len();
            let to = from + sentence.trim().len();
            if from < to {
                found.push(from..to);
            }
        }
        found
    }

    /// The web addresses that the page shows as links though they are not written as such; bytes of the text.
    pub fn bare_addresses(&self) -> Vec<Range<usize>> {
        if !self.text.contains("://") {
            return Vec::new();
        }
        let mut finder = LinkFinder::new();
        finder.kinds(&[LinkKind::Url]);
        let found = finder.links(&self.text).map(|link| link.start()..link.end());
        found.filter(|range| !self.is_literal(range)).collect()
    }

    /// Whether any byte of `range` is in a literal.
    pub fn is_literal(&self, range: &Range<usize>) -> bool {
        let after = self.literals.partition_point(|literal| literal.end <= range.start);
        self.literals.get(after).is_some_and(|literal| literal.start < range.end)
    }
}

impl Prose {
    /// Reads the body of `document`.
    pub fn of(document: &Document) -> Self {
        let markdown = document.markdown();
        let body = document.body();
        let mut reader = Reader::new(body, document.body_start);
        for (event, span) in Parser::new_ext(&markdown, options()).into_offset_iter() {
            // Definitions from elsewhere in the file follow the body.
            if span.start < body.len() {
                reader.push(&event, span.start..span.end.min(body.len()));
            }
        }
        let mut prose = reader.finish(document.title_heading);
        // The incidents of a split file share its front matter.
        if document.part.is_none() {
            prose.comments.splice(0..0, front_matter_comments(document));
        }
        prose
    }
}

fn front_matter_comments(document: &Document) -> Vec<Comment> {
    let mut at = 0;
    let mut comments = Vec::new();
    for line in document.text[..document.body_start].split_inclusive('\n') {
        if let Some(text) = line.trim_start().strip_prefix('#') {
            let span = at + line.len() - text.len() - 1..at + line.trim_end().len();
            comments.push(Comment {
                text: text.trim_end().to_owned(),
                span,
                subject: 0..document.body_end,
                is_whole: true,
            });
        }
        at += line.len();
    }
    comments
}

/// Collects passages and comments from the events of a body.
struct Reader<'a> {
    body: &'a str,
    /// Where the body starts in the file.
    offset: usize,
    prose: Prose,
    open: Option<Passage>,
    /// Starts of literals that are open, in bytes of the open passage.
    literals: Vec<usize>,
    quotes: usize,
    /// Items of lists that are open.
    items: usize,
    /// In a code block or an image.
    hidden: usize,
    /// The blocks that a remark inside them is about, innermost last; bytes of the body.
    containers: Vec<Range<usize>>,
    /// Level and start of each heading.
    headings: Vec<(u8, usize)>,
    /// Comments whose subject is the block that follows; indexes.
    waiting: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn new(body: &'a str, offset: usize) -> Self {
        Self {
            body,
            offset,
            prose: Prose::default(),
            open: None,
            literals: Vec::new(),
            quotes: 0,
            items: 0,
            hidden: 0,
            containers: Vec::new(),
            headings: Vec::new(),
            waiting: Vec::new(),
        }
    }

    fn push(&mut self, event: &Event<'_>, span: Range<usize>) {
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
            Event::InlineHtml(_) => self.comments(&span),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::HtmlBlock => return self.comments(&span),
            Tag::Heading { level, .. } => self.headings.push((*level as u8, span.start)),
            _ => {}
        }
        let is_block = !matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        );
        if is_block {
            self.follow(&span);
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
            self.containers.push(span);
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
            self.containers.pop();
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
        passage.literals.extend(quotations(&passage.text));
        passage.literals.sort_by_key(|literal| literal.start);
        passage.literals = merged(passage.literals);
        self.prose.passages.push(passage);
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

    /// Finds the comments of the HTML at `span`.
    fn comments(&mut self, span: &Range<usize>) {
        let mut at = span.start;
        while let Some(start) = self.body[at..span.end].find("<!--").map(|found| at + found) {
            let Some(end) = self.body[start..span.end].find("-->").map(|found| start + found) else { break };
            at = end + "-->".len();
            let subject = match self.containers.last() {
                Some(container) => self.offset + container.start..self.offset + container.end,
                None => self.offset + at..self.offset + at,
            };
            if self.containers.is_empty() {
                self.waiting.push(self.prose.comments.len());
            }
            self.prose.comments.push(Comment {
                text: self.body[(start + "<!--".len()).min(end)..end].to_owned(),
                span: self.offset + start..self.offset + at,
                subject,
                is_whole: false,
            });
        }
    }

    /// The block at `span` is the subject of the comments right before it.
    fn follow(&mut self, span: &Range<usize>) {
        for index in self.waiting.drain(..) {
            self.prose.comments[index].subject = self.offset + span.start..self.offset + span.end;
        }
    }

    /// `title` is the heading that became the title of the page, as an index into the headings.
    fn finish(mut self, title: Option<usize>) -> Prose {
        self.close();
        let offset = self.offset;
        for comment in &mut self.prose.comments {
            let start = comment.subject.start - offset;
            let Some(index) = self.headings.iter().position(|(_, at)| *at == start) else { continue };
            let level = self.headings[index].0;
            let next = self.headings[index + 1..].iter().find(|(other, _)| *other <= level);
            let end = next.map_or(self.body.len(), |(_, at)| *at);
            let is_title = title == Some(index);
            comment.is_whole = is_title;
            comment.subject =
                if is_title { 0..offset + self.body.len() } else { offset + start..offset + end };
        }
        self.prose
    }
}

/// The quotations of a text: between quotation marks, of at most 300 bytes.
fn quotations(text: &str) -> Vec<Range<usize>> {
    const LONGEST: usize = 300;
    const MARKS: [(char, char); 7] =
        [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('»', '«'), ('「', '」'), ('『', '』')];
    if text.is_ascii() && !text.contains('"') {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, mark)) = text[at..]
        .char_indices()
        .map(|(i, c)| (at + i, c))
        .find(|(_, c)| MARKS.iter().any(|(open, _)| open == c))
    {
        let behind = start + mark.len_utf8();
        at = behind;
        // No quotation is longer, so no more text is searched.
        let ends = text[behind..].char_indices().map(|(at, c)| behind + at + c.len_utf8());
        let last = ends.take_while(|end| end - start <= LONGEST).last().unwrap_or(behind);
        let end = MARKS
            .iter()
            .filter(|(open, _)| *open == mark)
            .filter_map(|(_, close)| {
                text[behind..last].find(*close).map(|end| behind + end + close.len_utf8())
            })
            .min();
        if let Some(end) = end {
            found.push(start..end);
            at = end;
        }
    }
    found
}

/// Ranges that overlap or touch become one. The input is sorted by start.
fn merged(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
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
    fn bare_addresses_are_found_outside_of_links_and_code() {
        let text = "- *See* https://a.org/x, `https://b.org`, <https://c.org> and [d](https://d.org)\n";
        let passage = &prose(text).passages[0];
        let found: Vec<_> =
            passage.bare_addresses().into_iter().map(|range| &text[passage.span(range)]).collect();
        assert_eq!(found, ["https://a.org/x"]);
    }

    #[test]
    fn words_of_others_are_literals() {
        for (text, literals) in [
            ("Ran `DROP TABLE` now", &["DROP TABLE"][..]),
            ("See [the *old* page](https://example.org/) and ~~this~~", &["the old page", "this"]),
            ("He said \"be careful\" and “stop”, it's 5\" wide", &["\"be careful\"", "“stop”"]),
            ("「不注意」と言った", &["「不注意」"]),
            ("No [link] here ![alt](a.png)", &[]),
        ] {
            let passage = &prose(text).passages[0];
            let found: Vec<_> =
                passage.literals.iter().map(|literal| &passage.text[literal.clone()]).collect();
            assert_eq!(found, literals, "{text}");
            for literal in &passage.literals {
                assert!(passage.is_literal(literal));
            }
        }
    }

    #[test]
    fn sentences_are_ranges_of_the_passage() {
        let passage = &prose("It stopped. It ran! ").passages[0];
        let sentences: Vec<_> = passage.sentences().into_iter().map(|range| &passage.text[range]).collect();
        assert_eq!(sentences, ["It stopped.", "It ran!"]);
    }

    #[test]
    fn comments_are_about_what_they_stand_at() {
        for (text, subject) in [
            ("a\n\n<!-- x -->\n\nb\nc\n\nd\n", "b\nc\n"),
            ("<!-- x -->\n- a\n- b\n", "- a\n- b\n"),
            ("- a\n- b <!-- x -->\n- c\n", "- b <!-- x -->\n"),
            ("a <!-- x --> b\n\nc\n", "a <!-- x --> b\n"),
            ("| a |\n|---|\n| b <!-- x --> |\n| c |\n", "| b <!-- x --> |\n"),
            ("t\n\n<!-- x -->\n## A\n\na\n\n### B\n\nb\n\n## C\n", "## A\n\na\n\n### B\n\nb\n\n"),
            ("<!-- x -->\n# A\n\na\n\n# B\n", "<!-- x -->\n# A\n\na\n\n# B\n"),
            ("---\ntitle: A # y\n# x\n---\na\n", "---\ntitle: A # y\n# x\n---\na\n"),
            ("a\n\n<!-- x -->\n", ""),
        ] {
            let comments = prose(text).comments;
            assert_eq!(comments.len(), 1, "{text}");
            assert_eq!(comments[0].text.trim(), "x");
            assert_eq!(&text[comments[0].subject.clone()], subject, "{text}");
        }
    }

    #[test]
    fn an_item_goes_on_behind_a_block_inside_of_it() {
        let prose = prose("- a\n  ```\n  x\n  ```\n  behind\n- > q\n\n  more\n- b\n");
        let found: Vec<_> = prose.passages.iter().map(|p| (p.text.trim(), p.is_quoted)).collect();
        assert_eq!(found, [("a", false), ("behind", false), ("q", true), ("more", false), ("b", false)]);
    }

    #[test]
    fn a_remark_in_the_first_block_is_not_about_the_whole() {
        let comments = prose("a <!-- x -->\n\nb\n").comments;
        assert_eq!((comments[0].subject.start, comments[0].is_whole), (0, false));
    }

    #[test]
    fn comments_in_code_are_text() {
        assert_eq!(prose("```\n<!-- x -->\n```\n\n`<!-- y -->`\n").comments, []);
    }
}
