//! The incidents of a file that holds many, each as if it were a file of its own.

use std::collections::BTreeSet;

use super::Document;
use super::blocks::Blocks;
use super::collection;
use super::front_matter::FrontMatter;
use super::keys::Key;
use super::slug::slugify;
use super::vocabulary::Vocabulary;
use super::written::Written;

/// The incidents of `whole`. What its front matter says of all of them, each of them says; the text before
/// an incident stays, so that places are those of the file.
pub fn of(whole: &Document, vocabulary: &Vocabulary) -> Vec<Written> {
    let blocks = Blocks::read(&whole.text, whole.body_start);
    let parts =
        collection::parts(&whole.text, whole.body_start, &blocks, &whole.outline, &vocabulary.sections);
    let mut taken = BTreeSet::new();
    parts
        .into_iter()
        .map(|part| {
            let wanted = match slugify(&part.title) {
                slug if slug.is_empty() => "incident".to_owned(),
                slug => slug,
            };
            let mut slug = wanted.clone();
            let mut count = 1;
            while !taken.insert(slug.clone()) {
                count += 1;
                slug = format!("{wanted}-{count}");
            }
            let all = &whole.front_matter;
            Written {
                path: whole.path.clone(),
                name: whole.name.clone(),
                text: whole.text[..part.span.end].to_owned(),
                body_start: part.span.start,
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
                part: Some((slug, part.date)),
            }
        })
        .collect()
}
