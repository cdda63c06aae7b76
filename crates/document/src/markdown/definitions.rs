//! Finds definitions of links and footnotes that are elsewhere in a split file than the references to them.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use crate::markdown::options;

/// All references of a file, and their definitions.
pub struct Definitions<'a> {
    text: &'a str,
    /// The references by byte of the file, in the order of the text.
    uses: Vec<(usize, Label)>,
    /// The places of the definitions of each, in bytes of the file and in the order of the text. For links, the first one
    /// counts.
    places: HashMap<Label, Vec<Range<usize>>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Label {
    Link(String),
    Footnote(String),
}

impl Label {
    fn link(label: &str) -> Self {
        Self::Link(label.to_lowercase())
    }

    fn footnote(label: &str) -> Self {
        Self::Footnote(label.to_lowercase())
    }
}

/// How much longer than its text the definitions of one incident may be, in bytes. The limit prevents that a long
/// definition is copied for thousands of incidents.
const LONGEST: usize = 16_384;

impl<'a> Definitions<'a> {
    /// Reads the body that begins at `start` in `text`.
    pub fn read(text: &'a str, start: usize) -> Self {
        let parser = Parser::new_ext(&text[start..], options());
        let in_file = |span: Range<usize>| start + span.start..start + span.end;
        let mut places: HashMap<Label, Vec<Range<usize>>> = HashMap::new();
        for (label, definition) in parser.reference_definitions().iter() {
            places.entry(Label::link(label)).or_default().push(in_file(definition.span.clone()));
        }
        let mut uses = Vec::new();
        for (event, span) in parser.into_offset_iter() {
            match event {
                Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. })
                    if is_reference(link_type) =>
                {
                    uses.push((start + span.start, Label::link(&id)));
                }
                Event::FootnoteReference(label) => uses.push((start + span.start, Label::footnote(&label))),
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    places.entry(Label::footnote(&label)).or_default().push(in_file(span));
                }
                _ => {}
            }
        }
        uses.sort_by_key(|(at, _)| *at);
        Self { text, uses, places }
    }

    /// The definitions outside `part` that the incident at `part` refers to, directly or through other definitions, as
    /// Markdown.
    pub fn of(&self, part: Range<usize>) -> String {
        if self.used_in(&part).next().is_none() {
            return String::new();
        }
        let parser = Parser::new_ext(&self.text[part.clone()], options());
        let is_own = |label: &Label| match label {
            Label::Link(label) => parser.reference_definitions().get(label).is_some(),
            Label::Footnote(_) => {
                let places = self.places_of(label);
                let next = places.partition_point(|place| place.start < part.start);
                places.get(next).is_some_and(|place| place.start < part.end)
            }
        };
        let mut needed: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut room = LONGEST.max(part.len());
        let mut unread = vec![part.clone()];
        while let Some(span) = unread.pop() {
            for label in self.used_in(&span) {
                let Some(place) = self.places_of(label).first().filter(|_| !is_own(label)) else { continue };
                let is_new = !needed.contains(&(place.start, place.end));
                if is_new && place.len() <= room && self.can_move(place) {
                    room -= place.len();
                    needed.insert((place.start, place.end));
                    unread.push(place.clone());
                }
            }
        }
        let texts: Vec<&str> = needed.iter().map(|&(start, end)| self.text[start..end].trim_end()).collect();
        let definitions = texts.join("\n\n");
        if is_apart(&self.text[part], &definitions) { definitions } else { String::new() }
    }

    fn used_in(&self, span: &Range<usize>) -> impl Iterator<Item = &Label> {
        let first = self.uses.partition_point(|(at, _)| *at < span.start);
        self.uses[first..].iter().take_while(|(at, _)| *at < span.end).map(|(_, label)| label)
    }

    fn places_of(&self, label: &Label) -> &[Range<usize>] {
        self.places.get(label).map_or(&[], Vec::as_slice)
    }

    /// Whether a definition keeps its meaning at the end of an incident. A definition in a quote or a list does not if it
    /// has further lines, which begin with the marks of the quote or list.
    fn can_move(&self, definition: &Range<usize>) -> bool {
        let line = self.text[..definition.start].rfind('\n').map_or(0, |at| at + 1);
        let is_outermost = self.text[line..definition.start].bytes().all(|byte| byte == b' ');
        is_outermost || !self.text[definition.clone()].trim_end().contains('\n')
    }
}

fn is_reference(link: LinkType) -> bool {
    matches!(link, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
}

/// `body`, followed by `definitions`.
pub fn behind<'a>(body: &'a str, definitions: &str) -> Cow<'a, str> {
    if definitions.is_empty() { body.into() } else { format!("{body}\n\n{definitions}\n").into() }
}

/// Whether text behind `body` is read by itself: `body` leaves nothing open, such as a block of code.
fn is_apart(body: &str, definitions: &str) -> bool {
    definitions.is_empty()
        || Parser::new_ext(&behind(body, definitions), options()).into_offset_iter().all(|(event, span)| {
            let is_literal = matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock));
            !is_literal || span.start >= body.len() || span.end <= body.len() + 2
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definitions that the text from `## B` up to `## C` gets.
    fn of(text: &str) -> String {
        let start = text.find("## B").unwrap();
        let end = text.find("## C").unwrap_or(text.len());
        Definitions::read(text, 0).of(start..end)
    }

    #[test]
    fn used_definitions_are_found_anywhere() {
        for (text, found) in [
            ("[x]: a.md\n[y]: b.md\n\n## B\n\nSee [X] and [z].\n\n## C\n", "[x]: a.md"),
            ("## B\n\n![i][y] [a][]\n\n## C\n\n[y]: <b c.md> 'd'\n\n[a]: e\n", "[y]: <b c.md> 'd'\n\n[a]: e"),
            (
                "## B\n\nSo.[^1]\n\n## C\n\n[^1]: Of [x].\n    More.\n\n[x]: y.md\n",
                "[^1]: Of [x].\n    More.\n\n[x]: y.md",
            ),
            // Round in a circle.
            (
                "## B\n\nSo.[^1]\n\n## C\n\n[^1]: See.[^2]\n\n[^2]: See.[^1]\n",
                "[^1]: See.[^2]\n\n[^2]: See.[^1]",
            ),
            // The incident has its own.
            ("[1]: a.md\n\n[^1]: A.\n\n## B\n\n[1] [^1]\n\n[1]: b.md\n\n[^1]: B.\n\n## C\n", ""),
            ("## B\n\nA [x](y) `[z]`\n\n## C\n\n[z]: y\n", ""),
            // In a quote: a line moves, several do not.
            ("> [x]: a.md\n\n## B\n\n[x]\n\n## C\n", "[x]: a.md"),
            ("> [^1]: A\n> b\n\n## B\n\n[^1]\n\n## C\n", ""),
            // Behind a block that is never closed, it would be shown as part of it.
            ("[x]: a.md\n\n## B\n\n[x]\n\n```\nls\n", ""),
            ("[x]: a.md\n\n## B\n\n[x]\n\n<!-- a\n", ""),
            ("[x]: a.md\n\n## B\n\n[x]\n\n```\nls\n```\n", "[x]: a.md"),
            ("[x]: a.md\n\n## B\n\n[x]\n\n    ls", "[x]: a.md"),
        ] {
            assert_eq!(of(text), found, "{text}");
        }
    }

    #[test]
    fn a_long_definition_is_not_copied() {
        let text = format!("## B\n\n[^1] [^2]\n\n## C\n\n[^1]: {}\n\n[^2]: b\n", "a ".repeat(LONGEST));
        assert_eq!(of(&text), "[^2]: b");
    }
}
