//! Views of the indexes and their terms.

use serde::Serialize;

use super::text;
use crate::archive::Archive;
use crate::archive::taxonomy::{Taxonomy, Term};

/// A link to a term.
#[derive(Debug, Clone, Serialize)]
pub struct TermLink {
    pub label: String,
    pub url: String,
}

/// `taxonomy`: the index that a page belongs to.
#[derive(Debug, Clone, Serialize)]
pub struct TaxonomyView {
    pub name: &'static str,
    pub label: &'static str,
    pub singular: &'static str,
    pub url: &'static str,
}

/// A term in an index.
#[derive(Debug, Clone, Serialize)]
pub struct TermView {
    pub label: String,
    pub url: String,
    pub count: usize,
    /// ISO date of the newest member.
    pub latest: Option<String>,
    pub latest_text: Option<String>,
}

/// The address of the index of a taxonomy.
pub fn index_url(taxonomy: Taxonomy) -> &'static str {
    match taxonomy {
        Taxonomy::Services => "services/",
        Taxonomy::Tags => "tags/",
        Taxonomy::Teams => "teams/",
        Taxonomy::Severities => "severities/",
        Taxonomy::Years => "years/",
    }
}

/// The address of a term's page.
pub fn term_url(taxonomy: Taxonomy, slug: &str) -> String {
    format!("{}{slug}/", index_url(taxonomy))
}

/// A link to the term that `label` belongs to; to the index where the archive has no such term.
pub fn term_link(archive: &Archive, taxonomy: Taxonomy, label: &str) -> TermLink {
    match archive.taxonomies.term(taxonomy, label) {
        Some((slug, term)) => TermLink { label: term.label.clone(), url: term_url(taxonomy, slug) },
        None => TermLink { label: label.to_owned(), url: index_url(taxonomy).to_owned() },
    }
}

pub fn taxonomy(taxonomy: Taxonomy) -> TaxonomyView {
    TaxonomyView {
        name: taxonomy.name(),
        label: taxonomy.label(),
        singular: taxonomy.singular(),
        url: index_url(taxonomy),
    }
}

/// The terms of a taxonomy in the order of its index: severities from the worst, years from the newest, all else by
/// name.
pub fn terms(archive: &Archive, taxonomy: Taxonomy) -> Vec<TermView> {
    let mut terms: Vec<_> = archive.taxonomies.terms(taxonomy).iter().collect();
    match taxonomy {
        Taxonomy::Severities => {
            let rank = |term: &Term| {
                let severity = archive.postmortems[term.members[0]].severity.as_ref();
                severity.and_then(|severity| severity.rank).unwrap_or(u8::MAX)
            };
            terms.sort_by_key(|(_, term)| rank(term));
        }
        Taxonomy::Years => terms.reverse(),
        Taxonomy::Services | Taxonomy::Tags | Taxonomy::Teams => {}
    }
    terms.into_iter().map(|(slug, term)| self::term(archive, taxonomy, slug, term)).collect()
}

pub fn term(archive: &Archive, taxonomy: Taxonomy, slug: &str, term: &Term) -> TermView {
    // Members stand newest first.
    let latest = term.members.iter().find_map(|&index| archive.postmortems[index].day());
    TermView {
        label: term.label.clone(),
        url: term_url(taxonomy, slug),
        count: term.members.len(),
        latest: latest.map(|date| date.to_string()),
        latest_text: latest.map(text::date),
    }
}
