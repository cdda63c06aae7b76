//! Steps for the readers of a report, which are no actions of its authors: `Rotate your keys`.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::markdown::blocks::{BlockKind, Blocks};
use crate::readers::actions::phrases::NOT_ACTIONS;
use crate::structure::body::Body;
use crate::structure::items::begins_with_verb;
use crate::text::marks::COLONS;
use crate::text::phrases::Phrases;
use crate::text::words::{has_word, spaced_words};

/// Phrases that address the readers of a report.
static READERS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(NOT_ACTIONS.words("reader")));

/// What a heading says of steps for readers: `for customers`.
static FOR_READERS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(NOT_ACTIONS.words("for-readers")));

/// Words for the readers in a step: `your`.
static YOU: LazyLock<FxHashSet<&str>> = LazyLock::new(|| NOT_ACTIONS.set("you"));

/// Whether the section with this heading has steps for readers: `Recommendations for customers`.
pub fn is_for_readers(heading: &str) -> bool {
    FOR_READERS.are_in(&spaced_words(heading))
}

/// Whether the items of `list` are steps for readers. `before` is the block above the list.
pub fn is_advice(body: &Body<'_>, list: usize, before: Option<usize>) -> bool {
    let (mut items, mut addressed) = (0, 0);
    for item in body.blocks.children(list) {
        // Only the authors' own work has checkboxes and owners.
        if body.blocks.kind(item) != (BlockKind::Item { checked: None }) {
            return false;
        }
        let lines = body.blocks.first_lines(body.text, item);
        if lines.iter().any(|line| line.text.contains('@')) {
            return false;
        }
        items += 1;
        let line = lines.first().filter(|line| begins_with_verb(&line.text));
        let is_addressed = line.is_some_and(|line| has_word(&line.text, &YOU));
        addressed += usize::from(is_addressed);
    }
    addressed >= 2 && addressed * 2 >= items
        || before.is_some_and(|before| addresses_readers(body.text, body.blocks, before))
}

/// Whether a paragraph tells its readers what to do: `If you use the library:`.
fn addresses_readers(text: &str, blocks: &Blocks, block: usize) -> bool {
    blocks.kind(block) == BlockKind::Paragraph
        && blocks
            .lines(text, block)
            .last()
            .filter(|line| line.text.ends_with(COLONS))
            .is_some_and(|line| READERS.are_in(&spaced_words(&line.text)))
}

#[cfg(test)]
mod tests {
    use crate::readers::actions;
    use crate::structure::testing::read_body;

    #[test]
    fn steps_for_readers_are_no_actions() {
        for (text, expected) in [
            ("## Recommendations\n\n- Upgrade to 1.2\n- Rotate your keys\n- Check your logs\n", 0),
            ("## Recommendations\n\n- Upgrade to 1.2\n- Rotate your keys\n", 2),
            ("## Recommendations\n\nIf you use the library:\n\n- Upgrade to 1.2\n- Rotate keys\n", 0),
            ("## Recommendations\n\nUsers should:\n\n1. Upgrade to 1.2\n", 0),
            ("## Recommendations for customers\n\n- Upgrade to 1.2\n", 0),
            ("## Empfehlungen\n\nWenn Sie die Pumpe nutzen:\n\n- Aktualisieren\n- Ventile prüfen\n", 0),
            ("## Recommendations\n\n- Upgrade to 1.2\n- Rotate keys\n- Ask whether your team is paged\n", 3),
            ("## Action items\n\n- [ ] Rotate your keys\n- [ ] Check your logs\n", 2),
            ("## Action items\n\n- Rotate your keys @jane\n- Check your logs @joe\n", 2),
            ("## Next steps\n\nWe thank all users.\n\n- Upgrade to 1.2\n", 1),
        ] {
            assert_eq!(read_body(text, actions::read).items.len(), expected, "{text}");
        }
    }
}
