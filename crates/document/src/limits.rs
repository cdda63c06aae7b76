//! How much of a file is understood. Each limit is five to fifty times what real files have: the largest log of many incidents among
//! hundreds of them has some 1,500 blocks, and the longest list 194 incidents. What is longer is a dump, of which nobody
//! reads a timeline of 400,000 entries, and which would take minutes and gigabytes. The page has all of it.

/// Headings, paragraphs, items, rows, cells and other blocks that are read of a document.
pub const MOST_BLOCKS: usize = 20_000;

/// Runs of text that are read of a document, and marks among them: code, bold text, links, ends of lines.
pub const MOST_PIECES: usize = 200_000;

/// Links and images of a document that are known outside of its page: they are checked, and what they lead to is published.
pub const MOST_LINKS: usize = 10_000;

/// Bytes of a body whose raw HTML is sanitised, which costs five times what the rest of a page does. In a longer one it is
/// shown as text.
pub const LARGEST_WITH_HTML: usize = 1 << 20;

/// Incidents that a file is split into.
pub const MOST_INCIDENTS: usize = 1_000;
