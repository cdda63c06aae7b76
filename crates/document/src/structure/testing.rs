//! What the tests of several readers share.

use jiff::civil::Date;

use crate::markdown::blocks::Blocks;
use crate::structure::body::Body;
use crate::structure::sections;
use crate::structure::vocabulary::Vocabulary;

/// Reads `text` as a body without front matter, of 2026-01-31, and hands it to `check`.
pub fn read_body<T>(text: &str, check: impl FnOnce(&Body<'_>) -> T) -> T {
    let vocabulary = Vocabulary {
        tickets: vec![("INFRA-".to_owned(), "https://jira.example/browse/INFRA-{}".to_owned())],
        ..Vocabulary::default()
    };
    let blocks = Blocks::read(text, 0);
    let sections = sections::find(text, &blocks, &vocabulary.sections);
    let fallback_date = Some(Date::constant(2026, 1, 31));
    check(&Body { text, blocks: &blocks, sections: &sections, vocabulary: &vocabulary, fallback_date })
}
