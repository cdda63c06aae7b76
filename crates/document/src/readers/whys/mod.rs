//! Reads the five whys: each step asks for the cause of the answer before it.

mod chain;
mod parts;
mod table;

use std::sync::LazyLock;

use retold_times::WordTable;

use crate::markdown::blocks::BlockKind;
use crate::model::{SectionKind, Why};
use crate::readers::whys::chain::Chain;
use crate::readers::whys::parts::Parts;
use crate::structure::body::Body;
use crate::structure::text_behind::TextBehind;

static WORDS: LazyLock<WordTable> =
    LazyLock::new(|| WordTable::parse(include_str!("../../../data/whys.txt")));

/// Reads the whys of `body`, in the order of the text.
pub fn read(body: &Body<'_>) -> Vec<Why> {
    let mut whys = Vec::new();
    for (at, section) in body.sections.iter().enumerate() {
        if section.kind != SectionKind::FiveWhys {
            continue;
        }
        let mut parts = Parts::new(body);
        if let Some(behind) = TextBehind::of(body, section) {
            for line in behind.more {
                parts.line(line, 0, false);
            }
        }
        let is_table = |block: &usize| body.blocks.kind(*block) == BlockKind::Table;
        let (tables, others): (Vec<_>, Vec<_>) = body.index.own_blocks(at).into_iter().partition(is_table);
        for block in others {
            parts.block(block, 0);
        }
        let mut chain = Chain::new(&parts.found, whys);
        for part in parts.found {
            chain.push(part);
        }
        whys = chain.steps;
        for table in tables {
            table::read(body, table, &mut whys);
        }
    }
    whys.retain(|why| why.span.end > why.span.start);
    whys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::testing::read_body;

    type Step<'a> = (Option<&'a str>, Option<&'a str>, Option<&'a str>, usize, Option<usize>);

    fn check(text: &str, expected: &[Step<'_>]) {
        let text = format!("## Five whys\n\n{text}");
        let whys = read_body(&text, read);
        let read: Vec<Step<'_>> = whys
            .iter()
            .map(|why| {
                (why.question.as_deref(), why.answer.as_deref(), why.action.as_deref(), why.depth, why.parent)
            })
            .collect();
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn flat_lists_are_a_chain() {
        let chain = [
            (Some("Why did it stop?"), Some("The disk was full."), None, 0, None),
            (Some("Why was it full?"), Some("Logs were kept."), Some("Rotate logs"), 1, Some(0)),
        ];
        for text in [
            "1. Why did it stop? The disk was full.\n2. Why was it full? Logs were kept. \n   Action: Rotate logs\n",
            "1. **Why did it stop?**\n   → The disk was full.\n\n2. **Why was it full?**\n   → Logs were kept.\n   - Action: Rotate logs\n",
            "1. Why did it stop?\n   - The disk was full.\n2. Why was it full?\n   - Logs were kept.\n   - **Action:** Rotate logs\n",
            "**Why 1:** Why did it stop?\n\n**Answer:** The disk was full.\n\n**Why 2:** Why was it full?\n**Answer:** Logs were kept.\n**Action:** Rotate logs\n",
            "### Why did it stop?\n\nThe disk was full.\n\n### 2. Why was it full?\n\nLogs were kept.\n\nAction: Rotate logs\n",
            "| # | Question | Answer | Action |\n|-|-|-|-|\n| 1 | Why did it stop? | The disk was full. | |\n| 2 | Why was it full? | Logs were kept. | Rotate logs |\n",
        ] {
            check(text, &chain);
        }
    }

    #[test]
    fn answers_alone_are_steps() {
        let chain = [
            (None, Some("The disk was full"), None, 0, None),
            (None, Some("Logs were kept"), None, 1, Some(0)),
        ];
        for text in [
            "1. The disk was full\n2. Logs were kept\n",
            "**Why 1:** The disk was full\n\n**Why 2:** Logs were kept\n",
            "- The disk was full\n  - Logs were kept\n",
            "| # | Why | Because |\n|-|-|-|\n| 1 | | The disk was full |\n| 2 | | Logs were kept |\n",
        ] {
            check(text, &chain);
        }
    }

    #[test]
    fn branches_have_one_parent() {
        let text = "- It stopped.\n\n  **Why did it stop?**\n\n  - The disk was full.\n\n    **Why was it full?**\n\n    - Logs were kept.\n\n\
                    \x20   **Why did nobody see it?**\n\n    - No alert.\n\n  - Nobody was awake.\n";
        check(
            text,
            &[
                (Some("Why did it stop?"), Some("The disk was full. Nobody was awake."), None, 0, None),
                (Some("Why was it full?"), Some("Logs were kept."), None, 1, Some(0)),
                (Some("Why did nobody see it?"), Some("No alert."), None, 1, Some(0)),
            ],
        );
    }

    #[test]
    fn other_languages_are_read() {
        check(
            "1. **なぜ止まったか？**\n   → ディスクが満杯\n",
            &[(Some("なぜ止まったか？"), Some("ディスクが満杯"), None, 0, None)],
        );
        check(
            "| 質問 | 回答 | 対策 |\n|-|-|-|\n| なぜ? | 満杯 | 監視 |\n",
            &[(Some("なぜ?"), Some("満杯"), Some("監視"), 0, None)],
        );
        check("1. Pourquoi ? Le disque.\n", &[(Some("Pourquoi ?"), Some("Le disque."), None, 0, None)]);
    }

    #[test]
    fn the_words_are_in_order() {
        let names = [
            "why",
            "because",
            "question",
            "question-label",
            "question-column",
            "answer",
            "answer-label",
            "answer-column",
            "action",
            "action-label",
            "root-cause",
            "problem",
        ];
        let text = include_str!("../../../data/whys.txt");
        assert_eq!(WordTable::faults(text, &names, str::to_lowercase), Vec::<String>::new());
    }

    #[test]
    fn prose_and_templates_give_nothing() {
        check("We asked ourselves what it was.\n", &[]);
        check("1. \n2. TBD\n", &[]);
        let deep: String = (0..300).map(|depth| format!("{}- Why?\n", "  ".repeat(depth))).collect();
        read_body(&format!("## Five whys\n\n{deep}"), read);
    }
}
