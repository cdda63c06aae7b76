//! Reads the lessons of a postmortem: what went well, what could improve, where luck helped, and what was learned.

use std::ops::Range;
use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::FxHashSet;

use crate::markdown::blocks::BlockKind;
use crate::model::{Lesson, LessonKind, Section, SectionKind};
use crate::structure::body::Body;
use crate::structure::items::{self, Inside, Item, first_item_text, joined};
use crate::structure::text_behind::TextBehind;
use crate::text::marks::COLONS;
use crate::text::placeholder::is_placeholder;

static WORDS: LazyLock<WordTable> =
    LazyLock::new(|| WordTable::parse(include_str!("../../data/lessons.txt")));
static NOTHING_TAILS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| WORDS.set("nothing-tail"));

/// Longest text that may only state that there is no lesson, in bytes.
const LONGEST_NOTHING: usize = 32;

/// Longest line in bold that is a headline rather than a lesson, in characters.
const LONGEST_HEADLINE: usize = 60;

/// Most paragraphs of an argument that lists explain.
const MOST_PARAGRAPHS: usize = 64;

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
        if parent.is_none() && is_about_the_cause(body, section) {
            continue;
        }
        let mut reader = Reader { body, kind, lessons: &mut lessons };
        reader.text_behind(section);
        reader.section(at);
    }
    lessons.sort_by_key(|lesson| lesson.span.start);
    lessons
}

/// Whether a section called `What went wrong` is about the cause: the document has neither a section on what went well
/// nor one on causes.
fn is_about_the_cause(body: &Body<'_>, section: &Section) -> bool {
    use SectionKind::{Causes, CouldImprove, GotLucky, Trigger, WentWell};
    section.kind == CouldImprove
        && name_has(body, section, "wrong")
        && !body.sections.iter().any(|other| matches!(other.kind, WentWell | GotLucky | Causes | Trigger))
}

/// Whether a section only sums up: conclusions have lessons only in lists.
fn is_conclusion(body: &Body<'_>, section: &Section) -> bool {
    name_has(body, section, "conclusion") && !name_has(body, section, "learned")
}

/// Whether the name of `section` has one of the `words` in it.
fn name_has(body: &Body<'_>, section: &Section, words: &str) -> bool {
    let name = body.text[section.span.clone()].to_lowercase();
    WORDS.words(words).any(|word| name.contains(word))
}

struct Reader<'a, 'b> {
    body: &'b Body<'a>,
    kind: LessonKind,
    lessons: &'b mut Vec<Lesson>,
}

impl Reader<'_, '_> {
    fn push(&mut self, text: &str, span: Range<usize>) {
        let text = text.trim();
        if is_placeholder(text) || is_nothing(text) {
            return;
        }
        self.lessons.push(Lesson { kind: self.kind, text: text.to_owned(), span });
    }

    /// The text behind a label: `**What went well:** …`.
    fn text_behind(&mut self, section: &Section) {
        let Some(behind) = TextBehind::of(self.body, section) else { return };
        let text = behind.joined(" ");
        // `What went well: see below:` only introduces a list.
        if !text.trim_end().ends_with(COLONS) {
            self.push(&text, section.label_text.clone());
        }
    }

    fn section(&mut self, section: usize) {
        let body = self.body;
        let own = body.index.own_blocks(section);
        if self.numbered_headings(&own) {
            return;
        }
        // Sub-headings divide a section: each part has items or paragraphs.
        let is_heading = |block: &usize| matches!(body.blocks.kind(*block), BlockKind::Heading(_));
        let has_list = |part: &[usize]| {
            let is_list = |kind| matches!(kind, BlockKind::List { .. } | BlockKind::Table);
            part.iter().any(|&block| is_list(body.blocks.kind(block)))
        };
        // If one part lists its lessons, prose in another part is not a lesson.
        let is_divided = own.iter().any(is_heading) && own.split(is_heading).any(has_list);
        let only_items = is_divided || is_conclusion(body, &body.sections[section]);
        for part in own.split(is_heading) {
            self.part(part, only_items);
        }
    }

    /// Reads a section whose numbered sub-headings are the lessons, each with a paragraph that explains it; returns
    /// whether it is one.
    fn numbered_headings(&mut self, own: &[usize]) -> bool {
        let body = self.body;
        let is_heading = |block: &usize| matches!(body.blocks.kind(*block), BlockKind::Heading(_));
        let is_explained = |part: &[usize]| {
            part.first().is_some_and(|&block| body.blocks.kind(block) == BlockKind::Paragraph)
        };
        let mut parts = own.split(is_heading);
        if !parts.next().is_some_and(<[usize]>::is_empty) || !parts.all(is_explained) {
            return false;
        }
        let Some(titles) = items::numbered_headings(body, own, items::behind_number) else { return false };
        for (heading, title) in titles {
            self.push(title, body.blocks.span(heading));
        }
        true
    }

    /// Reads blocks without headings between them: their items if they have lists, else their paragraphs.
    fn part(&mut self, blocks: &[usize], only_items: bool) {
        let body = self.body;
        let end = blocks.iter().position(|&block| body.blocks.kind(block) == BlockKind::Rule);
        let before_rule = &blocks[..end.unwrap_or(blocks.len())];
        let is_paragraph =
            |block: usize| body.blocks.kind(block) == BlockKind::Paragraph && !body.index.is_marker(block);
        let paragraphs: Vec<usize> =
            before_rule.iter().copied().filter(|&block| is_paragraph(block)).collect();
        if self.is_prose(blocks, &paragraphs) {
            if only_items {
                return;
            }
            for (at, &block) in before_rule.iter().enumerate().filter(|&(_, &block)| is_paragraph(block)) {
                self.paragraph(block, blocks.get(at + 1).is_some_and(|&next| self.is_list(next)));
            }
            return;
        }
        // `This was caused by:` in a conclusion introduces causes.
        let is_of_causes = |block: &usize| {
            WORDS.words("caused").any(|word| body.text[body.blocks.span(*block)].contains(word))
        };
        if only_items && paragraphs.iter().take(2).any(is_of_causes) {
            return;
        }
        for &block in blocks {
            match body.blocks.kind(block) {
                BlockKind::Table => self.table(block),
                BlockKind::List { .. } | BlockKind::Item { .. } => self.items(block),
                _ => {}
            }
        }
    }

    fn is_list(&self, block: usize) -> bool {
        let kind = self.body.blocks.kind(block);
        matches!(kind, BlockKind::List { .. } | BlockKind::Table | BlockKind::Item { .. })
    }

    /// Whether the lessons are `paragraphs`, those among `blocks`: without lists, or with lists that only go with them.
    fn is_prose(&self, blocks: &[usize], paragraphs: &[usize]) -> bool {
        let lists = || (0..blocks.len()).filter(|&at| self.is_list(blocks[at]));
        let paragraph_above = |at: usize| {
            at.checked_sub(1).map(|above| blocks[above]).filter(|above| paragraphs.contains(above))
        };
        // A list that goes on with the sentence above it: `it should have`, `- been noticed, or`.
        let continues = |at: usize| {
            paragraph_above(at).is_some()
                && first_item_text(self.body, blocks[at]).is_some_and(|first| {
                    first.starts_with(|c: char| c.is_ascii_lowercase())
                        && [",", " or", " and"].iter().any(|end| first.ends_with(end))
                })
        };
        // A list inside an argument explains it: `the only way to do this is:`.
        let explains = |at: usize| {
            paragraph_above(at).is_some_and(|above| {
                at > 1 && paragraphs.first() != Some(&above) && self.ends_in_colon(above)
            })
        };
        lists().all(continues)
            || ((3..=MOST_PARAGRAPHS).contains(&paragraphs.len())
                && lists().count() < paragraphs.len()
                && lists().all(explains))
    }

    fn ends_in_colon(&self, block: usize) -> bool {
        let text = self.body.text[self.body.blocks.span(block)].trim_end();
        text.trim_end_matches(['*', '_']).ends_with(COLONS)
    }

    fn paragraph(&mut self, block: usize, before_list: bool) {
        let span = self.body.blocks.span(block);
        let lines = self.body.blocks.lines(self.body.text, block);
        let text = joined(lines, " ");
        let is_headline = matches!(lines, [line] if line.bold == line.text.len()
            && line.text.chars().count() < LONGEST_HEADLINE);
        let is_introduction = !before_list && text.ends_with(COLONS);
        let source = self.body.text[span.clone()].trim();
        if is_headline || is_introduction || is_hint(source) || is_image(source, lines.len()) {
            return;
        }
        self.push(&text, span);
    }

    fn items(&mut self, block: usize) {
        let body = self.body;
        items::walk(body, block, &(), &mut |item: &Item<'_>, ()| {
            // The label of a section, whose items are read with it.
            let marked = item.paragraph.and_then(|paragraph| body.index.marked_by(paragraph));
            if marked.is_some_and(|section| LessonKind::of(body.sections[section].kind).is_some()) {
                return Inside::Skip;
            }
            if item.is_introduction(body) {
                return Inside::Walk(());
            }
            self.push(&joined(item.lines, " "), body.blocks.span(item.block));
            Inside::Skip
        });
    }

    fn table(&mut self, table: usize) {
        let is_number = |cell: &str| {
            cell.len() <= 4 && cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '#' | '.'))
        };
        for (row, mut cells) in items::rows(self.body, table).skip(1) {
            cells.retain(|cell| !is_number(cell) && !is_placeholder(cell));
            // Rows of names and values are for reference.
            if !cells.iter().any(|cell| cell.contains(' ') || !cell.is_ascii()) {
                continue;
            }
            self.push(&cells.join(": "), self.body.blocks.span(row));
        }
    }
}

/// Whether a paragraph is a hint of a template: all of it is in italics.
fn is_hint(source: &str) -> bool {
    let is_between = |mark: &str, strong: &str| {
        source.starts_with(mark) && source.ends_with(mark) && !source.starts_with(strong)
    };
    source.len() > 2 && (is_between("_", "__") || is_between("*", "**"))
}

/// Whether a paragraph is one image.
fn is_image(source: &str, lines: usize) -> bool {
    let is_single = || lines == 1 && source.matches("](").count() == 1;
    source.starts_with("![") && source.ends_with(')') && (!source.contains(' ') || is_single())
}

/// Whether a text only states that there is no lesson.
fn is_nothing(text: &str) -> bool {
    let text = text.trim_end_matches(['.', '!', ' ']);
    if text.len() > LONGEST_NOTHING {
        return false;
    }
    let lower = text.to_lowercase().replace('’', "'");
    let is_tail = |rest: &str| {
        let tail = rest.trim_start_matches([',', ' ']);
        rest.is_empty() || tail.len() < rest.len() && NOTHING_TAILS.contains(tail)
    };
    WORDS.words("nothing").any(|word| lower.strip_prefix(word).is_some_and(is_tail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::testing::read_body;

    fn lessons(text: &str) -> Vec<(LessonKind, String)> {
        read_body(text, read).into_iter().map(|lesson| (lesson.kind, lesson.text)).collect()
    }

    #[test]
    fn the_words_are_in_order() {
        let names = ["nothing", "nothing-tail", "conclusion", "learned", "caused", "wrong"];
        let faults = WordTable::faults(include_str!("../../data/lessons.txt"), &names, |word| {
            word.to_lowercase().replace('’', "'")
        });
        assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn texts_without_a_lesson_are_known() {
        for (text, expected) in [
            ("Nothing.", true),
            ("Nothing, really!", true),
            ("We didn’t", true),
            ("Nothing went well", true),
            ("Nothing broke", false),
            ("Not really a lesson, but the pump is old now", false),
        ] {
            assert_eq!(is_nothing(text), expected, "{text}");
        }
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
            ("## Lessons\n\n| Node | Address |\n|-|-|\n| pump-1 | 10.42.1.0 |\n", vec![]),
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
