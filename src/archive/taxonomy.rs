//! The indexes of an archive: its postmortems grouped by service, tag, team, cause, trigger, severity, kind and year.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::ArchivedDocument;
use super::readable::readable;
use retold_document::model::Fact;
use retold_document::slugify;

/// A property by which postmortems are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Taxonomy {
    Services,
    Tags,
    Teams,
    Causes,
    Triggers,
    Severities,
    Kinds,
    Years,
}

/// The longest text, in characters, that names a cause or a trigger. What is longer is an explanation, and no two incidents
/// have the same.
const LONGEST_NAME: usize = 80;

/// The labels of facts.
fn written(facts: &[Fact<String>]) -> Vec<Cow<'_, str>> {
    facts.iter().map(|fact| fact.value.as_str().into()).collect()
}

impl Taxonomy {
    pub const ALL: [Self; 8] = [
        Self::Services,
        Self::Tags,
        Self::Teams,
        Self::Causes,
        Self::Triggers,
        Self::Severities,
        Self::Kinds,
        Self::Years,
    ];

    /// The name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Services => "services",
            Self::Tags => "tags",
            Self::Teams => "teams",
            Self::Causes => "causes",
            Self::Triggers => "triggers",
            Self::Severities => "severities",
            Self::Kinds => "kinds",
            Self::Years => "years",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Services => "Services",
            Self::Tags => "Tags",
            Self::Teams => "Teams",
            Self::Causes => "Causes",
            Self::Triggers => "Triggers",
            Self::Severities => "Severities",
            Self::Kinds => "Kinds",
            Self::Years => "Years",
        }
    }

    pub fn singular(self) -> &'static str {
        match self {
            Self::Services => "service",
            Self::Tags => "tag",
            Self::Teams => "team",
            Self::Causes => "cause",
            Self::Triggers => "trigger",
            Self::Severities => "severity",
            Self::Kinds => "kind",
            Self::Years => "year",
        }
    }

    /// The labels of the groups that `postmortem` belongs to.
    fn labels(self, postmortem: &ArchivedDocument) -> Vec<Cow<'_, str>> {
        let (facts, matter) = (&postmortem.document.facts, &postmortem.document.front_matter);
        match self {
            Self::Services => written(&facts.services),
            Self::Tags => written(&facts.tags),
            Self::Teams => written(&facts.teams),
            Self::Causes => names(&matter.causes),
            Self::Triggers => names(matter.trigger.as_slice()),
            Self::Severities => {
                postmortem.severity.iter().map(|severity| severity.label.as_str().into()).collect()
            }
            Self::Kinds => vec![postmortem.kind.label().into()],
            Self::Years => postmortem.day().iter().map(|date| date.year().to_string().into()).collect(),
        }
    }

    /// The label of a term as it is shown: causes and triggers are often written as one word.
    fn shown(self, label: &str) -> String {
        match self {
            Self::Causes | Self::Triggers => readable(label),
            _ => label.to_owned(),
        }
    }
}

/// The texts that are names.
fn names(texts: &[String]) -> Vec<Cow<'_, str>> {
    let is_name = |text: &&String| text.chars().nth(LONGEST_NAME).is_none();
    texts.iter().filter(is_name).map(|text| text.as_str().into()).collect()
}

/// A group: the postmortems with one value of a taxonomy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The part of its address that names it.
    pub slug: String,
    /// The spelling that most members use; the first in order if several are equally frequent.
    pub label: String,
    /// Indexes into the archive's postmortems, ascending, which is newest first. There is at least one.
    pub members: Vec<usize>,
}

/// The terms of a taxonomy, in the order of their slugs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms(Vec<Term>);

impl Terms {
    pub fn iter(&self) -> std::slice::Iter<'_, Term> {
        self.0.iter()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn contains_key(&self, slug: &str) -> bool {
        self.get(slug).is_some()
    }

    pub fn get(&self, slug: &str) -> Option<&Term> {
        self.0.get(self.position(slug)?)
    }

    fn position(&self, slug: &str) -> Option<usize> {
        self.0.binary_search_by(|term| term.slug.as_str().cmp(slug)).ok()
    }
}

impl std::ops::Index<usize> for Terms {
    type Output = Term;

    fn index(&self, index: usize) -> &Term {
        &self.0[index]
    }
}

impl<'a> IntoIterator for &'a Terms {
    type Item = &'a Term;
    type IntoIter = std::slice::Iter<'a, Term>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// All groups of an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taxonomies(BTreeMap<Taxonomy, Terms>);

impl Taxonomies {
    pub fn of(postmortems: &[ArchivedDocument]) -> Self {
        Self(Taxonomy::ALL.into_iter().map(|taxonomy| (taxonomy, terms(taxonomy, postmortems))).collect())
    }

    pub fn terms(&self, taxonomy: Taxonomy) -> &Terms {
        static NONE: Terms = Terms(Vec::new());
        self.0.get(&taxonomy).unwrap_or(&NONE)
    }

    /// The term that `label` belongs to.
    pub fn term(&self, taxonomy: Taxonomy, label: &str) -> Option<&Term> {
        self.terms(taxonomy).get(&term_slug(label))
    }
}

impl Taxonomies {
    /// The indexes of the terms that `postmortem` belongs to, ascending.
    pub fn terms_of(&self, taxonomy: Taxonomy, postmortem: &ArchivedDocument) -> Vec<usize> {
        let terms = self.terms(taxonomy);
        let labels = taxonomy.labels(postmortem);
        let mut found: Vec<_> = labels.iter().filter_map(|label| terms.position(&term_slug(label))).collect();
        found.sort_unstable();
        found.dedup();
        found
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
    let term = |(slug, at): (String, usize)| Term {
        slug,
        label: taxonomy.shown(&best[at].0),
        members: std::mem::take(&mut members[at]),
    };
    Terms(slugs.into_iter().map(term).collect())
}

/// The part of an address that names a term. For labels without a letter or digit, it is their digest.
pub fn term_slug(label: &str) -> String {
    let slug = slugify(label);
    if slug.is_empty() { blake3::hash(label.as_bytes()).to_hex()[..8].to_owned() } else { slug }
}
