//! What a postmortem says it learned: what went well, what could improve, where luck helped.

use crate::model::{Lesson, LessonKind};
use std::ops::Range;

use crate::markdown::blocks::BlockKind;
use crate::model::{Section, SectionKind};
use crate::structure::body::Body;
use crate::structure::list_items::{DEEPEST, Item, behind_number, first_item_text, joined};
use crate::structure::text_behind::TextBehind;
use crate::text::placeholder::is_placeholder;

/// Reads the lessons of `body`, in the order of the text.
pub fn read(body: &Body<'_>) -> Vec<Lesson> {
    if !body.sections.iter().any(|section| LessonKind::of(section.kind).is_some()) {
        return Vec::new();
    }
    let roles = body.index.roles(LessonKind::of);
    let mut lessons = Vec::new();
    for (at, section) in body.sections.iter().enumerate() {
        let Some(kind) = roles[at] else { continue };
        let parent = body.index.parent_of(at).and_then(|parent| roles[parent]);
        if parent.is_none() && tells_the_cause(body, section) {
            continue;
        }
        let mut reader = Reader { body, kind, lessons: &mut lessons };
        reader.rest(section);
        reader.section(at);
    }
    lessons.sort_by_key(|lesson| lesson.span.start);
    lessons
}

/// Whether a section called `What went wrong` tells the cause: it does where nothing is said to have gone well
/// and no other section gives the cause.
fn tells_the_cause(body: &Body<'_>, section: &Section) -> bool {
    section.kind == SectionKind::CouldImprove
        && body.text[section.span.clone()].to_lowercase().contains("wrong")
        && !body.sections.iter().any(|other| {
            matches!(
                other.kind,
                SectionKind::WentWell | SectionKind::GotLucky | SectionKind::Causes | SectionKind::Trigger
            )
        })
}

struct Reader<'a> {
    body: &'a Body<'a>,
    kind: LessonKind,
    lessons: &'a mut Vec<Lesson>,
}

impl Reader<'_> {
    fn push(&mut self, text: &str, span: Range<usize>) {
        let text = text.trim();
        if is_placeholder(text) || is_nothing(text) {
            return;
        }
        self.lessons.push(Lesson { kind: self.kind, text: text.to_owned(), span });
    }

    /// The text behind a label: `**What went well:** …`.
    fn rest(&mut self, section: &Section) {
        let Some(behind) = TextBehind::of(self.body, section) else { return };
        let text = behind.joined(" ");
        // `What went well: see below:` only announces a list.
        if !text.trim_end().ends_with([':', '：']) {
            self.push(&text, section.rest.clone());
        }
    }

    fn section(&mut self, section: usize) {
        let body = self.body;
        let own = body.index.own_blocks(section);
        if self.headings_are_lessons(&own) {
            return;
        }
        // Sub-headings divide a section: each part has items or paragraphs.
        let is_heading = |block: &usize| matches!(body.blocks.kind(*block), BlockKind::Heading(_));
        let has_list = |part: &[usize]| {
            part.iter()
                .any(|&block| matches!(body.blocks.kind(block), BlockKind::List { .. } | BlockKind::Table))
        };
        // Where one part lists its lessons, prose in another is none.
        let is_divided = own.iter().any(is_heading) && own.split(is_heading).any(has_list);
        let only_items = is_divided || is_conclusion(body, &body.sections[section]);
        for part in own.split(is_heading) {
            self.part(part, only_items);
        }
    }

    /// Reads a section whose numbered sub-headings are the lessons, each with a paragraph that explains it; gives
    /// whether it is one.
    fn headings_are_lessons(&mut self, own: &[usize]) -> bool {
        let body = self.body;
        let is_heading = |block: &usize| matches!(body.blocks.kind(*block), BlockKind::Heading(_));
        let mut parts = own.split(is_heading);
        // Nothing stands above the first, and nothing but its paragraph directly below each.
        let is_explained = |part: &[usize]| {
            part.first().is_some_and(|&block| body.blocks.kind(block) == BlockKind::Paragraph)
        };
        if !parts.next().is_some_and(<[usize]>::is_empty) || !parts.all(is_explained) {
            return false;
        }
        let headings: Vec<usize> = own.iter().copied().filter(is_heading).collect();
        let texts: Vec<&str> = headings.iter().map(|&heading| body.blocks.text(body.text, heading)).collect();
        let titles: Vec<&str> = texts.iter().filter_map(|text| behind_number(text)).collect();
        if titles.len() < 2 || titles.len() < headings.len() {
            return false;
        }
        for (title, &heading) in titles.into_iter().zip(&headings) {
            self.push(title, body.blocks.span(heading));
        }
        true
    }

    fn part(&mut self, blocks: &[usize], only_items: bool) {
        let body = self.body;
        let is_list = |block: usize| {
            matches!(
                body.blocks.kind(block),
                BlockKind::List { .. } | BlockKind::Table | BlockKind::Item { .. }
            )
        };
        let paragraphs: Vec<usize> = blocks
            .iter()
            .copied()
            .take_while(|&block| body.blocks.kind(block) != BlockKind::Rule)
            .filter(|&block| {
                body.blocks.kind(block) == BlockKind::Paragraph && !self.body.index.is_marker(block)
            })
            .collect();
        // Lists inside an argument in paragraphs explain it: `the only way to do this is:`.
        let explains = |at: usize| {
            at > 1
                && paragraphs.first() != Some(&blocks[at - 1])
                && paragraphs.contains(&blocks[at - 1])
                && self.announces_list(blocks[at - 1])
        };
        let lists = || (0..blocks.len()).filter(|&at| is_list(blocks[at]));
        // A list that goes on with the sentence above it: `it should have`, `- been noticed, or`.
        let continues = |at: usize| {
            at > 0
                && paragraphs.contains(&blocks[at - 1])
                && first_item_text(body, blocks[at]).is_some_and(|first| {
                    first.starts_with(|c: char| c.is_ascii_lowercase())
                        && [",", " or", " and"].iter().any(|end| first.ends_with(end))
                })
        };
        let in_paragraphs = lists().next().is_none()
            || lists().all(continues)
            || (paragraphs.len() >= 3
                && paragraphs.len() <= 64
                && lists().count() < paragraphs.len()
                && lists().all(explains));
        // `This was caused by:` in a conclusion sums up causes.
        let is_of_causes = |block: &usize| body.text[body.blocks.span(*block)].contains("caused");
        if !in_paragraphs && only_items && paragraphs.iter().take(2).any(is_of_causes) {
            return;
        }
        if !in_paragraphs {
            for at in lists() {
                match body.blocks.kind(blocks[at]) {
                    BlockKind::Table => self.table(blocks[at]),
                    BlockKind::Item { .. } => self.item(blocks[at], 0),
                    _ => self.list(blocks[at], 0),
                }
            }
            return;
        }
        if only_items {
            return;
        }
        for (at, &block) in blocks.iter().enumerate() {
            match body.blocks.kind(block) {
                BlockKind::Rule => break,
                BlockKind::Paragraph if !self.body.index.is_marker(block) => {
                    self.paragraph(block, blocks.get(at + 1).is_some_and(|&next| is_list(next)));
                }
                _ => {}
            }
        }
    }

    fn announces_list(&self, block: usize) -> bool {
        self.body.text[self.body.blocks.span(block)]
            .trim_end()
            .trim_end_matches(['*', '_'])
            .ends_with([':', '：'])
    }

    fn paragraph(&mut self, block: usize, before_list: bool) {
        let span = self.body.blocks.span(block);
        let source = self.body.text[span.clone()].trim();
        let lines = self.body.blocks.lines(self.body.text, block);
        let text = joined(lines, " ");
        let is_bold =
            lines.len() == 1 && lines[0].bold == lines[0].text.len() && lines[0].text.chars().count() < 60;
        // Templates put their hints in italics.
        let is_hint = source.len() > 2
            && (source.starts_with('_') && source.ends_with('_') && !source.starts_with("__")
                || source.starts_with('*') && source.ends_with('*') && !source.starts_with("**"));
        let is_image = source.starts_with("![") && source.ends_with(')') && !source.contains(' ')
            || source.starts_with("![")
                && lines.len() == 1
                && source.matches("](").count() == 1
                && source.ends_with(')');
        if is_bold || is_hint || is_image || (!before_list && text.ends_with([':', '：'])) {
            return;
        }
        self.push(&text, span);
    }

    fn list(&mut self, list: usize, depth: usize) {
        for item in self.body.blocks.children(list) {
            self.item(item, depth);
        }
    }

    fn item(&mut self, index: usize, depth: usize) {
        let body = self.body;
        let item = Item::read(body, index);
        // The label of a section of its own.
        let announced = item.paragraph.and_then(|paragraph| self.body.index.marked_by(paragraph));
        if announced.is_some_and(|section| LessonKind::of(body.sections[section].kind).is_some()) {
            return;
        }
        if !item.lists.is_empty() && item.only_announces(body) {
            if depth < DEEPEST {
                for &list in &item.lists {
                    self.list(list, depth + 1);
                }
            }
            return;
        }
        self.push(&joined(item.lines, " "), body.blocks.span(index));
    }

    fn table(&mut self, table: usize) {
        let body = self.body;
        for row in body.blocks.children(table).skip(1) {
            let cells: Vec<String> = body
                .blocks
                .children(row)
                .map(|cell| body.blocks.text(body.text, cell).trim().to_owned())
                .collect();
            let is_number = |cell: &str| {
                cell.len() <= 4 && cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '#' | '.'))
            };
            let said: Vec<&str> = cells
                .iter()
                .map(String::as_str)
                .filter(|cell| !is_number(cell) && !is_placeholder(cell))
                .collect();
            self.push(&said.join(": "), body.blocks.span(row));
        }
    }
}

/// Conclusions are lessons only where they are listed; in prose they sum up.
fn is_conclusion(body: &Body<'_>, section: &Section) -> bool {
    let name = body.text[section.span.clone()].to_lowercase();
    name.contains("conclusion") || name.contains("总结") && !name.contains("经验")
}

/// Whether a text only says that there is nothing to say.
fn is_nothing(text: &str) -> bool {
    let text = text.trim_end_matches(['.', '!', ' ']);
    if text.len() > 32 {
        return false;
    }
    let lower = text.to_lowercase().replace('’', "'");
    ["we didn't", "we did not", "we weren't", "not really", "nothing", "nowhere", "not much", "no luck"]
        .iter()
        .any(|start| {
            lower == *start
                || lower.strip_prefix(start).is_some_and(|rest| {
                    [", really", " really", " went well", " in particular", " this time", " to note", " here"]
                        .contains(&rest)
                })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::testing::read_body;

    fn lessons(text: &str) -> Vec<(LessonKind, String)> {
        read_body(text, read).into_iter().map(|lesson| (lesson.kind, lesson.text)).collect()
    }

    fn texts(text: &str) -> Vec<String> {
        lessons(text).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn the_innermost_section_gives_the_kind() {
        let text = "## Lessons learned\n\n- a one\n\n### What went well\n\n- b two\n\n### What went wrong\n\n1. c three\n\n### Where we got lucky\n\n- d four\n\n### Detection\n\n- e five\n\n## Root cause\n\n- f\n";
        assert_eq!(
            lessons(text),
            [
                (LessonKind::Learned, "a one".to_owned()),
                (LessonKind::WentWell, "b two".to_owned()),
                (LessonKind::CouldImprove, "c three".to_owned()),
                (LessonKind::GotLucky, "d four".to_owned()),
                (LessonKind::Learned, "e five".to_owned()),
            ]
        );
    }

    #[test]
    fn items_paragraphs_and_rows_are_lessons() {
        for (text, expected) in [
            ("## Lessons\n\nFirst thing.\n\nSecond thing.\n", vec!["First thing.", "Second thing."]),
            ("## Lessons\n\nThings we learned here:\n\n- a one\n- b two\n", vec!["a one", "b two"]),
            (
                "## Lessons\n\n- With the vendor:\n  - a one\n  - b two\n- c three\n  - explained\n",
                vec!["a one", "b two", "c three"],
            ),
            ("## Lessons\n\n| # | Lesson |\n|-|-|\n| 1 | a one |\n| 2 | TBD |\n", vec!["a one"]),
            ("## Lessons\n\n- TBD\n-\n- None\n", vec![]),
            (
                "## What could be improved\n\nThe leak should have:\n\n- been noticed, or\n- been small\n",
                vec!["The leak should have:"],
            ),
            (
                "## Lessons\n\n_What did we learn?_\n\n**Alerting**\n\nIt was silent.\n",
                vec!["It was silent."],
            ),
            (
                "## Lessons\n\nTests passed.\n\nThe way to do it would be:\n\n- this\n- that\n\nReview must see it.\n",
                vec!["Tests passed.", "The way to do it would be:", "Review must see it."],
            ),
            (
                "## Lessons\n\n### 1. Look first\n\nThen act:\n\n- not yet\n\n### 2. Act later\n\nMuch later.\n",
                vec!["Look first", "Act later"],
            ),
            ("## Lessons\n\n### 1. Pumps\n\n- a one\n\n### 2. Valves\n\n- b two\n", vec!["a one", "b two"]),
            ("**What went well:** We saw it fast.\n", vec!["We saw it fast."]),
            ("- **What went well**: a one\n- **Impact**: x\n", vec!["a one"]),
            ("- **What went well**\n  - a one\n  - b two\n", vec!["a one", "b two"]),
            ("## What went well\n\nNot much.\n", vec![]),
            ("## Conclusion\n\nIt was a long night.\n", vec![]),
            ("## What went wrong\n\nThe disk was full.\n\n## Timeline\n\n- x\n", vec![]),
        ] {
            assert_eq!(texts(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_is_too_deep() {
        let deep: String = (0..300).map(|depth| format!("{}- a:\n", "  ".repeat(depth))).collect();
        lessons(&format!("## Lessons\n\n{deep}"));
    }
}
