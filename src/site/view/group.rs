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
    top: Vec<TermView>,
}

/// The taxonomy with its `most` largest terms; severities from the worst.
pub fn group(archive: &Archive, taxonomy: Taxonomy, most: usize) -> Group {
    let mut top = taxonomy::terms(archive, taxonomy);
    let count = top.len();
    if !matches!(taxonomy, Taxonomy::Severities | Taxonomy::Years) {
        top.sort_by_key(|term| std::cmp::Reverse(term.count));
    }
    top.truncate(most);
    Group { name: taxonomy.name(), label: taxonomy.label(), url: taxonomy::index_url(taxonomy), count, top }
}
