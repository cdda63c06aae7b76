//! Which Markdown documents are written in.

pub mod blocks;
pub mod definitions;
pub mod fences;
pub mod raw_html;

use pulldown_cmark::Options;

/// CommonMark plus what GitHub adds: tables, task lists, strikethrough, footnotes, alerts.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
}
