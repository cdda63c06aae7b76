//! Lists of tasks below headings that are not known as names of sections: `What we still owe the pumps: tasks`.
//!
//! Neither the heading nor the list is enough: the heading has a word for work ahead, and most items begin with a verb;
//! or all items have checkboxes.

use std::sync::LazyLock;

use crate::markdown::blocks::BlockKind;
use crate::model::SectionKind;
use crate::readers::actions::groups::Group;
use crate::readers::actions::phrases::PHRASES;
use crate::readers::actions::{Reader, advice};
use crate::structure::items::begins_with_verb;
use crate::text::words::spaced_words;

/// How words for work ahead begin, in headings.
static AHEAD: LazyLock<Vec<&str>> = LazyLock::new(|| PHRASES.words("work").collect());

/// How words begin that show that a heading is about something else.
static OTHER: LazyLock<Vec<&str>> = LazyLock::new(|| PHRASES.words("no-work").collect());

impl Reader<'_> {
    /// Reads the lists of tasks below headings without a known name. `roles` marks the sections of actions.
    pub(super) fn unnamed(&mut self, roles: &[Option<()>]) {
        let body = self.body;
        let blocks = body.blocks;
        for heading in 0..blocks.all().len() {
            if !matches!(blocks.kind(heading), BlockKind::Heading(_)) || body.index.is_marker(heading) {
                continue;
            }
            let section = body.index.section_of(heading);
            if section
                .is_some_and(|section| roles[section].is_some() || is_other(body.sections[section].kind))
            {
                continue;
            }
            let name = blocks.text(body.text, heading);
            let Some(is_ahead) = looks_ahead(name).filter(|_| !advice::is_for_readers(name)) else {
                continue;
            };
            let (mut block, mut above) = (blocks.end(heading), None);
            while block < blocks.all().len() && !matches!(blocks.kind(block), BlockKind::Heading(_)) {
                if body.index.is_marker(block) {
                    break;
                }
                if self.holds_work(block, is_ahead) && !advice::is_advice(body, block, above) {
                    self.items(block, &Group::read(name, &self.people));
                }
                above = Some(block);
                block = blocks.end(block).max(block + 1);
            }
        }
    }

    /// Whether `block` is a list of tasks. `is_ahead` is whether its heading has a word for work ahead.
    fn holds_work(&self, block: usize, is_ahead: bool) -> bool {
        let blocks = self.body.blocks;
        if !matches!(blocks.kind(block), BlockKind::List { .. }) {
            return false;
        }
        let (mut items, mut tasks, mut boxes) = (0, 0, 0);
        for item in blocks.children(block) {
            let line = blocks.first_lines(self.body.text, item).first();
            items += 1;
            tasks += usize::from(line.is_some_and(|line| begins_with_verb(&line.text)));
            boxes += usize::from(matches!(blocks.kind(item), BlockKind::Item { checked: Some(_) }));
        }
        let are_boxes = items > 0 && boxes == items;
        if is_ahead {
            are_boxes || items > 0 && tasks * 3 >= items * 2
        } else {
            are_boxes && items > 1 && tasks * 2 >= items
        }
    }
}

/// Whether a heading has a word for work ahead; `None` if it is about something else.
fn looks_ahead(heading: &str) -> Option<bool> {
    let words = spaced_words(heading);
    let begins =
        |starts: &[&str]| words.split(' ').any(|word| starts.iter().any(|start| word.starts_with(start)));
    (!begins(&OTHER)).then(|| begins(&AHEAD))
}

/// Whether sections of this kind have lists of their own.
fn is_other(kind: SectionKind) -> bool {
    use SectionKind::{
        Appendix, Detection, Facts, FiveWhys, Impact, People, Related, Resolution, Response, Timeline,
        Trigger,
    };
    matches!(
        kind,
        Appendix
            | Detection
            | Facts
            | FiveWhys
            | Impact
            | People
            | Related
            | Resolution
            | Response
            | Timeline
            | Trigger
    )
}

#[cfg(test)]
mod tests {
    use crate::readers::actions;
    use crate::structure::testing::read_body;

    #[test]
    fn tasks_below_unknown_headings_are_actions() {
        let tasks = "- Add an alert\n- Rotate keys\n- Docs for the pump\n";
        for (text, expected) in [
            (format!("## Pump work: tasks left over\n\n{tasks}"), 3),
            (format!("## Actions that the pump crew agreed on\n\nSoon:\n\n{tasks}"), 3),
            ("## Pump crew, quite concretely\n\n- [ ] Add an alert\n- [x] Rotate keys\n".to_owned(), 2),
            // Neither the heading nor the items are enough.
            (format!("## The pumps\n\n{tasks}"), 0),
            ("## Pump work: tasks left over\n\n- The pump was old\n- Nobody knew\n".to_owned(), 0),
            (format!("## Steps to reproduce the tasks\n\n{tasks}"), 0),
            ("## Release checklist of the crew\n\n- [ ] Add an alert\n- [x] Rotate keys\n".to_owned(), 0),
            (
                "## Timeline\n\n### Pump work: tasks left over\n\n- Add an alert\n- Rotate keys\n".to_owned(),
                0,
            ),
        ] {
            assert_eq!(read_body(&text, actions::read).items.len(), expected, "{text}");
        }
    }
}
