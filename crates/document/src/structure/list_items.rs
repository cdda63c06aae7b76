//! Items of lists: their text, and whether they stand for themselves or only announce the items inside them.

use crate::markdown::blocks::{BlockKind, Line};
use crate::structure::body::Body;
use crate::text::tense::is_imperative;

/// Deeper lists are not read: nobody writes them, and machines might.
pub const DEEPEST: usize = 16;

/// What an item says itself.
#[derive(Debug, Clone, Default)]
pub struct Item<'a> {
    /// The lines of its first paragraph.
    pub lines: &'a [Line],
    /// Its first paragraph.
    pub paragraph: Option<usize>,
    /// The lists directly inside it.
    pub lists: Vec<usize>,
}

impl<'a> Item<'a> {
    pub fn read(body: &Body<'a>, index: usize) -> Self {
        let mut item = Self::default();
        for child in body.blocks.children(index) {
            match body.blocks.kind(child) {
                BlockKind::Paragraph if item.paragraph.is_none() && item.lists.is_empty() => {
                    item.paragraph = Some(child);
                    item.lines = body.blocks.lines(body.text, child);
                }
                BlockKind::List { .. } => item.lists.push(child),
                _ => {}
            }
        }
        item
    }

    /// Its lines, with a line feed between them.
    pub fn text(&self) -> String {
        joined(self.lines, "\n")
    }

    /// Whether it only announces the items inside it: `Process:`, `With the vendor`.
    pub fn only_announces(&self, body: &Body<'_>) -> bool {
        let Some(&list) = self.lists.first() else { return false };
        let several = body.blocks.children(list).nth(1).is_some();
        let text = self.text();
        let text = text.trim();
        if text.is_empty() {
            return true;
        }
        let words = text.split_whitespace().count();
        if text.ends_with([':', '：']) {
            // What can be done in one of several ways is one thing.
            if text.to_lowercase().contains(" options ") {
                return false;
            }
            // `Improve the dashboards:` with their names below it is one action; with more actions below
            // it, it announces them.
            return words <= 2
                || !begins_with_verb(text)
                || first_item_text(body, list).is_some_and(begins_with_verb);
        }
        let is_bold = self.lines.first().is_some_and(|line| line.bold > 0);
        let is_sentence = text.ends_with(['.', '!', '?', '。', '？']);
        several && words <= 3 && !is_bold && !is_sentence && text.is_ascii() && !begins_with_verb(text)
    }
}

/// Lines with `between` between them.
pub fn joined(lines: &[Line], between: &str) -> String {
    let mut text = String::with_capacity(lines.iter().map(|line| line.text.len() + 1).sum());
    for line in lines {
        if !text.is_empty() {
            text.push_str(between);
        }
        text.push_str(&line.text);
    }
    text
}

/// The first line of the first item of `list`.
pub fn first_item_text<'a>(body: &Body<'a>, list: usize) -> Option<&'a str> {
    let item = body.blocks.children(list).next()?;
    Some(&body.blocks.first_lines(body.text, item).first()?.text)
}

fn begins_with_verb(text: &str) -> bool {
    let word = text
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .find(|word| !word.is_empty())
        .unwrap_or_default();
    is_imperative(&word.to_lowercase())
}

/// What stands behind the number of a heading: `1) …`, `2. …`, `3: …`.
pub fn behind_number(heading: &str) -> Option<&str> {
    let text = heading.trim_start();
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    let title = rest.strip_prefix([')', '.', ':'])?;
    ((1..=2).contains(&digits) && title.starts_with(' '))
        .then(|| title.trim())
        .filter(|title| !title.is_empty())
}
