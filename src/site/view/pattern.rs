//! What the page of a cause or a trigger shows of the vocabulary.

use serde::Serialize;

use super::taxonomy::{TermLink, link};
use crate::archive::Archive;
use crate::archive::patterns::Pattern;
use crate::archive::taxonomy::{Taxonomy, Term};

/// A pattern of the vocabulary.
#[derive(Debug, Clone, Serialize)]
pub struct PatternView {
    pub description: String,
    /// The more general patterns.
    pub parents: Vec<TermLink>,
    /// The narrower patterns that have incidents.
    pub children: Vec<ChildView>,
}

/// A narrower pattern.
#[derive(Debug, Clone, Serialize)]
pub struct ChildView {
    pub label: String,
    pub url: String,
    pub description: String,
    /// Number of its incidents.
    pub count: usize,
}

/// The pattern that `term` is, if it is one.
pub fn pattern(archive: &Archive, taxonomy: Taxonomy, term: &Term) -> Option<PatternView> {
    let set = archive.taxonomies.patterns.of(taxonomy)?;
    let pattern = set.with_id(&term.slug)?;
    let terms = archive.taxonomies.terms(taxonomy);
    let parents = pattern.parents.iter().filter_map(|index| terms.get(&set.patterns[*index].id));
    let child = |pattern: &Pattern| {
        let term = terms.get(&pattern.id)?;
        let TermLink { label, url } = link(taxonomy, term);
        Some(ChildView { label, url, description: pattern.description.clone(), count: term.members.len() })
    };
    let mut children: Vec<_> = set.children(pattern).filter_map(child).collect();
    children.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.label.cmp(&other.label)));
    Some(PatternView {
        description: pattern.description.clone(),
        parents: parents.map(|term| link(taxonomy, term)).collect(),
        children,
    })
}
