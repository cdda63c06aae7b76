//! Counts the contents of a body in one walk over its blocks: words, links in lists, placeholders, times.

use std::ops::Range;

use crate::class::text_stats::{TextStats, scan};
use crate::markdown::blocks::{BlockKind, Blocks};
use crate::markdown::raw_html;
use crate::model::{Section, SectionKind};
use crate::structure::body::Body;

/// An entry with at most this many words beside its link is little more than the link.
const MAX_WORDS_BESIDE_LINK: usize = 8;

/// Counts of the contents of a body.
#[derive(Debug, Default)]
pub struct ContentStats {
    /// Words outside code, without addresses; for scripts without spaces, half the characters.
    pub words: usize,
    /// The words in headings among them.
    pub heading_words: usize,
    /// Items of lists without inner lists, and rows of tables.
    pub entries: usize,
    /// Entries that are little more than a link.
    pub link_entries: Entries,
    /// Entries and paragraphs that begin with a link and describe its target.
    pub described_links: Entries,
    /// Entries that begin with a full date.
    pub dated_entries: Entries,
    /// Dates and times of day outside link entries.
    pub times: usize,
    /// Placeholders that only a form has: `YYYY-MM-DD`, `<your name>`.
    pub placeholders_certain: usize,
    /// Placeholders that a report may have, too: `TBD`.
    pub placeholders_possible: usize,
    pub first_placeholder: Option<Range<usize>>,
    /// Web addresses that no link has.
    pub addresses: usize,
    /// A loop of a template language or a directive that lists documents.
    pub listing: Option<Range<usize>>,
    pub code_blocks: usize,
    /// Text blocks outside of headings.
    pub blocks: usize,
    /// Words outside headings before each block; differences are the words of a range of blocks.
    words_before: Vec<u32>,
}

/// Entries of one kind.
#[derive(Debug, Default)]
pub struct Entries {
    pub count: usize,
    pub words: usize,
    pub first: Option<Range<usize>>,
}

impl Entries {
    fn add(&mut self, words: usize, span: Range<usize>) {
        self.count += 1;
        self.words += words;
        self.first.get_or_insert(span);
    }
}

impl ContentStats {
    /// Counts the contents of `body`.
    pub fn of(body: &Body<'_>) -> Self {
        let blocks = body.blocks;
        let all = blocks.all();
        let mut stats = Self { words_before: Vec::with_capacity(all.len() + 1), ..Self::default() };
        let mut sum = 0_u32;
        // The end of the last row that is a link: its date is that of another document.
        let mut linked_row_end = 0;
        // An item is counted at its first paragraph.
        for (index, block) in all.iter().enumerate() {
            stats.words_before.push(sum);
            let is_skipped = || body.index.enclosing(index).any(is_skipped);
            let span = block.span();
            match block.kind {
                BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Cell => {
                    let text = body.text.get(span.clone()).unwrap_or_default();
                    let found = scan(text);
                    let words = found.words();
                    stats.words += words;
                    stats.add_text(&found, &span);
                    if let BlockKind::Heading(_) = block.kind {
                        stats.heading_words += words;
                    } else {
                        stats.blocks += 1;
                        sum = sum.saturating_add(u32::try_from(words).unwrap_or(u32::MAX));
                    }
                    let is_entry = index > 0 && matches!(all[index - 1].kind, BlockKind::Item { .. });
                    match block.kind {
                        BlockKind::Paragraph if is_entry && !is_skipped() => {
                            stats.add_entry(blocks, index, text, &found);
                        }
                        BlockKind::Paragraph if !is_entry && begins_with_link(blocks, &span, text) => {
                            if words > MAX_WORDS_BESIDE_LINK {
                                stats.described_links.add(words, span);
                            }
                        }
                        _ if index < linked_row_end => {}
                        _ => stats.times += found.times,
                    }
                }
                BlockKind::Row if !is_skipped() => {
                    stats.entries += 1;
                    if !blocks.links_in(span.clone()).is_empty() {
                        let found = scan(body.text.get(span.clone()).unwrap_or_default());
                        if found.words() <= 3 * MAX_WORDS_BESIDE_LINK {
                            stats.link_entries.add(found.words(), span);
                            linked_row_end = blocks.end(index);
                        }
                    }
                }
                BlockKind::Code => {
                    stats.code_blocks += 1;
                    let code = body.text.get(span.clone()).unwrap_or_default();
                    if code.trim_start_matches(['`', '~']).starts_with("{toctree}") {
                        stats.listing.get_or_insert(span);
                    }
                }
                BlockKind::Html => {
                    let html = body.text.get(span.clone()).unwrap_or_default();
                    // Markdown reads a lone `<placeholder>` as raw HTML.
                    if !raw_html::is_known_element(html.trim_start()) {
                        let found = scan(html);
                        stats.add_text(&found, &span);
                    } else if html.contains("{% for") {
                        stats.listing.get_or_insert(span);
                    }
                }
                _ => {}
            }
        }
        stats.words_before.push(sum);
        stats
    }

    fn add_text(&mut self, found: &TextStats, span: &Range<usize>) {
        self.placeholders_certain += found.placeholders_certain;
        self.placeholders_possible += found.placeholders_possible;
        self.addresses += found.addresses;
        if self.first_placeholder.is_none() {
            self.first_placeholder =
                found.first_placeholder.clone().map(|range| span.start + range.start..span.start + range.end);
        }
        if found.has_listing {
            self.listing.get_or_insert(span.clone());
        }
    }

    /// Counts the item that begins with `paragraph`.
    fn add_entry(&mut self, blocks: &Blocks, paragraph: usize, text: &str, found: &TextStats) {
        let span = blocks.span(paragraph);
        // An item with inner items is their heading.
        let has_inner = blocks.all().get(paragraph + 1).is_some_and(|next| {
            matches!(next.kind, BlockKind::List { .. }) && next.span().start < blocks.span(paragraph - 1).end
        });
        let links = blocks.links_in(span.clone());
        let link_words: usize =
            links.iter().map(|link| scan(link_source(text, span.start, &link.span)).words()).sum();
        let is_link = !links.is_empty() || found.addresses > 0;
        let rest = found.words().saturating_sub(link_words);
        if is_link && (rest <= MAX_WORDS_BESIDE_LINK) {
            self.entries += 1;
            self.link_entries.add(found.words(), span);
            return;
        }
        self.times += found.times;
        if has_inner {
            return;
        }
        self.entries += 1;
        if begins_with_link(blocks, &span, text) {
            self.described_links.add(found.words(), span);
        } else if text.get(..10).is_some_and(is_iso_date)
            || text.strip_prefix("**").is_some_and(|text| text.get(..10).is_some_and(is_iso_date))
        {
            self.dated_entries.add(found.words(), span);
        }
    }

    /// The number of words below the heading of a section or behind its label.
    pub fn words_of(&self, section: &Section, text: &str) -> usize {
        let at = |index: usize| {
            self.words_before.get(index).or(self.words_before.last()).copied().unwrap_or_default()
        };
        let below = at(section.blocks.end).saturating_sub(at(section.blocks.start)) as usize;
        let behind = text.get(section.label_text.clone()).filter(|rest| !rest.trim().is_empty());
        below + behind.map_or(0, |rest| scan(rest).words())
    }
}

/// Whether the lists of a section do not make a document a list: actions, references.
fn is_skipped(section: &Section) -> bool {
    use SectionKind::{Actions, Appendix, Lessons, People, Questions, Timeline};
    matches!(section.kind, Actions | Appendix | Questions | People | Timeline | Lessons)
}

/// The source of a link in `text`, which begins at byte `start` of the file.
fn link_source<'a>(text: &'a str, start: usize, link: &Range<usize>) -> &'a str {
    let range = link.start.saturating_sub(start)..link.end.saturating_sub(start);
    text.get(range).unwrap_or_default()
}

/// Returns true if a link opens `text`, at most in bold or italics.
fn begins_with_link(blocks: &Blocks, span: &Range<usize>, text: &str) -> bool {
    text.starts_with(['[', '*', '<', '_'])
        && blocks.links_in(span.clone()).first().is_some_and(|link| link.span.start <= span.start + 3)
}

/// Returns true for `2026-01-31` and `2026/01/31`.
fn is_iso_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-' || *byte == b'/',
            _ => byte.is_ascii_digit(),
        })
}
