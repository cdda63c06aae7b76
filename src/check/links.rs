//! Shared parts of the rules on links.

use rayon::prelude::*;

use crate::archive::Archive;
use crate::archive::links::{LinkMap, Target};
use retold_diagnostic::Diagnostic;
use retold_document::Document;
use retold_document::model::Link;

/// Returns the findings of `find` for the links of all pages, each placed at its link. The incidents of a split file
/// are checked as part of the whole file.
pub fn check(
    archive: &Archive,
    find: impl Fn(&Document, &Link) -> Option<Diagnostic> + Sync,
) -> Vec<Diagnostic> {
    check_counted(archive, |document, link, _| find(document, link))
}

/// As [`check`], where `find` also gets how many findings there are in the document so far.
pub fn check_counted(
    archive: &Archive,
    find: impl Fn(&Document, &Link, usize) -> Option<Diagnostic> + Sync,
) -> Vec<Diagnostic> {
    let whole = archive.pages().map(|page| &*page.document).filter(|document| document.part.is_none());
    let documents: Vec<_> = whole.collect();
    let in_document = |document: &&Document| {
        let mut places = None;
        let mut found = Vec::new();
        for link in &document.links {
            if let Some(finding) = find(document, link, found.len()) {
                let places = places.get_or_insert_with(|| document.places());
                found.push(finding.at(places.span(link.span.clone())));
            }
        }
        found
    };
    documents.par_iter().flat_map_iter(in_document).collect()
}

/// A map of the drafts that are left out, as if they had pages.
pub fn drafts(archive: &Archive) -> LinkMap {
    LinkMap::new(archive.drafts.iter().map(|draft| (draft.path.as_str(), "")), &[])
}

/// Whether a link leads to one of `drafts`.
pub fn is_draft(drafts: &LinkMap, document: &Document, link: &Link) -> bool {
    matches!(drafts.target(document, &link.destination), Target::Page(_))
}
