//! The dialect of Markdown, and the tree of blocks.

pub mod blocks;
pub mod comments;
pub mod definitions;
pub mod fences;
pub mod heading_id;
pub mod lost;
pub mod raw_html;

use pulldown_cmark::Options;

/// CommonMark with GitHub's extensions: tables, task lists, strikethrough, footnotes, alerts.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
}
