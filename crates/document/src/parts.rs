//! Splits a file into its incidents, each of which is read like a file.

use std::sync::Arc;

use crate::class::collection;
use crate::document::Document;
use crate::front_matter::source_text::{Part, SourceText};
use crate::keys::Key;
use crate::markdown::blocks::Blocks;
use crate::markdown::definitions::Definitions;
use crate::model::FrontMatter;
use crate::structure::outline::HeadingIds;
use crate::structure::vocabulary::Vocabulary;
use crate::text::slug::slugify;

/// The incidents of `whole`, each with the values of its front matter that hold for all of them. They share its text,
/// so that places are those of the file.
pub fn of(whole: &Document, vocabulary: &Vocabulary) -> Vec<SourceText> {
    let text = &whole.text;
    let blocks = Blocks::read(text, whole.body_start);
    let parts = collection::parts(text, whole.body_start, &blocks, &whole.outline, &vocabulary.sections);
    let definitions = Definitions::read(text, whole.body_start);
    let mut slugs = HeadingIds::default();
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
