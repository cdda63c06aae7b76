//! Splits a file into its incidents, each of which is read like a file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::class::collection;
use crate::document::Document;
use crate::front_matter::source_text::{Part, SourceText};
use crate::keys::Key;
use crate::markdown::blocks::Blocks;
use crate::markdown::definitions::Definitions;
use crate::model::{FrontMatter, Outline};
use crate::structure::vocabulary::Vocabulary;
use crate::text::slug::slugify;

/// The incidents of `whole`, each with the values of its front matter that hold for all of them. They share its text,
/// so that places are those of the file.
pub fn of(whole: &Document, vocabulary: &Vocabulary) -> Vec<SourceText> {
    let text = &whole.text;
    let blocks = Blocks::read(text, whole.body_start);
    // The headings of a long file are not all in its own outline.
    let outline = match whole.unread {
        Some(_) => Cow::Owned(Outline::of(text, &blocks, &vocabulary.sections)),
        None => Cow::Borrowed(&whole.outline),
    };
    let parts = collection::parts(text, whole.body_start, &blocks, &outline, &vocabulary.sections);
    let definitions = Definitions::read(text, whole.body_start);
    let mut slugs = Names::default();
    let (mut at, mut line) = (0, 1);
    let mut incidents = Vec::with_capacity(parts.len());
    for part in parts {
        line += text[at..part.span.start].matches('\n').count();
        at = part.span.start;
        let name = if slugify(&part.title).is_empty() { "incident" } else { &part.title };
        let all = &whole.front_matter;
        incidents.push(SourceText {
            path: whole.path.clone(),
            name: whole.name.clone(),
            text: Arc::clone(text),
            definitions: definitions.of(part.span.clone()),
            body: part.span,
            first_line: line,
            front_matter: FrontMatter {
                format: all.format,
                draft: all.draft,
                holding: all.holding,
                slug: all.slug.clone(),
                authors: all.authors.clone(),
                tags: all.tags.clone(),
                kind: all.kind,
                audience: all.audience.clone(),
                services: all.services.clone(),
                teams: all.teams.clone(),
                ..FrontMatter::default()
            },
            key_places: whole
                .key_places
                .iter()
                .filter(|(key, _)| {
                    matches!(key, Key::Authors | Key::Tags | Key::Kind | Key::Services | Key::Teams)
                })
                .map(|(key, span)| (*key, span.clone()))
                .collect(),
            part: Some(Part { name: slugs.next(name), date: part.date }),
        });
    }
    incidents
}

/// Generates names for the incidents of a file, as parts of their addresses, that are unique in the file.
#[derive(Debug, Default)]
struct Names {
    /// How often each name was requested.
    asked: BTreeMap<String, usize>,
}

impl Names {
    fn next(&mut self, text: &str) -> String {
        let mut name = slugify(text);
        loop {
            let count = self.asked.entry(name.clone()).or_default();
            *count += 1;
            if *count == 1 {
                return name;
            }
            // The numbered name may be that of another incident; then it is requested and numbered again.
            name = format!("{name}-{count}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_are_unique_even_against_numbered_ones() {
        let mut names = Names::default();
        let all: Vec<_> = ["a", "a 2", "a", "a"].iter().map(|text| names.next(text)).collect();
        assert_eq!(all, ["a", "a-2", "a-2-2", "a-3"]);
    }
}
