//! Lists that their author fenced off as if they were code, and lines that an indentation made code.

use crate::markdown::fences::is_fence;
use crate::readers::actions::Reader;
use crate::readers::actions::groups::Group;

/// Lines of a list in a fence; a longer one is not a list of actions.
const MOST_LINES: usize = 64;

impl Reader<'_> {
    /// Reads a fenced block that holds a list of actions and nothing else.
    pub fn fenced_list(&mut self, block: usize, group: &Group) {
        let span = self.body.blocks.span(block);
        let Some(text) = self.body.text.get(span.clone()) else { return };
        if !is_fence(text) {
            self.indented_lines(text, span.start, group);
            return;
        }
        // A language behind the fence means that the block is code.
        if text.lines().next().is_none_or(|first| first.trim_end() != "```") {
            return;
        }
        let lines = || text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("```"));
        if lines().count() > MOST_LINES || lines().any(|line| behind_bullet(line).is_none()) {
            return;
        }
        for line in lines() {
            if let Some(item) = behind_bullet(line) {
                let start = span.start + (line.as_ptr() as usize - text.as_ptr() as usize);
                self.push(item, &[], group, None, start..start + line.len());
            }
        }
    }

    /// Reads indented lines, each of which is a sentence without a bullet.
    fn indented_lines(&mut self, text: &str, start: usize, group: &Group) {
        let lines = || text.lines().filter(|line| !line.trim().is_empty());
        if !(2..=MOST_LINES).contains(&lines().count()) || !lines().all(|line| is_task(line.trim())) {
            return;
        }
        for line in lines() {
            let from = start + (line.as_ptr() as usize - text.as_ptr() as usize);
            self.push(line.trim(), &[], group, None, from..from + line.len());
        }
    }
}

/// Whether `line` may describe a task: a capital, several words, and no mark of code.
fn is_task(line: &str) -> bool {
    line.starts_with(char::is_uppercase)
        && line.split_whitespace().count() >= 3
        && !line.contains(['{', '}', '<', '>', '=', '$', '|', ';'])
}

/// The text of a line that is an item of a list (`- …`, `1. …`), if it has two words or more.
fn behind_bullet(line: &str) -> Option<&str> {
    let bullet = ["- ", "* ", "+ "].iter().find_map(|bullet| line.strip_prefix(bullet));
    let item = bullet.or_else(|| {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        (rest.len() < line.len()).then(|| rest.strip_prefix(". "))?
    })?;
    Some(item.trim()).filter(|item| item.split_whitespace().count() >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indented_lines_are_tasks_if_all_are_sentences() {
        for (line, expected) in [
            ("Replacing the failed pump in the pump house", true),
            ("Review alerts", false),
            ("kubectl get pods --all", false),
            ("Set PUMP=on for all pumps", false),
        ] {
            assert_eq!(is_task(line), expected, "{line}");
        }
    }

    #[test]
    fn items_stand_behind_a_bullet_or_a_number() {
        for (line, item) in [
            ("- Add an alert", Some("Add an alert")),
            ("12. Add an alert ", Some("Add an alert")),
            ("* Add", None),
            ("-Add an alert", None),
            (". Add an alert", None),
            ("Add an alert", None),
        ] {
            assert_eq!(behind_bullet(line), item, "{line}");
        }
    }
}
