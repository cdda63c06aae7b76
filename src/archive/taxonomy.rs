//! The indexes of an archive: its postmortems grouped by service, tag, team, severity and year.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::ArchivedDocument;
use retold_document::model::Fact;
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

/// The labels of facts.
fn written(facts: &[Fact<String>]) -> Vec<Cow<'_, str>> {
    facts.iter().map(|fact| fact.value.as_str().into()).collect()
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
    fn labels(self, postmortem: &ArchivedDocument) -> Vec<Cow<'_, str>> {
        let facts = &postmortem.document.facts;
        match self {
            Self::Services => written(&facts.services),
            Self::Tags => written(&facts.tags),
            Self::Teams => written(&facts.teams),
            Self::Severities => {
                postmortem.severity.iter().map(|severity| severity.label.as_str().into()).collect()
            }
            Self::Years => postmortem.day().iter().map(|date| date.year().to_string().into()).collect(),
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taxonomies(BTreeMap<Taxonomy, Terms>);

impl Taxonomies {
    pub fn of(postmortems: &[ArchivedDocument]) -> Self {
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

fn terms(taxonomy: Taxonomy, postmortems: &[ArchivedDocument]) -> Terms {
    // Each spelling is looked at once, however many have it: its slug, and how often it occurs.
    let mut spellings: BTreeMap<Cow<'_, str>, (usize, usize)> = BTreeMap::new();
    let mut slugs: BTreeMap<String, usize> = BTreeMap::new();
    let mut members: Vec<Vec<usize>> = Vec::new();
    for (index, postmortem) in postmortems.iter().enumerate() {
        for label in taxonomy.labels(postmortem) {
            let (at, count) = spellings.entry(label).or_insert_with_key(|label| {
                let at = *slugs.entry(term_slug(label)).or_insert(members.len());
                if at == members.len() {
                    members.push(Vec::new());
                }
                (at, 0)
            });
            *count += 1;
            if members[*at].last() != Some(&index) {
                members[*at].push(index);
            }
        }
    }
    let mut best: Vec<(Cow<'_, str>, usize)> = vec![Default::default(); members.len()];
    for (label, (at, count)) in spellings {
        if count > best[at].1 {
            best[at] = (label, count);
        }
    }
    let mut term = |at: usize| Term {
        label: std::mem::take(&mut best[at].0).into_owned(),
        members: std::mem::take(&mut members[at]),
    };
    slugs.into_iter().map(|(slug, at)| (slug, term(at))).collect()
}

/// The part of an address that names a term. For labels without a letter or digit, it is their digest.
pub fn term_slug(label: &str) -> String {
    let slug = slugify(label);
    if slug.is_empty() { blake3::hash(label.as_bytes()).to_hex()[..8].to_owned() } else { slug }
}
