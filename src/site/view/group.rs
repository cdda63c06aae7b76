//! Views of taxonomies with their largest terms.

use serde::Serialize;

use super::taxonomy::{self, TermView};
use crate::archive::Archive;
use crate::archive::taxonomy::Taxonomy;

/// A taxonomy with its largest terms.
#[derive(Debug, Serialize)]
pub struct Group {
    name: &'static str,
    label: &'static str,
    url: &'static str,
    /// Number of terms.
    count: usize,
    /// Incidents of the largest of those in `top`.
    most: usize,
    top: Vec<TermView>,
}

/// The taxonomy with the first `most` terms of its index.
pub fn group(archive: &Archive, taxonomy: Taxonomy, most: usize) -> Group {
    let terms = taxonomy::ordered(archive, taxonomy);
    let count = terms.len();
    let top: Vec<_> =
        terms.into_iter().take(most).map(|term| taxonomy::term(archive, taxonomy, term)).collect();
    Group {
        name: taxonomy.name(),
        label: taxonomy.label(),
        url: taxonomy::index_url(taxonomy),
        count,
        most: top.iter().map(|term| term.count).max().unwrap_or_default(),
        top,
    }
}
