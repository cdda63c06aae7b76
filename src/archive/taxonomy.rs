//! The indexes of an archive: its postmortems grouped by service, tag, team, severity and year.

use retold_document::model::values;
use std::collections::BTreeMap;

use super::Postmortem;
use retold_document::slugify;

/// A property by which postmortems are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Taxonomy {
    Services,
    Tags,
    Teams,
    Severities,
    Years,
}

impl Taxonomy {
    pub const ALL: [Self; 5] = [Self::Services, Self::Tags, Self::Teams, Self::Severities, Self::Years];

    /// The name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Services => "services",
            Self::Tags => "tags",
            Self::Teams => "teams",
            Self::Severities => "severities",
            Self::Years => "years",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Services => "Services",
            Self::Tags => "Tags",
            Self::Teams => "Teams",
            Self::Severities => "Severities",
            Self::Years => "Years",
        }
    }

    pub fn singular(self) -> &'static str {
        match self {
            Self::Services => "service",
            Self::Tags => "tag",
            Self::Teams => "team",
            Self::Severities => "severity",
            Self::Years => "year",
        }
    }

    /// The labels of the groups that `postmortem` belongs to.
    fn labels(self, postmortem: &Postmortem) -> Vec<String> {
        let facts = &postmortem.document.facts;
        match self {
            Self::Services => values(&facts.services),
            Self::Tags => values(&facts.tags),
            Self::Teams => values(&facts.teams),
            Self::Severities => postmortem.severity.iter().map(|severity| severity.label.clone()).collect(),
            Self::Years => postmortem.date.iter().map(|date| date.year().to_string()).collect(),
        }
    }
}

/// A group: the postmortems with one value of a taxonomy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The spelling that most members use; the first in order if several are equally frequent.
    pub label: String,
    /// Indexes into the archive's postmortems, ascending, which is newest first.
    pub members: Vec<usize>,
}

/// The terms of a taxonomy by their slug.
pub type Terms = BTreeMap<String, Term>;

/// All groups of an archive.
#[derive(Debug, Clone, Default)]
pub struct Taxonomies(BTreeMap<Taxonomy, Terms>);

impl Taxonomies {
    pub fn of(postmortems: &[Postmortem]) -> Self {
        Self(Taxonomy::ALL.into_iter().map(|taxonomy| (taxonomy, terms(taxonomy, postmortems))).collect())
    }

    pub fn terms(&self, taxonomy: Taxonomy) -> &Terms {
        static NONE: Terms = Terms::new();
        self.0.get(&taxonomy).unwrap_or(&NONE)
    }

    /// The slug and the term that `label` belongs to.
    pub fn term(&self, taxonomy: Taxonomy, label: &str) -> Option<(&str, &Term)> {
        let (slug, term) = self.terms(taxonomy).get_key_value(&term_slug(label))?;
        Some((slug, term))
    }
}

fn terms(taxonomy: Taxonomy, postmortems: &[Postmortem]) -> Terms {
    let mut spellings: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let mut terms = Terms::new();
    for (index, postmortem) in postmortems.iter().enumerate() {
        for label in taxonomy.labels(postmortem) {
            let slug = term_slug(&label);
            let term = terms
                .entry(slug.clone())
                .or_insert_with(|| Term { label: String::new(), members: Vec::new() });
            if term.members.last() != Some(&index) {
                term.members.push(index);
            }
            *spellings.entry(slug).or_default().entry(label).or_default() += 1;
        }
    }
    for (slug, term) in &mut terms {
        let best =
            spellings.remove(slug).unwrap_or_default().into_iter().rev().max_by_key(|(_, count)| *count);
        term.label = best.map(|(label, _)| label).unwrap_or_default();
    }
    terms
}

/// The part of an address that names a term. For labels without a letter or digit, it is their digest.
pub fn term_slug(label: &str) -> String {
    let slug = slugify(label);
    if slug.is_empty() { blake3::hash(label.as_bytes()).to_hex()[..8].to_owned() } else { slug }
}
