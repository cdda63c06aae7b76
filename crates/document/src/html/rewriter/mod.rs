//! Rewrites the events of a parser into those of a page.

mod boxes;
mod running_text;
mod tags;

use pulldown_cmark::{Alignment, CowStr, Event, Tag, TagEnd};

use crate::document::Document;
use crate::html::addresses::Addresses;
use crate::html::cells::{cell_start, is_time};
use crate::html::code::Code;
use crate::html::footnotes::Footnotes;
use crate::html::{escaped, is_link, leads_elsewhere, raw, shifts_headings};
use crate::markdown::{heading_id, raw_html};
use crate::structure::outline::page_level;
use tags::anchor;

/// What becomes of an image that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Image {
    Shown,
    /// Nothing is loaded from another host: an image there is a link to it.
    Linked,
    /// Inside of a link, or without an address that leads anywhere, its text is all that remains.
    Text,
}

pub struct Rewriter<'a> {
    document: &'a Document,
    resolve: &'a dyn Fn(&str) -> Option<String>,
    tickets: &'a [(String, String)],
    /// See [`shifts_headings`].
    shift: bool,
    /// Headings seen so far.
    heading: usize,
    /// Inside the heading that became the title, or a second definition of a footnote: its end.
    skipping: Option<TagEnd>,
    in_heading: bool,
    /// The id of the open heading.
    heading_id: Option<&'a str>,
    /// Nesting of links and code blocks, in which an address stays text.
    literal: usize,
    /// The nesting of links and code in raw HTML within a paragraph or cell.
    literal_html: usize,
    /// For each link that is open: whether the page has it.
    links: Vec<bool>,
    /// The images that are open: what becomes of each, the address, and how many events were written before.
    images: Vec<(Image, CowStr<'a>, usize)>,
    addresses: Addresses,
    /// The alignments of the columns of the open table.
    alignments: Vec<Alignment>,
    in_head: bool,
    /// Number of the next cell in its row.
    column: usize,
    notes: Footnotes,
    /// The label of the open footnote.
    note: Option<CowStr<'a>>,
    /// The open block of code.
    code: Option<Code>,
    /// Logs so far.
    logs: usize,
    /// The open block of raw HTML.
    block: Option<String>,
    /// Whether the next text begins a line of a paragraph.
    at_line_start: bool,
    in_paragraph: bool,
    /// Nesting of quotes, lists and footnotes.
    depth: usize,
    /// The nesting at which each open box of colons is.
    boxes: Vec<usize>,
    /// How many events were handed over by [`Rewriter::settled`].
    taken: usize,
    out: Vec<Event<'a>>,
}

impl<'a> Rewriter<'a> {
    pub fn new(
        document: &'a Document,
        resolve: &'a dyn Fn(&str) -> Option<String>,
        tickets: &'a [(String, String)],
    ) -> Self {
        Self {
            document,
            resolve,
            tickets,
            shift: shifts_headings(document),
            heading: 0,
            skipping: None,
            in_heading: false,
            heading_id: None,
            literal: 0,
            literal_html: 0,
            links: Vec::new(),
            images: Vec::new(),
            addresses: Addresses::new(),
            alignments: Vec::new(),
            in_head: false,
            column: 0,
            notes: Footnotes::default(),
            note: None,
            code: None,
            logs: 0,
            block: None,
            at_line_start: false,
            in_paragraph: false,
            depth: 0,
            boxes: Vec::new(),
            taken: 0,
            out: Vec::new(),
        }
    }

    /// The events so far that no later one changes, if there are many: a long body need not be held twice.
    pub fn settled(&mut self) -> Option<Vec<Event<'a>>> {
        const BATCH: usize = 1024;
        /// More than any later event looks back over.
        const KEPT: usize = 4;
        if self.out.len() < BATCH {
            return None;
        }
        let may_be_taken_back = |event: &Event<'_>| {
            matches!(event, Event::SoftBreak | Event::HardBreak | Event::Start(Tag::Paragraph))
        };
        let before = &self.out[..self.out.len() - KEPT];
        let end = before.iter().rposition(|event| !may_be_taken_back(event))? + 1;
        let rest = self.out.split_off(end);
        self.taken += end;
        Some(std::mem::replace(&mut self.out, rest))
    }

    /// How many events were written.
    fn written(&self) -> usize {
        self.taken + self.out.len()
    }

    /// The events of the page that were not handed over yet.
    pub fn finish(mut self) -> Vec<Event<'a>> {
        self.depth = 0;
        while self.boxes.pop().is_some() {
            self.html("</blockquote>\n");
        }
        self.out
    }

    pub fn push(&mut self, event: Event<'a>) {
        if let Some(end) = self.skipping {
            if matches!((end, &event), (TagEnd::Heading(_), Event::End(TagEnd::Heading(_))))
                || event == Event::End(end)
            {
                self.skipping = None;
            }
            return;
        }
        if let (Some(code), Event::Text(text)) = (&self.code, &event) {
            code.write(text.clone(), &mut self.logs, &mut self.out);
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::FootnoteReference(label) => {
                let reference = self.notes.reference(&label, self.document);
                self.out.push(Event::InlineHtml(reference.into()));
            }
            // A disabled checkbox is a control without a name; the state in words is what matters.
            Event::TaskListMarker(true) => {
                self.inline_html("<span class=\"task done\" role=\"img\" aria-label=\"done\">✓</span> ");
            }
            Event::TaskListMarker(false) => {
                self.inline_html("<span class=\"task open\" role=\"img\" aria-label=\"open\">○</span> ");
            }
            Event::SoftBreak | Event::HardBreak if self.in_paragraph => self.line_break(event),
            Event::Text(text) if self.at_line_start && self.box_line(&text) => {}
            Event::Text(text) if self.literal == 0 && self.literal_html == 0 => {
                self.at_line_start = false;
                self.text(text);
            }
            // `<add name here>` is a placeholder that would vanish as an unknown element.
            Event::InlineHtml(tag) if !raw_html::is_known_element(&tag) => self.out.push(Event::Text(tag)),
            Event::InlineHtml(html) => {
                match raw_html::literal_tag(&html) {
                    Some(true) => self.literal_html += 1,
                    Some(false) => self.literal_html = self.literal_html.saturating_sub(1),
                    None => {}
                }
                let html = raw_html::rewrite(&html, self.resolve);
                self.out.push(Event::InlineHtml(raw::closed(&html).into_owned().into()));
            }
            Event::Html(html) => match &mut self.block {
                Some(block) => block.push_str(&html),
                None => self.out.push(Event::Html(html)),
            },
            event => {
                self.at_line_start = false;
                self.out.push(event);
            }
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        if matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell) {
            // Elements of raw HTML that are still open were never closed.
            self.literal_html = 0;
        }
        self.at_line_start = false;
        match tag {
            Tag::Heading { level, .. } => {
                let index = self.heading;
                self.heading += 1;
                if self.document.title_heading == Some(index) {
                    self.skipping = Some(TagEnd::Heading(level));
                    return;
                }
                let id = self.document.outline.headings.get(index).map(|heading| heading.id.clone().into());
                let level = page_level(level, self.shift);
                self.in_heading = true;
                self.heading_id =
                    self.document.outline.headings.get(index).map(|heading| heading.id.as_str());
                self.out.push(Event::Start(Tag::Heading {
                    level,
                    id,
                    classes: Vec::new(),
                    attrs: Vec::new(),
                }));
            }
            Tag::Paragraph => {
                (self.in_paragraph, self.at_line_start) = (true, true);
                self.out.push(Event::Start(Tag::Paragraph));
            }
            Tag::Link { link_type, dest_url, title, id } => {
                self.literal += 1;
                let destination = self.destination(dest_url);
                self.links.push(destination.is_some());
                if let Some(dest_url) = destination {
                    self.out.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                }
            }
            Tag::Image { link_type, dest_url, title, id } => {
                // The text of an image is its alternative text.
                self.literal += 1;
                let destination = self.destination(dest_url.clone());
                let image = match &destination {
                    Some(address) if !leads_elsewhere(address) => Image::Shown,
                    Some(_) if !self.links.contains(&true) => Image::Linked,
                    _ => Image::Text,
                };
                let dest_url = destination.unwrap_or(dest_url);
                let address = dest_url.clone();
                match image {
                    Image::Shown => {
                        self.out.push(Event::Start(Tag::Image { link_type, dest_url, title, id }));
                    }
                    Image::Linked => {
                        self.out.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                    }
                    Image::Text => {}
                }
                self.images.push((image, address, self.written()));
            }
            // Blocks that scroll sideways have to be reachable by keyboard.
            Tag::Table(alignments) => {
                self.alignments.clone_from(&alignments);
                self.html("<div class=\"table-wrap\" tabindex=\"0\">");
                self.out.push(Event::Start(Tag::Table(alignments)));
            }
            Tag::TableHead => {
                (self.in_head, self.column) = (true, 0);
                self.out.push(Event::Start(tag));
            }
            Tag::TableRow => {
                (self.in_head, self.column) = (false, 0);
                self.out.push(Event::Start(tag));
            }
            // The renderer would align cells with a `style`, which the policy forbids.
            Tag::TableCell => {
                let alignment = self.alignments.get(self.column).copied().unwrap_or(Alignment::None);
                self.column += 1;
                self.inline_html(cell_start(self.in_head, alignment));
            }
            Tag::CodeBlock(kind) => {
                self.literal += 1;
                let (code, html) = Code::start(&kind);
                self.code = Some(code);
                self.html(html);
            }
            Tag::HtmlBlock => {
                self.block = Some(String::new());
                self.out.push(Event::Start(tag));
            }
            Tag::FootnoteDefinition(label) => match self.notes.definition(&label, self.document) {
                Some(html) => {
                    self.depth += 1;
                    self.note = Some(label);
                    self.html(html);
                }
                // The page has the first definition; a finding names the others.
                None => self.skipping = Some(TagEnd::FootnoteDefinition),
            },
            tag => {
                self.depth += usize::from(matches!(tag, Tag::BlockQuote(_) | Tag::List(_) | Tag::Item));
                self.out.push(Event::Start(tag));
            }
        }
    }

    fn end(&mut self, end: TagEnd) {
        self.at_line_start = false;
        match end {
            TagEnd::Heading(level) => {
                self.in_heading = false;
                if let Some(Event::Text(text)) = self.out.last_mut()
                    && let Some((length, _)) = heading_id::of(text)
                {
                    *text = text[..length].to_owned().into();
                }
                if let Some(id) = self.heading_id.take() {
                    self.out.push(Event::InlineHtml(format!(" {}", anchor(id)).into()));
                }
                self.out.push(Event::End(TagEnd::Heading(page_level(level, self.shift))));
            }
            TagEnd::Paragraph => {
                self.in_paragraph = false;
                self.close_paragraph();
            }
            TagEnd::Link => {
                self.literal = self.literal.saturating_sub(1);
                if self.links.pop().unwrap_or(true) {
                    self.out.push(Event::End(end));
                }
            }
            TagEnd::Image => {
                self.literal = self.literal.saturating_sub(1);
                let Some((image, address, written)) = self.images.pop() else { return };
                if image != Image::Shown && self.written() == written {
                    self.out.push(Event::Text(address));
                }
                match image {
                    Image::Shown => self.out.push(Event::End(end)),
                    Image::Linked => self.out.push(Event::End(TagEnd::Link)),
                    Image::Text => {}
                }
            }
            TagEnd::Table => {
                self.out.push(Event::End(end));
                self.html("</div>\n");
            }
            TagEnd::TableCell if !self.in_head && self.is_time() => self.inline_html("</td>"),
            TagEnd::TableCell => self.inline_html(if self.in_head { "</th>" } else { "</td>" }),
            TagEnd::CodeBlock => {
                self.literal = self.literal.saturating_sub(1);
                let code = self.code.take().unwrap_or_default();
                self.html(code.end());
            }
            TagEnd::HtmlBlock => {
                let block = self.block.take().unwrap_or_default();
                let html = raw_html::rewrite(&block, self.resolve);
                self.html(raw::closed(&html).into_owned());
                self.out.push(Event::End(end));
            }
            TagEnd::FootnoteDefinition => {
                self.leave_container();
                if let Some(label) = self.note.take() {
                    let back = self.notes.way_back(&label, self.document);
                    let is_text = self.out.last() == Some(&Event::End(TagEnd::Paragraph));
                    self.out.insert(self.out.len() - usize::from(is_text), Event::InlineHtml(back.into()));
                }
                self.html("</div>\n");
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.leave_container();
                self.out.push(Event::End(end));
            }
            end => self.out.push(Event::End(end)),
        }
    }

    /// Begins the item of a list that has an id.
    pub fn start_item(&mut self, id: &str) {
        self.push(Event::Start(Tag::Item));
        self.out.pop();
        self.html(format!("\n<li id=\"{}\">{}", escaped(id), anchor(id)));
    }

    /// Whether the open cell has nothing but a day or a time of day, which is kept in one line then.
    fn is_time(&mut self) -> bool {
        let [.., Event::InlineHtml(start), Event::Text(text)] = self.out.as_mut_slice() else { return false };
        let is_time = is_time(text);
        if is_time && let Some(end) = start.strip_prefix("<td").map(str::to_owned) {
            *start = match end.strip_prefix(" class=\"") {
                Some(class) => format!("<td class=\"nowrap {class}").into(),
                None => format!("<td class=\"nowrap\"{end}").into(),
            };
        }
        is_time
    }

    fn html(&mut self, html: impl Into<CowStr<'a>>) {
        self.out.push(Event::Html(html.into()));
    }

    fn inline_html(&mut self, html: &'static str) {
        self.out.push(Event::InlineHtml(html.into()));
    }

    /// The address of a link or an image on the page; `None` if the page must not or cannot lead there.
    fn destination(&self, destination: CowStr<'a>) -> Option<CowStr<'a>> {
        if let Some(resolved) = (self.resolve)(&destination) {
            return Some(resolved.into());
        }
        is_link(&destination).then_some(destination)
    }
}
