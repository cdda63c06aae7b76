//! Finds the blocks of a body that a reader has read whole, so that what was understood can stand in their place.
//!
//! Where anything is in doubt, there is no such run, and the page has the author's text as it stands.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use crate::document::Document;
use crate::model::{Class, Marker, Section, SectionKind};

/// What a run of blocks consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunKind {
    /// Entries of the timeline.
    Timeline,
    Actions,
    Whys,
}

impl RunKind {
    fn of(section: &Section) -> Option<Self> {
        match section.kind {
            SectionKind::Timeline => Some(Self::Timeline),
            SectionKind::Actions => Some(Self::Actions),
            SectionKind::FiveWhys => Some(Self::Whys),
            _ => None,
        }
        .filter(|_| section.marker == Marker::Heading)
    }
}

/// Neighbouring blocks of the outermost level that were read whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundRun {
    pub kind: RunKind,
    /// The events of the blocks.
    pub events: Range<usize>,
    /// The entries, actions or whys of the blocks, as indexes of the document's list.
    pub items: Vec<usize>,
}

/// An event and its bytes in the body.
pub type Placed<'a> = (Event<'a>, Range<usize>);

/// A block of the outermost level.
#[derive(Debug)]
struct Block {
    events: Range<usize>,
    bytes: Range<usize>,
    kind: BlockKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BlockKind {
    Heading(HeadingLevel),
    /// Lists and tables: what they hold is part of the timeline, or the timeline is not understood.
    Items,
    Paragraph,
    Other,
}

/// Whether `document` has a section that could hold a run.
pub fn may_be_in(document: &Document) -> bool {
    document.class == Class::Incident && document.sections.iter().any(|s| RunKind::of(s).is_some())
}

/// The runs of `document`, in the order of the text. `events` are those of its body.
pub fn find(document: &Document, events: &[Placed<'_>]) -> Vec<FoundRun> {
    if !may_be_in(document) {
        return Vec::new();
    }
    let blocks = outermost(events);
    let is_drawn = document.timeline.is_sure();
    let spans = Spans::of(document);
    let found = Vec::new();
    let mut finder = Finder { document, events, blocks: &blocks, spans, found, is_in_doubt: !is_drawn };
    let stated = &document.actions.items;
    let is_stated = !stated.is_empty() && stated.iter().all(|action| action.span.start < document.body_start);
    for section in &document.sections {
        match RunKind::of(section) {
            Some(RunKind::Actions) if is_stated => finder.stated_actions(section),
            Some(kind) => finder.section(kind, section),
            None => {}
        }
    }
    let Finder { mut found, is_in_doubt, .. } = finder;
    let drawn: usize =
        found.iter().filter(|run| run.kind == RunKind::Timeline).map(|run| run.items.len()).sum();
    if is_in_doubt || drawn != document.timeline.entries.len() {
        found.retain(|run| run.kind != RunKind::Timeline);
    }
    found.sort_by_key(|run| run.events.start);
    found.dedup_by(|next, run| next.events.start < run.events.end);
    found
}

struct Finder<'a, 'b> {
    document: &'a Document,
    events: &'a [Placed<'b>],
    blocks: &'a [Block],
    spans: Spans,
    found: Vec<FoundRun>,
    /// Whether the timeline has a list or a table that was not read whole, or cannot be drawn.
    is_in_doubt: bool,
}

impl<'a> Finder<'a, '_> {
    /// The blocks below the heading of `section`, up to the next section.
    fn blocks_of(&self, section: &Section) -> &'a [Block] {
        let start = section.span.start.saturating_sub(self.document.body_start);
        let Some(heading) = self.blocks.partition_point(|block| block.bytes.start <= start).checked_sub(1)
        else {
            return &[];
        };
        let BlockKind::Heading(level) = self.blocks[heading].kind else { return &[] };
        if !self.blocks[heading].bytes.contains(&start) {
            return &[];
        }
        let below = &self.blocks[heading + 1..];
        let is_end = |block: &Block| match block.kind {
            BlockKind::Heading(other) => other <= level || self.begins_another(block, section.kind),
            _ => false,
        };
        &below[..below.iter().position(is_end).unwrap_or(below.len())]
    }

    /// The actions of the front matter, which count more than the text: in place of the only list or table of `section` if
    /// that has as many, else above what the section says.
    fn stated_actions(&mut self, section: &Section) {
        let count = self.document.actions.items.len();
        if self.found.iter().any(|run| run.kind == RunKind::Actions) {
            return;
        }
        let blocks = self.blocks_of(section);
        let mut lists = blocks.iter().filter(|block| block.kind == BlockKind::Items);
        let events = match (lists.next(), lists.next(), blocks.first()) {
            (Some(list), None, _) if self.count(list) == count => list.events.clone(),
            (_, _, Some(first)) => first.events.start..first.events.start,
            _ => return,
        };
        self.found.push(FoundRun { kind: RunKind::Actions, events, items: (0..count).collect() });
    }

    /// The number of outermost items or of rows.
    fn count(&self, block: &Block) -> usize {
        let mut depth = 0_usize;
        let events = self.events[block.events.clone()].iter();
        let starts = events.filter(|(event, _)| {
            match event {
                Event::Start(Tag::List(_)) => depth += 1,
                Event::End(TagEnd::List(_)) => depth -= 1,
                _ => {}
            }
            matches!(event, Event::Start(Tag::Item)) && depth == 1
                || matches!(event, Event::Start(Tag::TableRow))
        });
        starts.count()
    }

    fn section(&mut self, kind: RunKind, section: &Section) {
        let mut is_open = false;
        for block in self.blocks_of(section) {
            let items = self.items_of(kind, block);
            if items.is_empty() {
                is_open = false;
                self.is_in_doubt |= kind == RunKind::Timeline && block.kind == BlockKind::Items;
                continue;
            }
            match self.found.last_mut().filter(|_| is_open) {
                Some(run) => {
                    run.events.end = block.events.end;
                    run.items.extend(items);
                }
                None => self.found.push(FoundRun { kind, events: block.events.clone(), items }),
            }
            is_open = true;
        }
    }

    /// Whether a heading begins a section that does not only divide one of `kind`.
    fn begins_another(&self, block: &Block, kind: SectionKind) -> bool {
        use SectionKind::{Detection, Resolution, Response};
        let start = block.bytes.start + self.document.body_start;
        let heading = self.document.outline.heading_at(start).map(|at| &self.document.outline.headings[at]);
        let other = heading.and_then(|heading| heading.section);
        other.is_some_and(|other| other != kind && !matches!(other, Detection | Response | Resolution))
    }

    /// The items that `block` consists of; empty if it has text that is part of none.
    fn items_of(&self, kind: RunKind, block: &Block) -> Vec<usize> {
        if !matches!(block.kind, BlockKind::Items | BlockKind::Paragraph) {
            return Vec::new();
        }
        let items = self.spans.inside(kind, &block.bytes);
        let mut end = block.bytes.start;
        for (span, _) in &items {
            if span.start < end || span.end > block.bytes.end {
                return Vec::new();
            }
            end = span.end;
        }
        // Items are in order and apart from each other.
        let is_covered = |bytes: &Range<usize>| {
            let before = items.partition_point(|(span, _)| span.start <= bytes.start);
            items[..before].last().is_some_and(|(span, _)| bytes.end <= span.end)
        };
        let mut is_head = false;
        for (event, bytes) in &self.events[block.events.clone()] {
            match event {
                Event::Start(Tag::TableHead) => is_head = true,
                Event::End(TagEnd::TableHead) => is_head = false,
                Event::Text(text) | Event::Code(text)
                    if !is_head && text.contains(char::is_alphanumeric) && !is_covered(bytes) =>
                {
                    return Vec::new();
                }
                // What is not text stays where it is.
                Event::Start(Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock)
                    if kind == RunKind::Timeline =>
                {
                    return Vec::new();
                }
                _ => {}
            }
        }
        items.into_iter().map(|(_, index)| index).collect()
    }
}

/// The places of the items in the body, each with its index in the document's list, in the order of the text.
struct Spans {
    entries: Vec<(Range<usize>, usize)>,
    actions: Vec<(Range<usize>, usize)>,
    whys: Vec<(Range<usize>, usize)>,
}

impl Spans {
    fn of(document: &Document) -> Self {
        let in_body = |(index, span): (usize, &Range<usize>)| {
            let start = span.start.checked_sub(document.body_start)?;
            Some((start..span.end.saturating_sub(document.body_start), index))
        };
        let sorted = |mut spans: Vec<(Range<usize>, usize)>| {
            spans.sort_by_key(|(span, index)| (span.start, *index));
            spans
        };
        let entries = document.timeline.entries.iter().map(|entry| &entry.span);
        let actions = document.actions.items.iter().map(|action| &action.span);
        let whys = document.whys.iter().map(|why| &why.span);
        Self {
            entries: sorted(entries.enumerate().filter_map(in_body).collect()),
            actions: sorted(actions.enumerate().filter_map(in_body).collect()),
            whys: sorted(whys.enumerate().filter_map(in_body).collect()),
        }
    }

    /// The items that begin in `bytes`, in the order of the document's list.
    fn inside(&self, kind: RunKind, bytes: &Range<usize>) -> Vec<(Range<usize>, usize)> {
        let spans = match kind {
            RunKind::Timeline => &self.entries,
            RunKind::Actions => &self.actions,
            RunKind::Whys => &self.whys,
        };
        let from = |at: usize| spans.partition_point(|(span, _)| span.start < at);
        let mut inside = spans[from(bytes.start)..from(bytes.end)].to_vec();
        inside.sort_by_key(|(_, index)| *index);
        inside
    }
}

/// The blocks of the outermost level.
fn outermost(events: &[Placed<'_>]) -> Vec<Block> {
    let (mut blocks, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            _ if depth == 0 => start = at,
            _ => {}
        }
        if depth == 0 {
            let (event, bytes) = &events[start];
            let kind = match event {
                Event::Start(Tag::Heading { level, .. }) => BlockKind::Heading(*level),
                Event::Start(Tag::List(_) | Tag::Table(_)) => BlockKind::Items,
                Event::Start(Tag::Paragraph) => BlockKind::Paragraph,
                _ => BlockKind::Other,
            };
            blocks.push(Block { events: start..at + 1, bytes: bytes.clone(), kind });
        }
    }
    blocks
}
