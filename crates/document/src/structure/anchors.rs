//! The ids of headings: those that GitHub makes, for which authors write links.

use std::collections::BTreeMap;

use unicode_normalization::char::is_combining_mark;

/// What pages use as ids themselves.
const TAKEN: [&str; 1] = ["main"];

/// The id for a heading with this text, by GitHub's rule: in lower case, with hyphens for spaces, and without
/// punctuation and emoji.
fn anchor(text: &str) -> String {
    let mut anchor = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' => anchor.push('-'),
            '-' | '_' => anchor.push(c),
            c if c.is_ascii_alphanumeric() => anchor.push(c.to_ascii_lowercase()),
            c if c.is_alphanumeric() || !c.is_ascii() && is_combining_mark(c) => {
                anchor.extend(c.to_lowercase());
            }
            _ => {}
        }
    }
    anchor
}

/// Generates ids for headings that are unique in a document. The second one of the same name ends with `-1`.
#[derive(Debug)]
pub struct Anchors {
    /// How many further headings asked for each id.
    taken: BTreeMap<String, usize>,
}

impl Default for Anchors {
    fn default() -> Self {
        Self { taken: TAKEN.iter().map(|id| ((*id).to_owned(), 0)).collect() }
    }
}

impl Anchors {
    /// The id for a heading with this text.
    pub fn next(&mut self, text: &str) -> String {
        let anchor = anchor(text);
        let has_letter = anchor.contains(|c: char| c != '-' && c != '_');
        self.unique(if has_letter { anchor } else { "section".to_owned() })
    }

    /// The id `wanted`, which an author gave, or one with a number if another heading has it.
    pub fn unique(&mut self, wanted: String) -> String {
        let mut id = wanted.clone();
        while self.taken.contains_key(&id) {
            let count = self.taken.entry(wanted.clone()).or_default();
            *count += 1;
            id = format!("{wanted}-{count}");
        }
        self.taken.insert(id.clone(), 0);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_those_of_github() {
        for (text, expected) in [
            ("Root cause", "root-cause"),
            ("What *went* well?", "what-went-well"),
            ("Steps / taken", "steps--taken"),
            ("🔥 Impact", "-impact"),
            (":fire: Impact", "fire-impact"),
            ("What didn’t go well", "what-didnt-go-well"),
            ("snake_case & C++", "snake_case--c"),
            ("Übersicht der Fälle", "übersicht-der-fälle"),
            ("タイムライン（JST）", "タイムラインjst"),
            ("हिन्दी", "हिन्दी"),
            ("1. Setup", "1-setup"),
            ("Main", "main-1"),
            ("🔥", "section"),
            ("", "section"),
        ] {
            assert_eq!(Anchors::default().next(text), expected, "{text}");
        }
    }

    #[test]
    fn repeated_headings_are_numbered_from_the_second_on() {
        let mut anchors = Anchors::default();
        let ids: Vec<_> =
            ["Setup", "Setup", "Setup 1", "Setup", "🔥", "❄"].iter().map(|t| anchors.next(t)).collect();
        assert_eq!(ids, ["setup", "setup-1", "setup-1-1", "setup-2", "section", "section-1"]);
        assert_eq!(anchors.unique("setup-2".to_owned()), "setup-2-1");
    }
}
