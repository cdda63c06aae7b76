//! Views of the indexes and their terms.

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::Serialize;

use super::spark::{self, SparkView, Sparks};
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
    /// Of a severity: 1 is worst.
    pub rank: Option<u8>,
    /// ISO date of the newest member.
    pub latest: Option<String>,
    pub latest_text: Option<String>,
}

/// A term in its index, with its newest incident.
#[derive(Debug, Clone, Serialize)]
pub struct IndexTermView {
    #[serde(flatten)]
    pub term: TermView,
    pub newest: IncidentLink,
    /// Its incidents per year; of a year, all of them. None where no member has a date.
    pub spark: Option<SparkView>,
}

/// A link to an incident.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentLink {
    pub title: String,
    pub url: String,
    /// ISO 8601.
    pub date: Option<String>,
}

/// The address of the index of a taxonomy.
pub fn index_url(taxonomy: Taxonomy) -> &'static str {
    match taxonomy {
        Taxonomy::Services => "services/",
        Taxonomy::Tags => "tags/",
        Taxonomy::Teams => "teams/",
        Taxonomy::Causes => "causes/",
        Taxonomy::Triggers => "triggers/",
        Taxonomy::Severities => "severities/",
        Taxonomy::Kinds => "kinds/",
        Taxonomy::Years => "years/",
    }
}

/// The address of a term's page.
pub fn term_url(taxonomy: Taxonomy, slug: &str) -> String {
    format!("{}{slug}/", index_url(taxonomy))
}

/// The link to `term`.
pub fn link(taxonomy: Taxonomy, term: &Term) -> TermLink {
    TermLink { label: term.label.clone(), url: term_url(taxonomy, &term.slug) }
}

/// A link to the term that `label` belongs to; to the index where the archive has no such term.
pub fn term_link(archive: &Archive, taxonomy: Taxonomy, label: &str) -> TermLink {
    match archive.taxonomies.term(taxonomy, label) {
        Some(term) => link(taxonomy, term),
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

/// Whether the terms of `taxonomy` have an order of their own, beside which no other one is of use.
pub fn has_own_order(taxonomy: Taxonomy) -> bool {
    matches!(taxonomy, Taxonomy::Severities | Taxonomy::Years)
}

/// The terms of a taxonomy in the order of its index: severities from the worst, years from the newest, all else by the
/// number of incidents; of equally many, the one with the newest incident comes first.
pub fn ordered(archive: &Archive, taxonomy: Taxonomy) -> Vec<&Term> {
    let mut terms: Vec<_> = archive.taxonomies.terms(taxonomy).iter().collect();
    match taxonomy {
        Taxonomy::Severities => terms.sort_by_key(|term| rank(archive, term).unwrap_or(u8::MAX)),
        Taxonomy::Years => terms.reverse(),
        _ => terms.sort_by_key(|term| (Reverse(term.members.len()), term.members[0])),
    }
    terms
}

/// The rank of the severity `term`.
fn rank(archive: &Archive, term: &Term) -> Option<u8> {
    archive.postmortems[term.members[0]].severity.as_ref()?.rank
}

pub fn term(archive: &Archive, taxonomy: Taxonomy, term: &Term) -> TermView {
    // Members stand newest first.
    let latest = term.members.iter().find_map(|&index| archive.postmortems[index].day());
    TermView {
        label: term.label.clone(),
        url: term_url(taxonomy, &term.slug),
        count: term.members.len(),
        rank: (taxonomy == Taxonomy::Severities).then(|| rank(archive, term)).flatten(),
        latest: latest.map(|date| date.to_string()),
        latest_text: latest.map(text::date),
    }
}

/// `terms` as their index shows them.
pub fn index_terms(archive: &Archive, taxonomy: Taxonomy, terms: &[&Term]) -> Vec<IndexTermView> {
    let sparks = Sparks::of(archive);
    let most = terms.iter().map(|term| term.members.len()).max().unwrap_or_default();
    let years = |term: &Term| {
        let days = term.members.iter().filter_map(|&index| archive.postmortems[index].day());
        sparks.spark(days.map(Date::year))
    };
    let view = |term: &&Term| IndexTermView {
        term: self::term(archive, taxonomy, term),
        newest: incident(archive, term.members[0]),
        spark: match taxonomy {
            Taxonomy::Years => Some(spark::bar(term.members.len(), most)),
            _ => years(term),
        },
    };
    terms.iter().map(view).collect()
}

/// The link to the postmortem `index`.
pub fn incident(archive: &Archive, index: usize) -> IncidentLink {
    let postmortem = &archive.postmortems[index];
    IncidentLink {
        title: postmortem.title.clone(),
        url: postmortem.url.clone(),
        date: postmortem.day().map(|date| date.to_string()),
    }
}
