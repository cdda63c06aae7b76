//! Lists whose items are topics: each names what the items inside it are about, and those are what counts.

use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::FxHashSet;

use crate::markdown::blocks::{BlockKind, Blocks};
use crate::structure::items::begins_with_verb;
use crate::text::words::{is_ideographic, lower_words};

static WORDS: LazyLock<WordTable> = LazyLock::new(|| WordTable::parse(include_str!("../../data/topics.txt")));
static STATEMENTS: LazyLock<Vec<&str>> = LazyLock::new(|| WORDS.words("statement").collect());
static STATEMENT_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| WORDS.set("statement-word"));

/// Most words of a topic.
const MOST_WORDS: usize = 4;

/// Longest topic in a script without blanks, in characters.
const MOST_SIGNS: usize = 12;

/// Whether the items of `list` are topics: each is a short line in bold that states nothing, above a list of several
/// items; in a script with blanks, half of those are tasks.
pub fn are_topics(text: &str, blocks: &Blocks, list: usize) -> bool {
    let (mut items, mut inner, mut tasks, mut has_blanks) = (0, 0, 0, false);
    for item in blocks.children(list) {
        if blocks.kind(item) != (BlockKind::Item { checked: None }) {
            return false;
        }
        let mut inside = blocks.children(item);
        let (Some(head), Some(below), None) = (inside.next(), inside.next(), inside.next()) else {
            return false;
        };
        let [line] = blocks.lines(text, head) else { return false };
        let is_list = matches!(blocks.kind(below), BlockKind::List { .. });
        if !is_list || line.bold != line.text.len() || !is_topic(&line.text) {
            return false;
        }
        let before = inner;
        for block in blocks.children(below) {
            inner += 1;
            let first = blocks.first_lines(text, block).first();
            tasks += usize::from(first.is_some_and(|line| begins_with_verb(&line.text)));
        }
        if inner - before < 2 {
            return false;
        }
        has_blanks |= !line.text.contains(is_ideographic);
        items += 1;
    }
    items >= 2 && (!has_blanks || tasks * 2 >= inner)
}

/// Whether `text` may be the name of a topic, rather than a statement or a task.
fn is_topic(text: &str) -> bool {
    let is_sentence = text.ends_with(['.', '!', '?', ':', '。', '！', '？', '：']);
    if is_sentence || STATEMENTS.iter().any(|word| text.contains(word)) {
        return false;
    }
    let count = text.split_whitespace().count();
    (1..=MOST_WORDS).contains(&count)
        && (!text.contains(is_ideographic) || text.chars().count() <= MOST_SIGNS)
        && !begins_with_verb(text)
        && !lower_words(text).any(|word| STATEMENT_WORDS.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::testing::read_body;

    #[test]
    fn the_table_is_well_formed() {
        let faults = WordTable::faults(
            include_str!("../../data/topics.txt"),
            &["statement", "statement-word"],
            str::to_owned,
        );
        assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn topics_are_short_lines_in_bold_above_lists() {
        let tasks = "   - Add a probe\n   - Page the team\n";
        for (text, expected) in [
            (format!("1. **Pump control**\n{tasks}2. **Valves & pipes**\n{tasks}"), true),
            (
                "1. **水泵控制**\n   - 添加探针\n   - 通知团队\n2. **阀门**\n   - 检查\n   - 记录\n"
                    .to_owned(),
                true,
            ),
            // A statement counts itself, and the items below explain it.
            (
                "1. **水泵要检查**\n   - 添加探针\n   - 通知团队\n2. **阀门**\n   - 检查\n   - 记录\n"
                    .to_owned(),
                false,
            ),
            (format!("1. **Watch the pumps**\n{tasks}2. **Valves**\n{tasks}"), false),
            (format!("1. **Nobody saw it.**\n{tasks}2. **Valves**\n{tasks}"), false),
            (format!("1. Pumps\n{tasks}2. **Valves**\n{tasks}"), false),
            (format!("1. **Pumps**\n{tasks}2. **Valves**\n"), false),
            (format!("1. **Pumps**\n{tasks}2. **Valves**\n   - Add a probe\n"), false),
            (format!("1. **Pumps**\n{tasks}"), false),
            // Details of what the head names.
            (
                "- **Pump house**\n  - the old one\n  - by the lake\n- **Weir**\n  - low\n  - dry\n"
                    .to_owned(),
                false,
            ),
        ] {
            assert_eq!(read_body(&text, |body| are_topics(body.text, body.blocks, 0)), expected, "{text}");
        }
    }
}
