//! Check lists about the report itself, which are no actions: `[x] Timeline filled in`.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::markdown::blocks::BlockKind;
use crate::readers::actions::phrases::NOT_ACTIONS;
use crate::structure::body::Body;
use crate::text::phrases::Phrases;
use crate::text::words::spaced_words;

/// Parts of a report.
static PARTS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(NOT_ACTIONS.words("report-part")));

/// What is done with the parts of a report.
static DONE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| NOT_ACTIONS.set("report-done"));

/// How an item begins that asks for work on the report: `Publish this document`.
static ORDERS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| NOT_ACTIONS.set("report-order"));

/// Most words of an item about the report.
const MOST_WORDS: usize = 14;

/// Whether the items of `list` have checkboxes, and at least half of them, but two, are about the report itself.
pub fn is_of_report(body: &Body<'_>, list: usize) -> bool {
    let (mut items, mut found) = (0, 0);
    for item in body.blocks.children(list) {
        if !matches!(body.blocks.kind(item), BlockKind::Item { checked: Some(_) }) {
            return false;
        }
        items += 1;
        let line = body.blocks.first_lines(body.text, item).first();
        found += usize::from(line.is_some_and(|line| is_about_report(&line.text)));
    }
    found >= 2 && found * 2 >= items
}

/// Whether an item says of a part of the report that it is there, or asks for it: `Root cause identified`, `Actions have
/// owners`, `File issues for all action items`.
fn is_about_report(text: &str) -> bool {
    let words = spaced_words(text);
    let is_done = words.split(' ').skip(1).any(|word| DONE.contains(word));
    let is_order = words.split(' ').next().is_some_and(|word| ORDERS.contains(word));
    if words.split(' ').count() > MOST_WORDS || !is_done && !is_order {
        return false;
    }
    PARTS.are_in(&words)
}

#[cfg(test)]
mod tests {
    use crate::readers::actions;
    use crate::structure::testing::read_body;

    #[test]
    fn check_lists_about_the_report_are_no_actions() {
        for (text, expected) in [
            ("- [x] Timeline filled in\n- [x] Root cause identified\n- [ ] Action items have owners\n", 0),
            ("- [ ] Postmortem reviewed by the team\n- [ ] Stakeholders informed\n- [ ] Add an alert\n", 0),
            ("- [x] Publish this document\n- [x] File issues for all action items\n", 0),
            ("- [x] Timeline filled in\n- [ ] Add an alert\n- [ ] Rotate keys\n", 3),
            ("- Timeline filled in\n- Root cause identified\n", 2),
            ("- [x] Add a timeline to the status page\n- [ ] Write the root cause into the log\n", 2),
        ] {
            let found = read_body(&format!("## Checklist\n\n{text}"), actions::read).items.len();
            assert_eq!(found, expected, "{text}");
        }
    }
}
