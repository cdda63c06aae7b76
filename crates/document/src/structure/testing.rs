//! Helpers for the tests of several readers.

use jiff::civil::Date;

use crate::markdown::blocks::Blocks;
use crate::structure::body::Body;
use crate::structure::section_index::SectionIndex;
use crate::structure::sections;
use crate::structure::time_context::{KnownDays, TimeContext};
use crate::structure::vocabulary::Vocabulary;

/// The day of [`read_body`].
pub const DAY: Date = Date::constant(2026, 1, 31);

/// Reads `text` as a body without front matter, of [`DAY`], and hands it to `check`.
pub fn read_body<T>(text: &str, check: impl FnOnce(&Body<'_>) -> T) -> T {
    read_dated(text, Some(DAY), check)
}

/// Reads `text` as a body without front matter, of a document that may be of `day`, and hands it to `check`.
pub fn read_dated<T>(text: &str, day: Option<Date>, check: impl FnOnce(&Body<'_>) -> T) -> T {
    read_known(text, KnownDays { near: day, report: day, ..KnownDays::default() }, check)
}

/// Reads `text` as a body without front matter, of a document with the days `known`, and hands it to `check`.
pub fn read_known<T>(text: &str, known: KnownDays, check: impl FnOnce(&Body<'_>) -> T) -> T {
    let vocabulary = Vocabulary {
        tickets: vec![("INFRA-".to_owned(), "https://jira.example/browse/INFRA-{}".to_owned())],
        ..Vocabulary::default()
    };
    let blocks = Blocks::read(text, 0);
    let sections = sections::find(text, &blocks, &vocabulary.sections);
    let index = SectionIndex::new(&sections, &blocks);
    let times = TimeContext::new(text, &blocks, &sections, known);
    check(&Body {
        text,
        blocks: &blocks,
        sections: &sections,
        index: &index,
        times: &times,
        vocabulary: &vocabulary,
    })
}
