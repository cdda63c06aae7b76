//! Assigns each document its address.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::taxonomy::term_slug;
use super::{ArchivedDocument, Severity};
use crate::config::Config;
use retold_diagnostic::{Diagnostic, Place};
use retold_document::keys::Key;
use retold_document::{Document, folder_name, slugify};

/// Assigns each document its address. If documents have the same one, the first by path gets it. Returns the documents
/// with an address, those without one, and the findings.
pub fn identify(
    documents: Vec<Arc<Document>>,
    config: &Config,
) -> (Vec<ArchivedDocument>, Vec<Arc<Document>>, Vec<Diagnostic>) {
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    let mut findings = Vec::new();
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    let mut archived = Vec::with_capacity(documents.len());
    let mut displaced = Vec::new();
    for document in documents {
        let url = address(&document);
        if let Some(other) = taken.get(&url) {
            findings.push(duplicate(&document, &url, other));
            displaced.push(document);
            continue;
        }
        taken.insert(url.clone(), document.name.clone());
        let mut id = document.front_matter.id.clone();
        if let Some(name) = &id {
            if let Some(other) = ids.get(&slugify(name)) {
                findings.push(
                    Diagnostic::warning(
                        "identity/duplicate-id",
                        format!("`{name}` is already the id of `{other}`"),
                    )
                    .at(document.place_of(Key::Id, name))
                    .hint("this document is built without an id; give it one of its own"),
                );
                id = None;
            } else {
                ids.insert(slugify(name), document.name.clone());
            }
        }
        let facts = &document.facts;
        archived.push(ArchivedDocument {
            url,
            id,
            title: document.title(),
            happened: document.happened(),
            published: document.published(),
            severity: facts.severity.as_ref().map(|fact| Severity::new(&fact.value, &config.severities)),
            kind: facts.kind.as_ref().map(|fact| fact.value).unwrap_or_default(),
            earlier: Vec::new(),
            later: Vec::new(),
            related: Vec::new(),
            not_related: Vec::new(),
            occurrence: None,
            document,
        });
    }
    (archived, displaced, findings)
}

/// The address of a document: the folders of its file, and its slug, else its file name.
pub fn address(document: &Document) -> String {
    let slug = document.front_matter.slug.as_deref().filter(|slug| !slugify(slug).is_empty());
    let name = term_slug(slug.unwrap_or(document.stem()));
    let mut url = String::new();
    for part in document.folder().split('/').map(slugify).filter(|part| !part.is_empty()) {
        url.push_str(&folder_name(part));
        url.push('/');
    }
    url.push_str(&name);
    url.push('/');
    if let Some(part) = &document.part {
        url.push_str(part);
        url.push('/');
    }
    url
}

fn duplicate(document: &Document, url: &str, other: &str) -> Diagnostic {
    let place = match &document.front_matter.slug {
        Some(slug) => document.place_of(Key::Slug, slug),
        None => Place::file(&document.name),
    };
    Diagnostic::error("identity/duplicate", format!("`{url}` is already the address of `{other}`"))
        .at(place)
        .hint("this document has no page; give it a `slug` of its own, or rename the file")
}

/// Moves the documents whose address belongs to one of the site's own pages to `displaced`, and reports them.
pub fn displace_reserved(
    archived: &mut Vec<ArchivedDocument>,
    is_reserved: impl Fn(&str) -> bool,
    displaced: &mut Vec<Arc<Document>>,
) -> Vec<Diagnostic> {
    let taken = archived.extract_if(.., |document| is_reserved(&document.url));
    taken
        .map(|ArchivedDocument { url, document, .. }| {
            let finding = Diagnostic::error(
                "identity/reserved",
                format!("`{url}` is the address of one of the site's own pages"),
            )
            .at(Place::file(&document.name))
            .hint("this document has no page; give it a `slug` of its own, or rename the file");
            displaced.push(document);
            finding
        })
        .collect()
}
