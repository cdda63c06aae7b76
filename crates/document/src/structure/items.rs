//! Items of lists with their texts, rows of tables, and numbered headings that serve as items.

use crate::markdown::blocks::{BlockKind, Line};
use crate::structure::body::Body;
use crate::structure::topics::are_topics;
use crate::text::marks::COLONS;
use crate::text::tense::is_imperative;

/// Deepest nesting of lists that is read. Only generated text has deeper lists.
pub const DEEPEST: usize = 16;

/// An item of a list, without the lists inside it.
#[derive(Debug, Clone, Default)]
pub struct Item<'a> {
    pub block: usize,
    /// The lines of its first paragraph.
    pub lines: &'a [Line],
    /// Its first paragraph.
    pub paragraph: Option<usize>,
    /// The lists directly inside it.
    pub lists: Vec<usize>,
    /// Whether it only names the topic of the items inside it.
    pub is_topic: bool,
}

/// How a walk treats the lists inside an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inside<S> {
    Skip,
    /// Walk over their items, with a state for them.
    Walk(S),
}

impl<'a> Item<'a> {
    /// The item that is `block`.
    pub fn read(body: &Body<'a>, block: usize) -> Self {
        let mut item = Self { block, ..Self::default() };
        for child in body.blocks.children(block) {
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

    /// Whether it only introduces the items inside it: `Process:`, `With the vendor`.
    pub fn is_introduction(&self, body: &Body<'_>) -> bool {
        let Some(&list) = self.lists.first() else { return false };
        if self.is_topic {
            return true;
        }
        let text = self.text();
        let text = text.trim();
        if text.is_empty() {
            return true;
        }
        let words = text.split_whitespace().count();
        if text.ends_with(COLONS) {
            // A task that can be done in one of several ways is one task.
            if text.to_lowercase().contains(" options ") {
                return false;
            }
            // `Improve the dashboards:` with their names below it is one action; with more actions below
            // it, it introduces them.
            return words <= 2
                || !begins_with_verb(text)
                || first_item_text(body, list).is_some_and(begins_with_verb);
        }
        let several = body.blocks.children(list).nth(1).is_some();
        let is_bold = self.lines.first().is_some_and(|line| line.bold > 0);
        let is_sentence = text.ends_with(['.', '!', '?', '。', '？']);
        several && words <= 3 && !is_bold && !is_sentence && text.is_ascii() && !begins_with_verb(text)
    }
}

/// Walks over the items of `block`, which is a list or an item. `visit` gets each item with the state of the item it is
/// inside, `state` for the outermost, and decides on the items inside it.
pub fn walk<'a, S>(
    body: &Body<'a>,
    block: usize,
    state: &S,
    visit: &mut impl FnMut(&Item<'a>, &S) -> Inside<S>,
) {
    walk_at(body, block, state, (0, false), visit);
}

fn walk_at<'a, S>(
    body: &Body<'a>,
    block: usize,
    state: &S,
    (depth, is_topic): (usize, bool),
    visit: &mut impl FnMut(&Item<'a>, &S) -> Inside<S>,
) {
    match body.blocks.kind(block) {
        BlockKind::List { .. } if depth <= DEEPEST => {
            let are_topics = are_topics(body.text, body.blocks, block);
            for item in body.blocks.children(block) {
                walk_at(body, item, state, (depth, are_topics), visit);
            }
        }
        BlockKind::Item { .. } => {
            let item = Item { is_topic, ..Item::read(body, block) };
            if let Inside::Walk(state) = visit(&item, state) {
                for &list in &item.lists {
                    walk_at(body, list, &state, (depth + 1, false), visit);
                }
            }
        }
        _ => {}
    }
}

/// The headings among `blocks` with their titles, if there are several and all have a number. `behind_number` gives the
/// title of a numbered heading.
pub fn numbered_headings<'a>(
    body: &Body<'a>,
    blocks: &[usize],
    behind_number: impl Fn(&'a str) -> Option<&'a str>,
) -> Option<Vec<(usize, &'a str)>> {
    let is_heading = |block: &usize| matches!(body.blocks.kind(*block), BlockKind::Heading(_));
    let title = |block: usize| Some((block, behind_number(body.blocks.text(body.text, block))?));
    let titles: Option<Vec<_>> = blocks.iter().copied().filter(is_heading).map(title).collect();
    titles.filter(|titles| titles.len() >= 2)
}

/// The title behind the number of a heading: `1) …`, `2. …`, `3: …`.
pub fn behind_number(heading: &str) -> Option<&str> {
    let text = heading.trim_start();
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    let title = rest.strip_prefix([')', '.', ':'])?;
    ((1..=2).contains(&digits) && title.starts_with(' '))
        .then(|| title.trim())
        .filter(|title| !title.is_empty())
}

/// The rows of `table` with the texts of their cells, its head included.
pub fn rows<'a>(body: &Body<'a>, table: usize) -> impl Iterator<Item = (usize, Vec<&'a str>)> {
    let Body { text, blocks, .. } = *body;
    let cells = |row: usize| blocks.children(row).map(|cell| blocks.text(text, cell).trim()).collect();
    blocks.children(table).map(move |row| (row, cells(row)))
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

/// Whether the first word of `text` is a verb that actions usually begin with.
pub fn begins_with_verb(text: &str) -> bool {
    let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '-'));
    let word = words.find(|word| !word.is_empty()).unwrap_or_default();
    is_imperative(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::testing::read_body;

    #[test]
    fn items_are_walked_with_the_state_around_them() {
        let text = "- Process:\n  - a one\n  - b two\n- c three\n  - never seen\n";
        read_body(text, |body| {
            let mut found = Vec::new();
            walk(body, 0, &String::new(), &mut |item, above| {
                found.push(format!("{above}{}", item.text()));
                if item.is_introduction(body) { Inside::Walk(item.text()) } else { Inside::Skip }
            });
            assert_eq!(found, ["Process:", "Process:a one", "Process:b two", "c three"]);
        });
    }

    #[test]
    fn introductions_are_not_items() {
        for (text, expected) in [
            ("- Process:\n  - a\n", true),
            ("- With the vendor\n  - a\n  - b\n", true),
            ("- With the vendor\n  - a\n", false),
            ("- Improve the dashboards:\n  - pumps\n", false),
            ("- Improve the dashboards:\n  - add the pumps\n", true),
            ("- Decide on one of two options in May:\n  - a\n", false),
            ("- **Alerts**\n  - a\n  - b\n", false),
            ("- Process:\n", false),
        ] {
            let found = read_body(text, |body| Item::read(body, 1).is_introduction(body));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn headings_are_items_if_all_have_a_number() {
        for (text, expected) in [
            ("## 1. Look first\n\n## 2) Act later\n", Some(vec!["Look first", "Act later"])),
            ("## 1. Look first\n\n## Act later\n", None),
            ("## 1. Look first\n", None),
            ("## 2026: a year\n\n## 2027: another\n", None),
        ] {
            read_body(text, |body| {
                let blocks: Vec<usize> = (0..body.blocks.all().len()).collect();
                let found = numbered_headings(body, &blocks, behind_number);
                let titles = found.map(|found| found.into_iter().map(|(_, title)| title).collect::<Vec<_>>());
                assert_eq!(titles, expected, "{text}");
            });
        }
    }

    #[test]
    fn rows_have_the_texts_of_their_cells() {
        read_body("| # | Lesson |\n|-|-|\n| 1 | **a** one |\n", |body| {
            let rows: Vec<_> = rows(body, 0).map(|(_, cells)| cells).collect();
            assert_eq!(rows, [["#", "Lesson"], ["1", "a one"]]);
        });
    }
}
